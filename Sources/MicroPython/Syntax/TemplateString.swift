/// Where a t-string's literal stands.
struct TemplateState {
    /// Open braces of the format specifier that is being read; 0 outside of fields.
    var depth = 0
    var fieldCount = 0
    /// Where the specifier's text starts.
    var specifierStart = 0
    /// The specifier has fields of its own, so it becomes an f-string.
    var specifierHasFields = false
}

/// A t-string `t"a{x!r:>{w}}b"` is rewritten to `__template__(("a","b",), (x),"x","r",f">{w}",)`: the token's text
/// becomes the tuple of literal parts, and name and arguments are injected (py/lexer.c, v1.29).
extension Lexer {
    mutating func beginTemplate(_ quotes: StringQuotes) throws(GuestException) {
        try text.append("((", vm, oneByOne: true)
        try appendQuotes(quotes)
    }

    private mutating func appendQuotes(_ quotes: StringQuotes) throws(GuestException) {
        for _ in 0..<quotes.count { try text.append(quotes.byte, vm) }
    }

    /// Blanks after the expression do not belong to it.
    mutating func trimArgument() {
        while formatArguments.count > 0
            && ByteClass.isSpace(formatArguments.byte(formatArguments.count - 1, vm))
        {
            formatArguments.truncate(to: formatArguments.count - 1)
        }
    }

    /// After the value: the expression as a string, the conversion, and the start of the specifier.
    mutating func addTemplateField(
        start: Int, _ isSelfDocumenting: Bool, _ quotes: StringQuotes, _ template: inout TemplateState
    ) throws(GuestException) {
        try formatArguments.append(quotes.byte, vm)
        let length = formatArguments.count - start - 3
        for offset in 0..<max(0, length) {
            let byte = formatArguments.byte(start + offset, vm)
            if byte == quotes.byte || byte == UInt8(ascii: "\\") {
                try formatArguments.append(UInt8(ascii: "\\"), vm)
            }
            try formatArguments.append(byte, vm)
        }
        try formatArguments.append(quotes.byte, vm)
        try formatArguments.append(UInt8(ascii: ","), vm)

        try appendQuotes(quotes)
        try text.append(UInt8(ascii: ","), vm)
        try appendQuotes(quotes)

        if current == UInt8(ascii: "!") {
            nextByte()
            for byte in [quotes.byte, current] { try formatArguments.append(byte, vm) }
            nextByte()
            for byte in [quotes.byte, UInt8(ascii: ",")] { try formatArguments.append(byte, vm) }
        } else if isSelfDocumenting && current != UInt8(ascii: ":") {
            try formatArguments.append("'r',", vm)
        } else {
            try formatArguments.append("None,", vm)
        }
        if current == UInt8(ascii: ":") { nextByte() }
        template.depth = 1
        template.specifierStart = text.count
    }

    /// Escapes are left for the second reading, when the text is a string literal again.
    mutating func copyTemplateEscape(isRaw: Bool) throws(GuestException) {
        try text.append(UInt8(ascii: "\\"), vm)
        if isRaw {
            try text.append(UInt8(ascii: "\\"), vm)
        } else {
            nextByte()
            try text.append(current, vm)
        }
    }

    mutating func closeTemplateBrace(
        _ quotes: StringQuotes, _ template: inout TemplateState
    ) throws(GuestException) {
        template.depth -= 1
        if template.depth > 0 {
            template.specifierHasFields = true
            try text.append(current, vm)
            return
        }
        template.fieldCount += 1
        if template.specifierHasFields {
            try formatArguments.append(UInt8(ascii: "f"), vm)
            template.specifierHasFields = false
        }
        try formatArguments.append(quotes.byte, vm)
        // Without the brace that opened the field.
        let specifier = vm.ram.bytes(
            text.address &+ UInt32(template.specifierStart + 1), count: text.count - template.specifierStart - 1)
        try formatArguments.append(specifier, vm)
        text.truncate(to: template.specifierStart)
        try formatArguments.append(quotes.byte, vm)
        try formatArguments.append(UInt8(ascii: ","), vm)
    }

    mutating func endTemplateLiteral(_ template: TemplateState) throws(GuestException) {
        if template.depth > 0 { token = .malformedFString }
        if 1 + template.fieldCount * 4 > 255 {
            // More arguments than a call can have: they become a tuple.
            try formatArguments.insert([UInt8(ascii: "(")], at: 0, vm)
            try formatArguments.append(UInt8(ascii: ")"), vm)
        }
    }

    /// The token becomes the name of the function; what was read becomes its arguments.
    mutating func finishTemplate() throws(GuestException) {
        try text.append(",),", vm, oneByOne: true)
        try formatArguments.insert(text.bytes(vm), at: 0, vm)
        if token.rawValue > Token.malformedFString.rawValue {
            token = .name
            text.removeAll()
            try text.append("__template__", vm)
        }
    }
}
