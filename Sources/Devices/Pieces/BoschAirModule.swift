import Fabric

/// A sensor of the air on its board: supply, bus with its pull-ups, and the pin that chooses the address.
final class BoschAirModule {
    static let pinNames = ["VCC", "GND", "SCL", "SDA", "CSB", "SDO"]

    static func facts(_ summary: String, _ dials: [Dial]) -> PartFacts {
        PartFacts(
            summary,
            attributes: dials.attributes + [.init("i2cAddress", default: "0x76", "0x76 or 0x77; SDO high adds 1")],
            notModelled: "SPI, the filter, standby times, noise")
    }

    let rails: Rails
    private let face: I2CFace
    private var chip: BoschAir!
    private var addressPin: Net?

    init(hasHumidity: Bool, world: Dials, part: String, attributes: Attributes, circuit: Circuit) throws(DeviceError) {
        rails = Rails(circuit: circuit)
        face = I2CFace(circuit: circuit, rails: rails, pullUp: I2CFace.modulePullUp)
        let address = try attributes.busAddress(default: 0x76, part: part)
        chip = BoschAir(hasHumidity: hasHumidity, world: world) { [unowned self] in
            address | (addressPin?.averageVolts ?? 0 > 1 ? 1 : 0)
        }
        face.speaker = chip
        rails.onChange = { [weak self] isOn, instant in
            self?.face.power(isOn, at: instant)
            if isOn { self?.chip.reset() }
        }
    }

    func attach(_ name: String, to net: Net, at instant: Instant) {
        if rails.attach(name, to: net, at: instant) || face.attach(name, to: net, at: instant) { return }
        if name == "SDO" { addressPin = net }
    }
}
