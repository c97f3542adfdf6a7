import MicroPython
import TestBench
import Testing

@Suite struct CipherTests {
    private func lines(_ program: String, _ firmware: Firmware = .coverage) throws -> [String] {
        let imports = "from binascii import hexlify as h, unhexlify as u\nfrom cryptolib import aes\n"
        return try run(imports + program, firmware: firmware).text.split(separator: "\n").map(String.init)
    }

    /// FIPS 197, C.1 and C.3.
    @Test func blocksOfTheStandard() throws {
        let text = "u('00112233445566778899aabbccddeeff')"
        #expect(
            try lines(
                """
                print(h(aes(bytes(range(16)), 1).encrypt(\(text))))
                print(h(aes(bytes(range(32)), 1).encrypt(\(text))))
                print(h(aes(bytes(range(16)), 1).decrypt(u('69c4e0d86a7b0430d8cdb78070b4c55a'))))
                print(h(aes(bytes(range(32)), 1).decrypt(u('8ea2b7ca516745bfeafc49904b496089'))))
                """) == [
                    "b'69c4e0d86a7b0430d8cdb78070b4c55a'", "b'8ea2b7ca516745bfeafc49904b496089'",
                    "b'00112233445566778899aabbccddeeff'", "b'00112233445566778899aabbccddeeff'",
                ])
    }

    /// NIST SP 800-38A, F.2.1, F.2.5 and F.5.1: two blocks each.
    @Test func modesOfTheStandard() throws {
        #expect(
            try lines(
                """
                text = u('6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51')
                key = u('2b7e151628aed2a6abf7158809cf4f3c')
                long = u('603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4')
                print(h(aes(key, 2, bytes(range(16))).encrypt(text)))
                print(h(aes(long, 2, bytes(range(16))).encrypt(text)))
                print(h(aes(key, 6, bytes(range(0xf0, 0x100))).encrypt(text)))
                chained = aes(key, 2, bytes(range(16)))
                print(h(chained.encrypt(text[:16])), h(chained.encrypt(text[16:])))
                back = aes(key, 2, bytes(range(16)))
                data = bytearray(u('7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b2'))
                print(back.decrypt(data, data) is data, data == text)
                counter = aes(key, 6, bytes(range(0xf0, 0x100)))
                print(counter.decrypt(u('874d61')) + counter.decrypt(u('91b620e3261bef6864990db6ce9806f66b7970')) == text[:22])
                """) == [
                    "b'7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b2'",
                    "b'f58c4c04d6e5f1ba779eabfb5f7bfbd69cfc4e967edb808d679f777bc6702c7d'",
                    "b'874d6191b620e3261bef6864990db6ce9806f66b7970fdff8617187bb9fffdff'",
                    "b'7649abac8119b246cee98e9b12e9197d' b'5086cb9b507219ee95db113a917678b2'", "True True", "True",
                ])
    }

    /// The texts are those of extmod/modcryptolib.c.
    @Test func whatIsRefused() throws {
        #expect(
            try lines(
                """
                for call in (lambda: aes(b'k' * 15, 1), lambda: aes(b'k' * 16, 3), lambda: aes(b'k' * 16, 2),
                             lambda: aes(b'k' * 16, 2, b'short'), lambda: aes(b'k' * 16, 1).encrypt(b'x' * 15),
                             lambda: aes(b'k' * 16, 1).encrypt(b'x' * 16, bytearray(8)), lambda: aes(b'k' * 24, 1),
                             lambda: aes(b'k' * 16)):
                    try:
                        print(call())
                    except Exception as error:
                        print(type(error).__name__, error)
                c = aes(b'k' * 16, 1)
                c.encrypt(b'')
                try:
                    c.decrypt(b'')
                except ValueError as error:
                    print(error)
                """) == [
                    "ValueError key", "ValueError mode", "ValueError IV", "ValueError IV", "ValueError blksize % 16",
                    "ValueError output too small", "ValueError key",
                    "TypeError function missing 1 required positional arguments", "can't encrypt & decrypt",
                ])
    }

    /// `mp_obj_aes_t` with mbedTLS 3: type, 280 bytes of context, vector, mode; counter mode has 20 bytes more.
    @Test func whatItTakesOfTheHeap() throws {
        #expect(
            try lines(
                """
                import gc
                key = bytes(16)
                a = b = c = n = 0
                n = gc.mem_alloc(); a = aes(key, 1); print(gc.mem_alloc() - n)
                n = gc.mem_alloc(); a = aes(key, 6, key); print(gc.mem_alloc() - n)
                """) == ["304", "336"])
    }

    /// The 32-bit build that everything is compared with has no TLS, and so no ciphers.
    @Test func absentWithoutTLS() throws {
        #expect(
            try run("try:\n    import cryptolib\nexcept ImportError as e:\n    print(e)").text
                == "no module named 'cryptolib'\n")
    }
}
