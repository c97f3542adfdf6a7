/// Why a collection ran.
public enum CollectionReason: Equatable, Sendable {
    /// `gc.collect()`, or a soft reset's own.
    case asked
    /// As much was allocated as `gc.threshold` allows.
    case threshold
    /// No run of free blocks was long enough for so many bytes.
    case noRoom(bytes: Int)
}

extension CollectionReason: Encodable, CustomStringConvertible {
    /// In words.
    public var description: String {
        switch self {
        case .asked: "gc.collect()"
        case .threshold: "gc.threshold"
        case .noRoom(let bytes): "no room for \(bytes) bytes"
        }
    }

    /// Its words.
    public func encode(to encoder: any Encoder) throws { try description.encode(to: encoder) }
}
