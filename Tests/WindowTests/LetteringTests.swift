import Testing

@testable import Window

/// The stroke font.
@Suite struct LetteringTests {
    @Test func everyPrintableASCIICharacterHasAPicture() {
        for code in UInt8(32)...126 { #expect(StrokeFont.has(Unicode.Scalar(code)), "no glyph for \(code)") }
        for scalar in "°µ→✓▶⏸Ω×".unicodeScalars { #expect(StrokeFont.has(scalar)) }
    }

    @Test func allPrintableCharactersLookDifferent() {
        for style in [TextStyle.plain(12), .console(13)] {
            var seen: [[UInt8]: Unicode.Scalar] = [:]
            for code in UInt8(33)...126 {
                let scalar = Unicode.Scalar(code)
                let glyph = GlyphMask(scalar, style)
                let box = [glyph.region.left, glyph.region.top, glyph.region.width].map {
                    UInt8(truncatingIfNeeded: $0)
                }
                if let other = seen.updateValue(scalar, forKey: box + glyph.mask) {
                    Issue.record("\(scalar) looks like \(other) at \(style.size)")
                }
            }
        }
    }

    @Test func consoleCellsAreEquallyWideAndHoldTheirCharacter() {
        let style = TextStyle.console(13)
        for code in UInt8(32)...126 {
            let glyph = GlyphMask(Unicode.Scalar(code), style)
            #expect(glyph.advance == style.cellWidth)
            #expect(glyph.region.left >= -1 && glyph.region.right <= style.cellWidth + 1)
        }
    }

    @Test func stemsAndBaselinesAreSharp() {
        // The L's stem and foot are whole pixels: full coverage somewhere in its lowest row and its left column.
        let glyph = GlyphMask("L", .plain(12))
        let row = (0 - glyph.region.top) * glyph.region.width
        #expect(glyph.mask[row..<row + glyph.region.width].filter { $0 == 255 }.count >= 3)
    }

    @Test func longTextIsShortenedToItsBox() {
        let lettering = Lettering()
        let style = TextStyle.plain(12)
        for limit in [0, 5, 20, 60, 200] {
            let line = lettering.fitted("Potentiometer with a long name", style, width: limit)
            #expect(lettering.width(line, style) <= limit)
        }
        #expect(lettering.fitted("short", style, width: 100) == "short")
        #expect(lettering.fitted("Potentiometer", style, width: 60).hasSuffix("…"))
    }

    @Test func aTurnedCharacterReadsUpwards() {
        let glyph = GlyphMask("L", .plain(14))
        let turned = glyph.turned
        #expect(turned.region.width == glyph.region.height)
        #expect(turned.region.height == glyph.region.width)
        #expect(turned.turned.turned.turned.mask == glyph.mask)
    }

    @Test func numbersAreWrittenWithoutTheHostsLocale() {
        #expect(Numerals.fixed(1.584, 2) == "1.58")
        #expect(Numerals.fixed(-0.001, 2) == "0.00")
        #expect(Numerals.fixed(-40, 0) == "-40")
        #expect(Numerals.clock(nanoseconds: 12_345_678_901) == "00:12.345")
        #expect(Numerals.clock(nanoseconds: 3_661_001_000_000) == "1:01:01.001")
        #expect(Numerals.kilobytes(192_064) == "188 KB")
        #expect(Numerals.speed(0.25) == "0.25×")
        #expect(Numerals.speed(1) == "1×")
    }

    @Test func notesAreNamedByTheirFrequency() {
        // Equal temperament, ISO 16: A4 = 440 Hz; C4 = 261.63, B4 = 493.88, E7 = 2637.02 Hz.
        #expect(Note.name(440) == "A4")
        #expect(Note.name(261.63) == "C4")
        #expect(Note.name(493.88) == "B4")
        #expect(Note.name(2637) == "E7")
        #expect(Note.name(27.5) == "A0")
        #expect(Note.name(5) == "")
    }
}
