/// Reads a JSON text (RFC 8259). Foundation's decoder forgets where a value stood.
///
/// More than the standard: comments, a comma before a closing bracket, and what follows the value are passed over; the last two are
/// noted. At most `depthMax` brackets deep, so that no file can use up the host's stack.
struct JSONReader {
    /// What ends the reading.
    struct Failure: Error {
        let offset: Int
        let words: String
    }

    private static let depthMax = 100
    private let bytes: [UInt8]
    private var at = 0
    private var depth = 0
    private(set) var notes: [Failure] = []

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        // A byte order mark.
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
    }

    /// The whole text.
    mutating func read() throws(Failure) -> JSONValue {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw Failure(offset: 0, words: "this is UTF-16; save the file as UTF-8")
        }
        try skipSpace()
        guard at < bytes.count else { throw Failure(offset: 0, words: "the file is empty") }
        let value = try value()
        try skipSpace()
        if at < bytes.count { note("text after the end of the diagram is passed over", at: at) }
        return value
    }

    private mutating func note(_ words: String, at offset: Int) { notes.append(Failure(offset: offset, words: words)) }

    private func failure(_ expected: String) -> Failure {
        guard at < bytes.count else { return Failure(offset: at, words: "the file ends where \(expected) is expected") }
        return Failure(offset: at, words: "\(found) where \(expected) is expected")
    }

    /// The character that is next, in words.
    private var found: String {
        let rest = String(decoding: bytes[at..<min(at + 8, bytes.count)], as: UTF8.self)
        guard let character = rest.first else { return "" }
        if character.isNewline { return "the end of the line" }
        if character == "'" { return "a single quote" }
        let isPlain = bytes[at] >= 0x20 && bytes[at] != 0x7F && character != "\u{FFFD}"
        return isPlain ? "'\(character)'" : "the byte 0x" + String(bytes[at], radix: 16)
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard at < bytes.count, bytes[at] == UInt8(ascii: character) else { return false }
        at += 1
        return true
    }

    private mutating func skipSpace() throws(Failure) {
        while at < bytes.count {
            switch bytes[at] {
            case 0x20, 0x09, 0x0A, 0x0D: at += 1
            case UInt8(ascii: "/"):
                let start = at
                let next = at + 1 < bytes.count ? bytes[at + 1] : 0
                if next == UInt8(ascii: "/") {
                    while at < bytes.count, bytes[at] != 0x0A { at += 1 }
                } else if next == UInt8(ascii: "*") {
                    at += 2
                    while at + 1 < bytes.count, bytes[at] != UInt8(ascii: "*") || bytes[at + 1] != UInt8(ascii: "/") {
                        at += 1
                    }
                    guard at + 1 < bytes.count else { throw Failure(offset: start, words: "a comment without an end") }
                    at += 2
                } else {
                    return
                }
            default: return
            }
        }
    }

    private mutating func value() throws(Failure) -> JSONValue {
        let start = at
        guard at < bytes.count else { throw failure("a value") }
        let content: JSONValue.Content
        switch bytes[at] {
        case UInt8(ascii: "{"): content = .object(try object())
        case UInt8(ascii: "["): content = .list(try list())
        case UInt8(ascii: "\""): content = .text(try string())
        case UInt8(ascii: "-"), 0x30...0x39: content = try number()
        default: content = try word()
        }
        return JSONValue(content: content, offset: start)
    }

    private mutating func object() throws(Failure) -> [(key: String, value: JSONValue)] {
        var entries: [(key: String, value: JSONValue)] = []
        try items(closing: "}") { reader throws(Failure) in
            guard reader.at < reader.bytes.count, reader.bytes[reader.at] == UInt8(ascii: "\"") else {
                throw reader.failure("a name in double quotes")
            }
            let key = try reader.string()
            try reader.skipSpace()
            guard reader.take(":") else { throw reader.failure("':'") }
            try reader.skipSpace()
            entries.append((key, try reader.value()))
        }
        return entries
    }

    private mutating func list() throws(Failure) -> [JSONValue] {
        var values: [JSONValue] = []
        try items(closing: "]") { reader throws(Failure) in values.append(try reader.value()) }
        return values
    }

    /// Items with commas between them, from the opening bracket to the closing one.
    private mutating func items(
        closing: Unicode.Scalar, _ item: (inout JSONReader) throws(Failure) -> Void
    ) throws(Failure) {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.depthMax else {
            throw Failure(offset: at, words: "more than \(Self.depthMax) brackets deep")
        }
        at += 1
        try skipSpace()
        if take(closing) { return }
        while true {
            try item(&self)
            try skipSpace()
            let comma = at
            if take(closing) { return }
            guard take(",") else { throw failure("',' or '\(closing)'") }
            try skipSpace()
            if take(closing) { return note("a comma with nothing behind it", at: comma) }
        }
    }

    private mutating func number() throws(Failure) -> JSONValue.Content {
        let start = at
        while at < bytes.count, "+-.0123456789eE".utf8.contains(bytes[at]) { at += 1 }
        let digits = String(decoding: bytes[start..<at], as: UTF8.self)
        // What is too large (1e400) is infinite here, and no number to those who look at it.
        guard let number = Double(digits) else {
            throw Failure(offset: start, words: "'\(digits.prefix(40))' is no number")
        }
        return .number(number, digits: digits)
    }

    private mutating func word() throws(Failure) -> JSONValue.Content {
        let words: [(String, JSONValue.Content)] = [("true", .flag(true)), ("false", .flag(false)), ("null", .null)]
        for (word, content) in words where bytes[at...].starts(with: word.utf8) {
            at += word.utf8.count
            return content
        }
        throw failure("a value")
    }

    private mutating func string() throws(Failure) -> String {
        let start = at
        var text: [UInt8] = []
        at += 1
        while at < bytes.count {
            let byte = bytes[at]
            at += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): text += Array(String(try escape()).utf8)
            case 0x0A, 0x0D: throw Failure(offset: start, words: "a text without a closing quote")
            default: text.append(byte)
            }
        }
        throw Failure(offset: start, words: "a text without a closing quote")
    }

    private mutating func escape() throws(Failure) -> Unicode.Scalar {
        guard at < bytes.count else { throw failure("a character") }
        let byte = bytes[at]
        at += 1
        switch byte {
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "u"): return try unicode()
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        default: throw Failure(offset: at - 2, words: "an unknown escape in a text")
        }
    }

    /// `\uXXXX`, or a pair of them above U+FFFF; half a pair becomes U+FFFD.
    private mutating func unicode() throws(Failure) -> Unicode.Scalar {
        let high = try hexadecimal()
        guard (0xD800...0xDBFF).contains(high) else { return Unicode.Scalar(high) ?? "\u{FFFD}" }
        guard bytes[at...].starts(with: "\\u".utf8) else { return "\u{FFFD}" }
        at += 2
        let low = try hexadecimal()
        guard (0xDC00...0xDFFF).contains(low) else { return "\u{FFFD}" }
        return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)) ?? "\u{FFFD}"
    }

    private mutating func hexadecimal() throws(Failure) -> UInt32 {
        guard at + 4 <= bytes.count,
            let number = UInt32(String(decoding: bytes[at..<at + 4], as: UTF8.self), radix: 16)
        else { throw Failure(offset: at, words: "four hexadecimal digits are expected") }
        at += 4
        return number
    }
}
