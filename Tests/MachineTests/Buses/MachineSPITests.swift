import Board
import Fabric
import TestBench
import Testing

/// `machine.SPI` and `SoftSPI` with MOSI wired to MISO by a button that is held: what is sent comes back.
@Suite struct MachineSPITests {
    private func loop(_ board: String, _ output: String, _ input: String) throws -> Desk {
        let desk = try Desk(
            board,
            parts: [
                Part(
                    "wokwi-pushbutton", id: "wire", attributes: ["bounce": "0"],
                    wires: [("1.l", output), ("2.l", input)])
            ])
        try desk.board.set(part: "wire", control: "pressed", to: 1)
        return desk
    }

    @Test func whatIsSentComesBack() throws {
        for (board, output, input, id) in [
            ("pico", "GP19", "GP16", "0"), ("esp32", "23", "19", "2"), ("pyboard", "X8", "X7", "'X'"),
        ] {
            let desk = try loop(board, output, input)
            desk.run(
                """
                from machine import SPI
                spi = SPI(\(id), 1_000_000, polarity=1, phase=1)
                b = bytearray(4)
                spi.write_readinto(b'\\x01\\x80\\xa5\\xff', b)
                print(b, spi.read(2), spi.read(2, 0x5a))
                spi.readinto(b, 3)
                print(b, spi.write(b'xyz'))
                """)
            #expect(
                desk.lines == [
                    "bytearray(b'\\x01\\x80\\xa5\\xff') b'\\x00\\x00' b'ZZ'",
                    "bytearray(b'\\x03\\x03\\x03\\x03') None",
                ], "\(board)")
        }
    }

    /// 48 MHz / 48: a byte is eight clocks of a microsecond.
    @Test func theClockIsThatOfTheDivider() throws {
        let desk = try Desk()
        desk.run(
            """
            from machine import SPI
            spi = SPI(0)
            print(spi)
            spi.write(b'\\x55\\x55')
            """)
        #expect(desk.text == "SPI(0, baudrate=1000000, polarity=0, phase=0, bits=8, sck=18, mosi=19, miso=16)\n")
        let rises = desk.edges(of: "GP18").filter(\.level.isHigh).map(\.at)
        #expect(rises.count == 16)
        for (one, next) in zip(rises, rises.dropFirst()) { #expect(next - one == .microseconds(1)) }
    }

    static let words = [
        (
            "pico", "print(SPI(1, 10_000_000))",
            "SPI(1, baudrate=8000000, polarity=0, phase=0, bits=8, sck=10, mosi=11, miso=8)\nok"
        ),
        ("pico", "SPI(3)", "ValueError SPI(3) doesn't exist"),
        ("pico", "SPI(0, firstbit=SPI.LSB)", "NotImplementedError LSB"),
        ("pico", "SPI(0, sck=Pin(3))", "ValueError bad SCK pin"),
        ("pico", "SPI(0).write_readinto(b'ab', bytearray(3))", "ValueError buffers must be the same length"),
        (
            "esp32", "print(SPI(1))",
            "SPI(id=1, baudrate=500000, polarity=0, phase=0, bits=8, firstbit=0, sck=14, mosi=13, miso=12)\nok"
        ),
        ("esp32", "SPI(1).write(b'')", "ValueError buffer too short"),
        ("nodemcu", "print(SPI(1, baudrate=1000000))", "HSPI(id=1, baudrate=1000000, polarity=0, phase=0)\nok"),
        ("nodemcu", "SPI(1, baudrate=60000000)", "ValueError impossible baudrate"),
        ("pyboard", "print(SPI('X', 600000))", "SPI(1, baudrate=328125, polarity=0, phase=0, bits=8)\nok"),
        ("pyboard", "SPI('Z')", "ValueError SPI(Z) doesn't exist"),
        ("pico", "SoftSPI(sck=Pin(2), mosi=Pin(3))", "ValueError must specify all of sck/mosi/miso"),
        (
            "pico", "print(SoftSPI(baudrate=100000, sck=Pin(2), mosi=Pin(3), miso=Pin(4)))",
            "SoftSPI(baudrate=100000, polarity=0, phase=0, firstbit=1, sck=2, mosi=3, miso=4)\nok"
        ),
    ]

    @Test(arguments: words)
    func errorsAndWordsAreThePorts(board: String, call: String, words: String) throws {
        let desk = try Desk(board)
        desk.runCatching("\(call); print('ok')", after: "from machine import SPI, SoftSPI, Pin")
        #expect(desk.text == words + "\n")
    }

    @Test func softwareDoesItOnAnyPins() throws {
        let desk = try loop("pico", "GP3", "GP4")
        desk.run(
            """
            from machine import SoftSPI, Pin
            spi = SoftSPI(baudrate=100_000, polarity=1, phase=0, sck=Pin(2), mosi=Pin(3), miso=Pin(4), firstbit=SoftSPI.LSB)
            b = bytearray(3)
            spi.write_readinto(b'\\x01\\x80\\xa5', b)
            print(b)
            spi.init(polarity=0)
            print(spi.read(1, 0x3c))
            """)
        #expect(desk.lines == ["bytearray(b'\\x01\\x80\\xa5')", "b'<'"])
    }

    /// Nobody drives MISO: RP2040's pull-down is on after reset; on the others the line floats and reads ones.
    @Test func anEmptyBusReadsItsPull() throws {
        for (board, id, bytes) in [("pico", "0", "b'\\x00\\x00'"), ("esp32", "1", "b'\\xff\\xff'")] {
            let desk = try Desk(board)
            desk.run("from machine import SPI\nprint(SPI(\(id)).read(2))")
            #expect(desk.text == bytes + "\n")
        }
    }
}
