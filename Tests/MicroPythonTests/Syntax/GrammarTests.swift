import Testing

@testable import MicroPython

@Suite struct GrammarTests {
    /// The numbers of py/parse.c's enum, with everything on: 58 rules with a compile function, the constant, 117 more.
    @Test func rulesHaveTheReferencesNumbers() {
        #expect(GrammarRule.file_input.rawValue == 0)
        #expect(GrammarRule.yield_expr.rawValue == 57)
        #expect(GrammarRule.const_object.rawValue == 58)
        #expect(GrammarRule.generic_colon_test.rawValue == 59)
        #expect(GrammarRule.yield_arg_from.rawValue == 175)
        #expect(GrammarRule.allCases.count == 176)
    }

    @Test func everyRuleHasAShape() {
        for rule in GrammarRule.allCases where rule != .const_object {
            #expect(!Grammar.shapes[rule.rawValue].items.isEmpty, "\(rule)")
        }
    }

    /// py/grammar.h: `funcdef, and_blank(8), def NAME ( typedargslist? ) funcdefrettype? : suite`.
    @Test func aShapeSaysWhatTheLineSays() {
        let shape = Grammar.shapes[GrammarRule.funcdef.rawValue]
        #expect(shape.kind == .sequence && shape.addsBlank && !shape.liftsOnlyChild)
        #expect(
            Array(shape.items) == [
                GrammarItem(.kwDef), GrammarItem(.name), GrammarItem(.parenOpen),
                GrammarItem(.typedargslist, isOptional: true), GrammarItem(.parenClose),
                GrammarItem(.funcdefrettype, isOptional: true), GrammarItem(.colon),
                GrammarItem(.suite, isOptional: false),
            ])
    }
}
