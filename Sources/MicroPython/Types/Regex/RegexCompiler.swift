/// Turns a regular expression into code, from left to right (lib/re1.5/compilecode.c, v1.29).
///
/// Not modelled, as there: counted repetition, assertions other than `^` and `$`, named groups, back references.
struct RegexCompiler {
    private let vm: VM
    private let pattern: [UInt8]
    private var position = 0
    private var code = RegexCode.searchPrefix + [RegexCode.save, 0]
    private(set) var groupCount = 0

    /// - Parameter pattern: it ends at its first zero byte.
    init(_ pattern: UnsafeRawBufferPointer, _ vm: VM) {
        self.pattern = Array(pattern.prefix { $0 != 0 })
        self.vm = vm
    }

    /// The code, and whether the pattern ended where it should: a closing bracket may be too many.
    mutating func compile() throws(GuestException) -> (code: [UInt8], isWhole: Bool) {
        try alternatives()
        return (code + [RegexCode.save, 1, RegexCode.match], position == pattern.count)
    }

    private var current: UInt8 { position < pattern.count ? pattern[position] : 0 }
    private func byte(ahead count: Int) -> UInt8 { position + count < pattern.count ? pattern[position + count] : 0 }

    /// A pattern is wrong, or a jump or a group's number does not fit its byte: the reference calls all of it too complex.
    private func failure() -> GuestException {
        vm.firmware.errorDetail.rawValue >= ErrorDetail.normal.rawValue
            ? vm.error(.valueError, "regex too complex") : vm.error(.valueError, "error in regex")
    }

    private func checked(_ value: Int) throws(GuestException) -> UInt8 {
        guard let byte = Int8(exactly: value) else { throw failure() }
        return UInt8(bitPattern: byte)
    }

    /// The operand of a jump from one place to another.
    private func distance(_ from: Int, _ to: Int) throws(GuestException) -> UInt8 { try checked(to - from - 2) }

    /// Up to a closing bracket or the end.
    private mutating func alternatives() throws(GuestException) {
        try vm.enterRegex()
        defer { vm.leaveRegex() }
        let start = code.count
        var term = start
        var alternative: Int?
        while position < pattern.count, current != UInt8(ascii: ")") {
            switch current {
            case UInt8(ascii: "?"), UInt8(ascii: "*"), UInt8(ascii: "+"):
                guard code.count != term else { throw failure() }
                try repeated(term)
                term = code.count
            case UInt8(ascii: "|"):
                if let alternative { code[alternative] = try checked(code.count - alternative - 1) }
                code.insert(contentsOf: [RegexCode.split, 0], at: start)
                code += [RegexCode.jump, 0]
                alternative = code.count - 1
                code[start + 1] = try distance(start, code.count)
                term = code.count
            case UInt8(ascii: "^"), UInt8(ascii: "$"):
                code.append(current == UInt8(ascii: "^") ? RegexCode.begin : RegexCode.end)
                term = code.count
            default:
                term = code.count
                try single()
            }
            position += 1
        }
        if let alternative { code[alternative] = try checked(code.count - alternative - 1) }
    }

    /// A character, a class or a group.
    private mutating func single() throws(GuestException) {
        switch current {
        case UInt8(ascii: "."): code.append(RegexCode.any)
        case UInt8(ascii: "["): try brackets()
        case UInt8(ascii: "("): try group()
        case UInt8(ascii: "\\"):
            position += 1
            guard position < pattern.count else { throw failure() }
            code += [RegexCode.isClassName(current) ? RegexCode.namedClass : RegexCode.char, current]
        default: code += [RegexCode.char, current]
        }
    }

    /// `[a-z\d_]`: pairs of first and last byte; 0 and a name for a named class.
    private mutating func brackets() throws(GuestException) {
        position += 1
        let start = code.count
        let isNegative = current == UInt8(ascii: "^")
        if isNegative { position += 1 }
        code += [isNegative ? RegexCode.noneOf : RegexCode.oneOf, 0]
        var count = 0
        while current != UInt8(ascii: "]") {
            let isEscaped = current == UInt8(ascii: "\\")
            if isEscaped { position += 1 }
            guard position < pattern.count else { throw failure() }
            let first = current
            if isEscaped && RegexCode.isClassName(first) {
                code += [0, first]
            } else {
                if byte(ahead: 1) == UInt8(ascii: "-") && byte(ahead: 2) != UInt8(ascii: "]") { position += 2 }
                // The reference reads on behind the end of such a pattern.
                guard position < pattern.count else { throw failure() }
                code += [first, current]
            }
            position += 1
            count += 1
        }
        code[start + 1] = try checked(count)
    }

    private mutating func group() throws(GuestException) {
        let captures = byte(ahead: 1) != UInt8(ascii: "?") || byte(ahead: 2) != UInt8(ascii: ":")
        var number = 0
        if captures {
            groupCount += 1
            number = groupCount
            code += [RegexCode.save, try checked(2 * number)]
        } else {
            position += 2
        }
        position += 1
        try alternatives()
        guard current == UInt8(ascii: ")") else { throw failure() }
        if captures { code += [RegexCode.save, try checked(2 * number + 1)] }
    }

    /// `?`, `*` and `+` behind a term; a `?` more makes them take as little as they can.
    private mutating func repeated(_ term: Int) throws(GuestException) {
        let sign = current
        let isLazy = byte(ahead: 1) == UInt8(ascii: "?")
        if isLazy { position += 1 }
        if sign == UInt8(ascii: "+") {
            code += [isLazy ? RegexCode.split : RegexCode.reverseSplit, try distance(code.count, term)]
            return
        }
        code.insert(contentsOf: [isLazy ? RegexCode.reverseSplit : RegexCode.split, 0], at: term)
        if sign == UInt8(ascii: "*") { code += [RegexCode.jump, try distance(code.count, term)] }
        code[term + 1] = try distance(term, code.count)
    }
}
