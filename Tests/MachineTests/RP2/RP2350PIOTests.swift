import Board
import Fabric
import TestBench
import Testing

/// Instructions that only the RP2350 has (RP2350 datasheet 11.4). MicroPython's assembler has no words for them: they come as `word(...)`.
@Suite struct RP2350PIOTests {
    /// `mov pindirs, ~null`: 101 00000 011 01 011.
    @Test func movWritesDirections() throws {
        for (board, expected) in [("pico2", "1 0"), ("pico", "0 0")] {
            let desk = try Desk(board)
            desk.run(
                """
                import rp2, time
                from machine import Pin
                @rp2.asm_pio(out_init=rp2.PIO.IN_HIGH)
                def go():
                    word(0xa06b)
                    label("end")
                    jmp("end")
                Pin(2, Pin.IN, Pin.PULL_DOWN)
                sm = rp2.StateMachine(0, go, freq=1_000_000, out_base=Pin(2))
                before = Pin(2).value()
                sm.active(1); time.sleep_us(20)
                print(Pin(2).value(), before)
                """)
            #expect(desk.text == expected + "\n", "\(board)")
        }
    }

    /// `wait 1 jmppin + 1`: 001 00000 1 11 00001. The jmp pin is GP4, the next is GP5.
    @Test func waitLooksBehindTheJumpPin() throws {
        let desk = try Desk("pico2")
        desk.run(
            """
            import rp2, time
            from machine import Pin
            @rp2.asm_pio(set_init=rp2.PIO.OUT_LOW)
            def go():
                word(0x20e1)
                set(pins, 1)
            five = Pin(5, Pin.OUT, value=0)
            sm = rp2.StateMachine(0, go, freq=1_000_000, set_base=Pin(2), jmp_pin=Pin(4))
            sm.active(1); time.sleep_us(50)
            a = Pin(2).value()
            five(1); time.sleep_us(50)
            print(a, Pin(2).value())
            """)
        #expect(desk.text == "0 1\n")
    }

    /// `irq next 1` of the first block sets flag 1 of the second; `wait 1 irq prev 2` of the second waits for flag 2 of the first.
    /// IRQ 110 00000 000 11001, WAIT 001 00000 110 01010.
    @Test func flagsReachTheNeighbours() throws {
        let desk = try Desk("pico2")
        desk.run(
            """
            import rp2, time
            from machine import Pin
            @rp2.asm_pio()
            def first():
                word(0xc019)
                irq(2)
                label("end")
                jmp("end")
            @rp2.asm_pio(set_init=(rp2.PIO.OUT_LOW, rp2.PIO.OUT_LOW))
            def second():
                wait(1, irq, 1)
                set(pins, 1)
                word(0x20ca)
                set(pins, 3)
                label("end")
                jmp("end")
            b = rp2.StateMachine(4, second, freq=1_000_000, set_base=Pin(2))
            b.active(1); time.sleep_us(20)
            print(Pin(2).value(), Pin(3).value())
            a = rp2.StateMachine(0, first, freq=1_000_000)
            a.active(1); time.sleep_us(20)
            print(Pin(2).value(), Pin(3).value())
            """)
        #expect(desk.lines == ["0 0", "1 1"])
    }
}
