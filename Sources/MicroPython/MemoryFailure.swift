/// What the heap looked like when a MemoryError was raised.
public struct MemoryFailure: Encodable, Equatable, Sendable {
    /// Bytes that were asked for.
    public var bytesAsked: Int
    /// Bytes in free blocks, all together.
    public var bytesFree: Int
    /// The longest run of free blocks.
    public var largestFreeBytes: Int
    /// Bytes that the heap has in all.
    public var heapBytes: Int
    /// Nothing can be allocated at all: an interrupt handler runs, or `micropython.heap_lock()` holds.
    public var isHeapLocked: Bool
    /// The guest's file that ran.
    public var file: String?
    /// Its line.
    public var line: Int?
}
