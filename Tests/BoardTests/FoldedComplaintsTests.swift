import Testing

@testable import Board

@Suite struct FoldedComplaintsTests {
    @Test func manyPartsWithOneTroubleAreOneLine() {
        let lines = (1...100).map { "rgb\($0): no power" }
        #expect(Board.folded(lines) == ["rgb1, rgb2 and 98 more: no power"])
    }

    @Test func fewAreNamedEach() {
        let lines = ["a: no power", "b: no ground", "c: no power", "words", "more words", "d: no power"]
        #expect(Board.folded(lines) == lines)
    }
}
