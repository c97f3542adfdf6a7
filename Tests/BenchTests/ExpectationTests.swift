import Bench
import Testing

@Suite struct ExpectationTests {
    private func verdict(_ expectation: Bench.Expectation, _ pieces: String...) -> Bench.Expectation.Verdict? {
        var expectation = expectation
        for piece in pieces { expectation.receive(piece.utf8) }
        return expectation.verdict
    }

    @Test func isMetByAPartOfALine() {
        #expect(verdict(Bench.Expectation(expected: "ready"), "is ready now\n") == .met)
    }

    @Test func isMetAcrossPiecesAndWithoutANewline() {
        #expect(verdict(Bench.Expectation(expected: "ready"), "all re", "ady") == .met)
    }

    @Test func isNotMetAcrossLines() {
        #expect(verdict(Bench.Expectation(expected: "ready"), "rea\ndy\n") == nil)
    }

    @Test func namesTheLineThatFails() {
        #expect(verdict(Bench.Expectation(forbidden: "Error"), "one\r\ntwo\r\nan Error\r\n") == .failed(line: 3))
    }

    @Test func theFirstVerdictStands() {
        #expect(verdict(Bench.Expectation(expected: "ok", forbidden: "bad"), "ok\nbad\n") == .met)
        #expect(verdict(Bench.Expectation(expected: "ok", forbidden: "bad"), "bad ok\n") == .failed(line: 1))
    }

    @Test func theForbiddenIsAskedFirst() {
        #expect(verdict(Bench.Expectation(expected: "x", forbidden: "x"), "x\n") == .failed(line: 1))
    }

    @Test func withoutTextsThereIsNoVerdict() { #expect(verdict(Bench.Expectation(), "anything\n") == nil) }
}
