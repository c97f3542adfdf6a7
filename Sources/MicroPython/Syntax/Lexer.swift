/// Turns source text into tokens, all of MicroPython's lexical grammar (py/lexer.c, v1.29): indentation, implicit and
/// explicit line joining, string prefixes and concatenation, f-strings rewritten to `.format` calls.
///
/// Its state is host-side, but every block that MicroPython's lexer has on the heap is taken, grown and freed here at
/// the same moments: the lexer itself, the reader, the token's text, the indentation stack, the text to inject.
struct Lexer {
    let vm: VM
    let options: SyntaxOptions
    let objects: any SyntaxObjects
    let sourceName: Qstr

    /// The current token, where it starts, and its text: what names, numbers and strings say, escapes resolved.
    var token = Token.end
    private(set) var tokenLine = 1
    private(set) var tokenColumn = 1
    var text: TextBuffer

    /// The next three bytes. 0 is the end of the text.
    var current: UInt8 = 0
    var following: UInt8 = 0
    var second: UInt8 = 0

    private var line = 1
    /// Starts three before the first column, for the three bytes that are read ahead.
    private var column = -2
    /// Indents (positive) or dedents (negative) that are still to be told.
    private var pendingDents = 0
    /// Line ends count for nothing while this is positive.
    var bracketDepth = 0
    private var indents: IndentStack

    /// Text that is read before the source goes on: the arguments of `.format(...)` after an f-string.
    var injected: TextBuffer
    var injectedNext = 0
    /// Arguments collected from the f-string that is being read.
    var formatArguments: TextBuffer

    private var reader: SourceReader
    private let block: GuestAddress

    static let endOfText: UInt8 = 0
    /// What a zero byte in the source becomes, so that it does not end the text.
    private static let invalidByte: UInt8 = 1
    private static let tabSize = 8

    /// Takes the lexer's blocks and reads the first token.
    init(
        _ reader: SourceReader, sourceName: Qstr, options: SyntaxOptions, objects: any SyntaxObjects, _ vm: VM
    ) throws(GuestException) {
        self.vm = vm
        self.options = options
        self.objects = objects
        self.sourceName = sourceName
        self.reader = reader
        block = try vm.allocate(options.lexerByteCount, .compiler)
        indents = try IndentStack(vm)
        text = try TextBuffer(capacity: 32, vm)
        if options.hasFormatStrings {
            injected = try TextBuffer(capacity: 0, vm)
            formatArguments = try TextBuffer(capacity: 0, vm)
        } else {
            injected = text
            formatArguments = text
            formatArguments.removeAll()
        }
        for _ in 0..<3 { nextByte() }
        try next()
        // A first line that is indented is an indent that no rule accepts.
        if tokenColumn != 1 && token != .newline { token = .indent }
    }

    /// Gives all blocks back.
    func free() {
        reader.close(vm)
        text.free(vm)
        if options.hasFormatStrings {
            injected.free(vm)
            formatArguments.free(vm)
        }
        indents.free(vm)
        vm.free(block)
    }
}

// MARK: Bytes

extension Lexer {
    var isAtEnd: Bool { current == Lexer.endOfText }

    /// Moves on by one byte. CR and CR LF become LF, and a last line without an end gets one.
    mutating func nextByte() {
        switch current {
        case UInt8(ascii: "\n"):
            line += 1
            column = 1
        case UInt8(ascii: "\t"):
            column = (column - 1 + Lexer.tabSize) / Lexer.tabSize * Lexer.tabSize + 1
        default:
            column += 1
        }
        current = following
        following = second
        var byte = fetch()
        if following == UInt8(ascii: "\r") {
            following = UInt8(ascii: "\n")
            if byte == UInt8(ascii: "\n") { byte = fetch() }
        }
        if byte == Lexer.endOfText && following != Lexer.endOfText && following != UInt8(ascii: "\n") {
            byte = UInt8(ascii: "\n")
        }
        second = byte
    }

    private mutating func fetch() -> UInt8 {
        if injectedNext > 0 {
            let byte = injected.byte(injectedNext, vm)
            injectedNext += 1
            if injectedNext >= injected.count {
                injected.removeAll()
                injectedNext = 0
            }
            return byte
        }
        guard let byte = reader.next(vm) else { return Lexer.endOfText }
        return byte == 0 ? Lexer.invalidByte : byte
    }

    /// Skips blanks, comments and joined lines. True when it stands before a line end that counts.
    mutating func skipBlanks(stopAtLineEnd: Bool) -> Bool {
        while !isAtEnd {
            if current == UInt8(ascii: "\n") {
                if stopAtLineEnd && bracketDepth == 0 { return true }
                nextByte()
            } else if ByteClass.isSpace(current) {
                nextByte()
            } else if current == UInt8(ascii: "#") {
                while !isAtEnd && current != UInt8(ascii: "\n") { nextByte() }
            } else if current == UInt8(ascii: "\\") && following == UInt8(ascii: "\n") {
                nextByte()
                nextByte()
            } else {
                return false
            }
        }
        return false
    }
}

// MARK: Tokens

extension Lexer {
    /// Reads the next token.
    mutating func next() throws(GuestException) {
        text.removeAll()
        let isAtLineEnd = skipBlanks(stopAtLineEnd: true)
        tokenLine = line
        tokenColumn = column
        if pendingDents < 0 {
            token = .dedent
            pendingDents += 1
        } else if pendingDents > 0 {
            token = .indent
            pendingDents -= 1
        } else if isAtLineEnd {
            try readLineEnd()
        } else if isAtEnd {
            token = .end
        } else if isAtString {
            try readStrings()
        } else if ByteClass.startsName(current) {
            try readName()
        } else if ByteClass.isDigit(current) || current == UInt8(ascii: ".") && ByteClass.isDigit(following) {
            try readNumber()
        } else {
            readOperator()
        }
    }

    /// A line end, and what the next line's indentation means.
    private mutating func readLineEnd() throws(GuestException) {
        _ = skipBlanks(stopAtLineEnd: false)
        token = .newline
        let indent = column - 1
        if indent > indents.top(vm) {
            try indents.push(indent, vm)
            pendingDents += 1
        } else {
            while indent < indents.top(vm) {
                indents.pop()
                pendingDents -= 1
            }
            if indent != indents.top(vm) { token = .dedentMismatch }
        }
    }

    private mutating func readName() throws(GuestException) {
        repeat {
            try text.append(current, vm)
            nextByte()
        } while !isAtEnd && ByteClass.continuesName(current)
        try text.terminate(vm)
        token = Token.keyword(text.bytes(vm)) ?? .name
        if token == .kwDebug { token = options.optimisationLevel == 0 ? .kwTrue : .kwFalse }
    }

    private mutating func readNumber() throws(GuestException) {
        let hasBase = current == UInt8(ascii: "0") && "box".utf8.contains(following | 0x20)
        token = current == UInt8(ascii: ".") ? .floatOrImaginary : .integer
        try text.append(current, vm)
        nextByte()
        while !isAtEnd {
            if !hasBase && current | 0x20 == UInt8(ascii: "e") {
                token = .floatOrImaginary
                try text.append(UInt8(ascii: "e"), vm)
                nextByte()
                if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") {
                    try text.append(current, vm)
                    nextByte()
                }
            } else if ByteClass.isLetter(current) || ByteClass.isDigit(current) || current == UInt8(ascii: ".") {
                if current == UInt8(ascii: ".") || current | 0x20 == UInt8(ascii: "j") { token = .floatOrImaginary }
                try text.append(current, vm)
                nextByte()
            } else if current == UInt8(ascii: "_") {
                nextByte()
            } else {
                break
            }
        }
    }

    private mutating func readOperator() {
        token = .invalid
        var found = Token.operatorTable.start(current)
        nextByte()
        while let entry = found {
            token = entry.token
            found = Token.operatorTable.longer(entry, current)
            if found != nil { nextByte() }
        }
        if token == .period && current == UInt8(ascii: ".") && following == UInt8(ascii: ".") {
            nextByte()
            nextByte()
            token = .ellipsis
        }
        switch token {
        case .parenOpen, .bracketOpen, .braceOpen: bracketDepth += 1
        case .parenClose, .bracketClose, .braceClose: bracketDepth -= 1
        default: break
        }
    }
}
