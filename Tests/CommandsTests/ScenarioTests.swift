import Foundation
import Testing

@testable import Commands

/// `perch run --scenario`: Wokwi's automation scenarios, and the steps of our own.
@Suite struct ScenarioTests {
    static let diagram = """
        {"parts": [{"type": "wokwi-pi-pico", "id": "pico"}, {"type": "wokwi-pushbutton", "id": "btn1", "attrs": {"bounce": "0"}},
                   {"type": "wokwi-led", "id": "led1"}, {"type": "wokwi-resistor", "id": "r1", "attrs": {"value": "220"}},
                   {"type": "board-ssd1306", "id": "oled1"}],
         "connections": [["pico:GP14", "btn1:1.l"], ["btn1:2.l", "pico:GND.1"], ["pico:GP15", "r1:1"],
                         ["r1:2", "led1:A"], ["led1:C", "pico:GND.2"], ["oled1:SDA", "pico:GP0"],
                         ["oled1:SCL", "pico:GP1"], ["oled1:VCC", "pico:3V3"], ["oled1:GND", "pico:GND.3"]]}
        """
    /// Counts presses, and toggles an LED with each.
    static let sketch = """
        from machine import Pin
        import time
        button, led = Pin(14, Pin.IN, Pin.PULL_UP), Pin(15, Pin.OUT)
        print("ready")
        count = 0
        while True:
            if not button():
                count += 1
                led(count & 1)
                print("pressed", count)
                while not button(): pass
            time.sleep_ms(1)
        """

    private func run(_ steps: String, sketch: String = Self.sketch, _ options: String...) throws -> RunReport {
        let folder = try TemporaryFolder([
            "main.py": sketch, "diagram.json": Self.diagram, "s.yaml": "name: test\nversion: 1\nsteps:\n" + steps,
        ])
        return try perchRun([folder.path, "--scenario", folder.path + "/s.yaml"] + options)
    }

    @Test func aRunPassesWhenAllStepsAreDone() throws {
        let report = try run(
            """
              - wait-serial: ready
              - set-control: {part-id: btn1, name: pressed, value: 1}
              - wait-serial: "pressed 1"
              - delay: 10ms
              - expect-pin: {part-id: pico, name: GP15, value: 1}
              - expect-output: {part-id: led1, name: brightness, value: 1, tolerance: 0.1}
              - set-control: {part-id: btn1, control: pressed, value: 0}
            """)
        #expect(report.exitCode == 0 && report.notes == [] && report.serial == "ready\npressed 1\n", "\(report)")
    }

    @Test func stepsRepeatAndWaitForPins() throws {
        let report = try run(
            """
              - repeat:
                  times: 3
                  steps:
                    - {set-control: {part-id: btn1, name: pressed, value: 1}, name: press}
                    - {wait-pin: {part-id: led1, pin: A, value: 1}, timeout: 1s}
                    - set-control: {part-id: btn1, name: pressed, value: 0}
                    - delay: 5ms
                    - set-control: {part-id: btn1, name: pressed, value: 1}
                    - wait-pin: {part-id: pico, name: GP15, value: 0}
                    - set-control: {part-id: btn1, name: pressed, value: 0}
                    - delay: 5ms
              - forbid-serial: "pressed 7"
            """)
        #expect(report.exitCode == 0 && report.serial.hasSuffix("pressed 6\n"), "\(report)")
    }

    @Test func whatIsTypedArrives() throws {
        let report = try run(
            "  - write-serial: \"Perch\\n\"\n  - wait-serial: Hello, Perch\n  - write-serial: [66, 10]\n  - wait-serial: B!",
            sketch: "print('Hello, ' + input())\nprint(input() + '!')")
        #expect(report.exitCode == 0, "\(report)")
    }

    @Test func theBoardStaysOnAfterTheProgram() throws {
        let report = try run(
            "  - delay: 5s\n  - expect-pin: {part-id: pico, name: GP15, value: 1}",
            sketch: "from machine import Pin\nPin(15, Pin.OUT, value=1)")
        #expect(report.exitCode == 0, "\(report)")
    }

    @Test(arguments: [
        ("  - delay: 1ms\n  - expect-pin: {part-id: pico, name: GP15, value: 1}", "s.yaml:5: expect-pin: GP15 is low"),
        (
            "  - {wait-serial: never, timeout: 20ms}",
            "s.yaml:4: wait-serial: it did not happen within its timeout, at 20.0 ms"
        ),
        ("  - forbid-serial: rea\n  - delay: 1s", "s.yaml:4: forbid-serial: the board has sent it"),
        ("  - delay: 1ms\n  - {wait-serial: ready, timeout: 1s}", "the board sent it before this step began"),
        (
            "  - delay: 1ms\n  - expect-output: {part-id: led1, name: brightness, value: 1}",
            "s.yaml:5: expect-output: brightness of led1 is 0.0, not 1.0, at 1.0 ms"
        ),
        ("  - take-screenshot: {part-id: led1, save-to: no.png}", "led1 has no display of pixels"),
    ])
    func aStepThatFailsSaysWhereAndWhatWasSeen(steps: String, words: String) throws {
        let report = try run(steps)
        #expect(report.exitCode == 1 && report.notes.count == 1, "\(report)")
        #expect(report.notes.first?.contains(words) == true, "\(report.notes)")
    }

    @Test(arguments: [
        ("  - wait-seral: x", "s.yaml:4: unknown key 'wait-seral' (did you mean 'wait-serial'"),
        ("  - delay: 5", "s.yaml:4: '5' is no time; write it as 250ms"),
        ("  - set-control: {part-id: btn9, name: pressed, value: 1}", "s.yaml:4: no part 'btn9'"),
        ("  - set-control: {part-id: btn1, name: presed, value: 1}", "s.yaml:4: btn1: no control 'presed'"),
        ("  - set-control: {part-id: btn1, name: pressed, value: 7}", "s.yaml:4: btn1"),
        ("  - expect-pin: {part-id: btn1, name: Q, value: 1}", "s.yaml:4: no part 'btn1:Q'"),
        ("  - expect-pin: {part-id: pico, name: GP15}", "s.yaml:4: missing key 'value'"),
        ("  - expect-output: {part-id: led1, name: heat, value: 1}", "s.yaml:4: led1: no output 'heat'"),
        ("  - touch: {part-id: btn1, x: 1, y: 2}", "s.yaml:4: 'touch' is for parts that are not modelled"),
        ("  - {delay: 1s, wait-serial: x}", "s.yaml:4: a step has one of"),
        ("  - repeat: {times: 100000, steps: [{delay: 1s}, {delay: 1s}]}", "s.yaml:4: more than 100000 steps"),
        ("  - [", "s.yaml:"),
    ])
    func aScenarioThatCannotBeIsOneLineBeforeTheRun(steps: String, words: String) throws {
        let report = try run(steps)
        #expect(report.exitCode == 65 && report.notes.count == 1 && report.serial == "", "\(report)")
        #expect(report.notes.first?.contains(words) == true, "\(report.notes)")
    }

    @Test func picturesAreSavedAndCompared() throws {
        let folder = try TemporaryFolder([
            "main.py": "", "diagram.json": Self.diagram,
            "save.yaml":
                "steps: [{take-screenshot: {save-to: desk.png}}, {take-screenshot: {part-id: oled1, save-to: oled.png}}]",
            "same.yaml": "steps: [{take-screenshot: {compare-with: desk.png}}]",
            "other.yaml": "steps: [{take-screenshot: {compare-with: oled.png}}]",
        ])
        func exitCode(_ name: String) throws -> Int32 {
            try perchRun([folder.path, "--scenario", "\(folder.path)/\(name).yaml"]).exitCode
        }
        #expect(try exitCode("save") == 0)
        #expect(try exitCode("same") == 0)
        #expect(try exitCode("other") == 1)
    }

    /// The sketch needs its list only once the button is pressed.
    @Test func fitPlaysItInEveryRun() throws {
        let sketch = """
            from machine import Pin
            button = Pin(14, Pin.IN, Pin.PULL_UP)
            while button(): pass
            x = [0] * 5000
            print("done")
            """
        let folder = try TemporaryFolder([
            "main.py": sketch, "diagram.json": Self.diagram,
            "s.yaml":
                "steps: [{delay: 10ms}, {set-control: {part-id: btn1, name: pressed, value: 1}}, {wait-serial: done}]",
        ])
        let command = try FitCommand.parse([folder.path, "--scenario", folder.path + "/s.yaml", "--json"])
        let text = try FitRun(command, tells: { _ in }).table().json()
        let rows = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]]
        let least = try #require(rows?.first?["passes_from_heap_bytes"] as? Int)
        #expect(least > 20_000 && least < 25_000)
    }
}
