/// Simple statements: return, raise, import, global, assert.
extension Compiler {
    func compileReturn(_ node: ParseNode) throws(GuestException) {
        guard scope.kind == .function else { return fail("'return' outside function", node) }
        let value = node.child(0, ram)
        if value.isNull {
            emit.loadNone()
        } else if options.hasReturnIfElse && value.isRule(.test_if_expr, ram) {
            let choice = value.child(1, ram)
            let otherwise = newLabel()
            try compileCondition(choice.child(0, ram), jumpIf: false, otherwise)
            try compile(value.child(0, ram))
            emit.returnValue()
            emit.place(otherwise)
            try compile(choice.child(1, ram))
        } else {
            try compile(value)
        }
        emit.returnValue()
    }

    func compileYieldStatement(_ node: ParseNode) throws(GuestException) {
        try compile(node.child(0, ram))
        emit.pop()
    }

    func compileRaise(_ node: ParseNode) throws(GuestException) {
        let value = node.child(0, ram)
        if value.isNull {
            emit.raise(0)
        } else if value.isRule(.raise_stmt_arg, ram) {
            try compile(value.child(0, ram))
            try compile(value.child(1, ram))
            emit.raise(2)
        } else {
            try compile(value)
            emit.raise(1)
        }
    }

    func compileBreakOrContinue(_ node: ParseNode, _ rule: GrammarRule) {
        guard let label = rule == .break_stmt ? breakLabel : continueLabel else {
            fail("'break'/'continue' outside loop", node)
            return emit.unwind(Label(0), blockCount: 0)
        }
        emit.unwind(label, blockCount: blockDepth - loopBlockDepth)
    }

    func compileAssert(_ node: ParseNode) throws(GuestException) {
        if optimisationLevel > 0 { return }
        let end = newLabel()
        try compileCondition(node.child(0, ram), jumpIf: true, end)
        try emit.load(global: Qstr(.AssertionError))
        let message = node.child(1, ram)
        if !message.isNull {
            try compile(message)
            emit.callFunction(1)
        }
        emit.raise(1)
        emit.place(end)
    }

    // MARK: global, nonlocal

    func compileGlobalOrNonlocal(_ node: ParseNode, isGlobal: Bool) throws(GuestException) {
        guard pass == .scope else { return }
        if !isGlobal && scope.kind == .module { return fail("can't declare nonlocal in outer code", node) }
        try forEach(node.child(0, ram), of: .name_list) { (name) throws(GuestException) in
            let index = try scope.findOrAdd(name.qstr, .undecided)
            try declare(index, isGlobal: isGlobal, node)
        }
    }

    func declare(_ index: Int, isGlobal: Bool, _ node: ParseNode) throws(GuestException) {
        if isGlobal { declareGlobal(index, node) } else { try declareNonlocal(index, node) }
    }

    private func declareGlobal(_ index: Int, _ node: ParseNode) {
        let binding = scope[index].binding
        guard binding == .undecided || binding == .explicitGlobal else {
            return fail("identifier redefined as global", node)
        }
        scope[index].binding = .explicitGlobal
        if let global = scope.findGlobal(scope[index].name) { global.scope[global.index].binding = .explicitGlobal }
    }

    private func declareNonlocal(_ index: Int, _ node: ParseNode) throws(GuestException) {
        if scope[index].binding == .undecided {
            scope[index].binding = .implicitGlobal
            try scope.closeOverIfOwnedAround(index)
            if scope[index].binding == .implicitGlobal { fail("no binding for nonlocal found", node) }
        } else if scope[index].binding != .free {
            fail("identifier redefined as nonlocal", node)
        }
    }

    // MARK: import

    func compileImport(_ node: ParseNode) throws(GuestException) {
        try forEach(node.child(0, ram), of: .dotted_as_names) { (module) throws(GuestException) in
            emit.load(smallInt: 0)
            emit.loadNone()
            try storeName(try importModule(module))
        }
    }

    /// Imports `a`, `a.b.c` or `a.b.c as d`, and gives the name to store: a or d.
    private func importModule(_ node: ParseNode) throws(GuestException) -> Qstr {
        var path = node
        var alias: Qstr?
        if node.isRule(.dotted_as_name, ram) {
            alias = node.child(1, ram).qstr
            path = node.child(0, ram)
        }
        if path.isNull {
            // `from . import x`
            try emit.importName(Qstr(.empty))
            return Qstr(.empty)
        }
        if path.isIdentifier {
            try emit.importName(path.qstr)
            return alias ?? path.qstr
        }
        let parts = (0..<path.childCount(ram)).map { path.child($0, self.ram).qstr }
        var text: [UInt8] = []
        for part in parts {
            if !text.isEmpty { text.append(UInt8(ascii: ".")) }
            text += vm.text(part)
        }
        try emit.importName(try vm.intern(text))
        guard let alias else { return parts[0] }
        for part in parts.dropFirst() { try emit.loadAttribute(part) }
        return alias
    }

    func compileImportFrom(_ node: ParseNode) throws(GuestException) {
        let (level, module) = importLevel(node.child(0, ram))
        let names = node.child(1, ram)
        if names.isToken(.opStar) {
            guard scope.kind == .module else { return fail("import * not at module level", node) }
            emit.load(smallInt: level)
            try emit.load(string: Qstr(.star))
            emit.buildTuple(1)
            _ = try importModule(module)
            return emit.importStar()
        }
        emit.load(smallInt: level)
        let list = names.list(.import_as_names, ram)
        for index in 0..<list.count { try emit.load(string: list.node(index, ram).child(0, ram).qstr) }
        emit.buildTuple(list.count)
        _ = try importModule(module)
        for index in 0..<list.count {
            let item = list.node(index, ram)
            let name = item.child(0, ram).qstr
            let alias = item.child(1, ram)
            try emit.importFrom(name)
            try storeName(alias.isNull ? name : alias.qstr)
        }
        emit.pop()
    }

    /// How many dots lead, and the module behind them.
    private func importLevel(_ source: ParseNode) -> (level: Int, module: ParseNode) {
        let dots: ParseNode
        var module = ParseNode.null
        if source.isToken || source.isRule(.one_or_more_period_or_ellipsis, ram) {
            dots = source
        } else if source.isRule(.import_from_2b, ram) {
            dots = source.child(0, ram)
            module = source.child(1, ram)
        } else {
            return (0, source)
        }
        let list = dots.list(.one_or_more_period_or_ellipsis, ram)
        let level = (0..<list.count).reduce(0) { $0 + (list.node($1, self.ram).isToken(.period) ? 1 : 3) }
        return (level, module)
    }
}
