/// Puts bytes on a serial line, edge by edge, one event at a time. Bytes wait behind each other in a queue.
public final class SerialTransmitter {
    /// Moves the line.
    public var drive: ((_ isHigh: Bool, _ instant: Instant) -> Void)?
    /// Told when a frame's last stop bit has ended, with how many wait still.
    public var onSent: ((_ waiting: Int, _ instant: Instant) -> Void)?
    /// How frames are sent that begin from now on.
    public var format: SerialFormat

    /// Asked before a frame begins: the other side may have no room (CTS). `resume` when that has changed.
    public var mayBegin: (() -> Bool)?

    private let events: EventQueue
    private var queue: [UInt16] = []
    private var frame: (start: Instant, format: SerialFormat, levels: UInt32, bit: Int)?
    private var pending: EventQueue.Token?
    private var heldUntil = Instant.zero

    /// A transmitter that nobody hears yet.
    public convenience init(circuit: Circuit, format: SerialFormat) {
        self.init(events: circuit.events, format: format)
    }

    init(events: EventQueue, format: SerialFormat) {
        self.events = events
        self.format = format
    }

    /// Solders the output, push-pull, at rest.
    public func attach(to net: Net, at instant: Instant) {
        let driver = net.addDriver(format.isInverted ? .low : .high, at: instant)
        drive = { isHigh, instant in net.setDrive(driver, to: isHigh ? .high : .low, at: instant) }
    }

    /// Frames that have not ended, the one on the line included.
    public var count: Int { queue.count + (frame == nil ? 0 : 1) }

    /// When so few frames are left, if nothing more is sent.
    public func time(untilCount count: Int, at now: Instant) -> Instant {
        guard self.count > count, let frame else { return now }
        let behind = UInt64(self.count - count - 1)
        return frame.start + frame.format.frameTime + behind * format.frameTime
    }

    /// Sends a frame behind those in the queue.
    public func send(_ data: UInt16, at instant: Instant) {
        queue.append(data)
        if frame == nil { begin(at: max(instant, heldUntil), isNow: heldUntil <= instant) }
    }

    /// Frames wait for the other side.
    public var isBlocked: Bool { frame == nil && !queue.isEmpty && mayBegin?() == false }

    /// The other side may have room again.
    public func resume(at instant: Instant) {
        if frame == nil { begin(at: max(instant, heldUntil), isNow: heldUntil <= instant) }
    }

    /// Forgets what waits; the frame on the line ends at once, and the line rests.
    public func reset(at instant: Instant) {
        queue = []
        frame = nil
        if let pending { events.cancel(pending) }
        pending = nil
        drive?(!format.isInverted, instant)
    }

    /// Holds the line at the level of a start bit, then lets it rest a bit long. Frames wait until then.
    public func sendBreak(_ length: Picoseconds, at instant: Instant) {
        drive?(format.isInverted, instant)
        heldUntil = instant + length + format.time(halfBits: 2)
        events.schedule(at: instant + length) { [weak self] in
            guard let self else { return }
            drive?(!format.isInverted, $0)
        }
    }

    // MARK: Frames

    private func begin(at instant: Instant, isNow: Bool = true) {
        guard !queue.isEmpty, mayBegin?() ?? true else { return }
        let data = queue.removeFirst()
        var levels = UInt32(data & (1 << UInt16(format.dataBits) - 1)) << 1
        var count = 1 + format.dataBits
        if let check = format.parityBit(UInt16(levels >> 1)) {
            if check { levels |= 1 << UInt32(count) }
            count += 1
        }
        levels |= 1 << UInt32(count)
        frame = (instant, format, levels, 0)
        if isNow { show(at: instant) } else { plan(0) }
    }

    private func level(_ bit: Int) -> Bool { frame.map { $0.levels >> UInt32(bit) & 1 == 1 } ?? true }

    /// Shows a bit and plans the next that differs, or the frame's end.
    private func show(at instant: Instant) {
        guard let frame else { return }
        let isHigh = level(frame.bit)
        let stop = frame.format.frameHalfBits - frame.format.stopHalfBits
        var next = frame.bit + 1
        while 2 * next <= stop, level(next) == isHigh { next += 1 }
        plan(next)
        drive?(isHigh != frame.format.isInverted, instant)
    }

    private func plan(_ bit: Int) {
        guard let (start, format, _, _) = frame else { return }
        frame?.bit = bit
        let stop = format.frameHalfBits - format.stopHalfBits
        if 2 * bit > stop {
            pending = events.schedule(at: start + format.frameTime) { [weak self] in self?.end(at: $0) }
        } else {
            pending = events.schedule(at: start + format.time(halfBits: 2 * bit)) { [weak self] in self?.show(at: $0) }
        }
    }

    private func end(at instant: Instant) {
        pending = nil
        frame = nil
        begin(at: instant)
        onSent?(queue.count, instant)
    }
}
