import Testing

@testable import Commands

/// Heap at start and recursion depth of each board, beside what was published of it.
@Suite struct BoardMemoryTests {
    @Test func boardsAreAsPublished() throws {
        let boards = try BoardMemory.load()
        #expect(boards.entries.count >= 5)
        for entry in boards.entries {
            guard let published = entry.published else { continue }
            let pool = Double(entry.poolBytes) / Double(published.poolBytes)
            #expect(abs(pool - 1) < 0.0001, "\(entry)")
            // Published is the whole stack divided by a level's bytes; the program itself takes two levels.
            #expect((1...3).contains(published.functionDepth - entry.functionDepth), "\(entry)")
            #expect(entry.methodDepth <= entry.functionDepth && entry.starDepth < entry.methodDepth, "\(entry)")
        }
        #expect(boards.text.contains("PUBLISHED"))
        #expect(try boards.json.contains("function_depth"))
    }
}
