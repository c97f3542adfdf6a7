/// Why a collection ran.
public enum CollectionReason: Equatable, Sendable {
    /// `gc.collect()`, or a soft reset's own.
    case asked
    /// As much was allocated as `gc.threshold` allows.
    case threshold
    /// No run of free blocks was long enough for so many bytes.
    case noRoom(bytes: Int)
}
