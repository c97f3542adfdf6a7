import Fabric

/// A sensor of the air on its board: supply, bus with its pull-ups, and the pin that chooses the address.
final class BoschAirModule {
    static let pinNames = ["VCC", "GND", "SCL", "SDA", "CSB", "SDO"]

    static func facts(_ summary: String, _ dials: [Dial]) -> PartFacts {
        PartFacts(
            summary,
            attributes: dials.attributes + [.init("i2cAddress", default: "0x76", "0x76 or 0x77; SDO high adds 1")],
            notModelled: "three-wire SPI, the filter, standby times, noise")
    }

    let rails: Rails
    private var bus: BoschBus!
    private var addressPin: Net?

    init(hasHumidity: Bool, world: Dials, part: String, attributes: Attributes, circuit: Circuit) throws(DeviceError) {
        rails = Rails(circuit: circuit)
        let address = try attributes.busAddress(default: 0x76, part: part)
        let chip = BoschAir(hasHumidity: hasHumidity, world: world) { [unowned self] in
            address | (addressPin?.averageVolts ?? 0 > 1 ? 1 : 0)
        }
        bus = BoschBus(chip, circuit: circuit, rails: rails)
    }

    func attach(_ name: String, to net: Net, at instant: Instant) {
        if name == "SDO" { addressPin = net }
        if !rails.attach(name, to: net, at: instant) { _ = bus.attach(name, to: net, at: instant) }
    }
}
