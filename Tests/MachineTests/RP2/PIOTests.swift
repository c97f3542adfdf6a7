import Board
import Fabric
import TestBench
import Testing

/// PIO programs on a Pico, whose clock is 125 MHz: a cycle of 8 ns. Expectations are counted in cycles by hand from chapter 3 of the RP2040 datasheet.
@Suite struct PIOTests {
    /// Steady edges of a net behind the first, in nanoseconds since that one.
    static func times(_ desk: Desk, _ pin: String) -> [(level: Level, nanoseconds: UInt64)] {
        let edges = desk.edges(of: pin)
        guard let first = edges.first(where: { $0.level == .high }) else { return [] }
        return edges.filter { $0.at >= first.at }.map { ($0.level, ($0.at - first.at) / 1000) }
    }

    /// 3.2.2 of the datasheet: high for three cycles, low for one; at 2 MHz a cycle is 500 ns.
    @Test func squareWaveIsRightToACycle() throws {
        let desk = try Desk()
        desk.run(
            """
            import rp2
            from machine import Pin
            import time

            @rp2.asm_pio(set_init=rp2.PIO.OUT_LOW)
            def squarewave():
                wrap_target()
                set(pins, 1) [2]
                set(pins, 0)
                wrap()

            sm = rp2.StateMachine(0, squarewave, freq=2_000_000, set_base=Pin(2))
            print(sm, sm.active(), Pin(2))
            sm.active(1)
            time.sleep_us(20)
            sm.active(0)
            print([hex(w) for w in squarewave[0]], squarewave[1:])
            """)
        let times = Self.times(desk, "GP2")
        #expect(times.count >= 18)
        for (index, edge) in times.enumerated().dropLast() {
            #expect(edge.level == (index % 2 == 0 ? .high : .low))
            // The divider is 62.5: a cycle of the machine ends in one of the CPU's, 8 ns.
            #expect(abs(Int(edge.nanoseconds) - (index / 2 * 2000 + index % 2 * 1500)) <= 8)
        }
        #expect(
            desk.lines
                == [
                    "StateMachine(0) False Pin(GPIO2, mode=ALT, pull=PULL_DOWN, alt=PIO0)",
                    // set 111 dest 000; wrap 1 << 12; OUT_LOW is 2.
                    "['0xe201', '0xe000'] [30, -1, -1, 4096, 0, None, 2, None]",
                ])
    }

    /// WS2812 (docs/rp2/quickref and the datasheet 3.6.2): ten cycles of 8 MHz a bit, high for 8 of them or for 3... as T1 2, T2 5, T3 3 say.
    @Test func pixelStreamIsRightToACycle() throws {
        let desk = try Desk()
        desk.run(
            """
            import rp2
            from machine import Pin
            from rp2 import PIO, StateMachine, asm_pio

            @asm_pio(sideset_init=PIO.OUT_LOW, out_shiftdir=PIO.SHIFT_LEFT, autopull=True, pull_thresh=24)
            def ws2812():
                T1 = 2
                T2 = 5
                T3 = 3
                wrap_target()
                label("bitloop")
                out(x, 1)               .side(0)    [T3 - 1]
                jmp(not_x, "do_zero")   .side(1)    [T1 - 1]
                jmp("bitloop")          .side(1)    [T2 - 1]
                label("do_zero")
                nop()                   .side(0)    [T2 - 1]
                wrap()

            sm = StateMachine(0, ws2812, freq=8_000_000, sideset_base=Pin(22))
            sm.active(1)
            sm.put(0xA50F33, 8)
            sm.put(0x00FF01, 8)
            import time
            time.sleep_ms(1)
            print([hex(w) for w in ws2812[0]])
            """)
        #expect(desk.text == "['0x6221', '0x1123', '0x1400', '0xa442']\n")
        let edges = desk.edges(of: "GP22").filter { $0.at > .milliseconds(0) }
        var bits = ""
        var rises: [UInt64] = []
        for (index, edge) in edges.enumerated() where edge.level == .high && index + 1 < edges.count {
            let high = edges[index + 1].at - edge.at
            rises.append(edge.at.picoseconds / 1000)
            // 125 MHz / 8 MHz is 15.625: a cycle of the machine is 15 or 16 of the CPU, 125 ns on average.
            let isOne = high > 500_000
            #expect(abs(Int(high / 1000) - (isOne ? 875 : 250)) <= 8)
            bits += isOne ? "1" : "0"
        }
        let wanted = [0xA50F33, 0x00FF01].map { number in
            String(repeating: "0", count: 24 - String(number, radix: 2).count) + String(number, radix: 2)
        }
        #expect(bits == wanted.joined())
        // Bits follow each other every 10 cycles, 1250 ns, within a word and from one to the next.
        for index in rises.indices.dropFirst() where index != 24 {
            #expect(abs(Int(rises[index] - rises[index - 1]) - 1250) <= 8)
        }
    }

    /// 3.6.3: bytes at 115200 baud, eight cycles a bit.
    @Test func serialLineHasItsBaudRate() throws {
        let desk = try Desk()
        desk.run(
            """
            from machine import Pin
            from rp2 import PIO, StateMachine, asm_pio
            import time

            @asm_pio(sideset_init=PIO.OUT_HIGH, out_init=PIO.OUT_HIGH, out_shiftdir=PIO.SHIFT_RIGHT)
            def uart_tx():
                pull()
                set(x, 7)  .side(0)       [7]
                label("bitloop")
                out(pins, 1)              [6]
                jmp(x_dec, "bitloop")
                nop()      .side(1)       [6]

            sm = StateMachine(5, uart_tx, freq=8 * 115200, sideset_base=Pin(10), out_base=Pin(10))
            sm.active(1)
            sm.put(ord('U'))
            time.sleep_ms(1)
            print(sm.tx_fifo(), sm.rx_fifo())
            """)
        #expect(desk.text == "0 0\n")
        let falls = desk.edges(of: "GP10").drop { $0.level != .high }.dropFirst()
        // 'U' is 01010101: start, then the line changes with every bit.
        #expect(falls.map(\.level) == [.low, .high, .low, .high, .low, .high, .low, .high, .low, .high])
        let start = falls.first!.at
        for (index, edge) in falls.enumerated() {
            let wanted = Double(index) * 1e9 / 115200
            // The divider is 135.63 in steps of a 256th: a cycle of the machine is 1085 ns.
            #expect(abs(Double((edge.at - start) / 1000) - wanted) < 60)
        }
    }

    /// Numbers come back through the other queue; `put` waits for room.
    @Test func queuesHoldFourWords() throws {
        let desk = try Desk()
        desk.run(
            """
            from rp2 import PIO, StateMachine, asm_pio
            from array import array

            @asm_pio()
            def double():
                pull()
                mov(x, osr)
                mov(isr, x)
                in_(null, 1)
                push()

            sm = StateMachine(1, double)
            for n in range(4):
                sm.put(n)
            print(sm.tx_fifo(), sm.rx_fifo())
            sm.active(1)
            print([sm.get() for n in range(4)])
            sm.put(array('H', (700, 900, 2)), 4)
            buffer = bytearray(2)
            print(sm.get(buffer, 7), sm.get(None, 1))
            print(sm.tx_fifo(), sm.rx_fifo())
            for n in range(6):
                sm.put(n)
            print(sm.tx_fifo(), sm.rx_fifo())
            """)
        // 700 << 5 >> 7 is 175, 900 << 5 >> 7 is 225; 2 << 5 >> 1 is 32. The last word is in the output register, the one before in the
        // queue to the guest... which holds four.
        #expect(
            desk.lines == ["4 0", "[0, 2, 4, 6]", "bytearray(b'\\xaf\\xe1') 32", "0 0", "1 4"])
    }

    /// A flag calls the guest, and is cleared.
    @Test func flagsInterrupt() throws {
        let desk = try Desk()
        desk.run(
            """
            from rp2 import PIO, StateMachine, asm_pio
            import time, rp2

            @asm_pio()
            def ticks():
                set(x, 3)
                label("again")
                irq(block, rel(0))
                jmp(x_dec, "again")
                label("end")
                jmp("end")

            seen = []
            sm = StateMachine(2, ticks, freq=100_000)
            print(sm.irq(lambda machine: seen.append(machine)).flags())
            sm.active(1)
            time.sleep_ms(5)
            print(seen)
            p = PIO(0)
            p.irq(lambda block: print(block, block.irq().flags()), PIO.IRQ_SM1)
            other = p.state_machine(1, ticks)
            sm.irq(None)
            other.exec("irq(1)")
            time.sleep_ms(1)
            """)
        #expect(
            desk.lines == [
                "0", "[StateMachine(2), StateMachine(2), StateMachine(2), StateMachine(2)]", "PIO(0) 512",
            ])
    }

    /// `wait` sees another pin's edge two cycles late, as the synchroniser lets it; `in` counts.
    @Test func pinsAreReadAndWaitedFor() throws {
        let desk = try Desk()
        desk.run(
            """
            from machine import Pin
            from rp2 import PIO, StateMachine, asm_pio
            import time

            @asm_pio(set_init=PIO.OUT_LOW)
            def follow():
                wait(1, gpio, 3)
                set(pins, 1)
                wait(0, gpio, 3)
                set(pins, 0)

            @asm_pio(autopush=True, push_thresh=4, in_shiftdir=PIO.SHIFT_LEFT)
            def sample():
                in_(pins, 4)

            source = Pin(3, Pin.OUT, value=0)
            sm = StateMachine(0, follow, set_base=Pin(4))
            sm.active(1)
            time.sleep_us(50)
            source(1)
            source(0)
            time.sleep_us(50)
            Pin(6, Pin.OUT, value=1)
            Pin(9, Pin.OUT, value=1)
            reader = StateMachine(4, sample, in_base=Pin(6))
            reader.active(1)
            print(bin(reader.get()))
            """)
        #expect(desk.text == "0b1001\n")
        let (source, copy) = (desk.edges(of: "GP3"), desk.edges(of: "GP4"))
        let rise = source.first { $0.level == .high }!.at
        let followed = copy.first { $0.level == .high }!.at
        // Synchroniser two cycles, the instruction behind the wait one.
        #expect((16_000...40_000).contains(followed - rise))
        #expect(copy.last!.at - source.last { $0.level == .low }!.at == followed - rise)
    }

    /// A busy loop that nobody sees costs no events, and a day passes in it.
    @Test func loopsOfRegistersAreFree() throws {
        let desk = try Desk()
        desk.run(
            """
            from rp2 import PIO, StateMachine, asm_pio
            import time

            @asm_pio()
            def spin():
                label("loop")
                mov(y, x) [3]
                jmp("loop")

            sm = StateMachine(3, spin)
            sm.active(1)
            time.sleep(3600)
            sm.exec("set(x, 21)")
            sm.exec("mov(isr, x)")
            sm.exec("push()")
            print(sm.get(), sm.active())
            """, until: .seconds(4000))
        #expect(desk.text == "21 True\n")
    }

    @Test func assemblerRefusesWhatDoesNotFit() throws {
        let desk = try Desk()
        desk.run(
            """
            import rp2
            from rp2 import asm_pio, PIOASMError, PIO

            def attempt(function, **options):
                try:
                    print(list(asm_pio(**options)(function)[0]))
                except PIOASMError as error:
                    print(error)

            def late(): nop() [32]
            def lost(): jmp("nowhere")
            def twice():
                label("a")
                label("a")
            def wide(): nop().side(2)
            def many(): out(x, 33)
            def few(): nop().side(1)[15]
            attempt(late)
            attempt(lost)
            attempt(twice)
            attempt(wide)
            attempt(wide, sideset_init=PIO.OUT_LOW)
            attempt(many)
            attempt(few, sideset_init=PIO.OUT_LOW)
            print(hex(rp2.asm_pio_encode("set(pins, 3).side(1)", 1)), late.__name__)
            try:
                rp2.asm_pio_encode("nop()\\nnop()", 0)
            except PIOASMError as error:
                print(error)
            for call in (lambda: rp2.StateMachine(8), lambda: rp2.PIO(2), lambda: rp2.StateMachine(0, 5),
                         lambda: rp2.StateMachine(0, [0] * 3)):
                try:
                    call()
                except Exception as error:
                    print(type(error).__name__, error)
            """)
        #expect(
            desk.lines == [
                "delay too large", "unknown label nowhere", "duplicate label a", "no sideset", "sideset too large",
                "invalid bit count 33", "[48962]", "0xf003 late", "expecting exactly 1 instruction",
                "ValueError invalid StateMachine", "ValueError invalid PIO",
                "TypeError object 'int' isn't a tuple or list",
                "ValueError requested length 9 but object has length 3",
            ])
    }

    @Test func flashKeepsWhatIsWritten() throws {
        let desk = try Desk()
        desk.run(
            """
            import rp2, machine
            flash = rp2.Flash()
            print(flash.ioctl(4, 0), flash.ioctl(5, 0))
            data = bytearray(4)
            flash.readblocks(7, data, 100)
            print(data)
            if data[0] == 255:
                flash.writeblocks(7, b'abcd', 100)
                flash.writeblocks(7, b'\\xf0', 101)
                machine.reset()
            flash.writeblocks(7, bytes(4096))
            flash.readblocks(7, data)
            print(data)
            flash.ioctl(6, 7)
            flash.readblocks(7, data)
            print(data)
            """)
        #expect(
            desk.lines == [
                "352 4096", "bytearray(b'\\xff\\xff\\xff\\xff')", "352 4096", "bytearray(b'a`cd')",
                "bytearray(b'\\x00\\x00\\x00\\x00')", "bytearray(b'\\xff\\xff\\xff\\xff')",
            ])
    }
}
