import Devices
import Fabric

/// A part that a file declares: registers on an I2C or SPI bus, behind them controls.
///
/// Datasheet: its declaration. The first byte that it is sent is a register's number; bytes after it are written, bytes read begin there.
/// Not modelled: power; it works without.
final class RegisterPart: Device, I2CTarget, SPITarget {
    static let pinNames: [String] = []
    static let controls: [Control] = []

    let id: String
    let controls: [Control]
    private let declaration: RegisterDeclaration
    private var settings: [String: Double]
    /// What was written, by place in the declaration.
    private var written: [Int64]
    /// The next byte: of which register, and its place within.
    private var pointer = (address: 0, byte: 0)
    private var isNumberNext = true
    private var isRead = false
    private let busAddress: UInt8
    private var i2c: I2CTargetPort?
    private var spi: SPITargetPort?

    init(id: String, _ part: PartDeclaration, _ attributes: Attributes, _ circuit: Circuit) throws(DeviceError) {
        self.id = id
        declaration = part.registers!
        controls = part.dials.map(\.control)
        settings = try part.settings(attributes, part: id)
        written = declaration.registers.map(\.start)
        switch declaration.bus {
        case .i2c(let address, _, _):
            busAddress = UInt8(
                try attributes.number("i2cAddress", default: Double(address), in: 8...0x77, part: id))
            i2c = I2CTargetPort(circuit: circuit)
            i2c?.target = self
        case .spi(let mode, _, _):
            busAddress = 0
            spi = SPITargetPort(mode: mode)
            spi?.target = self
        }
    }

    convenience init(id: String, attributes: Attributes, circuit: Circuit) throws(DeviceError) {
        throw .unknownType(id)
    }

    func attach(pin name: String, to net: Net, at instant: Instant) {
        switch declaration.bus {
        // Breakout boards carry pull-ups.
        case .i2c(_, name, _): i2c?.attachClock(to: net, pullUp: 4_700, at: instant)
        case .i2c(_, _, name): i2c?.attachData(to: net, pullUp: 4_700, at: instant)
        case .i2c: break
        case .spi(_, _, let pins):
            switch pins[name] {
            case "sck": spi?.attachClock(to: net, at: instant)
            case "mosi": spi?.attachInput(to: net, at: instant)
            case "miso": spi?.attachOutput(to: net, at: instant)
            case "cs": spi?.attachSelect(to: net, at: instant)
            default: break
            }
        }
    }

    func turn(control name: String, to value: Double, at instant: Instant) { settings[name] = value }

    /// Its controls, and every register that can be written.
    func outputs(at instant: Instant) -> [Output] {
        controls.map { Output($0.name, settings[$0.name] ?? 0) }
            + zip(declaration.registers, written).filter { $0.0.isWritable }.map { Output($0.name, Double($1)) }
    }

    // MARK: Registers

    private func value(_ place: Int) -> Int64 {
        let register = declaration.registers[place]
        guard let source = register.source, let setting = settings[source] else { return written[place] }
        let number = (setting * register.scale + register.offset).rounded()
        guard number.isFinite, number < 0x1p63 else { return number > 0 ? .max : 0 }
        // What does not fit stays at the end of the range, as in a real converter.
        let bits = register.byteCount * 8
        let most = bits == 64 ? 0x1p63 : Double(1 << bits) - 1
        return Int64(max(-Double(sign: .plus, exponent: bits - 1, significand: 1), min(number, most)))
    }

    /// The register that the pointer is in, and the byte's place in its value, from the lowest.
    private var target: (place: Int, shift: Int)? {
        for (place, register) in declaration.registers.enumerated() {
            let byte = declaration.countsBytes ? pointer.address - register.address : pointer.byte
            guard
                declaration.countsBytes ? (0..<register.byteCount).contains(byte) : pointer.address == register.address
            else { continue }
            let place8 = byte % register.byteCount
            return (place, 8 * (register.isLittleEndian ? place8 : register.byteCount - 1 - place8))
        }
        return nil
    }

    private func goOn() {
        if declaration.countsBytes {
            pointer.address = (pointer.address + 1) & 0xFF
        } else {
            pointer.byte += 1
        }
    }

    private func nextByte() -> UInt8 {
        defer { goOn() }
        guard let (place, shift) = target else { return 0 }
        return UInt8(truncatingIfNeeded: value(place) >> Int64(shift))
    }

    private func take(_ byte: UInt8) {
        defer { goOn() }
        guard let (place, shift) = target, declaration.registers[place].isWritable else { return }
        written[place] = written[place] & ~(0xFF << Int64(shift)) | Int64(byte) << Int64(shift)
    }

    // MARK: Buses

    func answers(to address: I2CAddress, at instant: Instant) -> Bool { address == .seven(busAddress) }

    func begin(_ direction: I2CDirection, at instant: Instant) {
        isNumberNext = direction == .write
        pointer.byte = 0
    }

    func write(_ byte: UInt8, at instant: Instant) -> Bool {
        if isNumberNext {
            pointer = (Int(byte), 0)
            isNumberNext = false
        } else {
            take(byte)
        }
        return true
    }

    func read(at instant: Instant) -> UInt8 { nextByte() }

    func select(at instant: Instant) -> UInt8 {
        isNumberNext = true
        return 0
    }

    func exchange(_ byte: UInt8, at instant: Instant) -> UInt8 {
        if isNumberNext {
            guard case .spi(_, let readBit, _) = declaration.bus else { return 0 }
            isNumberNext = false
            isRead = byte & readBit != 0
            pointer = (Int(byte & ~readBit), 0)
        } else if !isRead {
            take(byte)
        }
        return isRead ? nextByte() : 0
    }
}
