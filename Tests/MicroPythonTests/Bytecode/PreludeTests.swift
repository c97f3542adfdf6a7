import Testing

@testable import MicroPython

@Suite struct PreludeTests {
    /// `def f(s, x=1, *a, k=3, **kw)` of a listing of MicroPython 1.29: 7 slots, 2 positional, 1 keyword-only, 1 default,
    /// both star flags and keyword defaults, one cell; names s x k.
    static let listed: [UInt8] = [
        0xb2, 0x89, 0xc0, 0xc0, 0x40, 0x0d, 0x04, 0x09, 0x0a, 0x03, 0x40, 0x45, 0x01, 0xb1, 0x20, 0x00, 0x01, 0xc5,
        0xb5,
        0x63,
    ]

    @Test func readsAListedFunction() throws {
        try Self.listed.withUnsafeBufferPointer { code in
            let prelude = try #require(Prelude.decode(code.baseAddress!, byteCount: code.count))
            let signature = prelude.signature
            #expect(signature.stateCount == 7)
            #expect(signature.exceptionCount == 0)
            #expect((signature.positionalCount, signature.keywordOnlyCount, signature.defaultCount) == (2, 1, 1))
            #expect(signature.takesStarArguments && signature.takesKeywordArguments && signature.hasKeywordDefaults)
            #expect(!signature.isGenerator)
            #expect(prelude.nameIndices(code.baseAddress!) == [4, 9, 10, 3])
            #expect(prelude.cellCount == 1)
            #expect(code[prelude.cellOffset] == 1)
            #expect(prelude.codeOffset == 13)
            // The listing gives line 3 from the start and line 5 from byte 5 on.
            #expect(LineTable.line(of: 0, code.baseAddress!, prelude) == 3)
            #expect(LineTable.line(of: 4, code.baseAddress!, prelude) == 3)
            #expect(LineTable.line(of: 5, code.baseAddress!, prelude) == 5)
        }
    }

    @Test func writesWhatItReads() throws {
        let signatures = [
            Prelude.Signature(),
            Prelude.Signature(stateCount: 300, exceptionCount: 9, flags: 15, positionalCount: 70, keywordOnlyCount: 5),
            Prelude.Signature(stateCount: 17, exceptionCount: 2, flags: 1, positionalCount: 4, defaultCount: 4),
        ]
        for signature in signatures {
            var bytes: [UInt8] = []
            signature.encode { bytes.append($0) }
            bytes.withUnsafeBufferPointer { code in
                var offset = 0
                #expect(Prelude.Signature.decode(code.baseAddress!, &offset, end: code.count) == signature)
                #expect(offset == code.count)
            }
        }
    }

    @Test func refusesEveryShorterText() {
        for count in 0..<13 {
            Self.listed.withUnsafeBufferPointer { code in
                #expect(Prelude.decode(code.baseAddress!, byteCount: count) == nil, "\(count) bytes")
            }
        }
    }

    /// Worked out by hand from py/emitbc.c: 70 bytes and 9 lines want two steps of 31 bytes before the lines.
    @Test func linesComeAfterAllBytes() {
        var bytes: [UInt8] = []
        LineTable.encode(bytes: 70, lines: 9) { bytes.append($0) }
        #expect(bytes == [0x1f, 0x1f, 0x88, 0x09])
    }
}
