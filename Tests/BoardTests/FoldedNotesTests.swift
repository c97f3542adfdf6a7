import Testing

@testable import Board

@Suite struct FoldedNotesTests {
    @Test func manyPartsWithOneTroubleAreOneLine() {
        let lines = (1...100).map { "d.json:\($0):5: rgb\($0): no power" }
        #expect(WiringNotes.folded(lines) == ["d.json:1:5: rgb1: no power, and so for 99 more"])
    }

    @Test func fewAreNamedEach() {
        let lines = ["a: no power", "b: no ground", "c: no power", "words", "more words", "d: no power"]
        #expect(WiringNotes.folded(lines) == lines)
    }
}
