/// One end of a serial line: a transmitter with a queue, a receiver with a buffer. 8 data bits, no parity, 1 stop bit, so that a byte takes
/// ten bits of time.
///
/// Bytes travel whole: a byte counts as received when its stop bit has passed. Not modelled: the levels on the pins, noise, breaks. A
/// receiver that listens at another rate (over 4 % off, about half a bit in ten) loses the byte and counts it.
public final class UARTEnd {
    /// The queue of the board that this end belongs to.
    public let events: EventQueue
    /// Bits in a second; 0: it neither sends nor listens.
    public private(set) var baud: UInt64 = 0
    /// Bytes that arrived and were not read.
    public private(set) var received: [UInt8] = []
    /// Bytes that a full buffer, a wrong rate or a sleeping receiver lost.
    public private(set) var lostCount = 0
    /// How many bytes wait at most.
    public var capacity = 256
    /// Told of each byte that left this end: when its start bit began, when its stop bit ended.
    public var onSend: ((_ byte: UInt8, _ start: Instant, _ end: Instant) -> Void)?
    /// Told of each byte that arrived.
    public var onReceive: ((_ byte: UInt8, _ instant: Instant) -> Void)?
    /// Takes each byte that arrived, in place of `received`: the serial port that this end belongs to.
    public var taker: ((_ byte: UInt8, _ instant: Instant) -> Void)?
    /// No byte arrives before this: it is how far the other board has come.
    public var firstArrival = Instant.zero

    private weak var peer: UARTEnd?
    /// When each byte in the transmitter's queue has left; the last is the one that was sent last.
    private var departures: [Instant] = []

    /// An end that nothing is wired to.
    public init(events: EventQueue) { self.events = events }

    /// Wires two ends to each other, each one's transmitter to the other's receiver.
    public static func join(_ one: UARTEnd, _ other: UARTEnd) {
        one.peer = other
        other.peer = one
    }

    /// Whether another end is wired to this.
    public var isJoined: Bool { peer != nil }

    /// How long a byte takes; nil while no rate is set.
    public var byteTime: Picoseconds? { baud == 0 ? nil : 10 * 1_000_000_000_000 / baud }

    /// Sets the rate; what was sent before leaves at the old one.
    public func setBaud(_ baud: UInt64) { self.baud = baud }

    /// As after power on.
    public func reset() {
        baud = 0
        received = []
        departures = []
        capacity = 256
    }

    /// Bytes that have not left yet.
    public func queued(at now: Instant) -> Int {
        departures.removeAll { $0 <= now }
        return departures.count
    }

    /// When so few bytes are left in the queue.
    public func time(untilQueued count: Int, at now: Instant) -> Instant {
        let queued = queued(at: now)
        return queued <= count ? now : departures[queued - count - 1]
    }

    /// Sends a byte behind those in the queue. Returns when it arrives.
    @discardableResult public func send(_ byte: UInt8, at now: Instant) -> Instant {
        guard let byteTime else { return now }
        _ = queued(at: now)
        let end = max(max(now, departures.last ?? now) + byteTime, firstArrival)
        let start = Instant(picoseconds: end.picoseconds - byteTime)
        departures.append(end)
        if let peer {
            let sent = baud
            peer.events.schedule(at: end) { [weak peer] in peer?.arrive(byte, at: $0, baud: sent) }
        }
        onSend?(byte, start, end)
        return end
    }

    private func arrive(_ byte: UInt8, at instant: Instant, baud sent: UInt64) {
        let difference = sent > baud ? sent - baud : baud - sent
        guard baud > 0, difference * 25 <= baud, received.count < capacity else { return lostCount += 1 }
        if let taker { taker(byte, instant) } else { received.append(byte) }
        onReceive?(byte, instant)
    }

    /// Takes the oldest byte.
    public func take() -> UInt8? { received.isEmpty ? nil : received.removeFirst() }

    /// Forgets what was not read.
    public func drop() { received = [] }
}
