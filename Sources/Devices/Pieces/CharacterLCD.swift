import Fabric

/// A character display: glass, controller, and either its sixteen pins or the backpack with a PCF8574T (P0 RS, P1 R/W, P2 E, P3 backlight, P4 to P7
/// D4 to D7, data sheet NXP PCF8574).
final class CharacterLCD {
    static let pinNames = [
        "VSS", "VDD", "V0", "RS", "RW", "E", "D0", "D1", "D2", "D3", "D4", "D5", "D6", "D7", "A", "K", "GND", "VCC",
        "SDA",
        "SCL",
    ]
    static func facts(_ summary: String) -> PartFacts {
        PartFacts(
            summary,
            attributes: [
                .init("pins", default: "full", "full: sixteen pins; i2c: the backpack"),
                .init("i2cAddress", default: "0x27", "address of the backpack"),
                .init("color", default: "black", "of the characters"),
                .init("background", default: "green", "of the glass"),
                .init("variant", default: "A00", "A00 or A02: the font; A00 is drawn"),
            ],
            notModelled: "contrast (V0), blinking, ROM A02, fonts of 5 x 10 dots, the controller's reset time")
    }

    let rails: Rails
    private let part: String
    private let columns: Int
    private let rows: Int
    private let controller = HD44780()
    /// With the backpack.
    private var face: I2CFace?
    private let busAddress: UInt8
    private var expander: UInt8 = 0xFF
    /// With the sixteen pins.
    private var control: [String: Net] = [:]
    private var data: [Leg?] = Array(repeating: nil, count: 8)
    private var wasEnabled = false
    private var enableEdges: EdgeSubscription?

    init(id: String, columns: Int, rows: Int, attributes: Attributes, circuit: Circuit) throws(DeviceError) {
        part = id
        self.columns = columns
        self.rows = rows
        busAddress = try attributes.busAddress(default: 0x27, part: id)
        if try attributes.choice("pins", of: ["full", "i2c"], part: id) == "i2c" {
            rails = Rails(circuit: circuit)
            face = I2CFace(circuit: circuit, rails: rails, pullUp: I2CFace.modulePullUp)
            face?.speaker = self
        } else {
            rails = Rails(supply: "VDD", ground: "VSS", circuit: circuit)
        }
        rails.onChange = { [weak self] isOn, instant in
            self?.face?.power(isOn, at: instant)
            if !isOn { self?.controller.reset() }
        }
    }

    func attach(_ name: String, to net: Net, at instant: Instant) {
        if rails.attach(name, to: net, at: instant) || face?.attach(name, to: net, at: instant) == true { return }
        if name.first == "D", let bit = Int(name.dropFirst()) {
            data[bit] = Leg(net, at: instant)
        } else {
            control[name] = net
            if name == "E" {
                enableEdges = net.observeEdges(at: instant) { [weak self] level, instant in
                    self?.enabled(level.isHigh, at: instant)
                }
            }
        }
    }

    // MARK: Sixteen pins

    private func enabled(_ isHigh: Bool, at instant: Instant) {
        guard rails.isOn else { return }
        let isData = control["RS"]?.level(at: instant).isHigh ?? false
        if control["RW"]?.level(at: instant).isHigh ?? false {
            let byte = controller.read(isData: isData, at: instant)
            for (bit, leg) in data.enumerated() {
                leg?.drive(!isHigh ? .released : byte >> UInt8(bit) & 1 == 1 ? .high : .low, at: instant)
            }
            if !isHigh { controller.readEnded(isData: isData) }
        } else if !isHigh {
            // Its own pull-ups make ones of pins that nobody wired.
            var byte: UInt8 = 0
            for (bit, leg) in data.enumerated() where leg?.isHigh(at: instant) ?? true { byte |= 1 << UInt8(bit) }
            controller.write(byte, isData: isData, at: instant)
        }
    }

    // MARK: Glass

    /// The light behind it: P3 of the backpack, or current from A to K.
    var isLit: Bool {
        guard rails.isOn else { return false }
        if face != nil { return expander & 8 != 0 }
        guard let anode = control["A"], let cathode = control["K"] else { return false }
        return anode.dutyHigh * cathode.dutyLow > 0
    }

    var text: Readout {
        .rows(
            (0..<rows).map { row in
                String((0..<columns).map { HD44780.character(code(row, $0)) })
            })
    }

    private func code(_ row: Int, _ column: Int) -> UInt8 {
        rails.isOn ? controller.code(row: row, column: column, columns: columns) : 0x20
    }

    /// The dots, white on black, with a dark one between characters.
    var picture: Picture {
        var picture = Picture(width: columns * 6 - 1, height: rows * 9 - 1)
        for row in 0..<rows {
            for column in 0..<columns {
                var shape = Array(controller.shape(of: code(row, column)))
                if controller.hasCursor(row: row, column: column, columns: columns) { shape[7] = 0x1F }
                for y in 0..<8 {
                    for x in 0..<5 where shape[y] >> UInt8(4 - x) & 1 == 1 {
                        picture[column * 6 + x, row * 9 + y] = 0xFFFFFF
                    }
                }
            }
        }
        return picture
    }

    var complaints: [String] {
        if face == nil, control["E"] == nil, control["SDA"] != nil || control["SCL"] != nil {
            return ["\(part): SDA and SCL are the backpack's; it has one with the attribute \"pins\": \"i2c\""]
        }
        let lost = controller.lostCount > 0 ? ["\(part): a command came while the display was busy and was lost"] : []
        return rails.complaints(part: part) + lost
    }
}

extension CharacterLCD: I2CSpeaker {
    func answers(to address: UInt8) -> Bool { address == busAddress }

    func take(_ byte: UInt8, at instant: Instant) -> Bool {
        let before = expander
        expander = byte
        // E falls.
        if before & 4 != 0 && byte & 4 == 0 {
            let isData = before & 1 != 0
            if before & 2 != 0 {
                controller.readEnded(isData: isData)
            } else {
                controller.write(before & 0xF0 | 0x0F, isData: isData, at: instant)
            }
        }
        return true
    }

    func give(at instant: Instant) -> UInt8 {
        guard expander & 6 == 6 else { return expander }
        // Open drains: the display wins only over the ones of the latch.
        let byte = controller.read(isData: expander & 1 != 0, at: instant)
        return expander & (byte & 0xF0 | 0x0F)
    }
}
