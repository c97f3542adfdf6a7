import Board
import Devices
import Fabric
import TestBench
import Testing

/// `machine.I2S` by docs/library/machine.I2S.rst, with an amplifier and a microphone on the wires.
@Suite struct MachineI2STests {
    static func amplifier(_ pins: (String, String, String)) -> Part {
        Part("board-max98357a", id: "amp", wires: [("BCLK", pins.0), ("LRC", pins.1), ("DIN", pins.2)])
    }

    /// 16 bits, 8 kHz: 800 frames last 100 ms; the ring holds 399 bytes of them. The amplifier gets each sample, both halves of a mono frame being the same.
    @Test func aRampIsPlayed() throws {
        let desk = try Desk(parts: [Self.amplifier(("GP10", "GP11", "GP12"))])
        desk.run(
            """
            from machine import I2S, Pin
            import array, time
            out = I2S(0, sck=Pin(10), ws=Pin(11), sd=Pin(12), mode=I2S.TX, bits=16, format=I2S.MONO, rate=8000, ibuf=400)
            print(out)
            ramp = array.array('h', [i * 40 for i in range(800)])
            start = time.ticks_ms()
            print(out.write(ramp))
            print(60 < time.ticks_diff(time.ticks_ms(), start) < 100)
            time.sleep_ms(60)
            try: out.readinto(bytearray(4))
            except OSError as e: print(e.errno)
            """)
        #expect(
            desk.lines == [
                "I2S(id=0,", "sck=10,", "ws=11,", "sd=12,", "mode=1,", "bits=16, format=0,", "rate=8000, ibuf=400)",
                "1600", "True", "1",
            ])
        let amplifier = try #require(try desk.board.device("amp") as? I2SAmplifier)
        #expect(amplifier.rate == 8000)
        let file = amplifier.recording(rate: 8000)
        #expect(Array(file[0..<4]) == Array("RIFF".utf8) && Array(file[8..<16]) == Array("WAVEfmt ".utf8))
        let samples = stride(from: 44, to: file.count, by: 2).map {
            Int16(bitPattern: UInt16(file[$0]) | UInt16(file[$0 + 1]) << 8)
        }
        let played = samples.drop { $0 == 0 }.prefix(799)
        #expect(Array(played) == (1..<800).map { Int16($0 * 40) })
    }

    /// The clock of a Pico: 125 MHz over a divider with eight bits of fraction, two instructions a bit. 44100 * 64 bits: 22.14 becomes 22 + 36/256.
    @Test func theClockIsTheDividers() throws {
        let desk = try Desk()
        desk.run(
            """
            from machine import I2S, Pin
            I2S(1, sck=Pin(2), ws=Pin(3), sd=Pin(4), mode=I2S.TX, bits=32, format=I2S.STEREO, rate=44100, ibuf=1000)
            """)
        let wave = try #require(desk.waveforms.first { $0.pin == "GP2" }?.signal)
        #expect(abs(wave.frequency - 125e6 / (2 * (22 + 36.0 / 256))) < 1)
        let word = try #require(desk.waveforms.first { $0.pin == "GP3" }?.signal)
        #expect(abs(word.frequency - wave.frequency / 64) < 0.01)
    }

    /// The bits of a frame on the data line: 0x8001 and 0x0000, the first a clock after word select.
    @Test func theBitsAreOnTheLine() throws {
        let desk = try Desk("esp32")
        desk.run(
            """
            from machine import I2S, Pin
            import time
            out = I2S(0, sck=Pin(14), ws=Pin(13), sd=Pin(12), mode=I2S.TX, bits=16, format=I2S.STEREO, rate=1000, ibuf=1024)
            out.write(b'\\x01\\x80\\x00\\x00' * 256)
            time.sleep_ms(600)
            """)
        let start = try #require(desk.waveforms.first { $0.pin == "GPIO14" }).at
        let edges = desk.edges(of: "GPIO12").filter { $0.at > start && $0.level != .floating }
        // A bit lasts 1 / 32000 s.
        let bit = Picoseconds(31_250_000)
        let first = try #require(edges.first { $0.level == .high }).at
        #expect((first - start) % (32 * bit) == bit)
        let places = edges.filter { $0.at >= first && $0.at < first + 32 * bit }.map { ($0.at - first) / bit }
        #expect(places == [0, 1, 15, 16])
    }

    /// With a callback `write` comes back at once, and the callback when the buffer is empty.
    @Test func aCallbackTellsWhenTheBufferIsEmpty() throws {
        let desk = try Desk(parts: [Self.amplifier(("GP10", "GP11", "GP12"))])
        desk.run(
            """
            from machine import I2S, Pin
            import time
            out = I2S(0, sck=Pin(10), ws=Pin(11), sd=Pin(12), mode=I2S.TX, bits=16, format=I2S.STEREO, rate=8000, ibuf=2000)
            told = []
            out.irq(lambda i: told.append((i is out, time.ticks_ms())))
            start = time.ticks_ms()
            print(out.write(bytearray(4000)), time.ticks_ms() - start < 3, told)
            time.sleep_ms(200)
            # 2000 bytes fit at once, 512 at a time; 2000 more leave in 62 ms.
            print(len(told), told[0][0], 50 < told[0][1] - start < 90)
            try: out.irq(5)
            except ValueError as e: print(e)
            """)
        #expect(desk.lines == ["4000 True []", "1 True True", "invalid callback"])
    }

    /// A triangle of 1 kHz and half the height, read at 8 kHz: eight samples a period, a quarter of full scale from one to the next.
    @Test func aMicrophoneIsHeard() throws {
        let desk = try Desk(
            "esp32",
            parts: [
                Part(
                    "board-inmp441", id: "mic", attributes: ["frequency": "1000", "amplitude": "0.5"],
                    wires: [("SCK", "14"), ("WS", "13"), ("SD", "12")])
            ])
        desk.run(
            """
            from machine import I2S, Pin
            import array
            i = I2S(0, sck=Pin(14), ws=Pin(13), sd=Pin(12), mode=I2S.RX, bits=16, format=I2S.MONO, rate=8000, ibuf=4000)
            b = array.array('h', bytes(128))
            print(i.readinto(b))
            print(max(b) <= 16384, min(b) >= -16384, all(abs(b[n] - b[n + 8]) < 3 for n in range(56)))
            print(8190 < max(abs(b[n] - b[n + 1]) for n in range(63)) < 8194)
            """)
        #expect(desk.lines == ["128", "True True True", "True"])
    }

    @Test(arguments: [
        (
            "pico", "I2S(2, sck=Pin(0), ws=Pin(1), sd=Pin(2), mode=I2S.TX, bits=16, format=0, rate=8000, ibuf=9)",
            "ValueError invalid id"
        ),
        (
            "pico", "I2S(0, sck=Pin(0), ws=Pin(2), sd=Pin(1), mode=I2S.TX, bits=16, format=0, rate=8000, ibuf=9)",
            "ValueError invalid ws (must be sck+1)"
        ),
        (
            "pico", "I2S(0, sck=Pin(0), ws=Pin(1), sd=Pin(2), mode=7, bits=16, format=0, rate=8000, ibuf=9)",
            "ValueError invalid mode"
        ),
        (
            "pico", "I2S(0, sck=Pin(0), ws=Pin(1), sd=Pin(2), mode=I2S.RX, bits=24, format=0, rate=8000, ibuf=9)",
            "ValueError invalid bits"
        ),
        (
            "pico", "I2S(0, sck=Pin(0), ws=Pin(1), sd=Pin(2), mode=I2S.RX, bits=16, format=2, rate=8000, ibuf=9)",
            "ValueError invalid format"
        ),
        (
            "pico", "I2S(0, sck=Pin(0), ws=Pin(1), sd=Pin(2), mode=I2S.RX, bits=16, format=0, rate=8000, ibuf=0)",
            "ValueError invalid ibuf"
        ),
        ("pico", "I2S(0, sck=Pin(0), ws=Pin(1))", "TypeError 'sd' argument required"),
        (
            "pyboard",
            "I2S(2, sck=Pin('X1'), ws=Pin('Y5'), sd=Pin('Y8'), mode=I2S.TX, bits=16, format=0, rate=8000, ibuf=9)",
            "ValueError invalid SCK pin"
        ),
        (
            "pyboard",
            "I2S(2, sck='Y6', ws=Pin('Y5'), sd=Pin('Y8'), mode=I2S.TX, bits=16, format=0, rate=8000, ibuf=9)",
            "ValueError SCK not a Pin type"
        ),
        ("nucleo-f411re", "I2S", "ImportError can't import name I2S"),
        ("nodemcu", "I2S", "ImportError can't import name I2S"),
    ])
    func whatAPortRefuses(board: String, call: String, error: String) throws {
        let desk = try Desk(board)
        desk.run(
            """
            try:
                from machine import I2S, Pin
                \(call)
            except Exception as error:
                print(type(error).__name__, error)
            """)
        #expect(desk.text == error + "\n")
    }

    @Test func samplesAreShifted() throws {
        let desk = try Desk()
        desk.run(
            """
            from machine import I2S
            import array
            a = array.array('h', [1, -2, 30000]); I2S.shift(buf=a, bits=16, shift=1); print(a)
            I2S.shift(buf=a, bits=16, shift=-2); print(a)
            b = array.array('i', [1 << 20, -8]); I2S.shift(buf=b, bits=32, shift=-3); print(b)
            """)
        #expect(
            desk.lines == ["array('h', [2, -4, -5536])", "array('h', [0, -1, -1384])", "array('i', [131072, -1])"])
    }
}
