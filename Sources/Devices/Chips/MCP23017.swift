import Fabric

/// MCP23017 port expander of sixteen pins (`board-mcp23017`).
///
/// Datasheet: Microchip DS20001952C: address 0x20 plus A0 to A2; eleven registers for each port, in pairs (IOCON.BANK 0) or port by port (BANK 1); pull-ups
/// of 100 kOhm; interrupts by change or against DEFVAL, INTCAP keeps the port of that moment until it or GPIO is read.
/// Not modelled: SPI (MCP23S17), slew rate, the glitch filter.
public final class MCP23017: Powered {
    private enum Register {
        static let direction = 0, polarity = 1, interruptEnable = 2, standard = 3, compare = 4, control = 5, pullUp = 6
        static let flags = 7, capture = 8, port = 9, latch = 10
        static let count = 11
    }

    private static let pullUpOhms: Ohms = 100_000
    private static let ports = ["A", "B"].map { port in (0..<8).map { "GP\(port)\($0)" } }
    /// Supply, bus, address, reset, interrupts and ports.
    public static let pinNames =
        ["VDD", "VSS", "SCL", "SDA", "A0", "A1", "A2", "RESET", "INTA", "INTB"] + ports.flatMap { $0 }
    /// What it cannot do without.
    public static let neededPins = ["SDA", "SCL"]
    /// For `perch parts`.
    public static let facts = PartFacts(
        "Port expander of sixteen pins, I2C 0x20 plus A0 to A2",
        attributes: [.init("i2cAddress", default: "0x20", "address with A0 to A2 low")],
        notModelled: "SPI, slew rate, the glitch filter")

    /// The part's name.
    public let id: String
    /// Its supply.
    public let rails: Rails
    var pointer = RegisterPointer()
    private let face: I2CFace
    private let address: UInt8
    private var addressPins = AddressPins("A0", "A1", "A2")
    private var legs: [[Leg?]] = Array(repeating: Array(repeating: nil, count: 8), count: 2)
    private var pulls: [[Leg?]] = Array(repeating: Array(repeating: nil, count: 8), count: 2)
    private var interrupts: [Leg?] = [nil, nil]
    private var resetPin: Net?
    /// By port.
    private var registers = [[UInt8]](repeating: [], count: 2)
    /// The inputs as the interrupt logic knows them.
    private var known: [UInt8] = [0, 0]

    /// All pins are inputs.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) throws(DeviceError) {
        self.id = id
        rails = Rails(supply: "VDD", ground: "VSS", circuit: circuit)
        address = try attributes.busAddress(default: 0x20, part: id)
        face = I2CFace(circuit: circuit, rails: rails, pullUp: nil)
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
        switch name {
        case "INTA": interrupts[0] = Leg(net, at: instant)
        case "INTB": interrupts[1] = Leg(net, at: instant)
        case "RESET":
            resetPin = net
            net.observe { [weak self] net, instant in
                guard net.level(at: instant) == .low else { return }
                self?.clear()
                self?.drive(at: instant)
            }
        default:
            let port = name.hasPrefix("GPA") ? 0 : 1
            let bit = Int(String(name.last!))!
            legs[port][bit] = Leg(net, at: instant)
            pulls[port][bit] = Leg(net, at: instant)
            net.observe { [weak self] _, instant in self?.compare(port, at: instant) }
        }
        drive(at: instant)
    }

    private func clear() {
        for port in 0..<2 {
            registers[port] = [UInt8](repeating: 0, count: Register.count)
            registers[port][Register.direction] = 0xFF
        }
    }

    // MARK: Pins

    private func inputs(_ port: Int, at instant: Instant) -> UInt8 {
        let outputs = ~registers[port][Register.direction] & registers[port][Register.latch]
        var mask: UInt8 = 0
        for bit in 0..<8 {
            let one: UInt8 = 1 << UInt8(bit)
            if let leg = legs[port][bit] {
                if leg.isHigh(at: instant) { mask |= one }
            } else if (outputs | registers[port][Register.direction] & registers[port][Register.pullUp]) & one != 0 {
                mask |= one
            }
        }
        return mask ^ registers[port][Register.polarity] & registers[port][Register.direction]
    }

    private func drive(at instant: Instant) {
        for port in 0..<2 {
            let registers = registers[port]
            for bit in 0..<8 {
                let one: UInt8 = 1 << UInt8(bit)
                let isOutput = rails.isOn && registers[Register.direction] & one == 0
                let isHigh = registers[Register.latch] & one != 0
                legs[port][bit]?.drive(isOutput ? isHigh ? .high : .low : .released, at: instant)
                let isPulled = rails.isOn && !isOutput && registers[Register.pullUp] & one != 0
                pulls[port][bit]?.drive(isPulled ? .pullUp(Self.pullUpOhms) : .released, at: instant)
            }
        }
        signal(at: instant)
    }

    // MARK: Interrupts

    private func compare(_ port: Int, at instant: Instant) {
        guard rails.isOn else { return }
        let now = inputs(port, at: instant)
        let registers = registers[port]
        let changed =
            registers[Register.compare] & (now ^ registers[Register.standard])
            | ~registers[Register.compare] & (now ^ known[port])
        known[port] = now
        let raised = changed & registers[Register.interruptEnable] & registers[Register.direction]
        guard raised != 0 else { return }
        if registers[Register.flags] == 0 { self.registers[port][Register.capture] = now }
        self.registers[port][Register.flags] |= raised
        signal(at: instant)
    }

    /// IOCON: MIRROR 0x40, ODR 4, INTPOL 2.
    private func signal(at instant: Instant) {
        let control = registers[0][Register.control]
        let flags = registers.map { $0[Register.flags] != 0 }
        for port in 0..<2 {
            let isActive = control & 0x40 != 0 ? flags[0] || flags[1] : flags[port]
            let level: Drive
            if !rails.isOn {
                level = .released
            } else if control & 4 != 0 {
                level = isActive ? .low : .released
            } else {
                level = isActive == (control & 2 != 0) ? .high : .low
            }
            interrupts[port]?.drive(level, at: instant)
        }
    }

    private func acknowledge(_ port: Int, at instant: Instant) {
        registers[port][Register.flags] = 0
        known[port] = inputs(port, at: instant)
        // Against DEFVAL the condition may hold still.
        if registers[port][Register.compare] != 0 { compare(port, at: instant) }
        signal(at: instant)
    }
}

extension MCP23017: RegisterMap {
    private var isBanked: Bool { registers[0][Register.control] & 0x80 != 0 }

    func answers(to address: UInt8) -> Bool {
        address == self.address + addressPins.offset && resetPin?.dutyLow != 1
    }

    private func place(_ register: Int) -> (port: Int, register: Int)? {
        if isBanked {
            let place = (port: register >> 4 & 1, register: register & 0x0F)
            return register < 0x20 && place.register < Register.count ? place : nil
        }
        return register < 2 * Register.count ? (register & 1, register >> 1) : nil
    }

    func register(after register: Int) -> Int {
        // SEQOP: the pointer stays, toggling between the ports of a pair.
        if registers[0][Register.control] & 0x20 != 0 { return isBanked ? register : register ^ 1 }
        return isBanked ? (register + 1) & 0x1F : (register + 1) % (2 * Register.count)
    }

    func read(register: Int, at instant: Instant) -> UInt8 {
        guard let (port, register) = place(register) else { return 0 }
        switch register {
        case Register.port:
            let value = inputs(port, at: instant)
            acknowledge(port, at: instant)
            return value
        case Register.capture:
            let value = registers[port][register]
            acknowledge(port, at: instant)
            return value
        default: return registers[port][register]
        }
    }

    func write(register: Int, _ value: UInt8, at instant: Instant) {
        guard let (port, register) = place(register) else { return }
        switch register {
        case Register.flags, Register.capture: return
        case Register.port: registers[port][Register.latch] = value
        // One register for both ports.
        case Register.control: for port in 0..<2 { registers[port][register] = value & 0xFE }
        default: registers[port][register] = value
        }
        known[port] = inputs(port, at: instant)
        drive(at: instant)
        compare(port, at: instant)
    }
}
