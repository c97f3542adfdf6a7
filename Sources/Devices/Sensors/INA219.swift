import Fabric

/// INA219 current and power monitor (`board-ina219`).
///
/// Datasheet: TI SBOS448G: address 0x40 (A0, A1 to supply add 1 and 4); registers of 16 bits, 00 configuration, 01 shunt voltage (10 µV), 02 bus voltage (4 mV in
/// bits 3 to 15), 03 power, 04 current, 05 calibration; current = shunt * calibration / 4096, power = current * bus / 5000.
/// Not modelled: VIN+ and VIN- as pins (`voltage` and `current` are what flows), conversion times, averaging, A0 and A1 on SDA or SCL.
public final class INA219: Dialled, Powered {
    /// Supply, bus and address.
    public static let pinNames = ["VCC", "GND", "SCL", "SDA", "A0", "A1", "VIN+", "VIN-"]
    /// What it cannot do without.
    public static let neededPins = ["SDA", "SCL"]
    /// What it measures.
    public static let dials = [
        Dial("voltage", 0...32, at: 5, unit: "V"), Dial("current", -20...20, at: 0.1, unit: "A"),
    ]
    /// For `perch parts`.
    public static let facts = PartFacts(
        "Current and power monitor, I2C 0x40",
        attributes: dials.attributes + [
            .init("shunt", default: "0.1", "ohms"), .init("i2cAddress", default: "0x40", "address"),
        ], notModelled: "VIN+ and VIN- as pins, conversion times, averaging")

    /// The part's name.
    public let id: String
    /// What it measures.
    public let world: Dials
    /// Its supply.
    public let rails: Rails
    private let face: I2CFace
    private let address: UInt8
    private let shuntOhms: Ohms
    private var addressPins: [Net?] = [nil, nil]
    private var configuration: UInt16 = 0x399F
    private var calibration: UInt16 = 0
    private var register: UInt8 = 0
    private var count = 0
    private var word: UInt16 = 0

    /// Measuring continuously, uncalibrated.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) throws(DeviceError) {
        self.id = id
        world = try Dials(Self.dials, attributes, part: id)
        rails = Rails(circuit: circuit)
        address = try attributes.busAddress(default: 0x40, part: id)
        shuntOhms = try attributes.number("shunt", default: 0.1, in: 0.0001...10, part: id)
        face = I2CFace(circuit: circuit, rails: rails, pullUp: I2CFace.modulePullUp)
        face.speaker = self
    }

    /// Solders a pin.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        if rails.attach(name, to: net, at: instant) || face.attach(name, to: net, at: instant) { return }
        if name == "A0" { addressPins[0] = net }
        if name == "A1" { addressPins[1] = net }
    }

    /// Units of 10 µV within the range of the gain (PG, 40 to 320 mV).
    private var shunt: Int {
        let most = 4000 << Int(configuration >> 11 & 3)
        return min(max(Int((world["current"] * shuntOhms * 100_000).rounded()), -most), most)
    }

    /// Units of 4 mV within 16 or 32 V.
    private var bus: Int {
        let most = configuration & 0x2000 == 0 ? 4000 : 8000
        return min(Int((world["voltage"] * 250).rounded()), most)
    }

    private var current: Int { min(max(shunt * Int(calibration) / 4096, -32768), 32767) }

    private func value(_ register: UInt8) -> UInt16 {
        switch register {
        case 0: return configuration
        case 1: return UInt16(truncatingIfNeeded: shunt)
        // Conversion ready is bit 1.
        case 2: return UInt16(bus) << 3 | 2
        case 3: return UInt16(truncatingIfNeeded: abs(current) * bus / 5000)
        case 4: return UInt16(truncatingIfNeeded: current)
        case 5: return calibration
        default: return 0
        }
    }
}

extension INA219: I2CSpeaker {
    func answers(to address: UInt8) -> Bool {
        let pins = addressPins.map { $0?.averageVolts ?? 0 > 1 }
        return address == self.address + (pins[0] ? 1 : 0) + (pins[1] ? 4 : 0)
    }

    func begin(_ direction: I2CDirection, at instant: Instant) {
        count = direction == .write ? -1 : 0
        if direction == .read { word = value(register) }
    }

    func take(_ byte: UInt8, at instant: Instant) -> Bool {
        if count < 0 {
            register = byte
        } else {
            word = word << 8 | UInt16(byte)
            if count == 1 { store() }
        }
        count += 1
        return true
    }

    private func store() {
        // Bit 15 of the configuration resets all; bit 0 of the calibration is always 0.
        if register == 0 {
            configuration = word & 0x8000 != 0 ? 0x399F : word
            if word & 0x8000 != 0 { calibration = 0 }
        } else if register == 5 {
            calibration = word & 0xFFFE
        }
    }

    func give(at instant: Instant) -> UInt8 {
        defer { count += 1 }
        return count % 2 == 0 ? UInt8(word >> 8) : UInt8(word & 0xFF)
    }
}
