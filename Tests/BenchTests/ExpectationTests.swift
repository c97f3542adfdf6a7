import Bench
import Testing

@Suite struct ExpectationTests {
    private func verdict(_ expectation: Expectation, _ pieces: String...) -> Expectation.Verdict? {
        var expectation = expectation
        for piece in pieces { expectation.receive(piece.utf8) }
        return expectation.verdict
    }

    @Test func isMetByAPartOfALine() {
        #expect(verdict(Expectation(expected: "ready"), "is ready now\n") == .met)
    }

    @Test func isMetAcrossPiecesAndWithoutANewline() {
        #expect(verdict(Expectation(expected: "ready"), "all re", "ady") == .met)
    }

    @Test func isNotMetAcrossLines() {
        #expect(verdict(Expectation(expected: "ready"), "rea\ndy\n") == nil)
    }

    @Test func namesTheLineThatFails() {
        #expect(verdict(Expectation(forbidden: "Error"), "one\r\ntwo\r\nan Error\r\n") == .failed(line: 3))
    }

    @Test func theFirstVerdictStands() {
        #expect(verdict(Expectation(expected: "ok", forbidden: "bad"), "ok\nbad\n") == .met)
        #expect(verdict(Expectation(expected: "ok", forbidden: "bad"), "bad ok\n") == .failed(line: 1))
    }

    @Test func theForbiddenIsAskedFirst() {
        #expect(verdict(Expectation(expected: "x", forbidden: "x"), "x\n") == .failed(line: 1))
    }

    @Test func withoutTextsThereIsNoVerdict() { #expect(verdict(Expectation(), "anything\n") == nil) }
}
