import Fabric

/// PCA9685 with sixteen PWM outputs of 12 bits (`board-pca9685`).
///
/// Datasheet: NXP PCA9685 rev 4: address 0x40 plus A0 to A5, and 0x70 for all; MODE1 00 (asleep at first, AI is bit 5), MODE2 01, each output's ON and OFF counts
/// from 06, all at once at FA, PRE_SCALE FE (only asleep) = 25 MHz / (4096 * rate) - 1.
/// Not modelled: SUBADR, EXTCLK, changes at the end of a period (they come at once), currents.
public final class PCA9685: Powered {
    private static let counts: UInt64 = 4096
    private static let oscillatorHertz: UInt64 = 25_000_000
    private static let outputNames = (0..<16).map { "LED\($0)" }
    /// Supplies, bus, address, output enable, and outputs.
    public static let pinNames =
        ["VCC", "GND", "SCL", "SDA", "OE", "V+", "A0", "A1", "A2", "A3", "A4", "A5"] + outputNames
    /// What it cannot do without.
    public static let neededPins = ["SDA", "SCL"]
    /// For `perch parts`.
    public static let facts = PartFacts(
        "Sixteen PWM outputs of 12 bits, I2C 0x40 plus A0 to A5",
        attributes: [.init("i2cAddress", default: "0x40", "address with A0 to A5 low")],
        notModelled: "SUBADR, EXTCLK, changes at the end of a period, currents")

    /// The part's name.
    public let id: String
    /// Its supply.
    public let rails: Rails
    var pointer = RegisterPointer()
    private let face: I2CFace
    private let address: UInt8
    private var addressPins = AddressPins("A0", "A1", "A2", "A3", "A4", "A5")
    private var enable: Net?
    private var legs: [Leg?] = Array(repeating: nil, count: 16)
    private var registers = [UInt8](repeating: 0, count: 256)
    /// When the counter began.
    private var start = Instant.zero

    /// Asleep.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) throws(DeviceError) {
        self.id = id
        rails = Rails(circuit: circuit)
        address = try attributes.busAddress(default: 0x40, part: id)
        face = I2CFace(circuit: circuit, rails: rails, pullUp: I2CFace.modulePullUp)
        clear()
        face.speaker = self
        rails.onChange = { [weak self] isOn, instant in
            self?.face.power(isOn, at: instant)
            self?.clear()
            self?.drive(at: instant)
        }
    }

    /// Solders a pin.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        if rails.attach(name, to: net, at: instant) || face.attach(name, to: net, at: instant)
            || addressPins.attach(name, to: net)
        {
            return
        }
        if name == "OE" {
            enable = net
            net.observe { [weak self] _, instant in self?.drive(at: instant) }
        } else if let place = Self.outputNames.firstIndex(of: name) {
            legs[place] = Leg(net, at: instant)
        }
        drive(at: instant)
    }

    private func clear() {
        registers = [UInt8](repeating: 0, count: 256)
        registers[0x00] = 0x11
        registers[0x01] = 0x04
        registers[0x05] = 0xE0
        registers[0xFE] = 0x1E
        for output in 0..<16 { registers[0x09 + 4 * output] = 0x10 }
    }

    // MARK: Outputs

    private var isAsleep: Bool { registers[0x00] & 0x10 != 0 }

    private func drive(at instant: Instant) {
        for output in legs.indices { legs[output]?.drive(drive(output), at: instant) }
    }

    private func drive(_ output: Int) -> Drive {
        guard rails.isOn else { return .released }
        let isInverted = registers[0x01] & 0x10 != 0
        let levels: (off: Drive, on: Drive) = isInverted ? (.high, .low) : (.low, .high)
        // OE high: MODE2's OUTNE.
        if enable?.dutyHigh == 1 {
            return registers[0x01] & 3 == 0 ? .low : registers[0x01] & 3 == 1 ? .high : .released
        }
        let place = 6 + 4 * output
        let on = UInt64(registers[place]) | UInt64(registers[place + 1] & 0x0F) << 8
        let off = UInt64(registers[place + 2]) | UInt64(registers[place + 3] & 0x0F) << 8
        if registers[place + 3] & 0x10 != 0 { return levels.off }
        if registers[place + 1] & 0x10 != 0 { return isAsleep ? levels.off : levels.on }
        if isAsleep || on == off { return levels.off }
        let prescale = UInt64(registers[0xFE]) + 1
        let tick = 1_000_000_000_000 / Self.oscillatorHertz * prescale
        let high = off > on ? off - on : Self.counts - on + off
        return .pwm(
            PWMSignal(
                tickRate: Self.oscillatorHertz, divisor: prescale, periodTicks: Self.counts,
                highTicks: isInverted ? Self.counts - high : high,
                start: start + tick * (isInverted ? off : on)))
    }
}

extension PCA9685: RegisterMap {
    func answers(to address: UInt8) -> Bool {
        address == self.address + addressPins.offset || address == registers[0x05] >> 1 && registers[0x00] & 1 != 0
    }

    func register(after register: Int) -> Int {
        guard registers[0x00] & 0x20 != 0 else { return register }
        return register == 0x45 ? 0 : (register + 1) & 0xFF
    }

    /// The registers for all outputs read as 0.
    func read(register: Int, at instant: Instant) -> UInt8 {
        (0xFA...0xFD).contains(register) ? 0 : registers[register]
    }

    func write(register: Int, _ value: UInt8, at instant: Instant) {
        switch register {
        case 0x00:
            let wasAsleep = isAsleep
            // RESTART is cleared by writing it; the outputs go on by themselves here.
            registers[0] = value & 0x7F
            if wasAsleep && !isAsleep { start = instant }
        case 0xFA...0xFD:
            for output in 0..<16 { registers[6 + 4 * output + register - 0xFA] = value }
        case 0xFE: if isAsleep { registers[0xFE] = max(value, 3) }
        default: registers[register] = value
        }
        drive(at: instant)
    }
}
