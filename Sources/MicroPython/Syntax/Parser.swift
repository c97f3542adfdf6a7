/// What a source is parsed as.
enum ParseInput: Sendable {
    /// One statement typed at a prompt.
    case single
    case file
    /// An expression, for `eval`.
    case eval
}

/// Turns tokens into the parse tree. The grammar's tables drive it, with a stack of rules and a stack of results; both
/// lie in the guest's heap, like the nodes, with the sizes and in the order of MicroPython's parser (py/parse.c, v1.29).
struct Parser {
    let vm: VM
    let input: ParseInput
    let objects: any SyntaxObjects
    let options: SyntaxOptions
    var lexer: Lexer
    var rules: RuleStack
    var results: ResultStack
    var chunks = NodeChunks()
    var constants = ConstantTable()
    /// The last rule did not match: the one above it tries its next choice, or fails too.
    private var isBacktracking = false

    private init(_ lexer: Lexer, _ input: ParseInput) throws(GuestException) {
        self.lexer = lexer
        self.input = input
        vm = lexer.vm
        objects = lexer.objects
        options = lexer.options
        rules = try RuleStack(vm)
        results = try ResultStack(vm)
    }

    /// Parses all that the lexer has. The lexer's blocks are free afterwards, whatever happens; the tree lives until
    /// the caller's scope closes or clears it.
    static func parse(_ lexer: Lexer, as input: ParseInput) throws(GuestException) -> ParseTree {
        var parser: Parser
        do throws(GuestException) {
            parser = try Parser(lexer, input)
        } catch {
            lexer.free()
            throw error
        }
        do throws(GuestException) {
            return try parser.run()
        } catch {
            lexer.vm.keep(error.value)
            parser.lexer.free()
            throw error
        }
    }

    private mutating func run() throws(GuestException) -> ParseTree {
        let top: GrammarRule =
            switch input {
            case .single: .single_input
            case .eval: .eval_input
            case .file: .file_input
            }
        try rules.push(top, position: 0, line: lexer.tokenLine, vm)
        let shapes = Grammar.shapes
        while rules.count > 0 {
            let pending = rules.pop(vm)
            let shape = shapes[pending.rule.rawValue]
            switch shape.kind {
            case .choice: try matchChoice(pending, shape)
            case .sequence: try matchSequence(pending, shape)
            case .oneOrMore, .separated, .separatedWithEnd: try matchList(pending, shape)
            }
        }
        constants.free(vm)
        var tree = ParseTree(root: .null, chunk: chunks.finish(vm))
        if lexer.token != .end || results.count == 0 { throw syntaxError() }
        tree.root = results.node(0, vm)
        rules.free(vm)
        results.free(vm)
        lexer.free()
        return tree
    }

    private func syntaxError() -> GuestException {
        let exception: GuestException =
            switch lexer.token {
            case .indent: objects.error(.indentationError, "unexpected indent", vm)
            case .dedentMismatch:
                objects.error(.indentationError, "unindent doesn't match any outer indent level", vm)
            case .malformedFString: objects.error(.syntaxError, "malformed f-string", vm)
            default: objects.error(.syntaxError, "invalid syntax", vm)
            }
        objects.addTraceback(exception, file: lexer.sourceName, line: lexer.tokenLine, vm)
        return exception
    }
}

// MARK: Rules

extension Parser {
    /// Comes back to this rule at `position` when the rule of `item` is done.
    private mutating func descend(
        into item: GrammarItem, from pending: PendingRule, returningTo position: Int?
    ) throws(GuestException) {
        if let position { try rules.push(pending.rule, position: position, line: pending.line, vm) }
        try rules.push(item.rule, position: 0, line: lexer.tokenLine, vm)
    }

    private mutating func matchChoice(_ pending: PendingRule, _ shape: GrammarShape) throws(GuestException) {
        // Back from a choice that matched.
        if pending.position > 0 && !isBacktracking { return }
        isBacktracking = false
        for position in pending.position..<shape.items.count {
            let item = shape.items[position]
            if item.kind == .token {
                guard lexer.token == item.token else { continue }
                try pushToken(pending.rule)
                try lexer.next()
                return
            }
            // The last choice decides for this rule, which need not be asked again.
            let isLast = position + 1 == shape.items.count
            return try descend(into: item, from: pending, returningTo: isLast ? nil : position + 1)
        }
        isBacktracking = true
    }

    private mutating func matchSequence(_ pending: PendingRule, _ shape: GrammarShape) throws(GuestException) {
        if isBacktracking {
            if shape.items[pending.position - 1].kind == .optionalRule {
                try results.push(.null, vm)
                isBacktracking = false
            } else {
                // Tokens of this rule are gone already: no way back.
                if pending.position > 1 { throw syntaxError() }
                return
            }
        }
        for position in pending.position..<shape.items.count {
            let item = shape.items[position]
            guard item.kind == .token else {
                return try descend(into: item, from: pending, returningTo: position + 1)
            }
            guard lexer.token == item.token else {
                if position > 0 { throw syntaxError() }
                isBacktracking = true
                return
            }
            if item.token == .name { try pushToken(pending.rule) }
            try lexer.next()
        }
        try finishSequence(pending, shape)
    }

    private mutating func finishSequence(_ pending: PendingRule, _ shape: GrammarShape) throws(GuestException) {
        if pending.rule == .expr_stmt, try dropLonelyConstant(pending) { return }
        var count = 0
        var filled = 0
        for item in shape.items.reversed() {
            if item.kind == .token {
                // Of the tokens, only names leave a node.
                guard item.token == .name else { continue }
                filled += 1
            } else if !results.node(count, vm).isNull {
                filled += 1
            }
            count += 1
        }
        if filled == 1 && shape.liftsOnlyChild {
            var only = ParseNode.null
            for _ in 0..<count {
                let node = results.pop(vm)
                if !node.isNull { only = node }
            }
            return try results.push(only, vm)
        }
        if shape.addsBlank {
            try results.push(.null, vm)
            count += 1
        }
        try pushRule(pending.rule, line: pending.line, count: count)
    }

    /// A constant that stands alone as a statement, a doc string above all, becomes `pass`. That overwrites its entry
    /// on the result stack, so that the object can be collected.
    private mutating func dropLonelyConstant(_ pending: PendingRule) throws(GuestException) -> Bool {
        guard !options.keepsDocStrings && input != .single && results.node(0, vm).isNull else { return false }
        let expression = results.node(1, vm)
        let isConstant =
            expression.isLeaf && !expression.isIdentifier || expression.isRule(.const_object, vm.ram)
        guard isConstant else { return false }
        results.drop(2)
        try pushRule(.pass_stmt, line: pending.line, count: 0)
        return true
    }

    private mutating func matchList(_ pending: PendingRule, _ shape: GrammarShape) throws(GuestException) {
        let hasSeparator = shape.kind != .oneOrMore
        var position = pending.position
        while !isBacktracking {
            let item = shape.items[hasSeparator ? position & 1 : 0]
            guard item.kind == .token else {
                return try descend(into: item, from: pending, returningTo: position + 1)
            }
            if lexer.token == item.token {
                // A separator that is a token leaves no node.
                if !hasSeparator || position & 1 == 0 { try pushToken(pending.rule) }
                try lexer.next()
            } else {
                isBacktracking = true
            }
            position += 1
        }
        // The last thing tried did not match: the first element, a later one, or a separator.
        if position == 1 { return }
        var hasTrailingSeparator = false
        if hasSeparator && position & 1 == 1 {
            if shape.kind == .separated { throw syntaxError() }
            hasTrailingSeparator = true
        }
        isBacktracking = false
        var count = position - 1
        if hasSeparator && shape.items[1].kind == .token { count = (count + 1) / 2 }
        if count == 1 && !hasTrailingSeparator { return }
        try pushRule(pending.rule, line: pending.line, count: count)
    }
}
