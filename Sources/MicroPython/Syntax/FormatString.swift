extension Lexer {
    /// A `{` in an f- or t-string. False when it only opens a nested field of a format specifier, which is a character
    /// like any other.
    mutating func readBrace(
        _ prefix: StringPrefix, _ quotes: StringQuotes, _ template: inout TemplateState
    ) throws(GuestException) -> Bool {
        let isTemplate = prefix.interpolation == .template
        if template.depth > 0 {
            template.depth += 1
            return false
        }
        nextByte()
        if current == UInt8(ascii: "{") {
            // `{{` goes on to str.format as it is.
            if !isTemplate { try text.append(UInt8(ascii: "{"), vm) }
            nextByte()
        } else {
            try readInterpolation(isTemplate: isTemplate, quotes, &template)
        }
        try text.append(UInt8(ascii: "{"), vm)
        return true
    }

    /// The expression of one field: moved to the arguments, in parentheses. MicroPython looks at brackets only, so
    /// braces, colons and quotes inside nested strings are taken for what they look like.
    private mutating func readInterpolation(
        isTemplate: Bool, _ quotes: StringQuotes, _ template: inout TemplateState
    ) throws(GuestException) {
        try formatArguments.append(UInt8(ascii: "("), vm)
        let start = formatArguments.count
        try copyExpression()
        var isSelfDocumenting = false
        if formatArguments.byte(formatArguments.count - 1, vm) == UInt8(ascii: "=") {
            // f'{a=}' says 'a=' first.
            isSelfDocumenting = true
            let name = vm.ram.bytes(
                formatArguments.address &+ UInt32(start), count: max(0, formatArguments.count - start))
            try text.append(name, vm)
            formatArguments.truncate(to: formatArguments.count - 1)
        }
        if isTemplate { trimArgument() }
        if formatArguments.count == start { token = .malformedFString }
        try formatArguments.append("),", vm, oneByOne: true)
        if isTemplate { try addTemplateField(start: start, isSelfDocumenting, quotes, &template) }
    }

    /// Up to a `:`, a `}`, or a `!r` or `!s` before one of them, outside of brackets.
    private mutating func copyExpression() throws(GuestException) {
        var depth: UInt32 = 0
        while !isAtEnd && (depth != 0 || !isAtFieldEnd) {
            if current == UInt8(ascii: "[") || current == UInt8(ascii: "{") {
                depth &+= 1
            } else if current == UInt8(ascii: "]") || current == UInt8(ascii: "}") {
                depth &-= 1
            }
            try formatArguments.append(current, vm)
            nextByte()
        }
    }

    private var isAtFieldEnd: Bool {
        switch current {
        case UInt8(ascii: ":"), UInt8(ascii: "}"): true
        case UInt8(ascii: "!"):
            (following == UInt8(ascii: "r") || following == UInt8(ascii: "s"))
                && (second == UInt8(ascii: ":") || second == UInt8(ascii: "}"))
        default: false
        }
    }

    /// The text goes on with the arguments that were collected, and only then with the source.
    mutating func injectFormatArguments() throws(GuestException) {
        try formatArguments.append(UInt8(ascii: ")"), vm)
        if injectedNext == 0 {
            let saved = [current, following, second]
            try injected.append(saved, vm)
        } else {
            // Injecting already: the three bytes read ahead are still there.
            injectedNext -= 3
        }
        try injected.insert(formatArguments.bytes(vm), at: injectedNext, vm)
        formatArguments.removeAll()
        current = injected.byte(injectedNext, vm)
        following = injected.byte(injectedNext + 1, vm)
        second = injected.byte(injectedNext + 2, vm)
        injectedNext += 3
    }
}
