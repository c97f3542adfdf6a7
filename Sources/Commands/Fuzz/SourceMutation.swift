/// Changes to a Python source: of its lines, its words, and now and then its bytes.
enum SourceMutation {
    private static let words = [
        "False", "None", "True", "and", "as", "assert", "async ", "await ", "break", "class ", "continue", "def ",
        "del ", "elif ",
        "else:", "except:", "finally:", "for ", "from ", "global ", "if ", "import ", " in ", " is ", "lambda ",
        "nonlocal ", " not ",
        " or ", "pass", "raise ", "return ", "try:", "while ", "with ", "yield ", "yield from ", "match ", "(", ")",
        "[", "]", "{", "}", ":",
        ":=", ",", ".", "...", "->", "@", "*", "**", "+", "-", "/", "//", "%", "<<", ">>", "&", "|", "^", "~", "<", ">",
        "==", "!=", "=", "+=", "**=", ";",
        "\n", "\n    ", "\t", "\\\n", "#", "'", "\"", "\"\"\"", "f'", "b'", "r'", "f'{", "}'", "!r", "self", "super()",
        "__init__", "__del__", "__class__",
        "__getattr__", "__setattr__", "__eq__", "__hash__", "__next__", "__iter__", "__len__", "__call__", "__new__",
        "type", "object", "print", "len", "iter",
        "next", "sorted", "map", "zip", "exec", "eval", "compile", "globals()", "locals()", "dir()", "getattr",
        "setattr", "bytearray", "memoryview", "bytes",
        "str", "int", "float", "dict", "list", "set", "tuple", "range", "slice", ".format", ".join", ".split", ".sort",
        ".pop", ".append", ".extend", ".update",
        ".clear()", ".send(None)", ".throw(ValueError)", ".close()", "StopIteration", "MemoryError", "OSError",
        "KeyboardInterrupt", "SystemExit",
        "__import__('micropython').heap_lock()", "__import__('gc').collect()",
        "import gc, sys, micropython, array, struct, collections, io, re, json\n",
        "0", "-1", "1", "2", "0x3fffffff", "-0x40000000", "0x7fffffff", "-0x80000000", "1 << 31", "1 << 64", "10 ** 30",
        "1e400", "-0.0", "float('nan')",
        "0j", "''", "b''", "()", "[]", "{}", "'%s' % ", "[0] * 100", "'x' * 1000", "\u{00E9}", "\u{1F600}", "\0",
    ].map { Array($0.utf8) }

    static func mutate(_ original: [UInt8], with other: [UInt8], _ random: inout FuzzRandom) -> [UInt8] {
        var text = original
        for _ in 0..<random.pick([1, 1, 1, 1, 2, 3, 8]) {
            switch random.below(12) {
            case 0, 1, 2: text = changeLines(text, other, &random)
            case 3: text = ByteMutation.mutate(text, with: other, keeping: 0, &random)
            case 4: text = nest(text, &random)
            default: text = changeWords(text, other, &random)
            }
        }
        return text
    }

    private static func changeLines(_ text: [UInt8], _ other: [UInt8], _ random: inout FuzzRandom) -> [UInt8] {
        let newline = UInt8(ascii: "\n")
        var lines = text.split(separator: newline, omittingEmptySubsequences: false)
        let place = random.below(lines.count)
        switch random.below(6) {
        case 0: lines.remove(at: place)
        case 1: lines.insert(lines[random.below(lines.count)], at: place)
        case 2: lines.swapAt(place, random.below(lines.count))
        case 3: lines[place] = [32, 32, 32, 32] + lines[place]
        case 4: lines[place] = lines[place].drop { $0 == 32 }
        default:
            let theirs = other.split(separator: newline, omittingEmptySubsequences: false)
            if !theirs.isEmpty { lines.insert(contentsOf: theirs[random.stretch(of: theirs.count)], at: place) }
        }
        return Array(lines.joined(separator: [newline]))
    }

    /// Replaces a word by another of the same text, of another text, or of the language.
    private static func changeWords(_ text: [UInt8], _ other: [UInt8], _ random: inout FuzzRandom) -> [UInt8] {
        let place = word(in: text, &random)
        var word = random.pick(words)
        // One of the same kind, a name for a name or an operator for an operator, is more likely to be accepted.
        let kind = text[place].first.map(isWordByte)
        for _ in 0..<8 {
            switch random.below(5) {
            case 0: word = random.pick(words)
            case 1: word = Array(other[self.word(in: other, &random)])
            default: word = Array(text[self.word(in: text, &random)])
            }
            if word.first.map(isWordByte) == kind { break }
        }
        let start = random.below(6) == 0 ? place.upperBound : place.lowerBound
        return Array(text[..<start]) + word + Array(text[place.upperBound...])
    }

    /// Where a run of letters and digits stands, or one other byte.
    private static func word(in text: [UInt8], _ random: inout FuzzRandom) -> Range<Int> {
        let place = random.below(text.count)
        guard text.indices.contains(place) else { return 0..<0 }
        guard isWordByte(text[place]) else { return place..<(place + 1) }
        var (start, end) = (place, place + 1)
        while start > 0, isWordByte(text[start - 1]) { start -= 1 }
        while end < text.count, isWordByte(text[end]) { end += 1 }
        return start..<end
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "_") || 97...122 ~= byte | 32 || 48...57 ~= byte || byte >= 128
    }

    /// Wraps a word in brackets, many times.
    private static func nest(_ text: [UInt8], _ random: inout FuzzRandom) -> [UInt8] {
        let place = word(in: text, &random)
        let depth = random.pick([1, 2, 10, 100, 1000, 5000])
        let (open, close) = random.pick([
            ("(", ")"), ("[", "]"), ("{", "}"), ("-", ""), ("not ", ""), ("f(", ")"), ("[x for x in ", "]"),
            ("lambda: ", ""),
        ])
        let before = [[UInt8]](repeating: Array(open.utf8), count: depth).joined()
        let after = [[UInt8]](repeating: Array(close.utf8), count: depth).joined()
        var nested = Array(text[..<place.lowerBound])
        nested += before
        nested += text[place]
        nested += after
        nested += text[place.upperBound...]
        return nested
    }
}
