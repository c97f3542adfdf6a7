/// Storage in blocks that are erased before they are programmed, as littlefs sees it.
protocol FlashDevice: AnyObject {
    var blockBytes: Int { get }
    var blockCount: Int { get }
    /// Programs begin and end at multiples of this.
    var programBytes: Int { get }
    /// As much of a file as lies beside its name.
    var inlineBytesMax: Int { get }
    var isReadOnly: Bool { get set }
    /// It cannot be reached now, but will be: the collector runs.
    var isBusy: Bool { get }
    /// Nanoseconds since 1970.
    var now: UInt64 { get }
    func read(_ block: Int, _ offset: Int, count: Int) throws(FileError) -> [UInt8]
    func program(_ block: Int, _ offset: Int, _ bytes: [UInt8]) throws(FileError)
    func erase(_ block: Int) throws(FileError)
    func synchronize() throws(FileError)
}
