import Testing

/// The tab key. Expected is what the 32-bit unix port sends.
@Suite struct CompletionTests {
    @Test func aNameIsCompleted() throws {
        try expectTranscript(
            "x = 'abc'\rx.isdi\t()\r",
            "<banner>>>> x = 'abc'\r\n>>> x.isdigit()\r\nFalse\n>>> \r\n")
    }

    @Test func importIsCompleted() throws {
        try expectTranscript(
            "impo\tgc\rgc.isen\t()\r",
            "<banner>>>> import gc\r\n>>> gc.isenabled()\r\nTrue\n>>> \r\n")
    }

    @Test func theCommonPartOfSeveralIsCompleted() throws {
        try expectTranscript(
            "class A: pass\r\rA.long_one = 1\rA.long_two = 2\rA.lo\tone\r",
            "<banner>>>> class A: pass\r\n... \r\n>>> A.long_one = 1\r\n>>> A.long_two = 2\r\n>>> A.long_one\r\n1\n>>> \r\n"
        )
    }

    @Test func severalAreShown() throws {
        try expectTranscript(
            "class B: pass\r\rB.apple = 1\rB.pear = 2\rB._hidden = 3\rB.\tpear\rB._h\t\r",
            "<banner>>>> class B: pass\r\n... \r\n>>> B.apple = 1\r\n>>> B.pear = 2\r\n>>> B._hidden = 3\r\n>>> B.\napple           pear\n>>> B.pear\r\n2\n>>> B._hidden\r\n3\n>>> \r\n"
        )
    }

    @Test func whatIsUnknownStays() throws {
        try expectTranscript(
            "nothing.\tx\u{3}nowhere\tx\u{3}None.\tx\u{3}",
            "<banner>>>> nothing.x\r\n>>> nowherex\r\n>>> None.x\r\n>>> \r\n")
    }

    @Test func builtInTypesHaveMethods() throws {
        try expectTranscript(
            "x = []\rx.app\t(1)\rx\ry = {}\ry.setd\t\u{3}",
            "<banner>>>> x = []\r\n>>> x.append(1)\r\n>>> x\r\n[1]\n>>> y = {}\r\n>>> y.setdefault\r\n>>> \r\n")
    }
}
