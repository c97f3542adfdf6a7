import Testing

@testable import MicroPython

/// Heap blocks in the order in which the reference takes, resizes and frees them (`+n`, `=n`, `-`), recorded from
/// micropython32 with a tracing allocator; interned strings are left out on both sides.
@Suite struct AllocationTests {
    /// Reader, lexer, indentation, three texts, two stacks.
    static let start = "+32 +116 +20 +32 +1 +1 +512 +128"
    /// The stacks, then reader, three texts, indentation, lexer; then the tree's chunks.
    static let end = "- - - - - - - -"

    static let recorded: [(source: String, events: String, chunkCount: Int)] = [
        ("pass\n", "+136 =16", 1),
        ("x = 1.5\ny = b'abc'\nz = (x, 1, 'k')\n", "+12 +136 +16 +4 =132", 1),
        ("x = [[[[[[1, 2, (3, 4), 5]]]]]]\n", "+640 - =768 =896 =1024 =1152 +16 +136 =132", 1),
        ("x = 99999999999\n", "+16 +12 +136 =36", 1),
        (
            "print(f'{a} and {b:>10} and more text after that {c!r}')\n",
            "+32 - +56 - =24 +16 +44 +136 +640 - =124 +136 =24", 2
        ),
        (
            """
            def f(a):
              if a:
                while a:
                  for b in a:
                    try:
                      with b:
                        if 1:
                          if 2:
                            if 3:
                              if 4:
                                pass
                    except E:
                      pass

            """, "+640 - +36 - +136 =152 =168 =192 =212 =236 =264 =264", 1
        ),
    ]

    @Test(arguments: recorded) func sameBlocks(source: String, events: String, chunkCount: Int) {
        let guest = SyntaxGuest()
        _ = guest.parse(source)
        let chunks = Array(repeating: "-", count: chunkCount)
        let expected = [Self.start, events, Self.end].flatMap { $0.split(separator: " ").map(String.init) } + chunks
        #expect(guest.events == expected)
    }

    @Test func aLongNameGrowsTheFirstText() {
        let guest = SyntaxGuest()
        _ = guest.parse("a_name_that_is_longer_than_thirty_two_bytes = 1\n")
        #expect(guest.events.starts(with: ["+32", "+116", "+20", "+32", "+1", "+1", "+56", "-", "+512", "+128"]))
    }

    @Test func everythingIsFreeAfterwards() {
        let guest = SyntaxGuest()
        _ = guest.parse("x = (\n")
        // The lexer's six blocks are freed by hand; stacks and chunks are left to the collector, as there.
        #expect(guest.events.suffix(6) == ["-", "-", "-", "-", "-", "-"])
        #expect(guest.events.filter { $0.hasPrefix("+") }.count == 8)
    }

    @Test func aFullHeapIsAnErrorAndNoCrash() {
        for heapBytes in stride(from: 256, through: 4096, by: 64) {
            let guest = SyntaxGuest(heapBytes: heapBytes)
            _ = guest.parse("def f(a, b):\n    return [a + 1.5, f'{b}', 'a long string']\n")
        }
    }
}
