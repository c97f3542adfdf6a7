import Board

/// A Pico with a LED, a button, a dimmed LED, a potentiometer, a buzzer and a sensor.
enum DemoBoard {
    private static let leftPins = [
        "GP0", "GP1", "GND", "GP2", "GP3", "GP4", "GP5", "GND", "GP6", "GP7", "GP8", "GP9", "GND", "GP10", "GP11",
        "GP12",
        "GP13", "GND", "GP14", "GP15",
    ]
    private static let rightPins = [
        "VBUS", "VSYS", "GND", "3V3_EN", "3V3", "ADC_VREF", "GP28", "GND", "GP27", "GP26", "RUN", "GP22", "GND", "GP21",
        "GP20", "GP19", "GP18", "GND", "GP17", "GP16",
    ]

    static let drawing = BoardDrawing(
        widthMillimetres: 21, heightMillimetres: 51, cornerMillimetres: 1.5,
        features: [
            BoardFeature(.usb, BoardRect(x: 6.5, y: -1.3, width: 8, height: 5.6)),
            BoardFeature(.hole, BoardRect(x: 3.75, y: 0.95, width: 2.1, height: 2.1)),
            BoardFeature(.chip, BoardRect(x: 7, y: 23, width: 7, height: 7), label: "RP2040"),
            BoardFeature(.crystal, BoardRect(x: 9, y: 34, width: 3, height: 2)),
            BoardFeature(.component, BoardRect(x: 8.5, y: 17.5, width: 4.2, height: 2.6), label: "FLASH"),
            BoardFeature(.text, BoardRect(x: 6, y: 40, width: 9, height: 1.6), label: "Pico"),
        ])

    static func pins() -> [PinSnapshot] {
        var out: [PinSnapshot] = []
        var grounds = 0
        for (edge, names) in [(PinSnapshot.Edge.left, leftPins), (.right, rightPins)] {
            for (index, name) in names.enumerated() {
                if name == "GND" { grounds += 1 }
                let role: PinSnapshot.Role =
                    name == "GND"
                    ? .ground
                    : name.hasPrefix("GP") ? .signal : ["VBUS", "VSYS", "3V3"].contains(name) ? .power : .system
                let place = BoardPoint(x: edge == .left ? 1.61 : 19.39, y: 1.37 + 2.54 * Double(index))
                let id = name == "GND" ? "GND.\(grounds)" : name
                out.append(PinSnapshot(id: id, label: name, position: place, edge: edge, role: role))
            }
        }
        return out
    }

    static func parts(lit: Bool) -> [PartSnapshot] {
        func wired(_ ends: (String, String)...) -> [PartTerminal] {
            ends.map { PartTerminal($0.0, to: .boardPin($0.1)) }
        }
        let (red, green, blue) = (BoardColour(0xFF3B30), BoardColour(0x30D158), BoardColour(0x3D8BFF))
        let temperature = PartControl(name: "temperature", value: 21.5, range: -40...85, unit: "°C")
        return [
            PartSnapshot(
                id: "led1", label: "LED 1", face: .led(colour: red, brightness: lit ? 1 : 0),
                terminals: wired(("A", "GP15"), ("C", "GND.4"))),
            PartSnapshot(
                id: "btn1", label: "Button 1", face: .button(colour: green, isPressed: lit),
                terminals: wired(("1", "GP14"), ("2", "GND.3"))),
            PartSnapshot(
                id: "led2", label: "LED 2", face: .led(colour: blue, brightness: 0.42),
                terminals: wired(("A", "GP16"), ("C", "GND.8"))),
            PartSnapshot(
                id: "pot1", label: "Potentiometer", face: .potentiometer(position: 0.48),
                terminals: wired(("GND", "GND.6"), ("SIG", "GP26"), ("VCC", "3V3"))),
            PartSnapshot(
                id: "bz1", label: "Buzzer", face: .buzzer(hertz: lit ? 440 : nil),
                terminals: wired(("1", "GND.7"), ("2", "GP17"))),
            PartSnapshot(
                id: "bme", label: "BME280", face: .box(readings: ["I2C 0x76"], controls: [temperature]),
                terminals: wired(("SDA", "GP4"), ("SCL", "GP5"), ("GND", "GND.2"), ("VCC", "3V3"))),
        ]
    }

    static func snapshot(lit: Bool) -> BoardSnapshot {
        var board = BoardSnapshot(name: "pico", title: "Raspberry Pi Pico", drawing: drawing, pins: pins())
        func set(_ id: String, _ mode: PinSnapshot.Mode, _ level: PinSnapshot.Level) -> Int {
            let index = board.pins.firstIndex { $0.id == id }!
            board.pins[index].mode = mode
            board.pins[index].level = level
            return index
        }
        _ = set("GP15", .output, lit ? .high : .low)
        _ = set("GP14", .inputPullUp, lit ? .low : .high)
        _ = set("GP4", .peripheral("SDA"), .high)
        _ = set("GP5", .peripheral("SCL"), .low)
        _ = set("GP2", .input, .floating)
        _ = set("GP9", .output, .conflict)
        board.pins[set("GP16", .pwm, .high)].duty = 0.42
        board.pins[set("GP17", .pwm, .high)].duty = 0.5
        board.pins[set("GP26", .analog, .floating)].volts = 1.584
        let green = BoardColour(0x30D158)
        board.leds = [
            LEDSnapshot(name: "LED", colour: green, position: BoardPoint(x: 6, y: 7.5), brightness: lit ? 1 : 0)
        ]
        board.buttons = [ButtonSnapshot(id: "BOOTSEL", name: "BOOTSEL", position: BoardPoint(x: 12.6, y: 11.5))]
        board.parts = parts(lit: lit)
        let text = """
            blink: on
            adc 31452 → 1.58 V
            temperature 21.5 °C
            Traceback (most recent call last):
              File "main.py", line 12, in <module>
            MemoryError: memory allocation failed, allocating 4096 bytes
            >>> led.value(1)
            """
        board.console.receive(text.utf8.flatMap { $0 == 10 ? [13, 10] : [$0] })
        board.timeNanoseconds = 12_345_678_901
        board.heap = HeapSnapshot(usedBytes: 23_456, totalBytes: 192_064)
        board.line = SketchLine(file: "main.py", number: 12)
        return board
    }
}
