import Fabric

/// PCF8574 port expander (`board-pcf8574`).
///
/// Datasheet: NXP PCF8574 rev 5: address 0x20 plus A0 to A2; a written one is a current source of 100 µA (here 33 kOhm), a written zero pulls low, reading gives
/// the pins. INT (open drain) falls when a pin changes, until the port is read or written.
/// Not modelled: the strong pull for one clock after a rise, currents.
public final class PCF8574: Powered {
    private static let sourceOhms: Ohms = 33_000
    private static let ports = (0..<8).map { "P\($0)" }
    /// Supply, bus, address, interrupt and port.
    public static let pinNames = ["VCC", "GND", "SDA", "SCL", "A0", "A1", "A2", "INT"] + ports
    /// What it cannot do without.
    public static let neededPins = ["SDA", "SCL"]
    /// For `perch parts`.
    public static let facts = PartFacts(
        "Port expander of eight pins, I2C 0x20 plus A0 to A2",
        attributes: [.init("i2cAddress", default: "0x20", "address with A0 to A2 low (0x38: PCF8574A)")],
        notModelled: "the strong pull for one clock after a rise, currents")

    /// The part's name.
    public let id: String
    /// Its supply.
    public let rails: Rails
    private let face: I2CFace
    private let address: UInt8
    private var addressPins = AddressPins("A0", "A1", "A2")
    private var legs: [Leg?] = Array(repeating: nil, count: 8)
    private var interrupt: Leg?
    private var latch: UInt8 = 0xFF
    /// The pins when they were read or written last.
    private var known: UInt8 = 0xFF

    /// All pins high.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) throws(DeviceError) {
        self.id = id
        rails = Rails(circuit: circuit)
        address = try attributes.busAddress(default: 0x20, part: id)
        face = I2CFace(circuit: circuit, rails: rails, pullUp: nil)
        face.speaker = self
        rails.onChange = { [weak self] isOn, instant in
            self?.face.power(isOn, at: instant)
            self?.latch = 0xFF
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
        if name == "INT" {
            interrupt = Leg(net, at: instant)
        } else {
            legs[Self.ports.firstIndex(of: name)!] = Leg(net, at: instant)
            net.observe { [weak self] _, instant in self?.compare(at: instant) }
        }
        drive(at: instant)
        known = pins(at: instant)
    }

    private func pins(at instant: Instant) -> UInt8 {
        legs.enumerated().reduce(0) { mask, entry in
            // A source with nothing against it is high, also on a pin that nobody wired.
            let isHigh = entry.element?.isHigh(at: instant) ?? (latch >> UInt8(entry.offset) & 1 == 1)
            return isHigh ? mask | 1 << UInt8(entry.offset) : mask
        }
    }

    private func drive(at instant: Instant) {
        for (bit, leg) in legs.enumerated() {
            let isHigh = latch >> UInt8(bit) & 1 == 1
            leg?.drive(!rails.isOn ? .released : isHigh ? .pullUp(Self.sourceOhms) : .low, at: instant)
        }
    }

    private func compare(at instant: Instant) {
        guard rails.isOn else { return }
        interrupt?.drive(pins(at: instant) == known ? .released : .low, at: instant)
    }

    private func look(at instant: Instant) {
        known = pins(at: instant)
        interrupt?.drive(.released, at: instant)
    }
}

extension PCF8574: I2CSpeaker {
    func answers(to address: UInt8) -> Bool { address == self.address + addressPins.offset }

    func take(_ byte: UInt8, at instant: Instant) -> Bool {
        latch = byte
        drive(at: instant)
        look(at: instant)
        return true
    }

    func give(at instant: Instant) -> UInt8 {
        look(at: instant)
        return known
    }
}
