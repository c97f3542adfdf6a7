/// Nodes are made here, and made smaller where that is easy: it saves the heap of the board.
extension Parser {
    /// Strings up to this length are interned at once.
    private static let internedByteCountMax = 10

    /// Runs a body that makes objects and one node. The objects live on in the node only, so that what folding leaves
    /// behind can be collected, as there.
    mutating func transient<R>(
        _ body: (inout Parser) throws(GuestException) -> R
    ) throws(GuestException) -> R {
        let scope = vm.openScope()
        let chunk = chunks.current
        do throws(GuestException) {
            let result = try body(&self)
            vm.closeScope(scope)
            if chunks.current != chunk { vm.keep(chunks.current) }
            return result
        } catch {
            vm.closeScope(scope)
            vm.keep(error.value)
            throw error
        }
    }

    /// A node for a finished object.
    mutating func constantNode(_ value: Value, line: Int) throws(GuestException) -> ParseNode {
        let node = ParseNode(address: try chunks.allocate(ParseNode.headerByteCount + 4, vm))
        node.setHeader(line: line, rule: .const_object, childCount: 1, vm.ram)
        node.setChild(0, ParseNode(bits: value.bits), vm.ram)
        return node
    }

    /// As `constantNode`, but a small int is its own node.
    mutating func numberNode(_ value: Value, line: Int) throws(GuestException) -> ParseNode {
        value.isSmallInt ? ParseNode(smallInt: value.smallInt) : try constantNode(value, line: line)
    }

    /// Pushes the lexer's token as a leaf or a constant.
    mutating func pushToken(_ rule: GrammarRule) throws(GuestException) {
        switch lexer.token {
        case .name: try pushName(rule)
        case .integer, .floatOrImaginary, .string, .bytes:
            let node = try transient { (parser) throws(GuestException) in try parser.literalNode() }
            try results.push(node, vm)
        default: try results.push(ParseNode(lexer.token), vm)
        }
    }

    private mutating func pushName(_ rule: GrammarRule) throws(GuestException) {
        let name = try vm.intern(lexer.text.bytes(vm))
        if rule == .atom, let constant = constants.value(name, vm) {
            let line = lexer.tokenLine
            let node = try transient { (parser) throws(GuestException) in
                try parser.numberNode(constant, line: line)
            }
            return try results.push(node, vm)
        }
        try results.push(ParseNode(identifier: name), vm)
    }

    private mutating func literalNode() throws(GuestException) -> ParseNode {
        let line = lexer.tokenLine
        let bytes = lexer.text.bytes(vm)
        switch lexer.token {
        case .integer: return try numberNode(try lexer.integerConstant(), line: line)
        case .floatOrImaginary: return try constantNode(try lexer.floatConstant(), line: line)
        case .bytes: return try constantNode(try objects.bytes(bytes, vm), line: line)
        default:
            // Doc strings are long and thrown away, so a long string is interned only if it is so already.
            if bytes.count <= Parser.internedByteCountMax { return ParseNode(string: try vm.intern(bytes)) }
            if let name = vm.findInterned(bytes) { return ParseNode(string: name) }
            return try constantNode(try objects.string(bytes, vm), line: line)
        }
    }

    /// Pops `count` nodes and pushes the node of a rule with them as children, or what it folds to.
    mutating func pushRule(_ rule: GrammarRule, line: Int, count: Int) throws(GuestException) {
        var count = count
        switch rule {
        case .atom_paren:
            // Parentheses around one expression are gone; `()` and `(a, b)` stay.
            let inner = results.node(0, vm)
            if !inner.isNull && !inner.isRule(.testlist_comp, vm.ram) { return }
        case .testlist_comp:
            let rest = results.node(0, vm)
            if rest.isRule(.testlist_comp_3b, vm.ram) {
                // `(a,)`
                _ = results.pop(vm)
                count -= 1
            } else if rest.isRule(.testlist_comp_3c, vm.ram) {
                // `(a, b, c)`: that node has taken the first element in, and becomes this one.
                _ = results.pop(vm)
                rest.setHeader(
                    line: rest.line(vm.ram), rule: rule, childCount: rest.childCount(vm.ram), vm.ram)
                return
            }
        case .testlist_comp_3c:
            // Takes the first element of the testlist_comp around it.
            count += 1
        default: break
        }
        if try foldLogic(rule, &count) { return }
        if try foldConstants(rule, count) { return }
        if try buildTuple(rule, line: line, count) { return }
        let byteCount = ParseNode.headerByteCount + 4 * count
        let node = ParseNode(address: try chunks.allocate(byteCount, vm))
        node.setHeader(line: line, rule: rule, childCount: count, vm.ram)
        for index in (0..<count).reversed() { node.setChild(index, results.pop(vm), vm.ram) }
        // Something must stand where the first element was taken from.
        if rule == .testlist_comp_3c { try results.push(node, vm) }
        try results.push(node, vm)
    }
}
