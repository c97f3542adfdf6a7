import Testing

/// Paste mode: many lines, unchanged, run at once. Expected is what the 32-bit unix port sends.
@Suite struct PasteModeTests {
    @Test func linesAreEchoedAndRun() throws {
        try expectTranscript(
            "\u{5}def f():\r    return 5\r\rf()\r\u{4}1\r",
            "<banner>>>> \r\npaste mode; Ctrl-C to cancel, Ctrl-D to finish\r\n=== def f():\r\n===     return 5\r\n=== \r\n=== f()\r\n=== \r\n5\n>>> 1\r\n1\n>>> \r\n"
        )
    }

    @Test func controlCCancels() throws {
        try expectTranscript(
            "\u{5}print(1)\r\u{3}2\r",
            "<banner>>>> \r\npaste mode; Ctrl-C to cancel, Ctrl-D to finish\r\n=== print(1)\r\n=== \r\n>>> 2\r\n2\n>>> \r\n"
        )
    }

    @Test func errorsTellTheLine() throws {
        try expectTranscript(
            "\u{5}x = 1\r1/0\r\u{4}",
            "<banner>>>> \r\npaste mode; Ctrl-C to cancel, Ctrl-D to finish\r\n=== x = 1\r\n=== 1/0\r\n=== \r\nTraceback (most recent call last):\n  File \"<stdin>\", line 2, in <module>\nZeroDivisionError: divide by zero\n>>> \r\n"
        )
    }
}
