import Testing

@testable import MicroPython

@Suite struct MpyFileTests {
    static let source = """
        def f(a, *b, c=3):
            def g():
                return a + 1000, 'a long literal that is no name', 123456789012345678901, 1.5, b'xy'
            try:
                return [g() for _ in b]
            finally:
                print(c)
        x = (1, 2, None, ...)
        """

    func file() throws -> [UInt8] { try CrossCompiler().compile(Array(Self.source.utf8), name: "main.py") }

    func read(_ bytes: [UInt8], _ guest: CompilerGuest) throws -> CompiledModule {
        let context = try ModuleContext.allocate(guest.vm)
        var result: Result<CompiledModule, GuestException>?
        bytes.withUnsafeBytes { bytes in
            do throws(GuestException) {
                result = .success(try MpyReader.read(bytes, into: context, guest.objects, guest.vm))
            } catch {
                result = .failure(error)
            }
        }
        return try #require(result).get()
    }

    @Test func whatIsReadIsWrittenAgain() throws {
        let bytes = try file()
        let guest = try CompilerGuest()
        #expect(try MpyWriter.write(read(bytes, guest), guest.objects, guest.vm) == bytes)
    }

    @Test func aFileThatBreaksOffIsRefused() throws {
        let bytes = try file()
        let guest = try CompilerGuest()
        for count in 0..<bytes.count {
            #expect(throws: GuestException.self, "\(count) bytes") { try read(Array(bytes[..<count]), guest) }
        }
    }

    /// Any one byte wrong: refused, or read as something else that is whole.
    @Test func aFileWithAWrongByteNeverTraps() throws {
        let bytes = try file()
        for position in bytes.indices {
            let guest = try CompilerGuest()
            for flip in [0x01, 0x40, 0x80, 0xff] as [UInt8] {
                var wrong = bytes
                wrong[position] ^= flip
                let mark = guest.vm.openScope()
                _ = try? read(wrong, guest)
                guest.vm.closeScope(mark)
            }
        }
    }

    @Test(arguments: [
        ([0x4d, 0x05, 0x00, 0x1f], "incompatible .mpy file"), ([0x4d, 0x06, 0x00, 0x20], "incompatible .mpy file"),
        ([0x50, 0x06, 0x00, 0x1f], "incompatible .mpy file"),
        ([0x4d, 0x06, 0x13, 0x1f], "native code in .mpy unsupported"),
        ([0x4d, 0x06, 0x12, 0x1f], "incompatible .mpy file"), ([0x4d, 0x06, 0x40, 0x1f], "incompatible .mpy file"),
    ])
    func headersAreRefusedInMicroPythonsWords(header: [UInt8], words: String) throws {
        let guest = try CompilerGuest()
        let rest = try file().dropFirst(4)
        do {
            _ = try read(header + rest, guest)
            Issue.record("accepted")
        } catch let error as GuestException {
            let text = try guest.vm.hostText { printer throws(GuestException) in
                try guest.vm.print(error.value, printer, .str)
            }
            #expect(text == words)
        }
    }
}
