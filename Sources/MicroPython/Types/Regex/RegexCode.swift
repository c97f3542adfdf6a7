/// The code of a regular expression, bytes that lie in the pattern's object: they take heap, so they are the reference's (lib/re1.5, v1.29).
enum RegexCode {
    // What takes a byte of the subject comes first.
    static let char: UInt8 = 1
    static let any: UInt8 = 2
    static let oneOf: UInt8 = 3
    static let noneOf: UInt8 = 4
    static let namedClass: UInt8 = 5
    static let begin: UInt8 = 0x50
    static let end: UInt8 = 0x51
    // Jumps, relative to the byte behind their operand. A split tries what follows first, a reverse split where it leads.
    static let jump: UInt8 = 0x60
    static let split: UInt8 = 0x61
    static let reverseSplit: UInt8 = 0x62
    static let save: UInt8 = 0x7E
    static let match: UInt8 = 0x7F

    /// In front of all: skips bytes until the rest matches. An anchored match starts behind it.
    static let searchPrefix: [UInt8] = [reverseSplit, 3, any, jump, UInt8(bitPattern: -5)]

    /// `\d`, `\s`, `\w` and their opposites.
    static func isClassName(_ byte: UInt8) -> Bool {
        byte | 0x20 == UInt8(ascii: "d") || byte | 0x24 == UInt8(ascii: "w")
    }

    /// Whether a byte is in a named class; capitals turn it round.
    static func matches(_ byte: UInt8, name: UInt8) -> Bool {
        let isMember =
            switch name | 0x20 {
            case UInt8(ascii: "d"): ByteClass.isDigit(byte)
            case UInt8(ascii: "s"): ByteClass.isSpace(byte)
            default: byte < 0x80 && (ByteClass.isAlphanumeric(byte) || byte == UInt8(ascii: "_"))
            }
        return isMember == (name & 0x20 != 0)
    }
}
