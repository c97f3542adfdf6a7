/// An SD card in the socket of a board, or in one that is wired to the pins of its SD host, where the diagram has none: an image that a run was given.
public final class MemoryCard {
    /// What is on it, block by block.
    public internal(set) var bytes: [UInt8]
    /// Something was written.
    public internal(set) var isChanged = false
    /// Somebody has spoken to it.
    public internal(set) var isUsed = false

    static let blockBytes = 512

    /// A card with these contents; what does not fill a block is no part of it.
    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var blockCount: Int { bytes.count / Self.blockBytes }

    /// Blocks of so many bytes as the buffer has; false: there are not so many.
    func read(_ block: Int, into buffer: UnsafeMutableRawBufferPointer) -> Bool {
        guard let range = range(block, buffer.count) else { return false }
        buffer.copyBytes(from: bytes[range])
        return true
    }

    /// See `read`.
    func write(_ block: Int, _ contents: UnsafeRawBufferPointer) -> Bool {
        guard let range = range(block, contents.count) else { return false }
        bytes.replaceSubrange(range, with: contents)
        isChanged = true
        return true
    }

    private func range(_ block: Int, _ count: Int) -> Range<Int>? {
        guard block >= 0, block <= blockCount, block * Self.blockBytes + count <= blockCount * Self.blockBytes else {
            return nil
        }
        return block * Self.blockBytes..<block * Self.blockBytes + count
    }
}
