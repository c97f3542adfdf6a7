import Board
import Fabric
import TestBench
import Testing

/// `rp2.DMA` by docs/library/rp2.DMA.rst and chapter 2.5 of the RP2040 datasheet.
@Suite struct DMATests {
    /// The first example of the documentation.
    @Test func memoryIsCopied() throws {
        let desk = try Desk()
        desk.run(
            """
            from rp2 import DMA
            a = bytearray(bytes(range(32)) * 32)
            b = bytearray(1024)
            d = DMA()
            print(d, d.channel, DMA().channel)
            d.config(read=a, write=b, count=len(a) // 4, ctrl=d.pack_ctrl(), trigger=True)
            while d.active(): pass
            print(a == b, d.count)
            d.config(read=a, write=b, count=4, ctrl=d.pack_ctrl(size=1, inc_write=False, bswap=True), trigger=True)
            while d.active(): pass
            print(b[:4])
            d.close()
            try: d.active()
            except ValueError as e: print(e)
            print(DMA().channel)
            """)
        #expect(
            desk.lines == [
                "DMA(0) 0 1", "True 0", "bytearray(b'\\x07\\x06\\x02\\x03')", "channel closed", "0",
            ])
    }

    /// CTRL_TRIG of both chips: RP2040 datasheet table 124, RP2350 datasheet 12.6.10.
    @Test(arguments: [("pico", "0x3f8035", 16), ("pico2", "0xfe0055", 18)])
    func theControlRegisterIsPackedAndUnpacked(board: String, register: String, fields: Int) throws {
        let desk = try Desk(board)
        desk.run(
            """
            from rp2 import DMA
            d = DMA()
            c = d.pack_ctrl(size=1)
            print(hex(c), len(DMA.unpack_ctrl(c)))
            u = DMA.unpack_ctrl(c)
            print(u['size'], u['treq_sel'], u['chain_to'], u['irq_quiet'], u['enable'], u['busy'])
            print(d.pack_ctrl(default=c, size=2) == d.pack_ctrl(), d.pack_ctrl(**u) == c)
            for bad in (lambda: d.pack_ctrl(size=4), lambda: d.pack_ctrl(1), lambda: d.pack_ctrl(colour=1)):
                try: bad()
                except Exception as e: print(type(e).__name__, e)
            """)
        #expect(
            desk.lines == [
                "\(register) \(fields)", "1 63 0 1 1 0", "True True", "ValueError bad field value",
                "TypeError pack_ctrl only takes keyword arguments", "TypeError extra keyword arguments given",
            ])
    }

    /// A state machine that takes a word every 32 cycles of 1 MHz is fed by DREQ_PIO0_TX0: 20 words last 20 * 32 us on the pin.
    @Test func aStateMachineIsFedAtItsPace() throws {
        let desk = try Desk()
        desk.run(
            """
            import rp2, array
            from machine import Pin
            import time
            @rp2.asm_pio(out_init=rp2.PIO.OUT_LOW, out_shiftdir=rp2.PIO.SHIFT_RIGHT, autopull=True, pull_thresh=32)
            def bits():
                out(pins, 1)
            sm = rp2.StateMachine(0, bits, freq=1_000_000, out_base=Pin(2))
            sm.active(1)
            data = array.array('I', [0x55555555] * 20)
            d = rp2.DMA()
            done = []
            d.irq(lambda d: done.append((d.channel, d.irq().flags())))
            d.config(read=data, write=sm, count=20, ctrl=d.pack_ctrl(inc_write=False, treq_sel=0, irq_quiet=False), trigger=True)
            time.sleep_us(100)
            print(d.active(), 10 < d.count < 20)
            time.sleep_ms(1)
            print(d.active(), d.count, done)
            """)
        #expect(desk.lines == ["True True", "False 0 [(0, 1)]"])
        let edges = desk.edges(of: "GP2").filter { $0.level == .high }
        #expect(edges.count == 320)
        // No gap: every rise comes 2 us after the last.
        for (one, next) in zip(edges, edges.dropFirst()) { #expect(next.at - one.at == .microseconds(2)) }
    }

    /// What a machine pushes fills a buffer by DREQ_PIO0_RX0, 4; the second channel is chained and runs after it.
    @Test func aStateMachineIsReadAndAChannelFollows() throws {
        let desk = try Desk()
        desk.run(
            """
            import rp2, array, time
            @rp2.asm_pio(in_shiftdir=rp2.PIO.SHIFT_LEFT, autopush=True, push_thresh=32)
            def count():
                label("again")
                in_(x, 32)
                jmp(x_dec, "again")
            sm = rp2.StateMachine(0, count, freq=1_000_000)
            sm.exec("set(x, 9)")
            words = array.array('I', [99] * 8); copy = array.array('I', [0] * 8)
            a, b = rp2.DMA(), rp2.DMA()
            b.config(read=words, write=copy, count=8, ctrl=b.pack_ctrl())
            a.config(read=sm, write=words, count=8, ctrl=a.pack_ctrl(inc_read=False, treq_sel=4, chain_to=b.channel), trigger=True)
            sm.active(1)
            time.sleep_ms(1)
            print(list(words), list(copy), a.active(), b.active())
            """)
        #expect(
            desk.text == "[9, 8, 7, 6, 5, 4, 3, 2] [9, 8, 7, 6, 5, 4, 3, 2] False False\n")
    }

    /// A pacing timer of 1 kHz; 125 MHz / 1 kHz as a fraction of 16 bits is 1 / 65535 at the least.
    @Test func aTimerPaces() throws {
        let desk = try Desk()
        desk.run(
            """
            import rp2, time
            t = rp2.DMATimer(freq=10_000)
            print(t, t.freq, t.ratio, int(t))
            d = rp2.DMA()
            b = bytearray(8)
            d.config(read=b'12345678', write=b, count=8, ctrl=d.pack_ctrl(size=0, treq_sel=int(t)), trigger=True)
            time.sleep_us(450)
            print(b)
            time.sleep_us(450)
            print(b, d.active())
            t.ratio = (1, 2); print(t.freq)
            for bad in (lambda: rp2.DMATimer(7), lambda: rp2.DMATimer(0), lambda: rp2.DMATimer(1, freq=1000)):
                try: bad()
                except Exception as e: print(type(e).__name__, e)
            """)
        #expect(
            desk.lines == [
                "DMATimer(0) 10000 (1, 12500) 59", "bytearray(b'1234\\x00\\x00\\x00\\x00')",
                "bytearray(b'12345678') False",
                "62500000", "ValueError value out of range", "OSError 16",
                "ValueError value out of range",
            ])
    }

    /// A list of control blocks: one channel writes the other's registers, and a zero ends it (RP2040 datasheet 2.5.6.2).
    @Test func aListOfBlocksIsWorkedOff() throws {
        let desk = try Desk()
        desk.run(
            """
            import rp2, array, time, uctypes
            out = bytearray(8)
            one, two = b'abcd', b'efgh'
            a, b = rp2.DMA(), rp2.DMA()
            p = uctypes.addressof
            # AL3_COUNT... of channel a: AL1 is CTRL, READ, WRITE, COUNT_TRIG.
            ctrl = a.pack_ctrl(chain_to=b.channel, size=0)
            blocks = array.array('I', [ctrl, p(one), p(out), 4, ctrl, p(two), p(out) + 4, 4, 0, 0, 0, 0])
            base = 0x50000010 + 0x40 * a.channel
            b.config(read=blocks, write=base, count=4, ctrl=b.pack_ctrl(ring_size=4, ring_sel=True), trigger=True)
            time.sleep_ms(1)
            print(out, a.active(), b.active())
            """)
        #expect(desk.text == "bytearray(b'abcdefgh') False False\n")
    }
}
