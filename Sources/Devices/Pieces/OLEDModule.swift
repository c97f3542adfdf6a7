import Fabric

/// An OLED display on its board with four pins: control bytes on I2C, as all of these controllers have them (SSD1306 data sheet, 8.1.5).
final class OLEDModule: I2CSpeaker {
    static func facts(_ summary: String, address: String) -> PartFacts {
        PartFacts(
            summary, attributes: [.init("i2cAddress", default: address, "0x3c or 0x3d")],
            notModelled: "scrolling by itself, contrast as light, COM pin wirings, SPI")
    }

    let rails: Rails
    private let controller: OLEDController
    private let face: I2CFace
    private let address: UInt8
    /// The next byte is a control byte; else what the bytes are until then.
    private var awaitsControl = true
    private var isData = false
    private var isSingle = false

    init(
        _ kind: OLEDController.Kind, part: String, attributes: Attributes, circuit: Circuit, rails: Rails,
        clock: String = "SCL", data: String = "SDA"
    ) throws(DeviceError) {
        controller = OLEDController(kind)
        self.rails = rails
        address = try attributes.busAddress(default: 0x3C, part: part)
        face = I2CFace(circuit: circuit, rails: rails, pullUp: I2CFace.modulePullUp, clock: clock, data: data)
        face.speaker = self
        rails.onChange = { [weak self] isOn, instant in
            self?.face.power(isOn, at: instant)
            if !isOn { self?.controller.reset() }
        }
    }

    func attach(_ name: String, to net: Net, at instant: Instant) {
        if !rails.attach(name, to: net, at: instant) { _ = face.attach(name, to: net, at: instant) }
    }

    /// A dark one without power.
    var picture: Picture { controller.picture }
    var contrast: Double { Double(controller.contrast) }

    func answers(to address: UInt8) -> Bool { address == self.address }

    func begin(_ direction: I2CDirection, at instant: Instant) { awaitsControl = true }

    func take(_ byte: UInt8, at instant: Instant) -> Bool {
        if awaitsControl {
            awaitsControl = false
            isSingle = byte & 0x80 != 0
            isData = byte & 0x40 != 0
            return true
        }
        if isData { controller.write(data: byte) } else { controller.write(command: byte) }
        awaitsControl = isSingle
        return true
    }

    /// The status byte: bit 6 is set while the display is off.
    func give(at instant: Instant) -> UInt8 { 0 }
}
