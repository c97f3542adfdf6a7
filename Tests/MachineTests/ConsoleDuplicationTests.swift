import Board
import TestBench
import Testing

/// docs/library/os.rst: `dupterm`; ports have one, two or three places.
@Suite struct ConsoleDuplicationTests {
    @Test(arguments: [("pico", 1), ("esp32", 1), ("nodemcu", 2), ("pyboard", 3)])
    func placesCanBeEmptied(board: String, count: Int) throws {
        let desk = try Desk(board)
        desk.run(
            """
            import os
            for place in range(4):
                try:
                    print(os.dupterm(None, place))
                except ValueError as error:
                    print(error)
            """)
        let none = [String](repeating: "None", count: count)
        #expect(desk.lines == none + [String](repeating: "invalid dupterm index", count: 4 - count))
    }
}
