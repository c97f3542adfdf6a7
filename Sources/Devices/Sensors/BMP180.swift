import Fabric

/// BMP180 pressure and temperature sensor (`board-bmp180`).
///
/// Datasheet: Bosch BST-BMP180-DS000-09: address 0x77, calibration AA to BF (here that of its worked example, section 3.5), control F4, result F6 to F8,
/// conversion times of table 8; until they are over the result is the last one and bit 5 of F4 is set.
/// Not modelled: noise, accuracy.
public final class BMP180: Dialled, Powered {
    /// Supply and bus.
    public static let pinNames = ["VCC", "GND", "SCL", "SDA", "3.3V"]
    /// What it cannot do without.
    public static let neededPins = ["SDA", "SCL"]
    /// The air.
    public static let dials = [
        Dial("temperature", -40...85, at: 24, unit: "°C"), Dial("pressure", 30_000...110_000, at: 101_325, unit: "Pa"),
    ]
    /// For `perch parts`.
    public static let facts = PartFacts(
        "Pressure and temperature sensor, I2C 0x77", attributes: dials.attributes, notModelled: "noise, accuracy")

    /// AC1 to AC6, B1, B2, MB, MC, MD of the worked example.
    private static let calibration = [408, -72, -14383, 32741, 32757, 23153, 6190, 4, -32768, -8711, 2868]

    /// The part's name.
    public let id: String
    /// The air.
    public let world: Dials
    /// Its supply.
    public let rails: Rails
    var pointer = RegisterPointer()
    private let face: I2CFace
    private var control: UInt8 = 0
    private var result: [UInt8] = [0x80, 0, 0]
    private var done = Instant.zero
    private var pending: [UInt8]?

    /// In the air of its attributes.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) throws(DeviceError) {
        self.id = id
        world = try Dials(Self.dials, attributes, part: id)
        rails = Rails(circuit: circuit)
        face = I2CFace(circuit: circuit, rails: rails, pullUp: I2CFace.modulePullUp)
        face.speaker = self
    }

    /// Solders a pin. 3.3V is the other end of the module's regulator: a supply as well.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        let pin = name == "3.3V" ? "VCC" : name
        if !rails.attach(pin, to: net, at: instant) { _ = face.attach(pin, to: net, at: instant) }
    }

    // MARK: Conversions

    private static func b5(_ raw: Int) -> Int {
        let c = calibration
        let x1 = ((raw - c[5]) * c[4]) >> 15
        return x1 + (c[9] << 11) / (x1 + c[10])
    }

    /// Tenths of a degree.
    static func temperature(_ raw: Int) -> Int { (b5(raw) + 8) >> 4 }

    /// Pascal.
    static func pressure(_ raw: Int, rawTemperature: Int, oversampling: Int) -> Int {
        let c = calibration
        let b6 = b5(rawTemperature) - 4000
        let square = (b6 * b6) >> 12
        let x3 = ((c[7] * square) >> 11) + ((c[1] * b6) >> 11)
        let b3 = (((c[0] * 4 + x3) << oversampling) + 2) / 4
        let y3 = (((c[2] * b6) >> 13) + ((c[6] * square) >> 16) + 2) >> 2
        let b4 = (c[3] * (y3 + 32768)) >> 15
        let b7 = (raw - b3) * (50000 >> oversampling)
        let p = b7 < 0x8000_0000 ? b7 * 2 / b4 : b7 / b4 * 2
        let x1 = ((p >> 8) * (p >> 8) * 3038) >> 16
        return p + ((x1 + ((-7357 * p) >> 16) + 3791) >> 4)
    }

    private var rawTemperature: Int {
        Inverse.argument(
            in: 0...65535, of: Self.temperature, nearest: Int((world["temperature"] * 10).rounded()))
    }

    private func convert(_ command: UInt8, at instant: Instant) {
        let oversampling = Int(command >> 6)
        let bytes: (Int) -> [UInt8] = { [UInt8($0 >> 16 & 0xFF), UInt8($0 >> 8 & 0xFF), UInt8($0 & 0xFF)] }
        switch command & 0x1F {
        case 0x0E:
            pending = bytes(rawTemperature << 8)
            done = instant + .microseconds(4500)
        case 0x14:
            let temperature = rawTemperature
            let raw = Inverse.argument(
                in: 0...(0xFFFF << oversampling | (1 << oversampling - 1)),
                of: { Self.pressure($0, rawTemperature: temperature, oversampling: oversampling) },
                nearest: Int(world["pressure"].rounded()))
            pending = bytes(raw << (8 - oversampling))
            done = instant + .microseconds([4500, 7500, 13500, 25500][oversampling])
        default: break
        }
    }

    private func settle(at instant: Instant) {
        guard let pending, instant >= done else { return }
        result = pending
        self.pending = nil
        control &= ~0x20
    }
}

extension BMP180: RegisterMap {
    func answers(to address: UInt8) -> Bool { address == 0x77 }

    func read(register: Int, at instant: Instant) -> UInt8 {
        settle(at: instant)
        switch register {
        case 0xAA...0xBF:
            let word = UInt16(truncatingIfNeeded: Self.calibration[(register - 0xAA) / 2])
            return register % 2 == 0 ? UInt8(word >> 8) : UInt8(word & 0xFF)
        case 0xD0: return 0x55
        case 0xF4: return control
        case 0xF6...0xF8: return result[register - 0xF6]
        default: return 0
        }
    }

    func write(register: Int, _ value: UInt8, at instant: Instant) {
        settle(at: instant)
        if register == 0xE0 && value == 0xB6 {
            (control, pending, result) = (0, nil, [0x80, 0, 0])
        } else if register == 0xF4 {
            control = value | 0x20
            convert(value, at: instant)
        }
    }
}
