/// One place in a rule: a token, a rule, or a rule that may be missing.
struct GrammarItem: Equatable, Sendable {
    enum Kind: UInt8, Sendable { case token, rule, optionalRule }

    let kind: Kind
    private let number: UInt8

    init(_ token: Token) {
        kind = .token
        number = token.rawValue
    }

    init(_ rule: GrammarRule, isOptional: Bool) {
        kind = isOptional ? .optionalRule : .rule
        number = UInt8(rule.rawValue)
    }

    /// Only for items of kind `token`.
    var token: Token { unsafeBitCast(number, to: Token.self) }
    /// Only for the other two kinds.
    var rule: GrammarRule { unsafeBitCast(number, to: GrammarRule.self) }
}

/// How a rule is matched, and what node it leaves.
///
/// It is unchecked because its items are never written again.
struct GrammarShape: @unchecked Sendable {
    enum Kind: UInt8, Sendable {
        /// The first item that matches.
        case choice
        /// All items, in order.
        case sequence
        /// The item, again and again.
        case oneOrMore
        /// The item, with the second one between.
        case separated
        /// The same, and the second one may also come last.
        case separatedWithEnd
    }

    let kind: Kind
    /// A single child takes the place of the node.
    let liftsOnlyChild: Bool
    /// The node gets one more child, empty, for the compiler.
    let addsBlank: Bool
    /// They live as long as the process: no array, as the parser would retain it for each rule that it tries.
    let items: UnsafeBufferPointer<GrammarItem>

    init(kind: Kind, liftsOnlyChild: Bool = false, addsBlank: Bool = false, items: [GrammarItem]) {
        self.kind = kind
        self.liftsOnlyChild = liftsOnlyChild
        self.addsBlank = addsBlank
        let copy = UnsafeMutableBufferPointer<GrammarItem>.allocate(capacity: items.count)
        _ = copy.initialize(from: items)
        self.items = UnsafeBufferPointer(copy)
    }
}

/// The grammar as the parser uses it: one shape for each rule, indexed by the rule's number.
enum Grammar {
    static let shapes: [GrammarShape] = {
        var shapes = [GrammarShape](
            repeating: GrammarShape(kind: .choice, items: []), count: GrammarRule.allCases.count)
        for text in GrammarText.all {
            for line in joinedLines(of: text) {
                let words = line.utf8.split(separator: UInt8(ascii: " ")).map { String(Substring($0)) }
                shapes[rule(named: words[0]).rawValue] = shape(of: words[2...], mark: words[1])
            }
        }
        return shapes
    }()

    private static let rulesByName = Dictionary(uniqueKeysWithValues: GrammarRule.allCases.map { ($0.stringValue, $0) })

    private static let tokensByText: [String: Token] = {
        var tokens: [String: Token] = [
            "NAME": .name, "INTEGER": .integer, "FLOAT": .floatOrImaginary, "STRING": .string, "BYTES": .bytes,
            "NEWLINE": .newline, "INDENT": .indent, "DEDENT": .dedent,
        ]
        for (offset, word) in Token.keywords.enumerated() {
            tokens["'\(word)'"] = Token(rawValue: Token.kwFalse.rawValue + UInt8(offset))
        }
        for (spelling, token) in Token.operators { tokens["'\(spelling)'"] = token }
        return tokens
    }()

    private static func joinedLines(of text: String) -> [String] {
        var lines: [String] = []
        for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
            let isContinuation = line.first == UInt8(ascii: " ")
            if isContinuation {
                lines[lines.count - 1] += Substring(line)
            } else {
                lines.append(String(Substring(line)))
            }
        }
        return lines
    }

    private static func rule(named name: String) -> GrammarRule {
        guard let rule = rulesByName[name] else { preconditionFailure("GrammarText names no rule '\(name)'") }
        return rule
    }

    private static func item(_ word: String) -> GrammarItem {
        if let token = tokensByText[word] { return GrammarItem(token) }
        guard word.utf8.last == UInt8(ascii: "?") else { return GrammarItem(rule(named: word), isOptional: false) }
        return GrammarItem(rule(named: String(word.dropLast())), isOptional: true)
    }

    private static func shape(of words: ArraySlice<String>, mark: String) -> GrammarShape {
        let first = words.startIndex
        if words.contains("|") {
            return GrammarShape(kind: .choice, items: words.filter { $0 != "|" }.map(item))
        }
        if words.count == 1, words[first].utf8.last == UInt8(ascii: "+") {
            return GrammarShape(kind: .oneOrMore, items: [item(String(words[first].dropLast()))])
        }
        if words.count == 3, words[first + 1] == "%" || words[first + 1] == "%%" {
            let kind: GrammarShape.Kind = words[first + 1] == "%" ? .separated : .separatedWithEnd
            return GrammarShape(kind: kind, items: [item(words[first]), item(words[first + 2])])
        }
        return GrammarShape(
            kind: .sequence, liftsOnlyChild: mark == "^", addsBlank: mark == "_", items: words.map(item))
    }
}
