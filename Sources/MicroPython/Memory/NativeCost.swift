/// What native work costs, in machine instructions of a Cortex-M4 running MicroPython 1.29.
///
/// Not modelled: that a Cortex-M0 takes a fifth to a quarter more instructions for the same work.
enum NativeCost: Int {
    /// The next value of an iterator, for `sum`, `list` and the like: counted on the unix port, 32 bits.
    case nextItem = 150
    /// A value within what is printed, counted there as well: `print` of a list of small numbers.
    case printValue = 500
    /// A byte within quotes, counted there as well: `print` of a list of short strings.
    case printByte = 350
    /// Compiling, per byte of the source: of one of 472 bytes, executed on the Cortex-M4 build.
    case compileByte = 2700

    /// A collection: executed on the Cortex-M4 build with an empty heap of 140 KB, with garbage in it, with live floats, and with a live
    /// bytearray of 100 KB, which is scanned word by word.
    static func collection(heapBlocks: Int, liveObjects: Int, liveBlocks: Int, deadBlocks: Int) -> Int {
        heapBlocks * 23 / 10 + liveObjects * 94 + liveBlocks * 86 + deadBlocks * 24
    }
}
