import MicroPython
import TestBench
import Testing

/// Writing: the build that everything is compared with can only read (see `Fixtures/Python/deflate`).
@Suite struct DeflateTests {
    private func lines(_ program: String, _ firmware: Firmware = .coverage) throws -> [String] {
        let start = """
            import deflate, io
            def pack(data, *args):
                out = io.BytesIO()
                with deflate.DeflateIO(out, *args) as stream:
                    stream.write(data)
                return out.getvalue()
            def unpack(data, *args):
                return deflate.DeflateIO(io.BytesIO(data), *args).read()

            """
        return try run(start + program, firmware: firmware).text.split(separator: "\n").map(String.init)
    }

    /// By hand, RFC 1951, 3.2.6: 1 (last), 01 (fixed codes), 10010001 (`a`), 0000000 (end), from the lowest bit of each byte. With it zlib's
    /// header of a window of 512 bytes and its Adler-32, and gzip's CRC-32 and length.
    @Test func oneLetter() throws {
        #expect(
            try lines(
                """
                print(pack(b'a'), pack(b'a', deflate.ZLIB), pack(b'a', deflate.ZLIB, 15))
                print(pack(b'a', deflate.GZIP), pack(b''), pack(b'', deflate.ZLIB))
                """) == [
                    #"b'K\x04\x00' b'\x18\x95K\x04\x00\x00b\x00b' b'x\x9cK\x04\x00\x00b\x00b'"#,
                    #"b'\x1f\x8b\x08\x00\x00\x00\x00\x00\x04\x03K\x04\x00C\xbe\xb7\xe8\x01\x00\x00\x00' b'' b''"#,
                ])
    }

    /// By hand: `a`, then 259 more of them, which the reference says as 256 and 3, and 39: codes 284 (11000100) with 5 bits of 29, 257 (0000001), 273
    /// (0010001) with 3 bits of 4, each at a distance of 1 (00000). zlib reads the same of it.
    @Test func lengthsAreSaidInPieces() throws {
        #expect(try lines("print(pack(b'a' * 299))") == [#"b'K\x1c\xe9\x00\x08\x88\x04\x00'"#])
    }

    @Test func whatIsWrittenCanBeRead() throws {
        #expect(
            try lines(
                """
                data = b''.join(b'%d,%d;' % (n, n * n % 97) for n in range(400)) + bytes(range(256)) + b'z' * 700
                for form in (deflate.RAW, deflate.ZLIB, deflate.GZIP):
                    for bits in (5, 8, 10, 15):
                        packed = pack(data, form, bits)
                        print(len(packed) < len(data), unpack(packed, form, bits) == data, end=' ')
                print()
                """) == [String(repeating: "True True ", count: 12)])
    }

    /// `mp_obj_deflateio_t` is 20 bytes where it can write, the writer's state 44.
    @Test func whatItTakesOfTheHeap() throws {
        #expect(
            try lines(
                """
                import gc
                out = io.BytesIO(100)
                s = n = 0
                n = gc.mem_alloc(); s = deflate.DeflateIO(out, deflate.RAW, 9); print(gc.mem_alloc() - n)
                n = gc.mem_alloc(); s.write(b'x'); print(gc.mem_alloc() - n)
                """) == ["32", "560"])
    }

    @Test func readingOnly() throws {
        #expect(
            try lines(
                """
                s = deflate.DeflateIO(io.BytesIO())
                print(hasattr(s, 'write'))
                try:
                    print('x', file=s)
                except OSError as error:
                    print(error)
                """, .unix32) == ["False", "stream operation not supported"])
    }
}
