/// A kind of token, in MicroPython's order (py/lexer.h, v1.29): the operators from `less` and the assigning operators
/// stand in the order of the bytecode's binary operations, and the keywords are sorted.
enum Token: UInt8, CaseIterable, Sendable {
    case end

    // What no rule of the grammar accepts.
    case invalid, dedentMismatch, lonelyStringOpen, malformedFString

    case newline, indent, dedent

    case name, integer, floatOrImaginary, string, bytes

    case ellipsis

    case kwFalse, kwNone, kwTrue, kwDebug, kwAnd, kwAs, kwAssert, kwAsync, kwAwait, kwBreak, kwClass, kwContinue, kwDef
    case kwDel, kwElif, kwElse, kwExcept, kwFinally, kwFor, kwFrom, kwGlobal, kwIf, kwImport, kwIn, kwIs, kwLambda
    case kwNonlocal, kwNot, kwOr, kwPass, kwRaise, kwReturn, kwTry, kwWhile, kwWith, kwYield

    case opAssign, opTilde

    case opLess, opMore, opDoubleEqual, opLessEqual, opMoreEqual, opNotEqual

    case opPipe, opCaret, opAmpersand, opDoubleLess, opDoubleMore, opPlus, opMinus, opStar, opAt, opDoubleSlash
    case opSlash, opPercent, opDoubleStar

    case pipeEqual, caretEqual, ampersandEqual, doubleLessEqual, doubleMoreEqual, plusEqual, minusEqual, starEqual
    case atEqual, doubleSlashEqual, slashEqual, percentEqual, doubleStarEqual

    case parenOpen, parenClose, bracketOpen, bracketClose, braceOpen, braceClose, comma, colon, period, semicolon
    case equal, arrow

    /// Whether the lexer could make nothing of the text: every grammar rule refuses such a token.
    var isError: Bool { (Token.invalid.rawValue...Token.malformedFString.rawValue).contains(rawValue) }
}

extension Token {
    /// Keywords as they are written, sorted; the first one is `kwFalse`.
    static let keywords = [
        "False", "None", "True", "__debug__", "and", "as", "assert", "async", "await", "break", "class", "continue",
        "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is",
        "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
    ]

    /// Operators and delimiters as they are written.
    static let operators: [(String, Token)] = [
        ("(", .parenOpen), (")", .parenClose), ("[", .bracketOpen), ("]", .bracketClose), ("{", .braceOpen),
        ("}", .braceClose), (",", .comma), (";", .semicolon), ("~", .opTilde), (":", .colon), (":=", .opAssign),
        ("<", .opLess), ("<=", .opLessEqual), ("<<", .opDoubleLess), ("<<=", .doubleLessEqual), (">", .opMore),
        (">=", .opMoreEqual), (">>", .opDoubleMore), (">>=", .doubleMoreEqual), ("*", .opStar), ("*=", .starEqual),
        ("**", .opDoubleStar), ("**=", .doubleStarEqual), ("+", .opPlus), ("+=", .plusEqual), ("-", .opMinus),
        ("-=", .minusEqual), ("->", .arrow), ("&", .opAmpersand), ("&=", .ampersandEqual), ("|", .opPipe),
        ("|=", .pipeEqual), ("/", .opSlash), ("/=", .slashEqual), ("//", .opDoubleSlash), ("//=", .doubleSlashEqual),
        ("%", .opPercent), ("%=", .percentEqual), ("^", .opCaret), ("^=", .caretEqual), ("@", .opAt), ("@=", .atEqual),
        ("=", .equal), ("==", .opDoubleEqual), ("!=", .opNotEqual), (".", .period), ("...", .ellipsis),
    ]
}
