import Fabric

/// ADXL345 accelerometer (`board-adxl345`).
///
/// Datasheet: Analog Devices ADXL345 rev G: address 0x53, 0x1D with SDO high; DEVID 00 is E5, POWER_CTL 2D bit 3 measures, DATA_FORMAT 31 range and full
/// resolution, data 32 to 37 low byte first, offsets 1E to 20 of 15.6 mg.
/// Not modelled: taps, free fall, FIFO, interrupts at the pins, SPI, justification, noise.
public final class ADXL345: Dialled, Powered {
    /// Supply, bus, address and interrupts.
    public static let pinNames = ["VCC", "GND", "CS", "INT1", "INT2", "SDO", "SDA", "SCL"]
    /// What it cannot do without.
    public static let neededPins = ["SDA", "SCL"]
    /// How it is held and moved.
    public static let dials = [
        Dial("accelX", -16...16, at: 0, unit: "g"), Dial("accelY", -16...16, at: 0, unit: "g"),
        Dial("accelZ", -16...16, at: 1, unit: "g"),
    ]
    /// For `perch parts`.
    public static let facts = PartFacts(
        "Accelerometer, I2C 0x53 (0x1D with SDO high)", attributes: dials.attributes,
        notModelled: "taps, free fall, FIFO, interrupts at the pins, SPI, noise")

    /// The part's name.
    public let id: String
    /// How it is held and moved.
    public let world: Dials
    /// Its supply.
    public let rails: Rails
    var pointer = RegisterPointer()
    private let face: I2CFace
    private var registers = [UInt8](repeating: 0, count: 64)
    private var addressPin: Net?

    /// In standby.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) throws(DeviceError) {
        self.id = id
        world = try Dials(Self.dials, attributes, part: id)
        rails = Rails(circuit: circuit)
        face = I2CFace(circuit: circuit, rails: rails, pullUp: I2CFace.modulePullUp)
        registers[0x00] = 0xE5
        registers[0x2C] = 0x0A
        face.speaker = self
    }

    /// Solders a pin.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        if rails.attach(name, to: net, at: instant) || face.attach(name, to: net, at: instant) { return }
        if name == "SDO" { addressPin = net }
    }

    private func measure() {
        guard registers[0x2D] & 8 != 0 else { return }
        let format = registers[0x31]
        let range = Int(format & 3)
        let isFull = format & 8 != 0
        let most = isFull ? 512 << range : 512
        for (axis, name) in ["accelX", "accelY", "accelZ"].enumerated() {
            let g = world[name] + Double(Int8(bitPattern: registers[0x1E + axis])) * 0.0156
            let counts = Int((g * 256 / Double(isFull ? 1 : 1 << range)).rounded())
            let word = UInt16(bitPattern: Int16(min(max(counts, -most), most - 1)))
            registers[0x32 + 2 * axis] = UInt8(word & 0xFF)
            registers[0x33 + 2 * axis] = UInt8(word >> 8)
        }
        // DATA_READY and WATERMARK's neighbours: only the first is set.
        registers[0x30] |= 0x80
    }
}

extension ADXL345: RegisterMap {
    func answers(to address: UInt8) -> Bool { address == (addressPin?.averageVolts ?? 0 > 1 ? 0x1D : 0x53) }

    func begin(_ direction: I2CDirection, at instant: Instant) {
        pointer.isNext = direction == .write
        if direction == .read { measure() }
    }

    func read(register: Int, at instant: Instant) -> UInt8 { register < registers.count ? registers[register] : 0 }

    func write(register: Int, _ value: UInt8, at instant: Instant) {
        let readOnly = register < 0x1D || register == 0x2B || (0x30...0x37).contains(register) && register != 0x31
        if register < registers.count && !readOnly { registers[register] = value }
    }
}
