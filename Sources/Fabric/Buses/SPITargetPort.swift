/// Where a part hangs on an SPI bus: it shifts bits in and out at the edges of SCK while CS is low, and drives MISO only then.
///
/// A part that can do mode 0 can do mode 3 as well (they sample at the same edge), and so can 1 and 2; the port is told one of the pair.
public final class SPITargetPort: ByteFace {
    /// The part.
    public weak var target: (any SPITarget)?
    /// When the part samples.
    public let mode: SPIMode
    /// False: without power, or without ground. It neither listens nor drives.
    public private(set) var isPowered = true
    /// It is meant: CS is low, or the part has no CS and is always meant.
    public private(set) var isSelected = false

    private var clock: Net?
    private var input: Net?
    private var output: (net: Net, driver: Net.DriverSlot)?
    private var select: Net?
    private var subscriptions: [EdgeSubscription] = []
    private var received: UInt8 = 0
    private(set) var bitCount = 0
    private var sending: UInt8 = 0xFF
    private var lastSent: UInt8 = 0xFF
    private let hasSelect: Bool

    /// A port that hangs on nothing yet. A part without chip select is told so: it listens always.
    public init(mode: SPIMode = .mode0, hasSelect: Bool = true) {
        self.mode = mode
        self.hasSelect = hasSelect
    }

    // MARK: Wiring

    /// Solders SCK.
    public func attachClock(to net: Net, at instant: Instant) {
        clock = net
        net.byteFaces.append(self)
        subscriptions.append(
            net.observeEdges(at: instant) { [weak self] level, instant in
                self?.clockMoved(isHigh: level.isHigh, at: instant)
            })
        if !hasSelect { begin(at: instant) }
    }

    /// Solders the part's data input, the controller's MOSI.
    public func attachInput(to net: Net, at instant: Instant) { input = net }

    /// Solders the part's data output, the controller's MISO.
    public func attachOutput(to net: Net, at instant: Instant) {
        output = (net, net.addDriver(at: instant))
        if isSelected { show(bit: 0, at: instant) }
    }

    /// Solders the chip select, low for yes.
    public func attachSelect(to net: Net, at instant: Instant) {
        select = net
        subscriptions.append(
            net.observeEdges(at: instant) { [weak self] level, instant in
                self?.selectMoved(isHigh: level.isHigh, at: instant)
            })
        // Floating: an input that nobody holds low. Parts pull it up, or do not care.
        if net.level(at: instant) == .low { begin(at: instant) }
    }

    /// Switches it on and off.
    public func setPowered(_ isPowered: Bool, at instant: Instant) {
        self.isPowered = isPowered
        if !isPowered {
            finish(at: instant)
        } else if !hasSelect || select?.level(at: instant) == .low {
            begin(at: instant)
        }
    }

    // MARK: Edges

    private func selectMoved(isHigh: Bool, at instant: Instant) {
        if isHigh { finish(at: instant) } else { begin(at: instant) }
    }

    private func begin(at instant: Instant) {
        guard isPowered, !isSelected else { return }
        isSelected = true
        bitCount = 0
        received = 0
        sending = target?.select(at: instant) ?? 0xFF
        show(bit: 0, at: instant)
    }

    private func finish(at instant: Instant) {
        guard isSelected else { return }
        isSelected = false
        if let output { output.net.setDrive(output.driver, to: .released, at: instant) }
        target?.deselect(looseBits: received, count: bitCount, at: instant)
    }

    private func clockMoved(isHigh: Bool, at instant: Instant) {
        guard isSelected else { return }
        if isHigh == mode.samplesOnRise {
            received = received << 1 | (input?.level(at: instant).isHigh == true ? 1 : 0)
            bitCount += 1
            if bitCount == 8 { sending = take(received, at: instant) }
        } else {
            // In modes 1 and 3 the first bit comes with the first edge; it is there since the select already, which harms nobody.
            show(bit: bitCount, at: instant)
        }
    }

    private func take(_ byte: UInt8, at instant: Instant) -> UInt8 {
        bitCount = 0
        received = 0
        return target?.exchange(byte, at: instant) ?? 0xFF
    }

    private func show(bit: Int, at instant: Instant) {
        guard let output else { return }
        output.net.setDrive(output.driver, to: sending << UInt8(bit) & 0x80 == 0 ? .low : .high, at: instant)
    }

    // MARK: Bytes

    /// It can take bytes at once from a controller that drives `wire`. A port that is not selected can, and does nothing.
    func canTakeBytes(mode controller: SPIMode, input wire: Net, output read: Net?) -> Bool {
        if !isSelected { return true }
        guard bitCount == 0, controller.samplesOnRise == mode.samplesOnRise, let input, input.isJoined(to: wire) else {
            return false
        }
        return output?.net.isHeardInBytesOnly ?? true
    }

    /// It drives an output.
    var speaks: Bool { output != nil }

    /// Its output reaches this net.
    func isHeard(by net: Net?) -> Bool { output.map { $0.net.isJoined(to: net ?? $0.net) } ?? false }

    /// The whole of eight bits, the last of them sampled at `instant`. Returns what it sent meanwhile.
    func exchangeByte(_ byte: UInt8, at instant: Instant) -> UInt8? {
        let sent = sending
        lastSent = sent
        sending = take(byte, at: instant)
        return output == nil ? nil : sent
    }

    /// Many bytes at once. Returns what was sent with the first of them and with all others; nil: the part wants them one by one.
    func exchange(_ bytes: UnsafeRawBufferPointer, at instant: Instant) -> (first: UInt8, others: UInt8)? {
        let first = sending
        guard let answer = target?.take(bytes, at: instant) else { return nil }
        lastSent = bytes.count > 1 ? answer : first
        sending = answer
        return (first, answer)
    }

    /// After bytes at once: MISO shows what it would show.
    func settle(mode: SPIMode, at instant: Instant) {
        guard isSelected, let output else { return }
        // A clock that ends with the sampling edge leaves the last bit there.
        let isOne = mode.samplesOnSecondEdge ? lastSent & 1 != 0 : sending & 0x80 != 0
        output.net.setDrive(output.driver, to: isOne ? .high : .low, at: instant)
    }
}
