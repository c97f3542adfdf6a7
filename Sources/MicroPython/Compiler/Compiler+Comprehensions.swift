/// Comprehensions: each is a function of its own, called with the iterator of its first `for`.
extension Compiler {
    /// - Parameter node: has two children, the expression and the first `for`.
    func compileComprehension(_ node: ParseNode, _ kind: ScopeKind) throws(GuestException) {
        let clause = node.child(1, ram)
        if pass == .scope {
            clause.setChild(3, ParseNode(address: try newScope(kind, node, scope.codeChoice).address), ram)
        }
        makeFunction(scope(at: clause.child(3, ram)), defaultCount: 0, keywordDefaultCount: 0)
        try compile(clause.child(1, ram))
        if kind == .generatorExpression { emit.getIterator(onStack: false) }
        emit.callFunction(1)
    }

    func compileComprehensionBody(_ node: ParseNode) throws(GuestException) {
        // The argument has the empty name, which no variable can have.
        let argument = Qstr(.empty)
        if pass == .scope {
            _ = try scope.findOrAdd(argument, .local)
            scope.positionalCount = 1
        }
        emit.setLine(node.line(ram))
        switch scope.kind {
        case .listComprehension: emit.buildList(0)
        case .dictComprehension: emit.buildMap(0)
        case .setComprehension: emit.buildSet(0)
        case .module, .classBody, .lambda, .generatorExpression, .function: break
        }
        if scope.kind == .generatorExpression {
            // An iterator object in the place of one on the stack: a marker, the object, two unused words.
            emit.loadNull()
            try loadName(argument)
            emit.loadNull()
            emit.loadNull()
        } else {
            try loadName(argument)
            emit.getIterator(onStack: true)
        }
        try compileClause(node.child(1, ram), node.child(0, ram), depth: 0)
        if scope.kind == .generatorExpression { emit.loadNone() }
        emit.returnValue()
    }

    /// A `for` with what is inside it.
    private func compileClause(_ node: ParseNode, _ expression: ParseNode, depth: Int) throws(GuestException) {
        let top = newLabel()
        let end = newLabel()
        emit.place(top)
        emit.iterate(orJump: end)
        try assign(node.child(0, ram))
        var inner = node.child(2, ram)
        while inner.isRule(.comp_if, ram) {
            try compileCondition(inner.child(0, ram), jumpIf: false, top)
            inner = inner.child(1, ram)
        }
        if !inner.isNull {
            try compile(inner.child(1, ram))
            emit.getIterator(onStack: true)
            try compileClause(inner, expression, depth: depth + 1)
        } else {
            try compile(expression)
            if scope.kind == .generatorExpression {
                emit.yieldValue()
                reserveLabels(1)
                emit.pop()
            } else {
                emit.storeComprehension(scope.kind, depth: Emitter.iteratorSlotCount * depth + 5)
            }
        }
        emit.jump(top)
        emit.place(end)
        emit.endIteration()
    }
}
