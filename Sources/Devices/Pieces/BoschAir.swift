import Fabric

/// The registers and formulas of the BME280 and the BMP280, which is the same without humidity.
///
/// Datasheet: Bosch BST-BME280-DS002 and BST-BMP280-DS001: formulas of section 4.2.3 and 8.2 (64 bits), calibration of the BMP280's worked example
/// (section 3.12) and a usual one for humidity, measurement times of appendix B (typical).
final class BoschAir: RegisterMap {
    /// dig_T1 to dig_T3, dig_P1 to dig_P9, dig_H1 to dig_H6.
    private static let t = [27504, 26435, -1000]
    private static let p = [36477, -10685, 3024, 2855, 140, -7, 15500, -14600, 6000]
    private static let h = [75, 361, 0, 340, 0, 30]

    var pointer = RegisterPointer()
    private let hasHumidity: Bool
    private let world: Dials
    private let address: () -> UInt8
    private var humidityControl: UInt8 = 0
    /// Takes effect with the next write of ctrl_meas.
    private var humidityControlWritten: UInt8 = 0
    private var measureControl: UInt8 = 0
    private var config: UInt8 = 0
    private var data: [UInt8] = [0x80, 0, 0, 0x80, 0, 0, 0x80, 0]
    /// What a read began with: a burst is of one moment.
    private var shadow: [UInt8] = []
    private var forcedUntil: Instant?
    private var firstReady = Instant.zero

    init(hasHumidity: Bool, world: Dials, address: @escaping () -> UInt8) {
        self.hasHumidity = hasHumidity
        self.world = world
        self.address = address
    }

    func reset() {
        (humidityControl, humidityControlWritten, measureControl, config) = (0, 0, 0, 0)
        data = [0x80, 0, 0, 0x80, 0, 0, 0x80, 0]
        forcedUntil = nil
    }

    // MARK: Formulas

    static func fine(_ raw: Int) -> Int {
        let one = (((raw >> 3) - (t[0] << 1)) * t[1]) >> 11
        let half = (raw >> 4) - t[0]
        return one + ((((half * half) >> 12) * t[2]) >> 14)
    }

    /// Hundredths of a degree.
    static func temperature(_ raw: Int) -> Int { (fine(raw) * 5 + 128) >> 8 }

    /// 256ths of a pascal.
    static func pressure(_ raw: Int, fine: Int) -> Int {
        let x = fine - 128_000
        let b = x * x * p[5] + ((x * p[4]) << 17) + (p[3] << 35)
        let a = (((1 << 47) + ((x * x * p[2]) >> 8) + ((x * p[1]) << 12)) * p[0]) >> 33
        guard a != 0 else { return 0 }
        let q = (((1_048_576 - raw) << 31) - b) * 3125 / a
        let c = (p[8] * (q >> 13) * (q >> 13)) >> 25
        return ((q + c + ((p[7] * q) >> 19)) >> 8) + (p[6] << 4)
    }

    /// 1024ths of a percent.
    static func humidity(_ raw: Int, fine: Int) -> Int {
        let x = fine - 76_800
        let a = ((raw << 14) - (h[3] << 20) - h[4] * x + 16384) >> 15
        let b = (((((x * h[5]) >> 10) * (((x * h[2]) >> 11) + 32768)) >> 10) + 2_097_152) * h[1] + 8192
        let v = a * (b >> 14)
        return min(max(v - (((((v >> 15) * (v >> 15)) >> 7) * h[0]) >> 4), 0), 419_430_400) >> 12
    }

    // MARK: Measuring

    /// 1, 2, 4, 8, 16 for 1 to 5 and above; 0: skipped.
    private static func times(_ code: UInt8) -> Int { code == 0 ? 0 : 1 << min(Int(code) - 1, 4) }

    private var temperatureCode: UInt8 { measureControl >> 5 }
    private var pressureCode: UInt8 { measureControl >> 2 & 7 }

    private var duration: Picoseconds {
        let pressure = Self.times(pressureCode)
        let humidity = Self.times(humidityControl & 7)
        let milliseconds =
            1 + 2 * Double(Self.times(temperatureCode)) + (pressure > 0 ? 2 * Double(pressure) + 0.5 : 0)
            + (humidity > 0 ? 2 * Double(humidity) + 0.5 : 0)
        return Picoseconds(microseconds: milliseconds * 1000)
    }

    private func measure() {
        let raw = Inverse.argument(
            in: 0...0xFFFFF, of: Self.temperature, nearest: Int((world["temperature"] * 100).rounded()))
        let fine = Self.fine(raw)
        let pressure =
            0xFFFFF
            - Inverse.argument(
                in: 0...0xFFFFF, of: { Self.pressure(0xFFFFF - $0, fine: fine) },
                nearest: Int((world["pressure"] * 256).rounded()))
        data[0...2] = Self.bytes(pressure, code: pressureCode)
        data[3...5] = Self.bytes(raw, code: temperatureCode)
        guard hasHumidity else { return }
        let humidity = Inverse.argument(
            in: 0...0xFFFF, of: { Self.humidity($0, fine: fine) }, nearest: Int((world["humidity"] * 1024).rounded()))
        data[6...7] = humidityControl & 7 == 0 ? [0x80, 0] : [UInt8(humidity >> 8), UInt8(humidity & 0xFF)]
    }

    /// Twenty bits; with little oversampling fewer of them count.
    private static func bytes(_ raw: Int, code: UInt8) -> ArraySlice<UInt8> {
        if code == 0 { return [0x80, 0, 0] }
        let unused = 4 - (min(Int(code), 5) - 1)
        let rounded = min((raw + (1 << unused) / 2) & ~(1 << unused - 1), 0xFFFFF)
        return [UInt8(rounded >> 12), UInt8(rounded >> 4 & 0xFF), UInt8(rounded << 4 & 0xF0)]
    }

    private func settle(at instant: Instant) {
        switch measureControl & 3 {
        case 0: break
        case 3: if instant >= firstReady { measure() }
        default:
            guard let end = forcedUntil, instant >= end else { return }
            measure()
            forcedUntil = nil
            measureControl &= ~3
        }
    }

    // MARK: Registers

    func answers(to address: UInt8) -> Bool { address == self.address() }

    func begin(_ direction: I2CDirection, at instant: Instant) {
        pointer.isNext = direction == .write
        settle(at: instant)
        shadow = data
    }

    func read(register: Int, at instant: Instant) -> UInt8 {
        switch register {
        case 0x88...0x8D: return Self.half(Self.t, register - 0x88)
        case 0x8E...0x9F: return Self.half(Self.p, register - 0x8E)
        case 0xD0: return hasHumidity ? 0x60 : 0x58
        case 0xA1 where hasHumidity: return UInt8(Self.h[0])
        case 0xE1...0xE7 where hasHumidity: return humidityCalibration(register)
        case 0xF2 where hasHumidity: return humidityControlWritten
        case 0xF3: return forcedUntil.map { instant < $0 } ?? false ? 8 : 0
        case 0xF4: return measureControl
        case 0xF5: return config
        case 0xF7...0xFC: return shadow[register - 0xF7]
        case 0xFD...0xFE where hasHumidity: return shadow[register - 0xF7]
        default: return 0
        }
    }

    private static func half(_ words: [Int], _ place: Int) -> UInt8 {
        let word = UInt16(truncatingIfNeeded: words[place / 2])
        return place % 2 == 0 ? UInt8(word & 0xFF) : UInt8(word >> 8)
    }

    /// H4 and H5 are of twelve bits and share a byte.
    private func humidityCalibration(_ register: Int) -> UInt8 {
        let h = Self.h
        let byte: Int
        switch register {
        case 0xE1: byte = h[1]
        case 0xE2: byte = h[1] >> 8
        case 0xE3: byte = h[2]
        case 0xE4: byte = h[3] >> 4
        case 0xE5: byte = h[3] & 0x0F | (h[4] & 0x0F) << 4
        case 0xE6: byte = h[4] >> 4
        default: byte = h[5]
        }
        return UInt8(truncatingIfNeeded: byte)
    }

    func write(register: Int, _ value: UInt8, at instant: Instant) {
        switch register {
        case 0xE0: if value == 0xB6 { reset() }
        case 0xF2 where hasHumidity: humidityControlWritten = value & 7
        case 0xF4:
            humidityControl = humidityControlWritten
            measureControl = value
            firstReady = instant + duration
            forcedUntil = value & 3 == 1 || value & 3 == 2 ? firstReady : nil
        case 0xF5: config = value
        default: break
        }
    }

    /// Bursts of writes are pairs of a register's number and its value (section 6.2.1).
    func take(_ byte: UInt8, at instant: Instant) -> Bool {
        if pointer.isNext {
            pointer = RegisterPointer(register: Int(byte))
        } else {
            write(register: pointer.register, byte, at: instant)
            pointer.isNext = true
        }
        return true
    }
}
