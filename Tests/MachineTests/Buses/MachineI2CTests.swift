import Board
import Fabric
import TestBench
import Testing

/// `machine.I2C` and `SoftI2C` against an EEPROM; times by NXP UM10204 and the ports' dividers.
@Suite struct MachineI2CTests {
    private func eeprom(_ clock: String, _ data: String) -> Part {
        Part("board-at24c32", id: "rom", wires: [("SCL", clock), ("SDA", data), ("VCC", "3V3"), ("GND", "GND")])
    }

    @Test func aPicoWritesAndReadsAnEEPROM() throws {
        let desk = try Desk(parts: [eeprom("GP5", "GP4")])
        desk.run(
            """
            from machine import I2C, Pin
            import time
            i2c = I2C(0, scl=Pin(5), sda=Pin(4), freq=400_000)
            print(i2c, i2c.scan())
            print(i2c.writeto(0x57, b'\\x00\\x20\\xAA\\xBB'))
            time.sleep_ms(10)
            print(i2c.readfrom_mem(0x57, 0x20, 3, addrsize=16))
            i2c.writeto_mem(0x57, 0x21, b'\\xCC', addrsize=16)
            time.sleep_ms(10)
            b = bytearray(2)
            i2c.readfrom_mem_into(0x57, 0x20, b, addrsize=16)
            print(b, i2c.writevto(0x57, [b'\\x00', b'\\x20']), i2c.readfrom(0x57, 1))
            """)
        #expect(
            desk.lines == [
                "I2C(0, freq=399361, scl=5, sda=4, timeout=50000) [87]", "4", "b'\\xaa\\xbb\\xff'",
                "bytearray(b'\\xaa\\xcc') 2 b'\\xaa'",
            ])
    }

    /// 125 MHz / 313: every clock of a byte is 2504 ns long to the cycle.
    @Test func aTransferAt400kHzIsRightToOneCycle() throws {
        let desk = try Desk(parts: [eeprom("GP5", "GP4")])
        desk.run(
            """
            from machine import I2C, Pin
            i2c = I2C(0, scl=Pin(5), sda=Pin(4), freq=400_000)
            i2c.writeto(0x57, bytes(20))
            """)
        let rises = desk.edges(of: "GP5").filter { $0.level.isHigh && $0.at > .zero }.map(\.at).suffix(190)
        #expect(rises.count >= 189)
        // 21 bytes of nine clocks, then the clock of STOP.
        let clocks = Array(rises.dropLast().suffix(189))
        for (one, next) in zip(clocks, clocks.dropFirst()) { #expect(next - one == 313 * 8000) }
    }

    static let errors = [
        ("pico", "I2C(0, scl=Pin(5), sda=Pin(4)).writeto(0x20, b'a')", "OSError [Errno 5] EIO"),
        ("pico", "I2C(0).readfrom(0x20, 1)", "OSError [Errno 5] EIO"),
        ("pico", "I2C(2)", "ValueError I2C(2) doesn't exist"),
        ("pico", "I2C(0, scl=Pin(7), sda=Pin(4))", "ValueError bad SCL pin"),
        ("pico", "I2C(0, scl=Pin(5), sda=Pin(6))", "ValueError bad SDA pin"),
        ("pico", "I2C(0).start()", "OSError I2C operation not supported"),
        ("pico", "I2C(0).readfrom_mem(1, 2, 3, addrsize=7)", "ValueError invalid addrsize"),
        ("esp32", "I2C(0).writeto(0x20, b'a')", "OSError [Errno 19] ENODEV"),
        ("esp32", "I2C(3)", "ValueError I2C(3) doesn't exist"),
        ("esp32", "print(I2C(0))", "I2C(0, scl=18, sda=19, freq=400000, timeout=50000)\nok"),
        ("pyboard", "I2C('X').writeto(0x20, b'a')", "OSError [Errno 19] ENODEV"),
        ("pyboard", "I2C('Z')", "ValueError I2C(Z) doesn't exist"),
        ("pyboard", "print(I2C('X'))", "I2C(1, scl=B6, sda=B7, freq=336000)\nok"),
        (
            "pyboard", "I2C(1, scl=Pin('X9'), sda=Pin('X10'))",
            "ValueError explicit choice of scl/sda is not implemented"
        ),
        ("nodemcu", "print(I2C(scl=Pin(5), sda=Pin(4)))", "SoftI2C(scl=5, sda=4, freq=500000)\nok"),
    ]

    @Test(arguments: errors)
    func errorsAndWordsAreThePorts(board: String, call: String, words: String) throws {
        let desk = try Desk(board)
        desk.runCatching("\(call); print('ok')", after: "from machine import I2C, Pin")
        #expect(desk.text == words + "\n")
    }

    @Test func softwareDoesItOnAnyPins() throws {
        for board in ["pico", "esp32", "nodemcu"] {
            let desk = try Desk(board, parts: [eeprom("13", "12")])
            desk.run(
                """
                from machine import SoftI2C, Pin
                import time
                i2c = SoftI2C(scl=Pin(13), sda=Pin(12), freq=100_000)
                print(i2c, i2c.scan())
                print(i2c.writeto(0x57, b'\\0\\0hello'))
                time.sleep_ms(10)
                print(i2c.readfrom_mem(0x57, 1, 4, addrsize=16))
                i2c.start()
                print(i2c.write(b'\\xae\\0'), i2c.write(b'\\x57'))
                i2c.stop()
                """)
            #expect(
                desk.lines == ["SoftI2C(scl=13, sda=12, freq=100000) [87]", "7", "b'ello'", "2 1"], "\(board)")
        }
    }

    /// RP2040 pads come up with their pull-downs on: without resistors SCL never rises.
    @Test func aBusWithoutPullUpsTimesOutAndIsWarnedOf() throws {
        let desk = try Desk("esp32")
        // 116 is the C library's number, which ports/esp32 has in place of MicroPython's 110.
        desk.run(
            """
            from machine import SoftI2C, Pin
            try:
                SoftI2C(scl=Pin(22), sda=Pin(21)).writeto(0x57, b'a')
            except OSError as error:
                print(error.errno)
            """)
        #expect(desk.text == "116\n")
        #expect(desk.board.circuit.trace.warnings.contains { $0.contains("needs pull-up resistors here and at") })
    }

    /// 50 ms for the whole transfer: at 100 kHz that is some 550 bytes.
    @Test func picoGivesUpOnLongTransfers() throws {
        let desk = try Desk(parts: [eeprom("GP5", "GP4")])
        desk.runCatching(
            "I2C(0, freq=100000).writeto(0x57, bytes(1024))", after: "from machine import I2C, Pin")
        #expect(desk.text == "OSError [Errno 110] ETIMEDOUT\n")
    }
}
