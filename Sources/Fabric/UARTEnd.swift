/// One end of a serial line: a transmitter with a queue, a receiver with a buffer.
///
/// Bytes travel whole: a byte counts as received when its stop bit has passed. A receiver that listens otherwise (at a rate over 4 % off, which is about
/// half a bit in ten, or in another format) gets the edges of the byte, as late as a byte takes, and makes of them what it can.
/// Not modelled: noise, and the levels on the receiver's pin.
public final class UARTEnd {
    /// The queue of the board that this end belongs to.
    public let events: EventQueue
    /// Bits in a second; 0: it neither sends nor listens.
    public var baud: UInt64 { UInt64(sending?.baud ?? 0) }
    /// How it sends, and how it listens; nil: not at all.
    public private(set) var sending: SerialFormat?
    private var receiving: SerialFormat?
    /// The line as it is where the formats differ.
    private var line: SerialTransmitter?
    private var ear: SerialReceiver?
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
    public var taker: ((_ byte: UInt8, _ flags: SerialReceiver.Flags, _ instant: Instant) -> Void)?
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
    public var byteTime: Picoseconds? { sending?.frameTime }

    /// Sets the rate, 8N1; what was sent before leaves at the old one.
    public func setBaud(_ baud: UInt64) {
        let format = baud == 0 ? nil : SerialFormat(baud: baud)
        set(sending: format, receiving: format)
    }

    /// Sets how it sends and how it listens.
    public func set(sending: SerialFormat?, receiving: SerialFormat?) {
        self.sending = sending
        self.receiving = receiving
        if let receiving { ear?.format = receiving }
    }

    /// As after power on.
    public func reset() {
        setBaud(0)
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
        guard let sending, let byteTime else { return now }
        _ = queued(at: now)
        let end = max(max(now, departures.last ?? now) + byteTime, firstArrival)
        let start = Instant(picoseconds: end.picoseconds - byteTime)
        departures.append(end)
        if let peer {
            peer.events.schedule(at: end) { [weak peer] in peer?.arrive(byte, at: $0, sent: sending) }
        }
        onSend?(byte, start, end)
        return end
    }

    /// Holds the line at the level of a start bit.
    public func sendBreak(_ length: Picoseconds, at now: Instant) {
        guard let byteTime, let peer else { return }
        let end = max(now + max(length, byteTime), firstArrival)
        peer.events.schedule(at: end) { [weak peer] in
            guard let peer, peer.receiving != nil else { return }
            peer.take(0, [.framing, .isBreak], at: $0)
        }
    }

    private func arrive(_ byte: UInt8, at instant: Instant, sent: SerialFormat) {
        guard let receiving else { return lostCount += 1 }
        if receiving.understands(sent) { return take(byte, [], at: instant) }
        if line == nil {
            let ear = SerialReceiver(events: events, format: receiving)
            ear.onFrame = { [weak self] data, flags, instant in
                self?.take(UInt8(truncatingIfNeeded: data), flags, at: instant)
            }
            self.ear = ear
            let line = SerialTransmitter(events: events, format: sent)
            line.drive = { [weak ear] isHigh, instant in ear?.moved(isHigh: isHigh, at: instant) }
            self.line = line
        }
        line?.format = sent
        line?.send(UInt16(byte), at: instant)
    }

    private func take(_ byte: UInt8, _ flags: SerialReceiver.Flags, at instant: Instant) {
        guard received.count < capacity else { return lostCount += 1 }
        if let taker { taker(byte, flags, instant) } else { received.append(byte) }
        onReceive?(byte, instant)
    }

    /// Takes the oldest byte.
    public func take() -> UInt8? { received.isEmpty ? nil : received.removeFirst() }

    /// Forgets what was not read.
    public func drop() { received = [] }
}
