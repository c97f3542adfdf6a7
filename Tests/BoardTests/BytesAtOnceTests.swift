import BoardProfiles
import Fabric
import Testing

@testable import Board

/// Transfers go byte by byte where nobody listens to the edges, and edge by edge under a trace: nothing else may tell the two from each other.
@Suite struct BytesAtOnceTests {
    private static let parts = [
        Part(
            "board-at24c32", id: "rom",
            wires: [("SCL", "GP5"), ("SDA", "GP4"), ("VCC", "3V3"), ("GND", "GND")]),
        Part(
            "board-ssd1306", id: "oled",
            wires: [("SCL", "GP5"), ("SDA", "GP4"), ("VCC", "3V3"), ("GND", "GND")]),
        Part(
            "board-mcp23017", id: "ports",
            wires: [
                ("SCL", "GP5"), ("SDA", "GP4"), ("VDD", "3V3"), ("VSS", "GND"), ("GPA0", "GP9"), ("RESET", "3V3"),
                ("A0", "GND"), ("A1", "GND"), ("A2", "GND"),
            ]),
        Part(
            "wokwi-ili9341", id: "tft",
            wires: [
                ("SCK", "GP18"), ("MOSI", "GP19"), ("MISO", "GP16"), ("CS", "GP17"), ("D/C", "GP20"), ("RST", "GP21"),
                ("VCC", "3V3"), ("GND", "GND"),
            ]),
    ]

    /// Every transfer is interrupted: by a timer's hard handler, and by a pin that a part moves in the middle of one.
    private static let source = """
        from machine import I2C, SPI, Pin, Timer
        import time
        times = bytearray(4000)
        count = 0
        def note(_):
            global count
            t = time.ticks_us() & 0xffffff
            if count < 3990:
                times[count] = t & 255
                times[count + 1] = t >> 8 & 255
                count += 2
        timer = Timer(freq=3001, callback=note, hard=True)
        Pin(9, Pin.IN).irq(note, Pin.IRQ_RISING | Pin.IRQ_FALLING, hard=True)
        i2c = I2C(0, scl=Pin(5), sda=Pin(4), freq=400_000)
        print(i2c.scan())
        for command in b'\\xae\\x20\\x00\\xa1\\xc8\\x8d\\x14\\xaf':
            i2c.writeto(0x3c, bytes((0x80, command)))
        i2c.writeto(0x3c, b'\\x40' + bytes(range(256)) * 4)
        i2c.writeto(0x20, b'\\x00\\xfe')
        i2c.writeto(0x20, b'\\x12' + b'\\x01\\x00' * 8)
        i2c.writeto_mem(0x57, 0x0120, b'paged bytes', addrsize=16)
        time.sleep_ms(20)
        print(i2c.readfrom_mem(0x57, 0x0120, 40, addrsize=16), time.ticks_us())
        spi = SPI(0, baudrate=20_000_000, sck=Pin(18), mosi=Pin(19), miso=Pin(16))
        select, data, reset = Pin(17, Pin.OUT, value=1), Pin(20, Pin.OUT), Pin(21, Pin.OUT, value=1)
        def send(command, *bytes_):
            select(0)
            data(0)
            spi.write(bytes((command,)))
            data(1)
            for piece in bytes_:
                spi.write(piece)
            select(1)
        send(0x11)
        send(0x3a, b'\\x55')
        send(0x36, b'\\x48')
        send(0x29)
        send(0x2a, b'\\x00\\x03\\x00\\xe0')
        send(0x2b, b'\\x00\\x05\\x01\\x20')
        pixels = bytes((i * 7 ^ i >> 5) & 255 for i in range(1999))
        send(0x2c, pixels, pixels, pixels[:3], pixels)
        send(0x36, b'\\xe0')
        send(0x2c, pixels)
        select(0)
        data(0)
        spi.write(b'\\xd3')
        data(1)
        print(spi.read(4), time.ticks_us())
        back = bytearray(pixels)
        spi.write_readinto(back, back)
        print(back == b'\\xff' * 1999, hash(bytes(back)))
        select(1)
        timer.deinit()
        print(count, bytes(times[:count]))
        """

    private func run(isTraced: Bool) throws -> (text: String, end: Instant, pictures: [[UInt32]], edgeCount: Int) {
        let board = try Board(profile: BoardProfile.load("pico"), parts: Self.parts)
        var text = ""
        var edgeCount = 0
        board.serial.addSink { _, bytes in text += String(decoding: bytes, as: UTF8.self) }
        if isTraced { board.circuit.trace.add { _, _ in edgeCount += 1 } }
        _ = board.run(.source(Self.source), limits: RunLimits(until: .seconds(20)))
        let pictures = board.wiring.parts.compactMap { $0.device.picture(at: board.now)?.pixels }
        return (text, board.now, pictures, edgeCount)
    }

    @Test func aTraceChangesNothing() throws {
        let quiet = try run(isTraced: false)
        let traced = try run(isTraced: true)
        #expect(quiet.text == traced.text)
        #expect(quiet.end == traced.end)
        #expect(quiet.pictures == traced.pictures)
        #expect(!quiet.text.contains("Error"))
        #expect(quiet.text.contains("b'paged bytes"))
        #expect(quiet.text.contains("[32, 60, 87]"))
        #expect(traced.edgeCount > 50_000)
    }
}
