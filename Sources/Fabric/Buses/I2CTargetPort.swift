/// Where a part hangs on an I2C bus: it reads START, STOP and bits from the edges of SCL and SDA, and pulls SDA (and SCL, to stretch) low.
///
/// Levels are read off the nets themselves and never remembered: on one edge of SCL another part may have moved SDA already, and that must
/// not look like a START.
public final class I2CTargetPort: ByteFace {
    private enum Phase {
        /// Between STOP and START, or not meant.
        case idle
        /// The first byte after a START comes in.
        case address
        /// The second byte of a ten-bit address.
        case addressLow(high: UInt8)
        case receiving
        case sending
    }

    private enum Step {
        /// Eight data bits.
        case data
        /// The port gives the acknowledge.
        case acknowledge(Bool)
        /// The controller gives it.
        case acknowledged
    }

    /// The part. Set it before the first START.
    public weak var target: (any I2CTarget)?
    /// False: without power, or without ground. It neither listens nor pulls.
    public private(set) var isPowered = true

    private let circuit: Circuit
    private var clock: BusLine?
    private var data: BusLine?
    private var phase = Phase.idle
    private var step = Step.data
    private var shift: UInt8 = 0
    private var bitCount = 0
    private var isOpen = false
    private var isStretching = false
    /// The upper two bits of a ten-bit address that has been matched since the last STOP, with its lower eight.
    private var matchedTen: UInt16?

    /// A port that hangs on nothing yet.
    public init(circuit: Circuit) { self.circuit = circuit }

    // MARK: Wiring

    /// Solders the clock; `pullUp` is a resistor of the module itself, as breakout boards carry it.
    public func attachClock(to net: Net, pullUp: Ohms? = nil, at instant: Instant) {
        clock = BusLine(net, pullUp: pullUp, face: self, at: instant) { [weak self] level, instant in
            self?.clockMoved(isHigh: level.isHigh, at: instant)
        }
    }

    /// Solders the data line.
    public func attachData(to net: Net, pullUp: Ohms? = nil, at instant: Instant) {
        data = BusLine(net, pullUp: pullUp, face: self, at: instant) { [weak self] level, instant in
            self?.dataMoved(isHigh: level.isHigh, at: instant)
        }
    }

    /// Unsolders both.
    public func detach(at instant: Instant) {
        stop(at: instant)
        clock?.cut(self, at: instant)
        data?.cut(self, at: instant)
        clock = nil
        data = nil
    }

    /// Switches it on and off; a transfer under way is lost.
    public func setPowered(_ isPowered: Bool, at instant: Instant) {
        self.isPowered = isPowered
        if !isPowered { stop(at: instant) }
    }

    /// The nets, where it is soldered.
    public var nets: (clock: Net?, data: Net?) { (clock?.net, data?.net) }

    // MARK: Edges

    private func dataMoved(isHigh: Bool, at instant: Instant) {
        guard isPowered, let clock, clock.isHigh(at: instant) else { return }
        if isHigh { stop(at: instant) } else { start(at: instant) }
    }

    func start(at instant: Instant) {
        close(isStop: false, at: instant)
        phase = .address
        step = .data
        bitCount = 0
        data?.release(at: instant)
    }

    func stop(at instant: Instant) {
        close(isStop: true, at: instant)
        matchedTen = nil
        phase = .idle
        data?.release(at: instant)
    }

    private func close(isStop: Bool, at instant: Instant) {
        guard isOpen else { return }
        isOpen = false
        target?.end(isStop: isStop, at: instant)
    }

    private func clockMoved(isHigh: Bool, at instant: Instant) {
        if case .idle = phase { return }
        guard isPowered, let data else { return }
        if isHigh {
            sample(data.isHigh(at: instant), at: instant)
        } else {
            shiftOut(data, at: instant)
        }
    }

    private func sample(_ bit: Bool, at instant: Instant) {
        switch step {
        case .data:
            if case .sending = phase {} else { shift = shift << 1 | (bit ? 1 : 0) }
            bitCount += 1
        case .acknowledge: break
        case .acknowledged: if bit { phase = .idle }
        }
    }

    private func shiftOut(_ data: BusLine, at instant: Instant) {
        switch step {
        case .data:
            if case .sending = phase {
                if bitCount < 8 { return data.drive(isLow: shift << UInt8(bitCount) & 0x80 == 0, at: instant) }
                data.release(at: instant)
                step = .acknowledged
            } else if bitCount == 8 {
                let isTaken = take(shift, at: instant)
                step = .acknowledge(isTaken)
                data.drive(isLow: isTaken, at: instant)
            }
        case .acknowledge(let isTaken):
            data.release(at: instant)
            step = .data
            bitCount = 0
            if !isTaken { return phase = .idle }
            stretch(at: instant)
            if case .sending = phase { load(data, at: instant) }
        case .acknowledged:
            step = .data
            bitCount = 0
            stretch(at: instant)
            load(data, at: instant)
        }
    }

    private func load(_ data: BusLine, at instant: Instant) {
        shift = target?.read(at: instant) ?? 0xFF
        data.drive(isLow: shift & 0x80 == 0, at: instant)
    }

    private func stretch(at instant: Instant) {
        guard let clock, let time = target?.stretch(at: instant), time > 0 else { return }
        isStretching = true
        clock.drive(isLow: true, at: instant)
        circuit.events.schedule(at: instant + time) { [weak self] in
            self?.isStretching = false
            self?.clock?.release(at: $0)
        }
    }

    // MARK: Bytes at once

    /// It stands between two bytes, on this bus.
    func canTakeBytes(clock: Net, data: Net) -> Bool {
        guard let own = self.clock, let ownData = self.data, own.net.isJoined(to: clock), ownData.net.isJoined(to: data)
        else { return false }
        if case .idle = phase { return true }
        guard case .data = step else { return false }
        return bitCount == 0 && !isStretching
    }

    /// Not meant.
    var isIdle: Bool {
        if case .idle = phase { return true }
        return false
    }

    /// It was addressed, and bytes for it come.
    var isReceiving: Bool {
        if case .receiving = phase { return true }
        return false
    }

    /// A byte after the address, its acknowledge included. True: it is acknowledged.
    func receive(_ byte: UInt8, at instant: Instant) -> Bool {
        guard isReceiving else { return false }
        let isTaken = isPowered && target?.write(byte, at: instant) == true
        if !isTaken { phase = .idle }
        return isTaken
    }

    /// The acknowledge of a byte that was `receive`d has ended.
    func stretchAfterByte(at instant: Instant) {
        if isReceiving { stretch(at: instant) }
    }

    /// It pulls SDA low for the first bit that it sends.
    var sendsZero: Bool {
        if case .sending = phase { return shift & 0x80 == 0 }
        return false
    }

    /// The clock fell after eight bits from the controller.
    func byteCame(_ byte: UInt8, at instant: Instant) {
        if case .idle = phase { return }
        shift = byte
        bitCount = 8
        clockFell(at: instant)
    }

    /// The clock fell after eight bits to the controller.
    func byteLeft(at instant: Instant) -> UInt8 {
        guard case .sending = phase else { return 0xFF }
        bitCount = 8
        defer { clockFell(at: instant) }
        return shift
    }

    /// The ninth clock rose.
    func acknowledged(isLast: Bool, at instant: Instant) {
        if case .sending = phase { sample(isLast, at: instant) }
    }

    func clockFell(at instant: Instant) { clockMoved(isHigh: false, at: instant) }

    // MARK: Bytes

    /// A byte from the controller; true acknowledges it.
    func take(_ byte: UInt8, at instant: Instant) -> Bool {
        guard let target else { return false }
        switch phase {
        case .idle, .sending: return false
        case .receiving: return target.write(byte, at: instant)
        case .address: return takeAddress(byte, target, at: instant)
        case .addressLow(let high):
            let address = UInt16(high) << 8 | UInt16(byte)
            matchedTen = target.answers(to: .ten(address), at: instant) ? address : nil
            guard matchedTen != nil else { return false }
            open(.write, target, at: instant)
            return true
        }
    }

    private func takeAddress(_ byte: UInt8, _ target: any I2CTarget, at instant: Instant) -> Bool {
        let direction = byte & 1 == 0 ? I2CDirection.write : .read
        if byte == 0 {
            guard target.answers(to: .generalCall, at: instant) else { return false }
        } else if byte & 0xF8 == 0xF0 {
            // UM10204 3.1.11: 11110 and the two upper bits; reading begins with a repeated START after the whole address.
            let high = byte >> 1 & 3
            if direction == .read {
                guard let matchedTen, UInt8(matchedTen >> 8) == high else { return false }
            } else {
                phase = .addressLow(high: high)
                return (0...255).contains { target.answers(to: .ten(UInt16(high) << 8 | UInt16($0)), at: instant) }
            }
        } else {
            guard target.answers(to: .seven(byte >> 1), at: instant) else { return false }
        }
        open(direction, target, at: instant)
        return true
    }

    private func open(_ direction: I2CDirection, _ target: any I2CTarget, at instant: Instant) {
        phase = direction == .write ? .receiving : .sending
        isOpen = true
        target.begin(direction, at: instant)
    }
}
