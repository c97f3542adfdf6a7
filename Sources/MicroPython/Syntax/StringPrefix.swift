/// The letters before a string's quote.
struct StringPrefix {
    enum Interpolation { case none, format, template }

    var isBytes = false
    var isRaw = false
    var interpolation = Interpolation.none
    /// Letters to skip.
    var count = 0
}

extension Lexer {
    static let singleQuote = UInt8(ascii: "'")
    static let doubleQuote = UInt8(ascii: "\"")

    private static func isQuote(_ byte: UInt8) -> Bool { byte == singleQuote || byte == doubleQuote }

    /// Whether a string or bytes literal starts here.
    var isAtString: Bool { Lexer.isQuote(current) || stringPrefix != nil }

    /// The prefix that starts here; nil where no quote follows. Only small letters are prefixes in MicroPython, and
    /// `u` stands alone.
    var stringPrefix: StringPrefix? {
        var prefix = StringPrefix()
        var isText = false
        for byte in [current, following] {
            switch byte {
            case Lexer.singleQuote, Lexer.doubleQuote: return prefix
            case UInt8(ascii: "r") where !prefix.isRaw && !isText: prefix.isRaw = true
            case UInt8(ascii: "b") where canAdd(to: prefix, isText): prefix.isBytes = true
            case UInt8(ascii: "f") where options.hasFormatStrings && canAdd(to: prefix, isText):
                prefix.interpolation = .format
            case UInt8(ascii: "t") where options.hasTemplateStrings && canAdd(to: prefix, isText):
                prefix.interpolation = .template
            case UInt8(ascii: "u") where prefix.count == 0: isText = true
            default: return nil
            }
            prefix.count += 1
        }
        return Lexer.isQuote(second) && !isText ? prefix : nil
    }

    private func canAdd(to prefix: StringPrefix, _ isText: Bool) -> Bool {
        !isText && !prefix.isBytes && prefix.interpolation == .none
    }
}
