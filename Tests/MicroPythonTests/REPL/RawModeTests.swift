import Testing

/// The raw prompt, for programs at the other end. Expected is what the 32-bit unix port sends.
@Suite struct RawModeTests {
    @Test func aProgramsOutputAndErrorsAreMarked() throws {
        try expectTranscript(
            "\u{1}print(1)\u{4}1/0\u{4}1+1\u{4}",
            "<banner>>>> \r\nraw REPL; CTRL-B to exit\r\n>OK1\n\u{4}\u{4}>OK\u{4}Traceback (most recent call last):\n  File \"<stdin>\", line 1, in <module>\nZeroDivisionError: divide by zero\n\u{4}>OK\u{4}\u{4}>OK\r\n"
        )
    }

    @Test func controlCForgetsWhatWasSent() throws {
        try expectTranscript(
            "\u{1}print(1)\u{3}print(2)\u{4}",
            "<banner>>>> \r\nraw REPL; CTRL-B to exit\r\n>OK2\n\u{4}\u{4}>OK\r\n")
    }

    @Test func controlAGreetsAgain() throws {
        try expectTranscript(
            "\u{1}abc\u{1}print(3)\u{4}",
            "<banner>>>> \r\nraw REPL; CTRL-B to exit\r\n>raw REPL; CTRL-B to exit\r\n>OK3\n\u{4}\u{4}>OK\r\n")
    }

    @Test func controlBGoesBack() throws {
        try expectTranscript(
            "\u{1}x = 4\u{4}\u{2}x\r",
            "<banner>>>> \r\nraw REPL; CTRL-B to exit\r\n>OK\u{4}\u{4}>\r\n<banner>>>> x\r\n4\n>>> \r\n")
    }

    @Test func controlDOnNothingEnds() throws {
        try expectTranscript(
            "\u{1}\u{4}",
            "<banner>>>> \r\nraw REPL; CTRL-B to exit\r\n>OK\r\n")
    }

    @Test func systemExitEnds() throws {
        try expectTranscript(
            "\u{1}import sys; sys.exit(3)\u{4}",
            "<banner>>>> \r\nraw REPL; CTRL-B to exit\r\n>OK\u{4}\u{4}")
    }

    @Test func rawPasteTakesASource() throws {
        try expectTranscript(
            "\u{1}\u{5}A\u{1}print(5)\rprint(6)\r\u{4}\u{5}A\u{1}1/0\r\u{4}",
            "<banner>>>> \r\nraw REPL; CTRL-B to exit\r\n>R\u{1}\u{80}\u{0}\u{1}\u{4}5\n6\n\u{4}\u{4}>R\u{1}\u{80}\u{0}\u{1}\u{4}\u{4}Traceback (most recent call last):\n  File \"<stdin>\", line 1, in <module>\nZeroDivisionError: divide by zero\n\u{4}>OK\r\n"
        )
    }

    @Test func rawPasteTellsOfFreeWindows() throws {
        try expectTranscript(
            "\u{1}\u{5}A\u{1}x=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rx=1\rprint(x)\r\u{4}",
            "<banner>>>> \r\nraw REPL; CTRL-B to exit\r\n>R\u{1}\u{80}\u{0}\u{1}\u{1}\u{1}\u{4}1\n\u{4}\u{4}>OK\r\n")
    }

    @Test func rawPasteIsCancelled() throws {
        try expectTranscript(
            "\u{1}\u{5}A\u{1}print(5)\r\u{3}print(7)\u{4}",
            "<banner>>>> \r\nraw REPL; CTRL-B to exit\r\n>R\u{1}\u{80}\u{0}\u{1}\u{4}\u{4}KeyboardInterrupt: \n\u{4}>OK7\n\u{4}\u{4}>OK\r\n"
        )
    }

    @Test func anUnknownCommandIsRefused() throws {
        try expectTranscript(
            "\u{1}\u{5}B\u{1}print(8)\u{4}",
            "<banner>>>> \r\nraw REPL; CTRL-B to exit\r\n>R\u{0}>OK8\n\u{4}\u{4}>OK\r\n")
    }
}
