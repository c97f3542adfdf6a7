/// A part on the data line of an I2S bus, which takes or gives whole samples in place of their edges: a second of music is three million of them.
public protocol AudioFace: AnyObject {
    /// A frame is over: both samples as signed numbers of so many bits.
    func take(left: Int32, right: Int32, bits: Int, at instant: Instant)
    /// What the part puts on the line in the frame that begins now, in 32 bits from the top; nil: it says nothing.
    func give(at instant: Instant) -> (left: Int32, right: Int32)?
}

/// The controller's end of an I2S bus (NXP UM11732): clock and word select as waveforms that are exact for ever, data in whole frames.
///
/// Where somebody watches the data line it also gets its bits, each at its falling clock edge, the first a clock after word select. Not modelled: the bits
/// of a part that gives samples.
public final class AudioLine {
    private let clock: Pin
    private let word: Pin
    private let data: Pin
    /// Bits of one of the two samples of a frame.
    public let slotBits: Int
    private let events: EventQueue
    /// Half a clock.
    private let half: Ratio
    private let tickRate: UInt64
    private let divisor: UInt64
    private var start = Instant.zero
    private var edges: [(level: Bool, at: Instant)] = []
    private var nextEdge = 0
    private var pending: EventQueue.Token?

    /// Half clocks last `divisor / tickRate` seconds.
    public init(
        clock: Pin, word: Pin, data: Pin, slotBits: Int, tickRate: UInt64, divisor: UInt64 = 1, events: EventQueue
    ) {
        (self.clock, self.word, self.data) = (clock, word, data)
        (self.slotBits, self.tickRate, self.divisor) = (slotBits, tickRate, divisor)
        self.events = events
        half = Ratio(1_000_000_000_000, times: divisor, over: tickRate)
    }

    /// When the frame of this number begins.
    public func begin(ofFrame frame: UInt64) -> Instant { start + half.timesRoundedUp(frame * UInt64(4 * slotBits)) }

    /// Clock and word select begin to run.
    public func start(at now: Instant, sends: Bool) {
        start = now
        let bits = UInt64(slotBits)
        clock.setWaveform(
            PWMSignal(
                tickRate: tickRate, divisor: divisor, periodTicks: 2, highTicks: 1, start: now, isInverted: true),
            at: now)
        word.setWaveform(
            PWMSignal(
                tickRate: tickRate, divisor: divisor, periodTicks: 4 * bits, highTicks: 2 * bits, start: now,
                isInverted: true), at: now)
        clock.setMode(.output, at: now)
        word.setMode(.output, at: now)
        data.write(false, at: now)
        data.setMode(sends ? .output : .input, at: now)
    }

    /// All stands still.
    public func stop(at now: Instant) {
        if let pending { events.cancel(pending) }
        pending = nil
        edges = []
        nextEdge = 0
        clock.setWaveform(nil, at: now)
        word.setWaveform(nil, at: now)
        for pin in [clock, word, data] { pin.setMode(.input, at: now) }
    }

    private var faces: [any AudioFace] { data.net.joinedNets().flatMap(\.audioFaces) }

    /// Sends frames, the first of them having this number.
    public func send(_ frames: [(left: Int32, right: Int32)], from first: UInt64) {
        let faces = faces
        for (index, frame) in frames.enumerated() {
            let instant = begin(ofFrame: first + UInt64(index))
            for face in faces { face.take(left: frame.left, right: frame.right, bits: slotBits, at: instant) }
        }
        if !data.net.isHeardInBytesOnly { play(frames, from: first) }
    }

    /// The frame that begins now.
    public func receive(at instant: Instant) -> (left: Int32, right: Int32) {
        for face in faces { if let frame = face.give(at: instant) { return frame } }
        return (0, 0)
    }

    // MARK: Bits

    private func play(_ frames: [(left: Int32, right: Int32)], from first: UInt64) {
        edges.removeFirst(nextEdge)
        nextEdge = 0
        var level = edges.last?.level ?? data.latch
        for (index, frame) in frames.enumerated() {
            let base = (first + UInt64(index)) * UInt64(4 * slotBits)
            for (slot, sample) in [frame.left, frame.right].enumerated() {
                for bit in 0..<slotBits {
                    let isHigh = sample >> Int32(slotBits - 1 - bit) & 1 != 0
                    guard isHigh != level else { continue }
                    level = isHigh
                    let half = base + UInt64(2 * (slot * slotBits + bit + 1))
                    edges.append((isHigh, start + self.half.timesRoundedUp(half)))
                }
            }
        }
        if pending == nil { planEdge() }
    }

    private func planEdge() {
        guard nextEdge < edges.count else { return }
        pending = events.schedule(at: edges[nextEdge].at) { [weak self] instant in
            guard let self else { return }
            pending = nil
            let level = edges[nextEdge].level
            nextEdge += 1
            planEdge()
            data.write(level, at: instant)
        }
    }
}

extension Net {
    /// Hangs a part on the net that takes or gives samples.
    public func addAudioFace(_ face: any AudioFace) { audioFaces.append(face) }
}
