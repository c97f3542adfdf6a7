import Testing

@testable import MicroPython

/// f-strings become a call of `format`, t-strings one of `__template__`: the source as if it had been written so.
@Suite struct FormatStringTests {
    static let sameFormat: [(String, String)] = [
        ("f'{a}'", "'{}'.format((a),)"),
        ("f'x{a!r:>{w}}y{{}}'", "'x{!r:>{}}y{{}}'.format((a),(w),)"),
        ("f'{a=}' 'b' f'{c}'", "'a={}b{}'.format((a),(c),)"),
        ("f'{a != b}'", "'{}'.format((a != b),)"),
        ("f'{d[\"k\"]}' + e", "'{}'.format((d[\"k\"]),) + e"),
        ("f'plain'", "'plain'.format()"),
        ("rf'\\n{a}'", "'\\\\n{}'.format((a),)"),
        ("f'{f\"{a}\"}'", "'{}'.format((\"{}\".format((a),)),)"),
    ]

    @Test(arguments: sameFormat) func formats(literal: String, call: String) throws {
        #expect(try SyntaxGuest().tokens("x = \(literal)\n") == SyntaxGuest().tokens("x = \(call)\n"))
    }

    static let sameTemplate: [(String, String)] = [
        ("t'a{b}c'", "__template__(('a','c',), (b),'b',None,'',)"),
        ("t'{a!r:>5}'", "__template__(('','',), (a),'a','r','>5',)"),
        ("t'{a=}'", "__template__(('a=','',), (a),'a','r','',)"),
        ("t'{a:{w}}'", "__template__(('','',), (a),'a',None,f'{w}',)"),
    ]

    @Test(arguments: sameTemplate) func templates(literal: String, call: String) throws {
        let guest = SyntaxGuest()
        #expect(try guest.tokens("x = \(literal)\n", .mpyCross) == guest.tokens("x = \(call)\n", .mpyCross))
    }

    @Test func withoutTheOptionAPrefixIsAName() throws {
        #expect(try SyntaxGuest().tokens("t'{a}'\n") == ["name:t", "string:{a}", "newline"])
        let plain = SyntaxOptions(hasFormatStrings: false)
        #expect(try SyntaxGuest().tokens("f'{a}'\n", plain) == ["name:f", "string:{a}", "newline"])
    }

    @Test(arguments: ["f'{}'", "f'{:5}'"]) func anEmptyFieldIsMalformed(literal: String) throws {
        #expect(try SyntaxGuest().tokens(literal + "\n") == ["malformedFString"])
    }

    @Test(arguments: ["t'{}'", "t'}'", "t'{a'"]) func templatesCheckTheirBraces(literal: String) throws {
        let last = try SyntaxGuest().tokens(literal + "\n", .mpyCross).last
        #expect(last == "malformedFString")
    }
}
