import Testing

@testable import MicroPython

/// Counting and finding characters, against Swift's own view of the same text.
@Suite struct CodePointsTests {
    static let texts = [
        "", "a", "é", "€uro", "😀", "plain text that is longer than a word", "é€😀 mixed é€😀 with ascii é",
    ]

    @Test(arguments: texts) func countsCharacters(text: String) {
        let bytes = Array(text.utf8)
        bytes.withUnsafeBytes { #expect(CodePoints.count($0) == text.unicodeScalars.count) }
    }

    @Test(arguments: texts) func findsCharactersFromBothEnds(text: String) {
        let starts = text.unicodeScalars.indices.map { $0.utf16Offset(in: text) }.count
        let bytes = Array(text.utf8)
        var offset = 0
        bytes.withUnsafeBytes { raw in
            for (index, scalar) in text.unicodeScalars.enumerated() {
                #expect(CodePoints.offset(ofCharacter: index, raw) == offset)
                #expect(CodePoints.offset(ofCharacter: index - starts, raw) == offset)
                #expect(CodePoints.scalar(offset, raw) == scalar.value)
                let next = offset + UTF8.width(scalar)
                #expect(CodePoints.next(offset, raw) == next)
                offset = next
            }
            #expect(CodePoints.offset(ofCharacter: starts, raw) == nil)
            #expect(CodePoints.offset(ofCharacter: -starts - 1, raw) == nil)
        }
    }

    /// Lengths are checked, values are not (py/unicode.c, v1.29).
    @Test(
        arguments: [
            ([0x61, 0xC3, 0xA9], true), ([0xC3], false), ([0xA9], false), ([0xC3, 0x61], false), ([0xE2, 0x82], false),
            ([0xF8, 0x80, 0x80, 0x80, 0x80], false), ([0xC0, 0x80], true), ([0xED, 0xA0, 0x80], true), ([], true),
            ([0xF5, 0x80, 0x80, 0x80], true),
        ] as [([UInt8], Bool)])
    func checksLengths(bytes: [UInt8], isValid: Bool) {
        bytes.withUnsafeBytes { #expect(CodePoints.isValid($0) == isValid) }
    }

    @Test(arguments: [0x41, 0xE9, 0x20AC, 0x1F600] as [UInt32])
    func encodesAsSwiftDoes(scalar: UInt32) throws {
        let encoded = CodePoints.encoded(scalar)
        let bytes = withUnsafeBytes(of: encoded.bytes.littleEndian) { Array($0.prefix(encoded.count)) }
        #expect(bytes == Array(String(try #require(Unicode.Scalar(scalar))).utf8))
    }
}
