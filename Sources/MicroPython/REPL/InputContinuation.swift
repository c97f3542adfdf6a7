/// Whether what was typed at a prompt wants another line (mp_repl_continue_with_input, py/repl.c v1.29): an open bracket or triple
/// quote, a backslash at the end, or a compound statement before its empty line.
struct InputContinuation {
    private enum Quote { case none, single, double, tripleSingle, tripleDouble }

    private let text: UnsafeRawBufferPointer
    private var quote = Quote.none
    private var openParentheses = 0
    private var openBrackets = 0
    private var openBraces = 0

    private static let keywords: [StaticString] = ["if", "while", "for", "try", "with", "def", "class", "async"]

    static func isWanted(_ text: UnsafeRawBufferPointer) -> Bool {
        guard let last = text.last else { return false }
        var scan = InputContinuation(text)
        scan.run()
        if scan.quote == .tripleSingle || scan.quote == .tripleDouble { return true }
        let isOpen = scan.openParentheses > 0 || scan.openBrackets > 0 || scan.openBraces > 0
        if isOpen && scan.quote == .none { return true }
        if last == UInt8(ascii: "\\") { return true }
        return last != TypedKey.Byte.lineFeed && scan.startsCompoundStatement
    }

    private init(_ text: UnsafeRawBufferPointer) { self.text = text }

    private var startsCompoundStatement: Bool {
        text[0] == UInt8(ascii: "@") || InputContinuation.keywords.contains { startsWithWord($0) }
    }

    private func startsWithWord(_ word: StaticString) -> Bool {
        let count = word.utf8CodeUnitCount
        guard text.count >= count else { return false }
        for index in 0..<count where text[index] != word.utf8Start[index] { return false }
        return text.count == count || !ByteClass.isAlphanumeric(text[count]) && text[count] != UInt8(ascii: "_")
    }

    private func byte(_ index: Int) -> UInt8 { index < text.count ? text[index] : 0 }

    private mutating func run() {
        var index = 0
        while index < text.count {
            switch text[index] {
            case UInt8(ascii: "'"): index += readQuote(at: index, .single, .tripleSingle)
            case UInt8(ascii: "\""): index += readQuote(at: index, .double, .tripleDouble)
            case UInt8(ascii: "\\")
            where [UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "\\")].contains(byte(index + 1)):
                if quote != .none { index += 1 }
            default: if quote == .none { countBracket(text[index]) }
            }
            index += 1
        }
    }

    /// Bytes to skip beyond the first.
    private mutating func readQuote(at index: Int, _ one: Quote, _ three: Quote) -> Int {
        let isTriple = byte(index + 1) == text[index] && byte(index + 2) == text[index]
        if isTriple && (quote == .none || quote == three) {
            quote = quote == .none ? three : .none
            return 2
        }
        if quote == .none || quote == one { quote = quote == .none ? one : .none }
        return 0
    }

    private mutating func countBracket(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "("): openParentheses += 1
        case UInt8(ascii: ")"): openParentheses -= 1
        case UInt8(ascii: "["): openBrackets += 1
        case UInt8(ascii: "]"): openBrackets -= 1
        case UInt8(ascii: "{"): openBraces += 1
        case UInt8(ascii: "}"): openBraces -= 1
        default: break
        }
    }
}
