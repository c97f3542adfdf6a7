import TestBench
import Testing

/// Containers that hold themselves, and containers in containers: MicroPython checks its stack while it prints them, and runs out of it while
/// it compares or hashes them. Perch raises RuntimeError in each case.
@Suite struct RecursionTests {
    private static let preparation = """
        a = [1]
        a.append(a)
        b = [1]
        b.append(b)
        d = {}
        d[1] = d
        e = {}
        e[1] = e
        t = ()
        for i in range(5000): t = (t,)
        n = iter([1])
        for i in range(5000): n = enumerate(n)
        m = iter([1])
        for i in range(5000): m = map(str, m)

        """

    @Test(arguments: [
        "repr(a)", "a == b", "a != b", "a < b", "a in [b]", "a.index(b)", "a.count(b)", "max(a, b)", "sorted([a, b])",
        "'%s' % a", "str((a,))", "repr(d)", "d == e", "d in [e]", "{1: a} == {1: b}", "hash(t)", "{t: 1}", "t == (t,)",
        "t < (t,)",
        "repr(t)", "list(n)", "list(m)",
    ])
    func endsInRuntimeError(expression: String) throws {
        let program =
            Self.preparation + """
                try:
                    print(\(expression))
                except RuntimeError as e:
                    print(e)
                """
        #expect(try run(program).text == "maximum recursion depth exceeded\n")
    }
}
