import Fabric

/// The bus pins of the BME280 and BMP280: I2C, until CSB has once been low; then SPI until power goes.
///
/// Datasheet: Bosch BST-BME280-DS002 section 6: modes 00 and 11; the first byte has the register's number without its bit 7, which says read.
final class BoschBus: SPITarget {
    /// The names of modules for the same pins.
    static let aliases = [
        "SCK": "SCL", "SDI": "SDA", "MOSI": "SDA", "MISO": "SDO", "CS": "CSB", "VIN": "VCC", "3V3": "VCC", "3Vo": "VCC",
    ]

    private let chip: BoschAir
    private let face: I2CFace
    private let port = SPITargetPort()
    private let rails: Rails
    private var isSPI = false
    private var byteCount = 0
    private var register = 0
    private var isRead = false

    init(_ chip: BoschAir, circuit: Circuit, rails: Rails) {
        self.chip = chip
        self.rails = rails
        face = I2CFace(circuit: circuit, rails: rails, pullUp: I2CFace.modulePullUp)
        face.speaker = chip
        port.target = self
        rails.onChange = { [weak self] isOn, instant in
            guard let self else { return }
            isSPI = false
            face.power(isOn, at: instant)
            port.setPowered(isOn, at: instant)
            if isOn { chip.reset() }
        }
    }

    /// Solders a pin.
    func attach(_ name: String, to net: Net, at instant: Instant) {
        switch name {
        case "SCL": port.attachClock(to: net, at: instant)
        case "SDA": port.attachInput(to: net, at: instant)
        case "SDO": port.attachOutput(to: net, at: instant)
        case "CSB": port.attachSelect(to: net, at: instant)
        default: break
        }
        _ = face.attach(name, to: net, at: instant)
    }

    // MARK: SPI

    func select(at instant: Instant) -> UInt8 {
        if !isSPI {
            isSPI = true
            face.power(false, at: instant)
        }
        byteCount = 0
        return 0xFF
    }

    func exchange(_ byte: UInt8, at instant: Instant) -> UInt8 {
        byteCount += 1
        if byteCount == 1 { isRead = byte & 0x80 != 0 }
        if isRead {
            if byteCount == 1 {
                register = Int(byte)
                chip.begin(.read, at: instant)
            } else {
                register = register & 0x7F == 0x7F ? register : register + 1
            }
            return chip.read(register: register, at: instant)
        }
        // Pairs of a number and a value.
        if byteCount % 2 == 1 {
            register = Int(byte | 0x80)
        } else {
            chip.write(register: register, byte, at: instant)
        }
        return 0xFF
    }
}
