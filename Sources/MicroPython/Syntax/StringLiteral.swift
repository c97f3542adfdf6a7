/// The quotes around one literal.
struct StringQuotes {
    let byte: UInt8
    /// 1 or 3.
    let count: Int
}

extension Lexer {
    /// Adjacent literals become one token here, in the token's own text: MicroPython does so to save heap.
    mutating func readStrings() throws(GuestException) {
        token = .end
        var hasTemplate = false
        while let prefix = stringPrefix {
            if prefix.interpolation == .template { hasTemplate = true }
            let kind: Token = prefix.isBytes ? .bytes : .string
            if token == .end {
                token = kind
            } else if token != kind {
                // Text and bytes do not join; nor does anything after an error.
                break
            }
            for _ in 0..<prefix.count { nextByte() }
            try readString(prefix)
            _ = skipBlanks(stopAtLineEnd: true)
        }
        if hasTemplate { try finishTemplate() }
        if formatArguments.count > 0 { try injectFormatArguments() }
    }

    private mutating func readQuotes() -> StringQuotes {
        let byte = current
        nextByte()
        guard current == byte && following == byte else { return StringQuotes(byte: byte, count: 1) }
        nextByte()
        nextByte()
        return StringQuotes(byte: byte, count: 3)
    }

    private mutating func readString(_ prefix: StringPrefix) throws(GuestException) {
        let quotes = readQuotes()
        var template = TemplateState()
        if formatArguments.count == 0 {
            if prefix.interpolation == .format { try formatArguments.append(".format(", vm) }
            if prefix.interpolation == .template { try beginTemplate(quotes) }
        }
        var closing = 0
        while !isAtEnd && (quotes.count > 1 || current != UInt8(ascii: "\n")) && closing < quotes.count {
            if current == quotes.byte {
                closing += 1
                try text.append(current, vm)
            } else if prefix.interpolation == .template && current == UInt8(ascii: "\n") {
                try text.append("\\n", vm)
            } else {
                closing = 0
                if prefix.interpolation != .none && current == UInt8(ascii: "{") {
                    if try readBrace(prefix, quotes, &template) { continue }
                }
                try readCharacter(prefix, quotes, &template)
            }
            nextByte()
        }
        if closing < quotes.count { token = .lonelyStringOpen }
        if prefix.interpolation == .template {
            try endTemplateLiteral(template)
        } else {
            text.truncate(to: text.count - closing)
        }
    }

    private mutating func readCharacter(
        _ prefix: StringPrefix, _ quotes: StringQuotes, _ template: inout TemplateState
    ) throws(GuestException) {
        let isTemplate = prefix.interpolation == .template
        if isTemplate && current == UInt8(ascii: "\\") {
            try copyTemplateEscape(isRaw: prefix.isRaw)
        } else if current == UInt8(ascii: "\\") {
            nextByte()
            if prefix.isRaw {
                // The backslash stays, and a quote after it does not end the string.
                try text.append(UInt8(ascii: "\\"), vm)
                try appendCharacter(UInt32(current))
            } else {
                try readEscape()
            }
        } else if isTemplate && template.depth > 0 && current == UInt8(ascii: "}") {
            try closeTemplateBrace(quotes, &template)
        } else {
            try text.append(current, vm)
            if isTemplate && current == UInt8(ascii: "}") {
                if following == UInt8(ascii: "}") { nextByte() } else { token = .malformedFString }
            }
        }
    }

    /// A character in the width of the literal; out of range it spoils the token.
    private mutating func appendCharacter(_ character: UInt32) throws(GuestException) {
        if character < 0x11_0000 && token == .string {
            try text.append(scalar: character, vm)
        } else if character < 0x100 && token == .bytes {
            try text.append(UInt8(character), vm)
        } else {
            token = .invalid
        }
    }

    /// What follows a backslash; ends on its last byte.
    private mutating func readEscape() throws(GuestException) {
        var character = UInt32(current)
        switch current {
        case UInt8(ascii: "\n"): return
        case UInt8(ascii: "\\"), Lexer.singleQuote, Lexer.doubleQuote: break
        case UInt8(ascii: "a"): character = 0x07
        case UInt8(ascii: "b"): character = 0x08
        case UInt8(ascii: "t"): character = 0x09
        case UInt8(ascii: "n"): character = 0x0A
        case UInt8(ascii: "v"): character = 0x0B
        case UInt8(ascii: "f"): character = 0x0C
        case UInt8(ascii: "r"): character = 0x0D
        case UInt8(ascii: "u") where token == .bytes, UInt8(ascii: "U") where token == .bytes:
            try text.append(UInt8(ascii: "\\"), vm)
        case UInt8(ascii: "x"): character = readHexadecimal(digitCount: 2)
        case UInt8(ascii: "u"): character = readHexadecimal(digitCount: 4)
        case UInt8(ascii: "U"): character = readHexadecimal(digitCount: 8)
        case UInt8(ascii: "N"):
            throw objects.error(.notImplementedError, "unicode name escapes", vm)
        case UInt8(ascii: "0")...UInt8(ascii: "7"):
            character -= 0x30
            var digits = 1
            while digits < 3 && (0x30...0x37).contains(following) {
                nextByte()
                character = character * 8 + UInt32(current) - 0x30
                digits += 1
            }
        default:
            // Not an escape: both bytes stand for themselves.
            try text.append(UInt8(ascii: "\\"), vm)
        }
        try appendCharacter(character)
    }

    /// Stops before the first byte that is no digit, and spoils the token then.
    private mutating func readHexadecimal(digitCount: Int) -> UInt32 {
        var number: UInt32 = 0
        for _ in 0..<digitCount {
            nextByte()
            guard let digit = ByteClass.digit(current), digit < 16 else {
                token = .invalid
                return 0
            }
            number = number &<< 4 | UInt32(digit)
        }
        return number
    }
}
