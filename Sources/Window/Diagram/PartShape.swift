import Board

/// The outline of a part in a diagram and where its pins are, in pixels of 1/96 inch before it is turned.
///
/// Facts: the elements' definitions of wokwi-elements. A part that is not listed is a box with its pins along the lower edge.
struct PartShape {
    let width: Double
    let height: Double
    let pins: [(name: String, x: Double, y: Double)]

    init(_ width: Double, _ height: Double, _ pins: [(name: String, x: Double, y: Double)]) {
        self.width = width
        self.height = height
        self.pins = pins
    }

    /// The shape of a part; `pins` are those that wires of the diagram name.
    init(of part: PartDrawing, pins: [String]) {
        let type = part.type
        if let outline = part.outline {
            let scale = DiagramSheet.pixelsPerMillimetre
            let pins = outline.pins.map { ($0.name, $0.position.x * scale, $0.position.y * scale) }
            self.init(outline.widthMillimetres * scale, outline.heightMillimetres * scale, pins)
        } else if type == "wokwi-led", part.attributes["flip"].map({ $0 != "" && $0 != "0" }) == true {
            self.init(40, 50, [("A", 15, 42), ("C", 25, 42)])
        } else if let known = Self.known[type] {
            self = known
        } else if type.hasPrefix("wokwi-breadboard") {
            self = Self.breadboard(columns: type.hasSuffix("mini") ? 17 : type.hasSuffix("half") ? 30 : 63, pins: pins)
        } else if type == "wokwi-text" {
            let text = part.attributes["text"] ?? ""
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            self.init(Double(lines.map(\.count).max() ?? 0) * 8 + 4, Double(lines.count) * 18, [])
        } else {
            self.init(max(76, Double(pins.count) * 9.6 + 12), 58, Self.row(pins, y: 58))
        }
    }

    /// Where the part's picture has its middle.
    func anchor(of type: String) -> Point {
        switch type {
        case "wokwi-led": Point(20, 17)
        case "wokwi-potentiometer": Point(38, 34)
        case "wokwi-buzzer": Point(32, 36)
        default: Point(width / 2, height / 2)
        }
    }

    private static func row(_ pins: [String], y: Double) -> [(name: String, x: Double, y: Double)] {
        pins.enumerated().map { ($1, 10 + Double($0) * 9.6, y) }
    }

    /// Holes lie 9.6 pixels apart; the columns begin behind the labels.
    private static func breadboard(columns: Int, pins: [String]) -> PartShape {
        let width = Double(columns) * 9.6 + 20
        let places = pins.compactMap { name -> (String, Double, Double)? in
            let halves = name.split(separator: ".").map(String.init)
            guard halves.count == 2 else { return nil }
            let rails = ["tp": 13.0, "tn": 22.6, "bp": 168.0, "bn": 177.6]
            if let y = rails[halves[0]], let hole = Double(halves[1]) {
                // Groups of five with a gap.
                return (name, 23 + (hole - 1) * 9.6 + ((hole - 1) / 5).rounded(.down) * 9.6, y)
            }
            guard let column = Double(halves[0].dropLast()), let letter = halves[1].utf8.first else { return nil }
            let row = Double(letter) - 97
            return (name, 13 + (column - 0.5) * 9.6, row < 5 ? 44 + row * 9.6 : 102 + (row - 5) * 9.6)
        }
        return PartShape(width, columns == 17 ? 160 : 190, places)
    }

    private static let known: [String: PartShape] = [
        "board-ssd1306": .init(
            104.7, 85.4, [("GND", 38.2, 6.5), ("VCC", 47.6, 6.5), ("SCL", 57.1, 6.5), ("SDA", 66.9, 6.5)]),
        "wokwi-gnd": .init(19, 28, [("GND", 9.6, 0)]),
        "wokwi-vcc": .init(19, 28, [("VCC", 9.6, 28)]),
        "wokwi-led": .init(40, 50, [("A", 25, 42), ("C", 15, 42)]),
        "wokwi-slide-switch": .init(32.1, 34.9, [("1", 6.5, 34), ("2", 16, 34), ("3", 25.5, 34)]),
        "wokwi-hx711": .init(80, 60, [("VCC", 7, 55), ("DT", 7, 36.3), ("SCK", 7, 46.2), ("GND", 7, 26.5)]),
        "wokwi-lcd1602": .init(302, 136, [("GND", 4, 32), ("VCC", 4, 41.5), ("SDA", 4, 51), ("SCL", 4, 60.5)]),
        "wokwi-lcd2004": .init(370, 210, [("GND", 4, 32), ("VCC", 4, 41.5), ("SDA", 4, 51), ("SCL", 4, 60.5)]),
        "wokwi-ssd1306": .init(
            150, 116,
            [
                ("DATA", 36.5, 12.5), ("CLK", 45.5, 12.5), ("DC", 54.5, 12.5), ("RST", 64.5, 12.5), ("CS", 74.5, 12.5),
                ("3V3", 83.5, 12.5), ("VIN", 93.5, 12.5), ("GND", 103.5, 12),
            ]),
        "wokwi-membrane-keypad": .init(
            266, 341,
            [
                ("R1", 100, 338), ("R2", 110, 338), ("R3", 119.5, 338), ("R4", 129, 338), ("C1", 138.5, 338),
                ("C2", 148, 338),
                ("C3", 157.8, 338), ("C4", 167.5, 338),
            ]),
        "wokwi-analog-joystick": .init(
            102.8, 120.2,
            [
                ("VCC", 33, 115.8), ("VERT", 42.6, 115.8), ("HORZ", 52.2, 115.8), ("SEL", 61.8, 115.8),
                ("GND", 71.4, 115.8),
            ]),
        "wokwi-buzzer": .init(64.3, 84, [("1", 27, 84), ("2", 37, 84)]),
        "wokwi-dht22": .init(
            57.1, 116.7, [("VCC", 15, 114.9), ("SDA", 24.5, 114.9), ("NC", 34.1, 114.9), ("GND", 43.8, 114.9)]),
        "wokwi-ds1307": .init(
            97.5, 84, [("GND", 9.5, 15), ("5V", 9.5, 25), ("SDA", 9.5, 34.5), ("SCL", 9.5, 44), ("SQW", 9.5, 54)]),
        "wokwi-flame-sensor": .init(
            200, 61.5, [("VCC", 199, 14.6), ("GND", 199, 24.3), ("DOUT", 199, 34), ("AOUT", 199, 43.7)]),
        "wokwi-gas-sensor": .init(
            137, 62.8, [("AOUT", 137, 16.5), ("DOUT", 137, 26.4), ("GND", 137, 36.5), ("VCC", 137, 46.2)]),
        "wokwi-hc-sr04": .init(
            170.1, 94.5, [("VCC", 71.3, 94.5), ("TRIG", 81.3, 94.5), ("ECHO", 91.3, 94.5), ("GND", 101.3, 94.5)]),
        "wokwi-heart-beat-sensor": .init(88.5, 79.2, [("GND", 87, 17.8), ("VCC", 87, 27.5), ("OUT", 87, 37.5)]),
        "wokwi-ili9341": .init(
            175.8, 293.3,
            [
                ("VCC", 48.3, 287.2), ("GND", 57.9, 287.2), ("CS", 67.5, 287.2), ("RST", 77.1, 287.2),
                ("D/C", 86.7, 287.2), ("MOSI", 96.3, 287.2), ("SCK", 105.9, 287.2), ("LED", 115.5, 287.2),
                ("MISO", 125.1, 287.2),
            ]),
        "wokwi-ir-receiver": .init(61.2, 88.8, [("GND", 21, 87.8), ("VCC", 30.6, 87.8), ("DAT", 40.2, 87.8)]),
        "wokwi-ky-040": .init(
            116.5, 70.4,
            [("CLK", 116, 7.9), ("DT", 116, 17.4), ("SW", 116, 27), ("VCC", 116, 36.3), ("GND", 116, 45.5)]),
        "wokwi-microsd-card": .init(
            81.6, 77.1,
            [
                ("CD", 76.7, 9.4), ("DO", 76.7, 18.9), ("GND", 76.7, 28.5), ("SCK", 76.7, 38.2), ("VCC", 76.7, 47.6),
                ("DI", 76.7, 57.5), ("CS", 76.7, 66.9),
            ]),
        "wokwi-mpu6050": .init(
            81.6, 61.2,
            [
                ("INT", 7.3, 5.8), ("AD0", 16.9, 5.8), ("XCL", 26.4, 5.8), ("XDA", 36, 5.8), ("SDA", 45.6, 5.8),
                ("SCL", 55.2, 5.8), ("GND", 64.8, 5.8), ("VCC", 74.4, 5.8),
            ]),
        "wokwi-neopixel": .init(21.4, 18.9, [("VDD", 1, 3.5), ("DOUT", 1, 14), ("VSS", 21, 14), ("DIN", 21, 3.5)]),
        "wokwi-ntc-temperature-sensor": .init(
            135.4, 71.8, [("GND", 135, 26.2), ("VCC", 135, 35.8), ("OUT", 135, 45.5)]),
        "wokwi-photoresistor-sensor": .init(
            173.7, 61.5, [("VCC", 172, 16), ("GND", 172, 26), ("DO", 172, 35.8), ("AO", 172, 45.5)]),
        "wokwi-pir-motion-sensor": .init(90.7, 92.4, [("VCC", 36.2, 92), ("OUT", 45.9, 92), ("GND", 55.6, 92)]),
        "wokwi-potentiometer": .init(75.6, 75.6, [("GND", 29, 68.5), ("SIG", 39, 68.5), ("VCC", 49, 68.5)]),
        "wokwi-pushbutton": .init(67.3, 45.4, [("1.l", 0, 13), ("2.l", 0, 32), ("1.r", 67, 13), ("2.r", 67, 32)]),
        "wokwi-pushbutton-6mm": .init(28, 22.7, [("1.l", 0, 2.2), ("2.l", 0, 21), ("1.r", 28, 2.2), ("2.r", 28, 21)]),
        "wokwi-resistor": .init(59.1, 11.3, [("1", 0, 5.7), ("2", 58.8, 5.7)]),
        "wokwi-rgb-led": .init(42.1, 72.6, [("R", 8.5, 44), ("COM", 18, 54), ("G", 26.4, 44), ("B", 35.7, 44)]),
        "wokwi-servo": .init(170.1, 119.6, [("GND", 0, 50), ("V+", 0, 59.5), ("PWM", 0, 69)]),
        "wokwi-small-sound-sensor": .init(
            133.1, 50.4, [("AOUT", 0, 11), ("GND", 0, 20.5), ("VCC", 0, 30.5), ("DOUT", 0, 40.5)]),
        "wokwi-tilt-switch": .init(88.5, 55.6, [("GND", 88, 18), ("VCC", 88, 27.8), ("OUT", 88, 37.5)]),
    ]
}
