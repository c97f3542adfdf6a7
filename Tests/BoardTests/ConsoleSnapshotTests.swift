import Board
import Testing

/// The serial terminal against ECMA-48 and what MicroPython's line editor sends.
@Suite struct ConsoleSnapshotTests {
    func console(_ text: String) -> ConsoleSnapshot {
        var console = ConsoleSnapshot()
        console.receive(Array(text.utf8))
        return console
    }

    @Test func carriageReturnAndLineFeedStartALine() {
        let console = console("one\r\ntwo")
        #expect(console.text == "one\ntwo")
        #expect(console.cursorRow == 1)
        #expect(console.cursorColumn == 3)
    }

    @Test func carriageReturnAloneWritesOverTheLine() { #expect(console("12345\rab").text == "ab345") }

    @Test func backspaceMovesAndEraseClearsToTheEnd() {
        // MicroPython's readline deletes a character with BS and CSI K.
        let console = console("abc\u{8}\u{1B}[K")
        #expect(console.text == "ab")
        #expect(console.cursorColumn == 2)
    }

    @Test func cursorLeftByANumber() { #expect(console("abcdef\u{1B}[4DX").text == "abXdef") }

    @Test func coloursAreDropped() { #expect(console("\u{1B}[1;31mred\u{1B}[0m").text == "red") }

    @Test func tabStopsAreEightColumnsApart() { #expect(console("a\tb").text == "a       b") }

    @Test func aCharacterMayArriveInPieces() {
        var console = ConsoleSnapshot()
        for byte in Array("µ→".utf8) { console.receive([byte]) }
        #expect(console.text == "µ→")
        #expect(console.cursorColumn == 2)
    }

    @Test func brokenUTF8BecomesTheReplacementCharacter() {
        var console = ConsoleSnapshot()
        console.receive([0xE2, 0x86, 0x41])
        #expect(console.text == "\u{FFFD}A")
    }

    @Test func oldLinesFallOff() {
        var console = ConsoleSnapshot()
        for number in 0..<5000 { console.receive(Array("\(number)\n\r".utf8)) }
        #expect(console.lines.count <= ConsoleSnapshot.linesMax)
        #expect(console.lines.count + console.droppedLines == 5001)
        #expect(console.lines[console.cursorRow - 1].map(Character.init) == ["4", "9", "9", "9"])
    }

    @Test func clearScreenStartsAnew() { #expect(console("a\r\nb\u{1B}[2J\u{1B}[Hc").text == "c") }

    @Test func anyBytesAreTaken() {
        var console = ConsoleSnapshot()
        var state: UInt32 = 1
        for _ in 0..<100_000 {
            state = state &* 1_664_525 &+ 1_013_904_223
            console.receive([UInt8(truncatingIfNeeded: state >> 24)])
            #expect(console.lines.indices.contains(console.cursorRow))
        }
    }
}
