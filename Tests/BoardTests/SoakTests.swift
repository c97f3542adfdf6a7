import Fabric
import Foundation
import TestBench
import Testing

@testable import Board

/// Nothing leaks: not collections, not what compiling leaves.
@Suite struct SoakTests {
    @Test(arguments: ["pico", "nodemcu"])
    func aDayLeavesTheHeapAsAMinuteDoes(board: String) throws {
        let source = try String(contentsOfFile: Repository.path("Fixtures/Memory/soak.py"), encoding: .utf8)
        let desk = try Desk(board, heap: 16 * 1024)
        #expect(desk.run(source, until: nil) == .finished)
        #expect(desk.board.now >= .seconds(86_400) && desk.board.now < .seconds(86_500))
        let figures = desk.text.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
        #expect(figures.count == 2 && figures.first == figures.last, "\(desk.text)")
    }
}
