import Testing

/// Statements of several lines, and their indents. Expected is what the 32-bit unix port sends.
@Suite struct ContinuationTests {
    @Test func aCompoundStatementEndsWithAnEmptyLine() throws {
        try expectTranscript(
            "if 1:\rprint(2)\r\r\r",
            "<banner>>>> if 1:\r\n...     print(2)\r\n...     \r\n...     \r\n... 2\n>>> \r\n")
    }

    @Test func bracketsStayOpen() throws {
        try expectTranscript(
            "(1,\r2)\r[\r3]\r{\r}\r",
            "<banner>>>> (1,\r\n... 2)\r\n(1, 2)\n>>> [\r\n... 3]\r\n[3]\n>>> {\r\n... }\r\n{}\n>>> \r\n")
    }

    @Test func tripleQuotesStayOpen() throws {
        try expectTranscript(
            "'''a\rb'''\r\"\"\"c\r\"\"\"\r",
            "<banner>>>> '''a\r\n... b'''\r\n'a\\nb'\n>>> \"\"\"c\r\n... \"\"\"\r\n'c\\n'\n>>> \r\n")
    }

    @Test func aBackslashContinues() throws {
        try expectTranscript(
            "4 + \\\r5\r",
            "<banner>>>> 4 + \\\r\n... 5\r\n9\n>>> \r\n")
    }

    @Test func bracketsInStringsDoNotCount() throws {
        try expectTranscript(
            "'('\r\"[\"\r'\\'('\r",
            "<banner>>>> '('\r\n'('\n>>> \"[\"\r\n'['\n>>> '\\'('\r\n\"'(\"\n>>> \r\n")
    }

    @Test func aWordThatBeginsLikeAKeywordIsNone() throws {
        try expectTranscript(
            "iffy = 1\rformat = 2\riffy\rclass_ = 3\r",
            "<banner>>>> iffy = 1\r\n>>> format = 2\r\n>>> iffy\r\n1\n>>> class_ = 3\r\n>>> \r\n")
    }

    @Test func decoratorsAndAsyncContinue() throws {
        try expectTranscript(
            "@staticmethod\rdef f(): return 1\r\r\rasync def g():\rreturn 2\r\r\r",
            "<banner>>>> @staticmethod\r\n... def f(): return 1\r\n... \r\n>>> \r\n>>> async def g():\r\n...     return 2\r\n...     \r\n...     \r\n... >>> \r\n"
        )
    }

    @Test func indentsFollowTheLineBefore() throws {
        try expectTranscript(
            "def f():\rif 1:\rreturn 3\r\r\rf()\r",
            "<banner>>>> def f():\r\n...     if 1:\r\n...         return 3\r\n...         \r\n...         \r\n... f()\r\n... Traceback (most recent call last):\n  File \"<stdin>\", line 6\nSyntaxError: invalid syntax\n>>> \r\n"
        )
    }

    @Test func aSpaceUndoesAnIndent() throws {
        try expectTranscript(
            "if 0:\r print(1)\relse:\r  print(2)\r\r",
            "<banner>>>> if 0:\r\n...     \u{8}\u{8}\u{8}print(1)\r\n... else:\r\n...   print(2)\r\n... \r\n2\n>>> \r\n"
        )
    }

    @Test func backspaceTakesAWholeIndent() throws {
        try expectTranscript(
            "if 1:\rpass\r\u{7f}x=1\r\rx\r",
            "<banner>>>> if 1:\r\n...     pass\r\n...     \u{8}\u{8}\u{8}\u{8}\u{1b}[Kx=1\r\n... \r\nTraceback (most recent call last):\n  File \"<stdin>\", line 3\nSyntaxError: invalid syntax\n>>> x\r\nTraceback (most recent call last):\n  File \"<stdin>\", line 1, in <module>\nNameError: name 'x' isn't defined\n>>> \r\n"
        )
    }

    @Test func controlDRunsWhatIsThere() throws {
        try expectTranscript(
            "for i in range(2):\rprint(i)\r\u{7f}\u{4}",
            "<banner>>>> for i in range(2):\r\n...     print(i)\r\n...     \u{8}\u{8}\u{8}\u{8}\u{1b}[K0\n1\n>>> \r\n")
    }

    @Test func controlCCancelsTheStatement() throws {
        try expectTranscript(
            "if 1:\r\u{7f}\u{3}1\r",
            "<banner>>>> if 1:\r\n...     \u{8}\u{8}\u{8}\u{8}\u{1b}[K\r\n>>> 1\r\n1\n>>> \r\n")
    }

    @Test func expressionsArePrintedAndNoneIsNot() throws {
        try expectTranscript(
            "None\r'a'\r1; 2\rx = 3\r...\r",
            "<banner>>>> None\r\n>>> 'a'\r\n'a'\n>>> 1; 2\r\n1\n2\n>>> x = 3\r\n>>> ...\r\nEllipsis\n>>> \r\n")
    }

    @Test func anErrorShowsItsTraceback() throws {
        try expectTranscript(
            "1/0\rdef f(): raise ValueError('x')\r\r\rf()\rdef\r",
            "<banner>>>> 1/0\r\nTraceback (most recent call last):\n  File \"<stdin>\", line 1, in <module>\nZeroDivisionError: divide by zero\n>>> def f(): raise ValueError('x')\r\n... \r\n>>> \r\n>>> f()\r\nTraceback (most recent call last):\n  File \"<stdin>\", line 1, in <module>\n  File \"<stdin>\", line 1, in f\nValueError: x\n>>> def\r\n... Traceback (most recent call last):\n  File \"<stdin>\", line 1\nSyntaxError: invalid syntax\n>>> \r\n"
        )
    }
}
