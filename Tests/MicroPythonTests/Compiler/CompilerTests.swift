import Testing

@testable import MicroPython

/// Expectations are what MicroPython 1.29's 32-bit unix port prints for `-v -v`, or the trace of its allocator.
@Suite struct CompilerTests {
    @Test func assignsATuplePairWithoutATuple() throws {
        #expect(
            try CompilerGuest().instructions("a, b = b, a") == [
                "00 LOAD_NAME b", "02 LOAD_NAME a", "04 ROT_TWO", "05 STORE_NAME a", "07 STORE_NAME b",
                "09 LOAD_CONST_NONE", "10 RETURN_VALUE",
            ])
    }

    @Test func leavesOutAssertsFromLevelOneOn() throws {
        #expect(try CompilerGuest().instructions("assert x", level: 1) == ["00 LOAD_CONST_NONE", "01 RETURN_VALUE"])
    }

    @Test func countsLoopsOverRangesWithoutAnIterator() throws {
        #expect(
            try CompilerGuest().instructions("for i in range(9):\n    pass") == [
                "00 LOAD_CONST_SMALL_INT 0", "01 JUMP 8", "03 DUP_TOP", "04 STORE_NAME i",
                "06 LOAD_CONST_SMALL_INT 1", "07 BINARY_OP 14 __iadd__", "08 DUP_TOP", "09 LOAD_CONST_SMALL_INT 9",
                "10 BINARY_OP 0 __lt__", "11 POP_JUMP_IF_TRUE 3", "13 POP_TOP", "14 LOAD_CONST_NONE",
                "15 RETURN_VALUE",
            ])
    }

    /// Traced in MicroPython 1.29's 32-bit unix port: sizes and order of every block from the module's context to the
    /// last scope that is freed.
    @Test func takesAndFreesTheBlocksOfTheReference() throws {
        let guest = try CompilerGuest()
        _ = try guest.compile("def f(a, b=1):\n    return [x for x in a if x > b]\nprint(1)\n")
        #expect(
            guest.events.joined(separator: " ")
                == "+16 +8 +16 +52 +12 +32 +68 +16 - +52 +12 +32 +32 - +52 +12 +32 +32 +48 - +4 +20 +64 - +4 +16 +25 "
                + "+16 - - - - - - - - -")
    }

    @Test func refusesWhatNestsTooDeep() throws {
        let guest = try CompilerGuest()
        let source = "x = " + String(repeating: "not ", count: 3000) + "y"
        #expect(throws: GuestException.self) { try guest.compile(source) }
    }

    @Test func namesTheLineAndTheFunctionOfAMistake() throws {
        do throws(CrossCompiler.Failure) {
            _ = try CrossCompiler().compile(Array("x = 1\ndef f():\n    break\n".utf8), name: "main.py")
            Issue.record("accepted")
        } catch {
            #expect(
                error.description == """
                    Traceback (most recent call last):
                      File "main.py", line 3, in f
                    SyntaxError: 'break'/'continue' outside loop
                    """)
            #expect(error.line == 3)
        }
    }
}
