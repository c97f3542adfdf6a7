import BoardProfiles

/// The sizes of a heap that differ: its tables serve whole groups of four blocks, so the bytes between two steps are lost.
public enum HeapGrid {
    /// Bytes of blocks in a group.
    public static let groupBytes = 64

    /// How many groups a heap has.
    public static func groups(inHeap bytes: Int) -> Int { RAMLayout.poolBytes(ofArea: bytes & ~15) / groupBytes }

    /// The smallest heap with so many groups, tables included. Heaps end on a multiple of 16.
    public static func heapBytes(groups: Int) -> Int {
        // A group's blocks and its 8.5 bits of table; one byte is kept free (`RAMLayout.poolBytes`).
        var bytes = ((groups * 524 + 7) / 8 + 1 + 15) & ~15
        while bytes > 16 && Self.groups(inHeap: bytes - 16) >= groups { bytes -= 16 }
        while Self.groups(inHeap: bytes) < groups { bytes += 16 }
        return bytes
    }
}
