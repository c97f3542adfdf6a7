import BoardProfiles
import Foundation

/// The files of a new project: a sketch that blinks, and its circuit.
struct StarterProject {
    /// Names and texts.
    let files: [(name: String, text: String)]

    init(board name: String) throws(Complaint) {
        let board: BoardProfile
        do throws(ProfileError) {
            board = try BoardProfile.load(name)
        } catch {
            throw Complaint(.usage, error.description)
        }
        guard let wire = Self.freePin(of: board) else { throw Complaint(.usage, "\(name) has no pin for an LED") }
        let type = board.wokwiTypes.first ?? "board-perch-\(board.name)"
        files = [
            ("main.py", board.port.name == "nrf" ? Self.microbitSketch(wire.header) : Self.sketch(board, wire.pin)),
            ("diagram.json", Self.diagram(type, wire.header, serial: Self.serialPins(of: board))),
            ("README.md", "Blinks LEDs on \(board.title). Run it with `perch run .`, or `perch run . --window`.\n"),
        ]
    }

    /// Writes them; none if one is there already.
    func write(to folder: String) throws(Complaint) -> [String] {
        let paths = files.map { "\(folder)/\($0.name)" }
        if let taken = paths.first(where: { FileManager.default.fileExists(atPath: $0) }) {
            throw Complaint(.usage, "\(taken) is there already; nothing was written")
        }
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            for (path, file) in zip(paths, files) { try Data(file.text.utf8).write(to: URL(filePath: path)) }
        } catch {
            throw Complaint(.usage, "\(folder): cannot be written")
        }
        return paths
    }

    /// A header pin that can light an LED and that nothing on the board uses.
    private static func freePin(of board: BoardProfile) -> (header: String, pin: Int)? {
        let used = Set(board.leds.flatMap { [$0.pin, $0.cathode ?? $0.pin] } + board.buttons.compactMap(\.pin))
        let wanted = ["GP15", "D5", "D23", "5", "X1", "PA0", "P0"]
        var free: [(header: String, pin: Int)] = []
        for header in board.picture.headers.joined() {
            guard case .pin(let pin) = header.wire, !used.contains(pin), board.pins[pin].canOutput,
                board.pins[pin].use == nil
            else { continue }
            free.append((header.label, pin))
        }
        for name in wanted { if let found = free.first(where: { $0.header == name }) { return found } }
        return free.last
    }

    /// The pins of the console on an ESP32's header.
    private static func serialPins(of board: BoardProfile) -> (tx: String, rx: String)? {
        let labels = board.picture.headers.joined().map(\.label)
        guard board.port.name == "esp32" else { return nil }
        return [("TX", "RX"), ("TX0", "RX0")].first { labels.contains($0.0) && labels.contains($0.1) }
    }

    /// How the sketch names a pin: by its name on the board, else by its number, else as the chip does.
    private static func word(_ board: BoardProfile, _ pin: Int) -> String {
        let own = board.pinNames.filter { $0.value == pin }.map(\.name)
        if let name = own.first(where: { $0 == "LED" }) ?? own.first(where: { _ in board.pins[pin].number == nil }) {
            return "\"\(name)\""
        }
        return board.pins[pin].number.map { "\($0)" } ?? "\"\(board.pins[pin].name)\""
    }

    /// The micro:bit's own modules, and its display in place of a second LED.
    private static func microbitSketch(_ header: String) -> String {
        let pin = "pin" + header.dropFirst()
        return """
            from microbit import *

            level = 0
            while True:
                level = 1 - level
                \(pin).write_digital(level)
                display.show(Image.HEART if level else Image.HEART_SMALL)
                if button_a.was_pressed():
                    display.scroll("Hello!")
                print("led", level)
                sleep(500)

            """
    }

    private static func sketch(_ board: BoardProfile, _ pin: Int) -> String {
        let led = board.leds.first.map { "board_led = Pin(\(word(board, $0.pin)), Pin.OUT)\n" } ?? ""
        let toggle = led.isEmpty ? "" : "    board_led.value(not led.value())\n"
        return """
            import time
            from machine import Pin

            \(led)led = Pin(\(word(board, pin)), Pin.OUT)

            while True:
                led.value(not led.value())
            \(toggle)    print("led", led.value())
                time.sleep(0.5)

            """
    }

    private static func diagram(
        _ type: String, _ header: String, serial: (tx: String, rx: String)?
    ) -> String {
        // Wokwi shows the console of an ESP32 only when it is wired.
        let console = serial.map { pins in
            """
            ,
                [ "board:\(pins.tx)", "$serialMonitor:RX", "", [] ],
                [ "board:\(pins.rx)", "$serialMonitor:TX", "", [] ]
            """
        }
        return """
            {
              "version": 1,
              "author": "",
              "editor": "wokwi",
              "parts": [
                { "type": "\(type)", "id": "board", "top": 0, "left": 0, "attrs": {} },
                { "type": "wokwi-led", "id": "led1", "top": -20, "left": 240, "attrs": { "color": "red" } },
                { "type": "wokwi-resistor", "id": "r1", "top": 80, "left": 230, "attrs": { "value": "220" } }
              ],
              "connections": [
                [ "board:\(header)", "r1:1", "green", [ "v0" ] ],
                [ "r1:2", "led1:A", "green", [ "v0" ] ],
                [ "led1:C", "board:GND.1", "black", [ "v0" ] ]\(console ?? "")
              ]
            }

            """
    }
}
