/// A file that the guest has open.
public protocol OpenFile: AnyObject {
    /// Reads up to as many bytes as the buffer holds; 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int
    /// Writes; how many bytes were taken.
    func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) -> Int
    /// Moves to a place and tells where that is.
    func seek(_ offset: Int, from origin: SeekOrigin) throws(FileError) -> Int
    /// Hands what was written to the disk.
    func flush() throws(FileError)
    /// Nothing is done with it any more.
    func close()
    /// What it lies on, where that is the guest's own.
    var device: AnyObject? { get }
    /// Whether reading and writing would not wait.
    var isReady: (toRead: Bool, toWrite: Bool) { get }
}

/// What an offset counts from; the numbers are those of `seek`.
public enum SeekOrigin: Int, Sendable {
    /// The first byte.
    case start
    /// The present place.
    case current
    /// Behind the last byte.
    case end
}

extension OpenFile {
    /// A stream has no place.
    public func seek(_ offset: Int, from origin: SeekOrigin) throws(FileError) -> Int { throw .cannotSeek }
    /// There is nothing to do.
    public func flush() throws(FileError) {}
    /// There is nothing to do.
    public func close() {}
    /// Somebody else's.
    public var device: AnyObject? { nil }
    /// Always.
    public var isReady: (toRead: Bool, toWrite: Bool) { (true, true) }
}

/// The bytes of a file to read.
final class BytesFile: OpenFile {
    private let bytes: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        let count = max(0, min(buffer.count, bytes.count - place))
        buffer.copyBytes(from: bytes[min(place, bytes.count)..<min(place, bytes.count) + count])
        place += count
        return count
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) -> Int { throw .badFile }

    func seek(_ offset: Int, from origin: SeekOrigin) throws(FileError) -> Int {
        place = try origin.place(offset, current: place, end: bytes.count)
        return place
    }
}

extension SeekOrigin {
    /// Where an offset leads; beyond the end is allowed.
    func place(_ offset: Int, current: Int, end: Int) throws(FileError) -> Int {
        let (place, overflow) = [0, current, end][rawValue].addingReportingOverflow(offset)
        guard !overflow, place >= 0 else { throw .invalid }
        return place
    }
}

/// A directory can be opened, but not read (Linux).
final class OpenDirectory: OpenFile {
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int { throw .isDirectory }
    func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) -> Int { throw .badFile }
    func seek(_ offset: Int, from origin: SeekOrigin) throws(FileError) -> Int { 0 }
}
