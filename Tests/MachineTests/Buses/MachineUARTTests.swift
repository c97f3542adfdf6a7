import Board
import Fabric
import TestBench
import Testing

@Suite struct MachineUARTTests {
    /// Two ports of one chip, wired crosswise by buttons that are held.
    private func crossed(_ board: String, _ wires: [(String, String)]) throws -> Desk {
        let parts = wires.enumerated().map { index, wire in
            Part(
                "wokwi-pushbutton", id: "w\(index)", attributes: ["bounce": "0"],
                wires: [("1.l", wire.0), ("2.l", wire.1)])
        }
        let desk = try Desk(board, parts: parts)
        for part in parts { try desk.board.set(part: part.id, control: "pressed", to: 1) }
        return desk
    }

    /// PL011 from 48 MHz: 115200 becomes 192 MHz / 1667, and every edge lies on that grid to a cycle of 8 ns.
    @Test func bitsAt115200AreRightToOneCycle() throws {
        let desk = try Desk()
        desk.run(
            """
            from machine import UART
            u = UART(0, 115200)
            u.write(b'U' * 20)
            u.flush()
            """)
        let edges = desk.edges(of: "GP0").map(\.at).suffix(200)
        #expect(edges.count == 200)
        let bit = 1667.0 / 192e6 * 1e12
        let start = edges.first!
        for (place, edge) in edges.enumerated() {
            #expect(abs(Double(edge - start) - Double(place) * bit) < 8000)
            #expect(abs(Double(edge - start) - Double(place) * 1e12 / 115_200) < 1e12 / 115_200 / 2)
        }
    }

    @Test func bytesGoFromPortToPort() throws {
        let desk = try crossed("pico", [("GP0", "GP5")])
        desk.run(
            """
            from machine import UART
            import time
            a = UART(0, 9600)
            b = UART(1, 9600, timeout=100)
            print(b.any(), b.read())
            a.write('hello\\nworld')
            print(a.txdone())
            time.sleep_ms(20)
            print(a.txdone(), b.any(), b.readline(), b.read(2), b.read())
            """)
        #expect(desk.lines == ["0 None", "False", "True 11 b'hello\\n' b'wo' b'rld'"])
    }

    /// At twice the rate 'A' is seen as 0x06 first: start and bits doubled.
    @Test func anotherRateGarbles() throws {
        let desk = try crossed("pico", [("GP0", "GP5")])
        desk.run(
            """
            from machine import UART
            import time
            a = UART(0, 9600)
            b = UART(1, 19200)
            a.write('A')
            time.sleep_ms(20)
            print(b.read()[0])
            """)
        #expect(desk.text == "6\n")
    }

    @Test func parityAndWidthAreSent() throws {
        let desk = try crossed("pico", [("GP0", "GP5")])
        desk.run(
            """
            from machine import UART
            import time
            a = UART(0, 9600, bits=7, parity=0, stop=2)
            b = UART(1, 9600, bits=7, parity=0, stop=2)
            a.write('Az')
            time.sleep_ms(20)
            print(b.read(), a)
            """)
        #expect(
            desk.lines == [
                "b'Az' UART(0, baudrate=9600, bits=7, parity=0, stop=2, tx=0, rx=1, txbuf=256, rxbuf=256, timeout=0, "
                    + "timeout_char=2, invert=None, irq=0)"
            ])
    }

    @Test func interruptsComeWhenTheLineIsIdleAndAfterABreak() throws {
        let desk = try crossed("pico", [("GP0", "GP5")])
        desk.run(
            """
            from machine import UART
            import time
            a = UART(0, 9600)
            b = UART(1, 9600)
            def idle(u):
                print('irq', u is b, b.irq().flags(), u.any())
            b.irq(idle, UART.IRQ_RXIDLE | UART.IRQ_BREAK)
            a.write('abc')
            time.sleep_ms(20)
            b.read()
            a.sendbreak()
            time.sleep_ms(20)
            try:
                b.irq(idle, 1)
            except ValueError as e:
                print(e)
            """)
        #expect(desk.lines == ["irq True 64 3", "irq True 512 0", "trigger 0x0001 unsupported"])
    }

    static let words = [
        (
            "esp32", "print(UART(1, 115200, tx=4, rx=5))",
            "UART(1, baudrate=115201, bits=8, parity=None, stop=1, tx=4, rx=5, rts=-1, cts=-1, txbuf=256, rxbuf=256, timeout=0, timeout_char=1, irq=0)\nok"
        ),
        ("esp32", "UART(3)", "ValueError UART(3) does not exist"),
        ("esp32", "UART(0).irq(print, 1)", "ValueError REPL UART does not support IRQs"),
        ("pico", "UART(2)", "ValueError UART(2) doesn't exist"),
        ("pico", "UART(0, tx=Pin(4))", "ValueError bad TX pin"),
        ("pyboard", "UART('ZZ')", "ValueError UART(ZZ) doesn't exist"),
        ("pyboard", "print(UART(6))", "UART(6)\nok"),
    ]

    @Test(arguments: words)
    func errorsAndWordsAreThePorts(board: String, call: String, words: String) throws {
        let desk = try Desk(board)
        desk.runCatching("\(call); print('ok')", after: "from machine import UART, Pin")
        #expect(desk.text == words + "\n")
    }

    @Test func theConsolesPortIsTheConsole() throws {
        let desk = try Desk("esp32")
        desk.board.serial.send(Array("xyz".utf8))
        desk.run(
            """
            from machine import UART
            import time
            u = UART(0, 115200)
            time.sleep_ms(1)
            u.write('hello ')
            print(u.any(), u.read())
            """)
        #expect(desk.text == "hello 3 b'xyz'\n")
    }

    /// RTS of one port holds CTS of the other (RP2040 datasheet 4.2.4): 100 bytes for a buffer of 32 stop when it is full and go on when it is read.
    @Test func flowControlLosesNothing() throws {
        let desk = try crossed("pico", [("GP0", "GP5"), ("GP2", "GP7")])
        desk.run(
            """
            from machine import UART, Pin
            import time
            a = UART(0, 115200, cts=Pin(2), flow=UART.CTS)
            b = UART(1, 115200, rts=Pin(7), flow=UART.RTS, rxbuf=32)
            a.write(bytes(range(100)))
            time.sleep_ms(20)
            print(32 <= b.any() <= 64, Pin(7)(), a.txdone())
            got = b''
            while len(got) < 100:
                got += b.read() or b''
            print(got == bytes(range(100)), a.txdone())
            for bad in (lambda: UART(0, cts=Pin(3)), lambda: UART(0, rts=Pin(2)), lambda: UART(0, flow=4)):
                try: bad()
                except ValueError as e: print(e)
            """)
        #expect(
            desk.lines == [
                "True 1 False", "True True", "bad CTS pin", "bad RTS pin", "bad hardware flow control mask",
            ])
    }

    @Test func theESP32PrintsItsFlowControl() throws {
        let desk = try Desk("esp32")
        desk.run(
            """
            from machine import UART
            print(UART(1, 9600, tx=4, rx=5, rts=18, cts=19, flow=UART.RTS | UART.CTS))
            try: UART(1, flow=8)
            except ValueError as e: print(e)
            """)
        #expect(desk.lines.first?.contains("rts=18, cts=19") == true)
        #expect(desk.lines.first?.hasSuffix(", flow=RTS|CTS)") == true)
        #expect(desk.lines.last == "invalid flow control mask")
    }
}
