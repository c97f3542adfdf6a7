/// Two serial ports wired to each other, transmitter to receiver both ways, each on a board of its own with its own event queue.
///
/// All that one board learns of the other's doings comes through such a link, and not earlier than a byte takes. That is how far two boards
/// may run apart.
public final class UARTLink {
    /// The ends, in the order given.
    public let ends: (UARTEnd, UARTEnd)
    /// What a byte takes at the fastest rate that is assumed of an end that has not set one: 115200 baud.
    public static let byteTimeAssumed: Picoseconds = 10 * 1_000_000_000_000 / 115_200

    /// Wires two ends.
    public init(_ one: UARTEnd, _ other: UARTEnd) {
        ends = (one, other)
        UARTEnd.join(one, other)
    }

    /// How long after an instant the first byte that an end sends then can arrive at the other.
    public static func lead(of end: UARTEnd) -> Picoseconds { end.byteTime ?? byteTimeAssumed }
}
