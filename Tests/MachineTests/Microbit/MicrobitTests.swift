import Board
import Fabric
import TestBench
import Testing

/// The micro:bit's modules. Expectations come from the source of its firmware (bbcmicrobit/micropython) and its schematic, worked out by hand.
@Suite struct MicrobitTests {
    private func print(_ lines: String..., parts: [Part] = []) throws -> [String] {
        let desk = try Desk("microbit", parts: parts)
        desk.run("from microbit import *\n" + lines.joined(separator: "\n"), until: .seconds(20))
        return desk.lines
    }

    private func refused(_ line: String) throws -> [String] {
        let desk = try Desk("microbit")
        desk.runCatching(line, after: "from microbit import *\nimport music")
        return desk.lines
    }

    // MARK: Display

    @Test func eachRowIsLitInEveryThirdTick() throws {
        let desk = try Desk("microbit")
        // (0, 0) lies between row 1 (P13) and column 1 (P4).
        desk.run("from microbit import *\ndisplay.set_pixel(0, 0, 9)\nsleep(100)", until: .milliseconds(100))
        let row = desk.edges(of: "P13").map(\.at).filter { $0 > .zero }
        #expect(row.count > 8)
        for (rise, fall) in zip(row, row.dropFirst()) where row.firstIndex(of: rise)! % 2 == 0 {
            #expect(fall - rise == .milliseconds(6))
        }
        for (rise, next) in zip(row, row.dropFirst(2)) { #expect(next - rise == .milliseconds(18)) }
    }

    @Test(arguments: [(1, 32.0), (2, 64), (3, 128), (4, 240), (5, 448), (6, 848), (7, 1632), (8, 3184), (9, 6000)])
    func brightnessIsTheTimeLitInEighteenMilliseconds(brightness: Int, microseconds: Double) throws {
        let desk = try Desk("microbit")
        desk.run(
            "from microbit import *\ndisplay.set_pixel(3, 1, \(brightness))\nsleep(900)", until: .seconds(1))
        let led = try desk.board.device("3,1")
        let first = led.output("lit_seconds", at: desk.board.now) ?? 0
        _ = desk.board.run(
            .source("from microbit import *\ndisplay.set_pixel(3, 1, \(brightness))\nsleep(900)"),
            limits: RunLimits(until: desk.board.now + .seconds(1)))
        // Some 50 sweeps; one may be cut off at either end.
        let sweeps = first * 1e6 / microseconds
        #expect(abs(sweeps - 50) < 2, "\(sweeps)")
    }

    @Test func theBoardShowsThePictureAtItsPlaces() throws {
        let desk = try Desk("microbit")
        desk.run("from microbit import *\ndisplay.show(Image.HAPPY)\nsleep(100)", until: .milliseconds(200))
        let lit = desk.board.snapshot().leds.map { $0.brightness > 0.1 ? "1" : "0" }.joined()
        #expect(lit == "0000001010000001000101110")
    }

    @Test func aDarkDisplayStandsStill() throws {
        let desk = try Desk("microbit")
        desk.run("from microbit import *\nsleep(1000)", until: .seconds(2))
        #expect(desk.edges(of: "P14").allSatisfy { $0.at == .zero })
        #expect(desk.board.now < .milliseconds(1100))
    }

    @Test func offFreesTheColumns() throws {
        #expect(try refused("pin3.write_digital(1)") == ["ValueError Pin 3 in display mode"])
        #expect(
            try print(
                "print(display.is_on(), pin3.get_mode())", "display.off()", "pin3.write_digital(1)",
                "print(display.is_on(), pin3.get_mode())", "display.on()", "print(pin3.get_mode())")
                == ["True display", "False write_digital", "display"])
    }

    // MARK: Image

    @Test func imagesFromTextAndBytes() throws {
        #expect(try print("print(repr(Image('90:0 9')))") == ["Image('900:009:')"])
        #expect(try print("print(repr(Image(2, 2, bytearray([1, 2, 3, 12]))))") == ["Image('12:39:')"])
        #expect(try print("print(repr(Image('A')))") == ["Image('09900:90090:99990:90090:90090:')"])
        #expect(try print("print(Image('12:34'))") == ["Image(", "    '12:'", "    '34:'", ")"])
        #expect(try refused("Image('9x')") == ["ValueError unexpected character in Image definition"])
        #expect(try refused("Image(2, 2, b'123')") == ["ValueError image data is incorrect size"])
    }

    @Test func imagesAreMovedAndMixed() throws {
        #expect(
            try print("i = Image('123:456:789')", "print(repr(i.shift_left(1)), repr(i.shift_down(2)))")
                == ["Image('230:560:890:') Image('000:000:123:')"])
        #expect(
            try print("i = Image('123:456:789')", "print(repr(i.crop(1, 1, 3, 2)), repr(i.invert()))")
                == ["Image('560:890:') Image('876:543:210:')"])
        #expect(
            try print("a = Image('95:10')", "b = Image('13:09')", "print(repr(a + b), repr(a - b), repr(a * 0.5))")
                == ["Image('98:19:') Image('82:10:') Image('53:10:')"])
        #expect(
            try print("i = Image(3, 2)", "i.fill(4)", "i.blit(Image('12:34'), 0, 0, 2, 2, 2, 0)", "print(repr(i))")
                == ["Image('441:443:')"])
        #expect(try refused("Image.HEART.fill(1)") == ["TypeError image cannot be modified (try copying first)"])
        #expect(try refused("Image.HEART + Image(2, 2)") == ["ValueError images must be the same size"])
        #expect(try print("print(len(Image.ALL_CLOCKS), len(Image.ALL_ARROWS))") == ["12 8"])
    }

    // MARK: Pins

    @Test func pinsReadWriteAndConvert() throws {
        #expect(
            try print(
                "pin1.write_digital(1)", "print(pin2.read_digital(), pin1.get_mode(), pin2.get_mode())",
                parts: [
                    Part("wokwi-resistor", id: "r", attributes: ["value": "10"], wires: [("1", "P1"), ("2", "P2")])
                ])
                == ["1 write_digital read_digital"])
        #expect(
            try print("print(pin1.read_digital())", "pin1.set_pull(pin1.PULL_UP)", "print(pin1.read_digital())") == [
                "0", "1",
            ])
        #expect(try refused("pin0.write_digital(2)") == ["ValueError value must be 0 or 1"])
        #expect(try refused("pin0.write_analog(1024)") == ["ValueError value must be between 0 and 1023"])
        #expect(try refused("pin0.set_analog_period_microseconds(255)") == ["ValueError invalid period"])
        #expect(try refused("pin5.write_digital(1)") == ["ValueError Pin 5 in button mode"])
    }

    @Test func analogOutputsShareAPeriod() throws {
        let desk = try Desk("microbit")
        desk.run(
            "from microbit import *\npin0.write_analog(256)\npin1.set_analog_period(2)\nprint(pin0.get_analog_period_microseconds())\nsleep(5)",
            until: .milliseconds(50))
        let signals = desk.waveforms.filter { $0.pin == "pin0" }.map(\.signal)
        // 1250 and 125 ticks of 16 microseconds, of which 937 and 93 are low: 768 1024ths, rounded down.
        #expect(signals.map(\.duty).map { Int(($0 * 10_000).rounded()) } == [2504, 2560])
        #expect(signals.map { Int($0.frequency.rounded()) } == [50, 500])
        #expect(desk.lines == ["2000"])
    }

    @Test func aTouchIsAWireToGround() throws {
        let button = Part(
            "wokwi-pushbutton", id: "touch", attributes: ["bounce": "0"], wires: [("1.l", "P0"), ("2.l", "GND")])
        let desk = try Desk("microbit", parts: [button])
        try desk.board.plan(at: .milliseconds(500), part: "touch", control: "pressed", to: 1)
        try desk.board.plan(at: .milliseconds(700), part: "touch", control: "pressed", to: 0)
        desk.run(
            "from microbit import *\nprint(pin0.is_touched())\nsleep(600)\nprint(pin0.is_touched())\nsleep(400)\nprint(pin0.is_touched(), pin0.was_touched(), pin0.get_touches())",
            until: .seconds(3))
        #expect(desk.lines == ["False", "True", "False True 1"])
    }

    // MARK: music

    @Test func notesAreWaveforms() throws {
        let desk = try Desk("microbit")
        desk.run("import music\nmusic.play(['c', 'a4:2'])\nprint(music.get_tempo())", until: .seconds(5))
        let signals = desk.waveforms.filter { $0.pin == "pin0" }
        // 3822 and 2273 microseconds are 238 and 142 ticks of 16; each note begins at the period before, for no time at all.
        let periods = signals.map { Int($0.signal.frequency.rounded()) }
        #expect(periods.contains(263) && periods.contains(440))
        // 4 ticks of 125 ms, then 2.
        let last = try #require(desk.lineTimes.last)
        #expect(abs(Int(last.milliseconds) - 750) < 30)
        #expect(desk.lines == ["(120, 4)"])
    }

    @Test func wrongPitchesAndNotes() throws {
        #expect(try refused("music.pitch(5000)") == ["ValueError invalid pitch"])
        #expect(try refused("music.play([1])") == ["TypeError expecting a str for note"])
        #expect(try refused("music.play('c', pin=5)") == ["TypeError expecting a pin"])
        #expect(try refused("music.play('c', pin=pin5)") == ["ValueError Pin 5 in button mode"])
    }

    // MARK: The rest

    @Test func scaleGivesWhatItsTargetIs() throws {
        #expect(try print("print(scale(5, from_=(0, 10), to=(0, 100)), scale(5, (0, 10), (0.0, 1.0)))") == ["50 0.5"])
    }

    @Test func whatIsNotThereSaysSo() throws {
        #expect(
            try refused("accelerometer.get_x()")
                == ["NotImplementedError microbit.accelerometer.get_x isn't modelled by Perch"])
        #expect(try refused("import radio; radio.on()") == ["NotImplementedError radio.on isn't modelled by Perch"])
    }
}
