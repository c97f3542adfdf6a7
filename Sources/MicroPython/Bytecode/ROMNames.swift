/// The strings that a firmware has in flash, one a line: what a `Firmware` value is made with.
///
/// A literal of more than ten bytes becomes an interned string only where the firmware knows it already, so these lists
/// decide bytes of heap, and bytecode. A line feed in a name is written `\n`, a carriage return `\r`, a space at the end
/// `\s`.
enum ROMNames {
    /// All that the unix port's standard variant has in flash.
    static let unix32 = unix32Core + "\n" + unix32Frozen
}
