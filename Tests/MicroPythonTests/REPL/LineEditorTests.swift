import Testing

/// Editing a line: each byte as a terminal sends it, and all that comes back. Expected is what the 32-bit unix port sends.
@Suite struct LineEditorTests {
    @Test func aLineIsRun() throws {
        try expectTranscript(
            "1+1\r",
            "<banner>>>> 1+1\r\n2\n>>> \r\n")
    }

    @Test func backspaceTakesTheCharacterBefore() throws {
        try expectTranscript(
            "abc\u{7f}\u{7f}\u{7f}7\r",
            "<banner>>>> abc\u{8}\u{1b}[K\u{8}\u{1b}[K\u{8}\u{1b}[K7\r\n7\n>>> \r\n")
    }

    @Test func cursorKeysMove() throws {
        try expectTranscript(
            "13\u{1b}[D2\u{1b}[C4\r",
            "<banner>>>> 13\u{8}23\u{8}34\r\n1234\n>>> \r\n")
    }

    @Test func homeAndEnd() throws {
        try expectTranscript(
            "2\u{1b}[H1\u{1b}[F3\u{1b}OH0\u{1b}OF4\u{1}'\u{5}'\r",
            "<banner>>>> 2\u{8}12\u{8}23\u{8}\u{8}\u{8}0123\u{8}\u{8}\u{8}1234\u{1b}[5D'01234\u{1b}[5D01234'\r\n'01234'\n>>> \r\n"
        )
    }

    @Test func emacsKeysMoveAndDelete() throws {
        try expectTranscript(
            "1234\u{2}\u{2}\u{6}\u{4}\r",
            "<banner>>>> 1234\u{8}\u{8}3\u{1b}[K\r\n123\n>>> \r\n")
    }

    @Test func killingToTheEndAndToTheStart() throws {
        try expectTranscript(
            "12345\u{2}\u{2}\u{b}\r12345\u{2}\u{2}\u{15}\r",
            "<banner>>>> 12345\u{8}\u{8}\u{1b}[K\r\n123\n>>> 12345\u{8}\u{8}\u{8}\u{8}\u{8}\u{1b}[K45\u{8}\u{8}\r\n45\n>>> \r\n"
        )
    }

    @Test func deleteKey() throws {
        try expectTranscript(
            "12345\u{1b}[D\u{1b}[D\u{1b}[3~\r",
            "<banner>>>> 12345\u{8}\u{8}\u{1b}[K5\u{8}\r\n1235\n>>> \r\n")
    }

    @Test func wordsAreMovedOverAndKilled() throws {
        try expectTranscript(
            "11 + 22 + 33\u{1b}[1;5D\u{1b}[1;5D\u{1b}[1;5C\u{1b}b\u{1b}d44\u{1b}f\u{17}\u{1b}\u{7f}55\r",
            "<banner>>>> 11 + 22 + 33\u{8}\u{8}\u{1b}[5D22\u{8}\u{8}\u{1b}[K + 33\u{1b}[5D4 + 33\u{1b}[5D4 + 33\u{1b}[5D + 33\u{8}\u{8}\u{1b}[K\u{1b}[5D\u{1b}[K55\r\n66\n>>> \r\n"
        )
    }

    @Test func historyGoesUpAndDown() throws {
        try expectTranscript(
            "11\r22\r22\r\u{1b}[A\u{1b}[A\r\u{10}\u{10}\u{e}\r\u{1b}[B\r",
            "<banner>>>> 11\r\n11\n>>> 22\r\n22\n>>> 22\r\n22\n>>> 22\u{8}\u{8}11\r\n11\n>>> 11\u{8}\u{8}22\u{8}\u{8}11\r\n11\n>>> \r\n>>> \r\n"
        )
    }

    @Test func aPairOfCarriageReturnAndLineFeedIsOneLineEnd() throws {
        try expectTranscript(
            "1\r2\r\r3\r",
            "<banner>>>> 1\r\n1\n>>> 2\r\n2\n>>> \r\n>>> 3\r\n3\n>>> \r\n")
    }

    @Test func controlCCancelsTheLine() throws {
        try expectTranscript(
            "1+\u{3}2\r\u{3}3\r",
            "<banner>>>> 1+\r\n>>> 2\r\n2\n>>> \r\n>>> 3\r\n3\n>>> \r\n")
    }

    @Test func controlBShowsTheBannerAgain() throws {
        try expectTranscript(
            "\u{2}1\r",
            "<banner>>>> \r\n<banner>>>> 1\r\n1\n>>> \r\n")
    }

    @Test func charactersBeyondASCIIAreDropped() throws {
        try expectTranscript(
            "'a\u{c3}\u{a9}b'\r",
            "<banner>>>> 'ab'\r\n'ab'\n>>> \r\n")
    }

    @Test func longMovesAreEscapeSequences() throws {
        try expectTranscript(
            "'abcdefgh'\u{1}\u{6}z\u{8}\r",
            "<banner>>>> 'abcdefgh'\u{1b}[10D'zabcdefgh'\u{1b}[9D\u{8}\u{1b}[Kabcdefgh'\u{1b}[9D\r\n'abcdefgh'\n>>> \r\n"
        )
    }

    @Test func tabAfterASpaceIndents() throws {
        try expectTranscript(
            "1 +\t2\r 1 \t2\u{3}",
            "<banner>>>> 1 +2\r\n3\n>>>  1     2\r\n>>> \r\n")
    }
}
