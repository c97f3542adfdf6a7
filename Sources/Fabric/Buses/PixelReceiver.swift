/// A chain of addressable LEDs on one data wire: reads bits from the widths of pulses, keeps its own, sends the rest on.
///
/// Specification: Worldsemi WS2812B data sheet, "Data transfer time" and "Data transmission method": T0H 0.4 µs, T1H 0.8 µs, each ± 150 ns,
/// reset when the line is low for 50 µs. A pulse is a one when it is longer than the middle, 0.6 µs.
public final class PixelReceiver: ByteFace {
    /// The times of a kind of LED.
    public struct Timing: Sendable {
        /// A longer high is a one.
        public var threshold: Picoseconds = .nanoseconds(600)
        /// A shorter high is noise.
        public var shortest: Picoseconds = .nanoseconds(100)
        /// So long low: the chain takes over what it received.
        public var reset: Picoseconds = .microseconds(50)
        /// Highs of the bits that are sent on, made anew.
        public var zeroHigh: Picoseconds = .nanoseconds(400)
        /// See `zeroHigh`.
        public var oneHigh: Picoseconds = .nanoseconds(800)
        /// From a bit's end at the input to its start at the output.
        public var delay: Picoseconds = .nanoseconds(200)

        /// WS2812B.
        public init() {}
    }

    /// Told of the chain's bytes, in the order received, when they take effect. Fewer than before: the other pixels keep their colours.
    public var onLatch: ((_ bytes: [UInt8], _ instant: Instant) -> Void)?
    /// False: without power, or without ground.
    public var isPowered = true

    let timing: Timing
    private let events: EventQueue
    let byteCount: Int
    private var subscription: EdgeSubscription?
    private var output: (net: Net, driver: Net.DriverSlot)?
    private var rise: Instant?
    var lastEdge = Instant.zero
    var bytes: [UInt8] = []
    private var shift: UInt8 = 0
    var bitCount = 0
    private var pendingLatch: EventQueue.Token?
    private var isLatchPlanned: Bool { pendingLatch != nil }

    /// A chain of so many LEDs, of 3 bytes each or 4 (with white).
    public init(circuit: Circuit, pixels: Int, bytesPerPixel: Int = 3, timing: Timing = Timing()) {
        events = circuit.events
        byteCount = pixels * bytesPerPixel
        self.timing = timing
        bytes.reserveCapacity(byteCount)
    }

    // MARK: Wiring

    /// Solders DIN.
    public func attachInput(to net: Net, at instant: Instant) {
        net.byteFaces.append(self)
        subscription = net.observeEdges(at: instant) { [weak self] level, instant in
            guard let self, isPowered else { return }
            if level.isHigh {
                rose(at: instant)
            } else if let rise {
                fell(high: instant - rise, at: instant)
            }
        }
    }

    /// Solders DOUT.
    public func attachOutput(to net: Net, at instant: Instant) { output = (net, net.addDriver(.low, at: instant)) }

    // MARK: Edges

    private func rose(at instant: Instant) {
        // A latch that is due in this very instant comes first.
        if isLatchPlanned && instant - lastEdge >= timing.reset { latch(at: instant) }
        rise = instant
        lastEdge = instant
    }

    private func fell(high: Picoseconds, at instant: Instant) {
        rise = nil
        lastEdge = instant
        guard high >= timing.shortest else { return }
        let isOne = high > timing.threshold
        if bytes.count == byteCount { return sendOn(isOne, at: instant) }
        shift = shift << 1 | (isOne ? 1 : 0)
        bitCount += 1
        if bitCount == 8 {
            bytes.append(shift)
            bitCount = 0
        }
        planLatch()
    }

    func planLatch() {
        guard !isLatchPlanned else { return }
        pendingLatch = events.schedule(at: lastEdge + timing.reset) { [weak self] in self?.latchIfQuiet(at: $0) }
    }

    /// More comes before it could take effect.
    func cancelLatch() {
        if let pendingLatch { events.cancel(pendingLatch) }
        pendingLatch = nil
    }

    private func latchIfQuiet(at instant: Instant) {
        guard isLatchPlanned else { return }
        pendingLatch = nil
        if rise == nil && instant - lastEdge >= timing.reset { return latch(at: instant) }
        guard rise == nil else { return }
        planLatch()
    }

    private func latch(at instant: Instant) {
        cancelLatch()
        let received = bytes
        bytes.removeAll(keepingCapacity: true)
        bitCount = 0
        if !received.isEmpty { onLatch?(received, instant) }
    }

    private func sendOn(_ isOne: Bool, at instant: Instant) {
        planLatch()
        guard let output else { return }
        let start = instant + timing.delay
        let high = isOne ? timing.oneHigh : timing.zeroHigh
        events.schedule(at: start) { output.net.setDrive(output.driver, to: .high, at: $0) }
        events.schedule(at: start + high) { output.net.setDrive(output.driver, to: .low, at: $0) }
    }
}
