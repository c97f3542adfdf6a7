import BoardProfiles
import Testing

@testable import Board

/// `machine.UART` on one board: what it refuses, what it takes, what it waits for.
@Suite struct UARTTests {
    static func text(_ source: String, on name: String = "pico") throws -> String {
        let board = try Board(profile: BoardProfile.load(name))
        var text = ""
        board.serial.addSink { _, bytes in text += String(decoding: bytes, as: UTF8.self) }
        _ = board.run(.source("import gc, time\nfrom machine import UART, Pin\n" + source))
        return text
    }

    /// ports/rp2/machine_uart.c: two rings of 257 bytes, 17 blocks each; the object itself is in flash.
    @Test func theBuffersTakeHeap() throws {
        let source = """
            def taken(*a, **k):
                gc.collect()
                before = gc.mem_alloc()
                u = UART(0, 9600, **k)
                gc.collect()
                return gc.mem_alloc() - before
            print(taken(), taken(), taken(rxbuf=512))
            UART(0).deinit()
            """
        #expect(try Self.text(source) == "544 0 256\n")
    }

    /// 256 bytes of ring and 32 of FIFO go in at once; without a timeout the rest is refused. 288 bytes at 9600 baud take 300 ms.
    @Test func writingStopsWhereTheBuffersAreFull() throws {
        let source = """
            u = UART(1, 9600)
            print(u.write(b"x" * 300), u.txdone(), u.any(), u.read(), u.readline(), u.readinto(bytearray(3)))
            start = time.ticks_ms()
            u.flush()
            print(time.ticks_ms() - start in (299, 300), u.txdone())
            """
        #expect(try Self.text(source) == "288 False 0 None None None\nTrue True\n")
    }

    @Test func thePortRefusesWhatItHasNot() throws {
        let source = """
            for bad in (lambda: UART(2), lambda: UART(1, tx=Pin(0)), lambda: UART(0, rx=Pin(0)), lambda: UART(0, rxbuf=40000)):
                try: bad()
                except ValueError as e: print(e)
            """
        #expect(try Self.text(source) == "UART(2) doesn't exist\nbad TX pin\nbad RX pin\nrxbuf too large\n")
        let wanted = "UART(3) does not exist\n"
        #expect(
            try Self.text("try: UART(3)\nexcept ValueError as e: print(e)", on: "esp32") == wanted)
        #expect(
            try Self.text("try: UART('ZZ')\nexcept ValueError as e: print(e)\nprint(UART('XA', 9600))", on: "pyboard")
                .hasPrefix("UART(ZZ) doesn't exist\nUART(4, baudrate=9600, bits=8, parity=None, stop=1"))
    }

}
