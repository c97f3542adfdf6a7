import Bench
import Testing

@Suite struct SerialExpectationTests {
    private func verdict(_ expectation: SerialExpectation, _ pieces: String...) -> SerialExpectation.Verdict? {
        var expectation = expectation
        for piece in pieces { expectation.receive(piece.utf8) }
        return expectation.verdict
    }

    @Test func isMetByAPartOfALine() {
        #expect(verdict(SerialExpectation(expected: "ready"), "is ready now\n") == .met)
    }

    @Test func isMetAcrossPiecesAndWithoutANewline() {
        #expect(verdict(SerialExpectation(expected: "ready"), "all re", "ady") == .met)
    }

    @Test func isNotMetAcrossLines() {
        #expect(verdict(SerialExpectation(expected: "ready"), "rea\ndy\n") == nil)
    }

    @Test func namesTheLineThatFails() {
        #expect(verdict(SerialExpectation(forbidden: "Error"), "one\r\ntwo\r\nan Error\r\n") == .failed(line: 3))
    }

    @Test func theFirstVerdictStands() {
        #expect(verdict(SerialExpectation(expected: "ok", forbidden: "bad"), "ok\nbad\n") == .met)
        #expect(verdict(SerialExpectation(expected: "ok", forbidden: "bad"), "bad ok\n") == .failed(line: 1))
    }

    @Test func theForbiddenIsAskedFirst() {
        #expect(verdict(SerialExpectation(expected: "x", forbidden: "x"), "x\n") == .failed(line: 1))
    }

    @Test func withoutTextsThereIsNoVerdict() { #expect(verdict(SerialExpectation(), "anything\n") == nil) }
}
