import Fabric

/// Chain of MAX7219 with 8 x 8 LEDs each (`wokwi-max7219-matrix`).
///
/// Datasheet: Maxim MAX7219 rev 4: sixteen bits a chip, taken over when CS rises; registers 1 to 8 rows, 9 decode, A intensity, B scan limit, C shutdown, F test. On the
/// boards (FC-16) the data enters at the right, a row's bit 7 is its left LED.
/// Not modelled: decoding of digits (the boards have no digits), bits shifted while CS is high, intensity as light.
public final class MAX7219Matrix: Powered {
    /// Both sides of the board: in at the right, out at the left.
    public static let pinNames = [
        "V+", "GND", "DIN", "CS", "CLK", "V+.2", "GND.2", "DOUT", "CS.2", "CLK.2", "VCC", "VCC.2",
    ]
    /// What it cannot do without.
    public static let neededPins = ["DIN", "CS", "CLK"]
    /// For `perch parts`.
    public static let facts = PartFacts(
        "LED matrices of 8 x 8 in a chain of MAX7219",
        attributes: [
            .init("chain", default: "1", "1 to 64 matrices"), .init("color", default: "red", "a CSS name"),
            .init("layout", default: "parola", "parola or fc16; both are drawn as an FC-16"),
        ],
        notModelled: "decoding of digits, bits shifted while CS is high, intensity as light")

    private struct Chip {
        var rows = [UInt8](repeating: 0, count: 8)
        var intensity: UInt8 = 0
        var scanLimit: UInt8 = 0
        var isRunning = false
        var isTesting = false
    }

    /// The part's name.
    public let id: String
    /// The LEDs' colour.
    public let color: String
    /// Its supply.
    public let rails: Rails
    private let shifter: Shifter
    private let port = SPITargetPort()

    /// In shutdown.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) throws(DeviceError) {
        self.id = id
        color = attributes.text("color", default: "red")
        rails = Rails(supply: "V+", circuit: circuit)
        shifter = Shifter(count: Int(try attributes.number("chain", default: 1, in: 1...64, part: id)))
        port.target = shifter
        rails.onChange = { [weak self] isOn, instant in
            self?.port.setPowered(isOn, at: instant)
            if !isOn { self?.shifter.clear() }
        }
    }

    /// Solders a pin.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        let bare = name.hasSuffix(".2") ? String(name.dropLast(2)) : name
        // Wokwi's page says VCC, its drawing V+.
        if rails.attach(bare == "VCC" ? "V+" : bare, to: net, at: instant) { return }
        switch bare {
        case "DIN": port.attachInput(to: net, at: instant)
        case "DOUT": port.attachOutput(to: net, at: instant)
        case "CS": port.attachSelect(to: net, at: instant)
        default: port.attachClock(to: net, at: instant)
        }
    }

    /// The LEDs, white on black; the chip next to DIN is at the right.
    public func picture(at instant: Instant) -> Picture? {
        let count = shifter.chips.count
        var picture = Picture(width: 8 * count, height: 8)
        for (place, chip) in shifter.chips.enumerated() where rails.isOn && (chip.isRunning || chip.isTesting) {
            for y in 0..<8 where chip.isTesting || y <= Int(chip.scanLimit) {
                for x in 0..<8 where chip.isTesting || chip.rows[y] >> UInt8(7 - x) & 1 == 1 {
                    picture[8 * (count - 1 - place) + x, y] = 0xFFFFFF
                }
            }
        }
        return picture
    }

    /// `intensity` of the first chip, 0 to 15.
    public func outputs(at instant: Instant) -> [Output] { [Output("intensity", Double(shifter.chips[0].intensity))] }

    /// The shift registers of the chain, byte by byte; the first chip's is next to DIN.
    private final class Shifter: SPITarget {
        var chips: [Chip]
        private var bytes: [UInt8]

        init(count: Int) {
            chips = [Chip](repeating: Chip(), count: count)
            bytes = [UInt8](repeating: 0, count: 2 * count)
        }

        func clear() { chips = [Chip](repeating: Chip(), count: chips.count) }

        func select(at instant: Instant) -> UInt8 { bytes[0] }

        func exchange(_ byte: UInt8, at instant: Instant) -> UInt8 {
            bytes.removeFirst()
            bytes.append(byte)
            return bytes[0]
        }

        func deselect(looseBits: UInt8, count: Int, at instant: Instant) {
            for place in chips.indices {
                let from = bytes.count - 2 * (place + 1)
                obey(bytes[from] & 0x0F, bytes[from + 1], &chips[place])
            }
        }

        private func obey(_ register: UInt8, _ value: UInt8, _ chip: inout Chip) {
            switch register {
            case 1...8: chip.rows[Int(register) - 1] = value
            case 0x0A: chip.intensity = value & 0x0F
            case 0x0B: chip.scanLimit = value & 7
            case 0x0C: chip.isRunning = value & 1 == 1
            case 0x0F: chip.isTesting = value & 1 == 1
            default: break
            }
        }
    }
}
