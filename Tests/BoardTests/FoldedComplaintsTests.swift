import Testing

@testable import Board

@Suite struct FoldedComplaintsTests {
    @Test func manyPartsWithOneTroubleAreOneLine() {
        let place = TextPlace(file: "diagram.json", line: 3, column: 5)
        let complaints = (1...100).map { (words: "rgb\($0): no power", place: $0 == 1 ? place : nil) }
        #expect(WiringNotes.folded(complaints) == ["diagram.json:3:5: rgb1, rgb2 and 98 more: no power"])
    }

    @Test func fewAreNamedEach() {
        let lines = ["a: no power", "b: no ground", "c: no power", "words", "more words", "d: no power"]
        #expect(WiringNotes.folded(lines.map { ($0, nil) }) == lines)
    }
}
