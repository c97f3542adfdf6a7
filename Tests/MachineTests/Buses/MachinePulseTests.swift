import Board
import Fabric
import TestBench
import Testing

@Suite struct MachinePulseTests {
    /// A pulse of the scenario's: 580 µs is ten centimetres of an HC-SR04.
    @Test func aPulseIsMeasured() throws {
        let desk = try Desk()
        let net = try desk.board.net("GP3")
        let echo = PulseTrain(net: net, circuit: desk.board.circuit, rest: .low, at: .zero)
        echo.play([(.high, .microseconds(580))], from: .milliseconds(500))
        desk.run(
            """
            from machine import Pin, time_pulse_us
            p = Pin(3, Pin.IN)
            print(time_pulse_us(p, 1, 1_000_000), time_pulse_us(p, 1, 1000), time_pulse_us(p, 0, 1000))
            """)
        #expect(desk.text == "580 -2 -1\n")
    }

    /// WS2812B: T0H 400, T0L 850, T1H 800, T1L 450 ns, in cycles of 8 ns.
    @Test func aBitStreamHasItsTimes() throws {
        let desk = try Desk()
        desk.run(
            """
            from machine import Pin, bitstream
            bitstream(Pin(2, Pin.OUT), 0, (400, 850, 800, 450), b'\\xa0')
            """)
        let edges = desk.edges(of: "GP2").drop { !$0.level.isHigh }
        let times = edges.map(\.at)
        let widths = zip(times, times.dropFirst()).map { ($1 - $0) / 1000 }
        #expect(widths == [800, 448, 400, 848, 800, 448, 400, 848, 400, 848, 400, 848, 400, 848, 400])
    }

    @Test func neoPixelsTakeTheirColours() throws {
        for board in ["pico", "esp32", "nodemcu"] {
            let desk = try Desk(board)
            let pin = board == "pico" ? "GP5" : "5"
            let chain = PixelReceiver(circuit: desk.board.circuit, pixels: 2)
            var shown: [[UInt8]] = []
            chain.onLatch = { bytes, _ in shown.append(bytes) }
            chain.attachInput(to: try desk.board.net(pin), at: .zero)
            desk.run(
                """
                import neopixel, time
                from machine import Pin
                np = neopixel.NeoPixel(Pin(5), 2)
                np[0] = (255, 1, 2)
                np[1] = (3, 128, 5)
                np.write()
                time.sleep_ms(1)
                print(np[0], len(np))
                np.fill((1, 2, 3))
                np.write()
                time.sleep_ms(1)
                """)
            #expect(desk.text == "(255, 1, 2) 2\n", "\(board)")
            #expect(shown == [[1, 255, 2, 128, 3, 5], [2, 1, 3, 2, 1, 3]], "\(board)")
        }
    }

    @Test func thermometersAreFoundAndRead() throws {
        let wires = [(pin: "DQ", to: "GP22"), (pin: "VCC", to: "3V3"), (pin: "GND", to: "GND")]
        let desk = try Desk(parts: [
            Part("wokwi-ds18b20", id: "t1", attributes: ["temperature": "21.5"], wires: wires),
            Part(
                "wokwi-ds18b20", id: "t2", attributes: ["temperature": "-10.125", "deviceID": "112233445566"],
                wires: wires),
        ])
        desk.run(
            """
            import onewire, ds18x20, time
            from machine import Pin
            ds = ds18x20.DS18X20(onewire.OneWire(Pin(22)))
            roms = ds.scan()
            print(sorted(rom.hex() for rom in roms))
            ds.convert_temp()
            time.sleep_ms(750)
            print(sorted(ds.read_temp(rom) for rom in roms))
            """)
        #expect(desk.lines.last == "[-10.125, 21.5]")
        #expect(desk.lines.first?.hasPrefix("['28010203040506") == true)
        #expect(desk.lines.first?.contains("'28112233445566") == true)
    }

    @Test func frozenCodeTakesNoHeapButItsObjects() throws {
        let desk = try Desk()
        desk.run(
            """
            import gc
            gc.collect()
            a = gc.mem_alloc()
            import onewire
            gc.collect()
            print(gc.mem_alloc() - a < 1500, onewire.__file__)
            import sys
            del sys.modules['onewire']
            import onewire
            try:
                onewire.OneWire(None)
            except AttributeError as e:
                sys.print_exception(e)
            """)
        #expect(desk.lines.first == "True onewire.py")
        #expect(desk.text.contains("File \"onewire.py\", line 15, in __init__"))
    }
}
