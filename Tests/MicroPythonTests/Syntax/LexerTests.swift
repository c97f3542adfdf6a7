import Testing

@testable import MicroPython

/// Tokens, worked out by hand from Python's lexical rules and MicroPython's additions to them.
@Suite struct LexerTests {
    private func tokens(_ source: String, _ options: SyntaxOptions = .unix32) throws -> [String] {
        try SyntaxGuest().tokens(source, options)
    }

    @Test func blocksAreIndentsAndDedents() throws {
        #expect(
            try tokens("if a:\n  b\n  if c:\n\td\ne\n") == [
                "kwIf", "name:a", "colon", "newline", "indent", "name:b", "newline", "kwIf", "name:c", "colon",
                "newline", "indent", "name:d", "newline", "dedent", "dedent", "name:e", "newline",
            ])
    }

    @Test func aTabGoesToTheNextColumnOfEight() throws {
        #expect(
            try tokens("if a:\n \tb\n        c\n").filter { $0 == "indent" || $0.hasPrefix("dedent") } == [
                "indent", "dedent",
            ])
    }

    @Test func emptyLinesAndCommentsAreNothing() throws {
        #expect(try tokens("# a\n\n   # b\na # c\n\n  \n") == ["newline", "name:a", "newline"])
    }

    @Test func bracketsAndBackslashesJoinLines() throws {
        #expect(
            try tokens("(a,\n  b)\nc \\\n  d\n") == [
                "parenOpen", "name:a", "comma", "name:b", "parenClose", "newline", "name:c", "name:d", "newline",
            ])
    }

    @Test func everyOperatorIsOneToken() throws {
        for (spelling, token) in Token.operators {
            #expect(try tokens("a \(spelling) b\n")[1] == "\(token)", "\(spelling)")
        }
    }

    @Test func theLongestOperatorWins() throws {
        #expect(
            try tokens("a<<=b**c//=d->e\n").filter { !$0.hasPrefix("name") } == [
                "doubleLessEqual", "opDoubleStar", "doubleSlashEqual", "arrow", "newline",
            ])
        #expect(
            try tokens("a..b...c\n") == [
                "name:a", "period", "period", "name:b", "ellipsis", "name:c", "newline",
            ])
        #expect(try tokens("a!b\n") == ["name:a", "invalid"])
    }

    @Test func keywordsAreNoNames() throws {
        for (offset, word) in Token.keywords.enumerated() where word != "__debug__" {
            #expect(try tokens("\(word)\n")[0] == "\(Token(rawValue: Token.kwFalse.rawValue + UInt8(offset))!)")
        }
        #expect(try tokens("iff print é_1\n") == ["name:iff", "name:print", "name:é_1", "newline"])
    }

    @Test func numbersKeepTheirText() throws {
        #expect(
            try tokens("0x1F 1_000 .5 1. 1e5 1E-5 2j 0b1e 5.real\n") == [
                "integer:0x1F", "integer:1000", "floatOrImaginary:.5", "floatOrImaginary:1.", "floatOrImaginary:1e5",
                "floatOrImaginary:1e-5", "floatOrImaginary:2j", "integer:0b1e", "floatOrImaginary:5.real", "newline",
            ])
    }

    @Test(arguments: [
        (#"'a' "b""#, "string:ab"), (#"b'a' rb"\n""#, #"bytes:a\n"#), (#"u'a'"#, "string:a"),
        (#"'\x41\101\u00e9\U0001F600'"#, "string:AAé😀"), (#"r'\'\n'"#, #"string:\'\n"#), (#"'\q'"#, #"string:\q"#),
        ("'a\\\nb'", "string:ab"), ("'''a\n'b''c'''", "string:a\n'b''c"),
        (#"'\a\b\t\n\v\f\r'"#, "string:\u{7}\u{8}\t\n\u{B}\u{C}\r"),
        (#"b'\u0041'"#, #"bytes:\u0041"#), (#"'\0'"#, "string:\0"), (#"'\1234'"#, "string:S4"), ("''", "string:"),
    ]) func strings(source: String, token: String) throws {
        #expect(try tokens(source + "\n") == [token, "newline"])
    }

    @Test(arguments: [
        "ur'a'", "R'a'", "bu'a'", "rrb'a'",
    ]) func whatIsNoPrefixIsAName(source: String) throws {
        let name = source.prefix { $0 != "'" }
        #expect(try tokens(source + "\n") == ["name:\(name)", "string:a", "newline"])
    }

    @Test func textAndBytesDoNotJoin() throws {
        #expect(try tokens("'a' b'b'\n") == ["string:a", "bytes:b", "newline"])
    }

    @Test func anOpenStringIsAnError() throws {
        #expect(try tokens("'abc\n") == ["lonelyStringOpen"])
        #expect(try tokens("'''abc") == ["lonelyStringOpen"])
        #expect(try tokens("b'\\400'\n") == ["invalid"])
    }
}
