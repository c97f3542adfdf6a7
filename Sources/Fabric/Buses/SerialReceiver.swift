/// Reads bytes from the edges of a serial line, as a UART does: it waits for a start bit and looks at the middle of each bit. At another rate
/// than the sender's it reads garbage, and says so by framing errors.
public final class SerialReceiver {
    /// What came with a byte.
    public struct Flags: OptionSet, Sendable {
        /// The bits.
        public let rawValue: UInt8
        /// The stop bit was no stop bit.
        public static let framing = Flags(rawValue: 1)
        /// The check bit was wrong.
        public static let parity = Flags(rawValue: 2)
        /// All of the frame was low.
        public static let isBreak = Flags(rawValue: 4)

        /// Some flags.
        public init(rawValue: UInt8) { self.rawValue = rawValue }
    }

    /// Told of each frame, in the middle of its stop bit.
    public var onFrame: ((_ data: UInt16, _ flags: Flags, _ instant: Instant) -> Void)?
    /// How it reads. A change drops the frame under way.
    public var format: SerialFormat {
        didSet { if format != oldValue { abandon() } }
    }

    private let events: EventQueue
    private var net: Net?
    private var subscription: EdgeSubscription?
    /// The level before the frame's first edge is the rest; then the edges, each to the other level.
    private var edges: [Instant] = []
    private var start: Instant?
    private var end: EventQueue.Token?

    /// A receiver that hangs on nothing yet.
    public convenience init(circuit: Circuit, format: SerialFormat) {
        self.init(events: circuit.events, format: format)
    }

    init(events: EventQueue, format: SerialFormat) {
        self.events = events
        self.format = format
        edges.reserveCapacity(16)
    }

    /// Solders the input. Hangs on one net at a time.
    public func attach(to net: Net, at instant: Instant) {
        detach()
        self.net = net
        subscription = net.observeEdges(at: instant) { [weak self] level, instant in
            self?.moved(isHigh: level.isHigh, at: instant)
        }
    }

    /// Hears nothing any more.
    public func detach() {
        subscription?.cancel()
        subscription = nil
        net = nil
        abandon()
    }

    private func abandon() {
        if let end { events.cancel(end) }
        end = nil
        start = nil
    }

    /// An edge of the line.
    func moved(isHigh: Bool, at instant: Instant) {
        if start != nil { return edges.append(instant) }
        if isHigh == format.isInverted { begin(at: instant) }
    }

    private func begin(at instant: Instant) {
        start = instant
        edges.removeAll(keepingCapacity: true)
        let middleOfStop = 2 * (1 + format.dataBits + (format.parity == nil ? 0 : 1)) + 1
        end = events.schedule(at: instant + format.time(halfBits: middleOfStop)) { [weak self] in self?.finish(at: $0) }
    }

    private func finish(at instant: Instant) {
        guard let start else { return }
        end = nil
        self.start = nil
        var next = 0
        var isRest = false
        /// The level in the middle of a bit, the start bit being 0; asked in order.
        func level(_ bit: Int) -> Bool {
            let middle = start + format.time(halfBits: 2 * bit + 1)
            while next < edges.count, edges[next] <= middle {
                isRest.toggle()
                next += 1
            }
            return isRest
        }
        // A glitch is no start bit.
        if level(0) { return }
        var data: UInt16 = 0
        for bit in 0..<format.dataBits where level(bit + 1) { data |= 1 << UInt16(bit) }
        var flags: Flags = []
        var isSilent = data == 0
        if let check = format.parityBit(data) {
            let seen = level(format.dataBits + 1)
            if seen != check { flags.insert(.parity) }
            if seen { isSilent = false }
        }
        let isStopped = level(format.dataBits + (format.parity == nil ? 1 : 2))
        if !isStopped {
            flags.insert(.framing)
            if isSilent { flags.insert(.isBreak) }
        }
        // A line that is not at rest now must come to rest first: the next start bit is the edge after that.
        onFrame?(data, flags, instant)
    }
}
