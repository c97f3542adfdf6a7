import Testing

@testable import MicroPython

/// What the reference says to sources that are no Python (micropython32, error reporting "detailed").
@Suite struct SyntaxErrorTests {
    static let sources: [(String, String)] = [
        ("x = \n", "SyntaxError: invalid syntax, line 1"),
        ("if a\n  b\n", "SyntaxError: invalid syntax, line 1"),
        ("  x\n", "IndentationError: unexpected indent, line 1"),
        ("if a:\nb\n", "SyntaxError: invalid syntax, line 2"),
        ("if a:\n    b\n  c\n", "IndentationError: unindent doesn't match any outer indent level, line 2"),
        ("x = 'abc\n", "SyntaxError: invalid syntax, line 1"),
        ("x = '''abc\n", "SyntaxError: invalid syntax, line 1"),
        ("a b\n", "SyntaxError: invalid syntax, line 1"),
        ("f(a b)\n", "SyntaxError: invalid syntax, line 1"),
        ("(1\n", "SyntaxError: invalid syntax, line 2"),
        ("x = 1 +\n", "SyntaxError: invalid syntax, line 1"),
        ("def f(:\n", "SyntaxError: invalid syntax, line 1"),
        ("f'{}'\n", "SyntaxError: malformed f-string, line 1"),
        ("f'{'\n", "SyntaxError: invalid syntax, line 1"),
        ("'a' b'b'\n", "SyntaxError: invalid syntax, line 1"),
        ("'\\xzz'\n", "SyntaxError: invalid syntax, line 1"),
        ("'\\U00110000'\n", "SyntaxError: invalid syntax, line 1"),
        ("b'\\777'\n", "SyntaxError: invalid syntax, line 1"),
        ("'\\N{DASH}'\n", "NotImplementedError: unicode name escapes"),
        ("1_000x\n", "SyntaxError: invalid syntax for integer with base 10: '1000x', line 1"),
        ("0x\n", "SyntaxError: invalid syntax for integer with base 16: '', line 1"),
        ("0b12\n", "SyntaxError: invalid syntax for integer with base 2: '12', line 1"),
        ("012\n", "SyntaxError: invalid syntax for integer with base 0: '012', line 1"),
        ("1.2.3\n", "SyntaxError: invalid syntax for number, line 1"),
        ("1e\n", "SyntaxError: invalid syntax for number, line 1"),
        ("1e5k\n", "SyntaxError: invalid syntax for number, line 1"),
        ("x = const(y)\n", "SyntaxError: not a constant, line 1"),
        ("_x: int = const(y + 1)\n", "SyntaxError: not a constant, line 1"),
        ("a = $\n", "SyntaxError: invalid syntax, line 1"),
        ("x = a ! b\n", "SyntaxError: invalid syntax, line 1"),
        (
            "while 1:\n\tpass\n        pass\n   x\n",
            "IndentationError: unindent doesn't match any outer indent level, line 3"
        ),
        ("x = [1,\n2\n", "SyntaxError: invalid syntax, line 3"),
        ("a\\ b\n", "SyntaxError: invalid syntax, line 1"),
        ("None = 1 = \n", "SyntaxError: invalid syntax, line 1"),
        ("lambda: (yield)\nimport\n", "SyntaxError: invalid syntax, line 2"),
        ("from a import (b\n", "SyntaxError: invalid syntax, line 2"),
        ("else:\n  pass\n", "SyntaxError: invalid syntax, line 1"),
        ("class C(:\n", "SyntaxError: invalid syntax, line 1"),
        ("\n\nfoo bar\n", "SyntaxError: invalid syntax, line 3"),
        ("@\n", "SyntaxError: invalid syntax, line 1"),
        ("x = __debug__.y z\n", "SyntaxError: invalid syntax, line 1"),
        ("async x\n", "SyntaxError: invalid syntax, line 1"),
        ("await\n", "SyntaxError: invalid syntax, line 1"),
        ("0o8\n", "SyntaxError: invalid syntax for integer with base 8: '8', line 1"),
        ("x.1\n", "SyntaxError: invalid syntax, line 1"),
        ("print('a'\n'b') c\n", "SyntaxError: invalid syntax, line 2"),
        ("99999999999z\n", "SyntaxError: invalid syntax for integer with base 10: '99999999999z', line 1"),
        ("not\n", "SyntaxError: invalid syntax, line 1"),
        ("*\n", "SyntaxError: invalid syntax, line 1"),
        ("f(**)\n", "SyntaxError: invalid syntax, line 1"),
        ("a..b\n", "SyntaxError: invalid syntax, line 1"),
        ("a<>b\n", "SyntaxError: invalid syntax, line 1"),
        ("d = {**a}\n", "SyntaxError: invalid syntax, line 1"),
        ("x = 1 if 2\n", "SyntaxError: invalid syntax, line 1"),
    ]

    @Test(arguments: sources) func errors(source: String, error: String) {
        #expect(SyntaxGuest().parse(source) == error)
    }

    @Test func shorterMessagesNameNoDigits() {
        #expect(
            SyntaxGuest(detail: .normal).parse("0x\n") == "SyntaxError: invalid syntax for integer with base 16, line 1"
        )
        #expect(SyntaxGuest(detail: .terse).parse("0x\n") == "SyntaxError: invalid syntax for integer, line 1")
    }

    @Test func aFirmwareWithoutFloatsRefusesThem() {
        #expect(SyntaxGuest(width: .none).parse("x = 1.0\n") == "SyntaxError: decimal numbers not supported, line 1")
    }

    @Test func aFirmwareWithoutComplexRefusesImaginaries() {
        let options = SyntaxOptions(hasComplexNumbers: false)
        #expect(SyntaxGuest().parse("x = 1j\n", options) == "SyntaxError: complex values not supported, line 1")
    }

    @Test func aZeroByteIsNoEnd() {
        #expect(SyntaxGuest().parse([0x61, 0, 0x0A]) == "SyntaxError: invalid syntax, line 1")
    }
}
