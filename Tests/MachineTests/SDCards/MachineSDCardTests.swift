import Board
import Fabric
import TestBench
import Testing

@Suite struct MachineSDCardTests {
    private static let wires = [
        ("SCK", "18"), ("DI", "23"), ("DO", "19"), ("CS", "5"), ("VCC", "3V3"), ("GND", "GND"),
    ]

    private func desk(_ board: String = "esp32", without pin: String = "") throws -> Desk {
        let wires = Self.wires.filter { $0.0 != pin }.map { (pin: $0.0, to: $0.1) }
        return try Desk(board, parts: [Part("wokwi-microsd-card", id: "sd", wires: wires)])
    }

    private let catching = """
        import machine, os
        def attempt(call):
            try:
                print(call())
            except Exception as error:
                print(type(error).__name__, error)

        """

    /// Slot 2 of the ESP32 has pins 18, 23, 19 and 5 without being told.
    @Test func blocksGoOverTheWires() throws {
        let desk = try desk()
        desk.run(
            """
            import machine
            sd = machine.SDCard(slot=2)
            print(sd.info(), [sd.ioctl(op, 0) for op in (1, 2, 3, 4, 5, 6)])
            b = bytearray(i * 7 & 255 for i in range(1024))
            c = bytearray(1024)
            print(sd.writeblocks(100, b), sd.readblocks(100, c), b == c)
            d = bytearray(512)
            print(sd.readblocks(101, d), d == b[512:], sd.readblocks(16383, d), sd.readblocks(16383, c))
            print(sd.writeblocks(16384, d), sd.readblocks(0, bytearray(511)))
            """)
        #expect(
            desk.lines == [
                "(8388608, 512) [0, 0, 0, 16384, 512, -1]", "0 0 True", "0 True 0 -5", "-5 0",
            ])
        #expect(desk.board.notes.isEmpty)
    }

    /// The driver probes at 400 kHz and goes to what was asked for: 80 MHz over 20.
    @Test func theClockIsThatOfTheArgument() throws {
        let desk = try desk()
        desk.run("import machine; sd = machine.SDCard(slot=2, freq=4_000_000); sd.info()")
        let edges = desk.edges(of: "GPIO18")
        let rises = edges.filter { $0.level == .high }.map(\.at)
        #expect(rises.count > 100)
        guard rises.count > 100 else { return }
        let slow: Picoseconds = rises[21] - rises[20]
        let fast: Picoseconds = rises[rises.count - 1] - rises[rises.count - 2]
        #expect(slow == 2_500_000)
        #expect(fast == 250_000)
    }

    /// A file system over the wires.
    @Test func itMounts() throws {
        let desk = try desk()
        desk.run(
            """
            import machine, os
            sd = machine.SDCard(slot=2, sck=18, mosi=machine.Pin(23), miso=19, cs=5)
            os.mount(sd, '/sd')
            with open('/sd/log.txt', 'w') as f:
                f.write('21.5\\n' * 300)
            print(os.stat('/sd/log.txt')[6], 'log.txt' in os.listdir('/sd'))
            os.umount('/sd')
            os.mount(sd, '/sd')
            print(open('/sd/log.txt').read() == '21.5\\n' * 300)
            """)
        #expect(desk.lines == ["1500 True", "True"])
    }

    /// Without a card CMD0 has no answer: ESP_ERR_TIMEOUT, which is newlib's ETIMEDOUT, and EBUSY from FatFs.
    @Test(arguments: ["GND", "DO", "CS", "DI", "SCK", "VCC"])
    func badWiring(missing pin: String) throws {
        let desk = try desk(without: pin)
        desk.run(
            catching + """
                sd = machine.SDCard(slot=2)
                attempt(lambda: sd.info())
                attempt(lambda: os.mount(sd, '/sd'))
                print(sd.readblocks(0, bytearray(512)), sd.ioctl(1, 0), sd.ioctl(4, 0))
                """)
        #expect(desk.lines == ["OSError [Errno 116] ETIMEDOUT: ESP_ERR_TIMEOUT", "OSError 16", "False -1 -1"])
        #expect(desk.board.notes.count == 1 && desk.board.notes[0].contains("sd: \(pin) is not wired"))
    }

    /// MISO that is held low answers everything with zeros, which are no answer to CMD8.
    @Test func aLineHeldLow() throws {
        let desk = try Desk(
            "esp32",
            parts: [
                Part("wokwi-resistor", id: "r1", attributes: ["value": "1000"], wires: [("1", "19"), ("2", "GND")])
            ])
        desk.run(catching + "attempt(lambda: machine.SDCard(slot=2).info())")
        #expect(desk.lines == ["OSError (-264, 'ESP_ERR_INVALID_RESPONSE')"])
    }

    @Test func argumentsAreChecked() throws {
        let desk = try desk()
        desk.run(
            catching + """
                C = machine.SDCard
                attempt(lambda: C(slot=0))
                attempt(lambda: C(slot=4))
                attempt(lambda: C(slot=1, cs=5))
                attempt(lambda: C(slot=1, width=8))
                attempt(lambda: C(2))
                attempt(lambda: C(slot=2, cmd=3))
                a = C(slot=2)
                attempt(lambda: C(slot=2))
                attempt(lambda: machine.SPI(2))
                attempt(lambda: C(slot=3, cd=99))
                a.deinit()
                print(machine.SPI(2))
                """)
        #expect(
            desk.lines == [
                "ValueError invalid slot number", "ValueError invalid slot number",
                "ValueError invalid config: SDMMC slot with SPI pin arguments",
                "ValueError width must be 1 or 4 (or 8 on slot 0)", "TypeError extra positional arguments given",
                "TypeError extra keyword arguments given", "OSError (-259, 'ESP_ERR_INVALID_STATE')",
                "OSError SPI host already in use", "ValueError invalid pin",
                "SPI(id=2, baudrate=500000, polarity=0, phase=0, bits=8, firstbit=0, sck=18, mosi=23, miso=19)",
            ])
    }

    /// Slots by chip: the C3 has SPI only and no pins for it, the S3 has a choice of pins.
    @Test func chipsDiffer() throws {
        let c3 = try Desk("esp32-c3")
        c3.run(
            catching + """
                C = machine.SDCard
                attempt(lambda: C())
                attempt(lambda: C(slot=1))
                attempt(lambda: C(slot=3))
                attempt(lambda: C(sck=4, miso=5, mosi=6, cs=7).info())
                """)
        #expect(
            c3.lines == [
                "ValueError SPI pin values required", "ValueError invalid slot number",
                "ValueError invalid slot number", "OSError [Errno 116] ETIMEDOUT: ESP_ERR_TIMEOUT",
            ])
        let s3 = try Desk("esp32-s3")
        #expect(s3.board.insertCard([UInt8](repeating: 0, count: 1 << 20)))
        s3.run(
            catching + """
                C = machine.SDCard
                attempt(lambda: C(slot=2, cmd=3))
                attempt(lambda: C(slot=0, width=4, data=(10, 11)))
                attempt(lambda: C(slot=0, width=4, sck=8, cmd=9, data=(10, 11, 12, 13)).info())
                """)
        #expect(
            s3.lines == [
                "ValueError invalid config: SPI slot with SDMMC pin arguments",
                "ValueError data argument length must match width 4", "(1048576, 512)",
            ])
    }

    /// The SD host's own slot has a card when the run was given one.
    @Test func theSocket() throws {
        let empty = try Desk("esp32")
        empty.run(catching + "attempt(lambda: os.mount(machine.SDCard(), '/sd'))")
        #expect(empty.lines == ["OSError 16"])
        #expect(empty.board.notes.count == 1)
        let desk = try Desk("esp32")
        #expect(desk.board.insertCard([UInt8](repeating: 0, count: 4 << 20)))
        desk.run(
            """
            import machine, os
            sd = machine.SDCard(width=4)
            os.VfsFat.mkfs(sd)
            os.mount(sd, '/sd')
            with open('/sd/a.txt', 'w') as f:
                f.write('on the card')
            print(os.listdir('/sd'), open('/sd/a.txt').read(), sd.info())
            """)
        #expect(desk.lines == ["['a.txt'] on the card (4194304, 512)"])
        let image = try #require(desk.board.insertedCard.changed)
        #expect(image.count == 4 << 20 && image[510] == 0x55)
    }

    /// 512 blocks by CMD18 at 20 MHz on one line: 4096 bits of data, 18 around them each, and 100 for the command.
    @Test func theSocketTakesItsTime() throws {
        let desk = try Desk("esp32")
        #expect(desk.board.insertCard([UInt8](repeating: 0, count: 1 << 20)))
        desk.run(
            """
            import machine, time
            sd = machine.SDCard()
            b = bytearray(16384)
            sd.readblocks(0, b)
            t = time.ticks_us()
            sd.readblocks(0, b)
            print(time.ticks_diff(time.ticks_us(), t) // 100)
            """)
        // (100 + 32 * 4114) / 20 us = 6587 us.
        #expect(desk.lines == ["65"] || desk.lines == ["66"])
    }

    /// A card of the diagram takes the image that the run was given.
    @Test func theImageGoesIntoThePart() throws {
        let desk = try desk()
        var image = [UInt8](repeating: 0, count: 2 << 20)
        image[1024] = 42
        #expect(desk.board.insertCard(image))
        desk.run(
            """
            import machine
            sd = machine.SDCard(slot=2)
            b = bytearray(512)
            print(sd.info(), sd.readblocks(2, b), b[0])
            """)
        #expect(desk.lines == ["(2097152, 512) 0 42"])
        #expect(desk.board.insertedCard.isUsed && desk.board.insertedCard.changed == nil)
        let pico = try Desk("pico")
        #expect(!pico.board.insertCard(image))
    }
}
