import Foundation
import TestBench
import Testing

/// What a logic analyser would measure at a Pico's pins: right to one cycle of the clock that makes the signal.
@Suite("Signals in the VCD")
struct SignalTimingTests {
    private static let sketch = """
        import rp2, time
        from machine import I2C, UART, Pin
        @rp2.asm_pio(set_init=rp2.PIO.OUT_LOW)
        def square():
            set(pins, 1) [3]
            set(pins, 0) [3]
        @rp2.asm_pio(sideset_init=rp2.PIO.OUT_LOW, out_shiftdir=rp2.PIO.SHIFT_LEFT, autopull=True, pull_thresh=24)
        def stream():
            label("bit")
            out(x, 1).side(0)[2]
            jmp(not_x, "zero").side(1)[1]
            jmp("bit").side(1)[4]
            label("zero")
            nop().side(0)[4]
        rp2.StateMachine(0, square, freq=1_000_000, set_base=Pin(2)).active(1)
        pixels = rp2.StateMachine(4, stream, freq=8_000_000, sideset_base=Pin(3))
        pixels.active(1)
        pixels.put(0xA5F00F, 8)
        UART(1, 115200, tx=Pin(8), rx=Pin(9)).write(b"U\\x00\\xff")
        I2C(0, scl=Pin(5), sda=Pin(4), freq=400_000).writeto(60, b"\\x00\\xA5\\x5A")
        time.sleep_ms(2)
        """
    private static let second = """
        import time
        from machine import UART, Pin
        uart = UART(1, 115200, tx=Pin(8), rx=Pin(9))
        time.sleep_ms(50)
        print(uart.read())
        """
    private static let diagram = """
        {"version": 1, "parts": [{"type": "wokwi-pi-pico", "id": "one"}, {"type": "wokwi-pi-pico", "id": "two"},
        {"type": "board-ssd1306", "id": "oled"}, {"type": "wokwi-neopixel", "id": "pixel"}],
        "connections": [["one:GP4", "oled:SDA", "", []], ["one:GP5", "oled:SCL", "", []], ["one:3V3", "oled:VCC", "", []],
        ["one:GND.1", "oled:GND", "", []], ["one:GP3", "pixel:DIN", "", []], ["one:VBUS", "pixel:VDD", "", []],
        ["one:GND.2", "pixel:VSS", "", []], ["one:GP8", "two:GP9", "", []], ["one:GND.3", "two:GND.1", "", []]]}
        """

    /// An edge, in nanoseconds.
    private struct Edge {
        let time: Double
        let isRising: Bool
    }

    private func edges(_ file: VCDFile, _ pin: String) throws -> [Edge] {
        let changes = try #require(file.changes[pin])
        return zip(changes, changes.dropFirst()).filter { $0.value != $1.value && "01".contains($1.value) }
            .map { Edge(time: Double($1.time), isRising: $1.value == "1") }
    }

    /// RP2040 data sheet: a state machine runs at the system clock over a divider with 8 fractional bits (3.5.5), the UART's bit is 16 times
    /// its divider with 6 (4.2.3.2.1), I2C counts whole system clocks. The SDK gives the UART 48 MHz: 26 + 3/64.
    @Test func fourSignalsAreRightToOneClock() throws {
        let folder = try TemporaryFolder(["main.py": Self.sketch, "diagram.json": Self.diagram])
        try FileManager.default.createDirectory(atPath: folder.path + "/two", withIntermediateDirectories: true)
        try Self.second.write(toFile: folder.path + "/two/main.py", atomically: false, encoding: .utf8)
        let report = try perchRun([folder.path, "--for", "100ms", "--vcd-file", "\(folder.path)/pins.vcd"])
        #expect(report.exitCode == 0 && report.notes.isEmpty)
        #expect(report.serial == "two: b'U\\x00\\xff'\n")
        let file = try VCDFile(String(contentsOfFile: "\(folder.path)/pins.vcd", encoding: .utf8))
        #expect(file.timescale == "1ns")
        let systemClock = 1e9 / 125e6

        let square = try edges(file, "GP2").map(\.time)
        #expect(square.count > 400)
        #expect(zip(square, square.dropFirst()).allSatisfy { $1 - $0 == 4000 })

        // Ten cycles of 8 MHz a bit: high for seven of them, or for two.
        let stream = try edges(file, "GP3")
        let rises = stream.filter(\.isRising)
        let highs = zip(rises, stream.filter { !$0.isRising }).map { $1.time - $0.time }
        let bits = (0..<24).map { 0xA5F00F >> (23 - $0) & 1 }
        #expect(highs.count == 24)
        for (high, bit) in zip(highs, bits) { #expect(abs(high - (bit == 1 ? 875 : 250)) <= systemClock) }
        for (index, rise) in rises.enumerated() {
            #expect(abs(rise.time - rises[0].time - Double(index) * 1250) <= systemClock)
        }

        let line = try edges(file, "GP8").drop { $0.isRising }.map(\.time)
        let start = try #require(line.first)
        let bit = 16 * (26 + 3.0 / 64) / 48e6 * 1e9
        let wanted = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 19, 20, 21]
        #expect(line.count == wanted.count)
        for (edge, index) in zip(line, wanted) { #expect(abs(edge - start - Double(index) * bit) <= 1e9 / 48e6) }

        // 125 MHz over 400 kHz, rounded to a whole number: 313. Nine clocks a byte, four bytes.
        let clock = try edges(file, "GP5").filter(\.isRising).map(\.time)
        let periods = zip(clock, clock.dropFirst()).map { $1 - $0 }.filter { $0 < 3000 }
        #expect(periods.count >= 32 && periods.allSatisfy { $0 == 313 * systemClock })
    }
}
