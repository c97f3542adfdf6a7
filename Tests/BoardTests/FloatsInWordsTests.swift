import TestBench
import Testing

/// Object representation C, as the ESP8266's firmware has it: a float is a word, of which two bits tell it from the rest (py/obj.h, v1.29).
@Suite struct FloatsInWordsTests {
    /// What MicroPython says that was built for 32 bits with MICROPY_OBJ_REPR_C and single floats, computed in single precision throughout.
    @Test func anESP8266CountsAsItsFirmwareDoes() throws {
        let desk = try Desk("nodemcu")
        desk.run(
            #"""
            import gc, struct
            def go(n):
                out = [0.0] * n
                gc.collect()
                before = gc.mem_alloc()
                for i in range(n):
                    out[i] = i / 10
                for i in range(n):
                    out[i] = out[i] * 3 + 0.1
                after = gc.mem_alloc()
                return out, after - before
            for n in (4, 8, 8):
                numbers, taken = go(n)
            print(taken)
            print(numbers)
            print(bytes(struct.pack('8f', *[i / 10 for i in range(8)])))
            print(all(float("0.%u" % n) == n / 10 for n in range(1, 10)))
            print(16777217 / 3, 33554435 / 7, 16777217 == 16777216.0, 1 / 3 + 1 / 3 == 2 / 3)
            print(2 ** 30 - 1, -2 ** 30, 1e10, 3.4e38, 3.5e38, float('nan'), -0.0)
            """#)
        #expect(
            desk.lines == [
                #"0"#,
                #"[0.1, 0.4, 0.7000002, 0.9999998, 1.3, 1.6, 1.9, 2.199999]"#,
                #"b'\x00\x00\x00\x00\xcf\xcc\xcc=\xcf\xccL>\x9a\x99\x99>\xcf\xcc\xcc>\x00\x00\x00?\x9a\x99\x19?033?'"#,
                #"True"#,
                #"5592405.0 4793490.0 True True"#,
                #"1073741823 -1073741824 10000000000.0 3.4e+38 inf nan -0.0"#,
            ])
    }

    /// A Pico's floats are objects of 16 bytes each.
    @Test func aPicoPaysForThem() throws {
        for (board, bytes) in [("pico", 16 * 100), ("nodemcu", 0)] {
            let desk = try Desk(board)
            desk.run(
                """
                import gc
                def go():
                    out = [None] * 100
                    gc.collect(); before = gc.mem_alloc()
                    for i in range(100): out[i] = i / 7
                    return gc.mem_alloc() - before
                go(); print(go())
                """)
            #expect(desk.text == "\(bytes)\n", "\(board)")
        }
    }
}
