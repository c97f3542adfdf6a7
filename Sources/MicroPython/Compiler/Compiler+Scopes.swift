/// One pass over one scope.
extension Compiler {
    /// False when the emitter wants the pass repeated.
    func compile(_ scope: Scope, _ pass: CompilerPass) throws(GuestException) -> Bool {
        self.pass = pass
        self.scope = scope
        nextLabel = 0
        try constants.startPass(pass)
        try emit.startPass(pass, scope)
        reserveLabels(6)
        if pass == .scope {
            scope.stackCount = 0
            scope.exceptionCount = 0
        }
        switch scope.kind {
        case .module: try compileModule(scope.node)
        case .function: try compileFunction(scope.node)
        case .lambda: try compileLambdaBody(scope.node)
        case .listComprehension, .dictComprehension, .setComprehension, .generatorExpression:
            try compileComprehensionBody(scope.node)
        case .classBody: try compileClassBody(scope.node)
        }
        return try emit.endPass(objects)
    }

    private func compileModule(_ node: ParseNode) throws(GuestException) {
        if node.isRule(.eval_input, ram) {
            try compile(node.child(0, ram))
            return emit.returnValue()
        }
        if !isInteractive { try compileDocString(node) }
        try compile(node)
        emit.loadNone()
        emit.returnValue()
    }

    private func compileFunction(_ node: ParseNode) throws(GuestException) {
        if pass == .scope {
            hasSeenStar = false
            try forEach(node.child(1, ram), of: .typedargslist) { (parameter) throws(GuestException) in
                try declareParameter(parameter, star: .typedargslist_star, name: .typedargslist_name)
            }
        }
        try compile(node.child(3, ram))
        emit.loadNone()
        emit.returnValue()
    }

    private func compileLambdaBody(_ node: ParseNode) throws(GuestException) {
        emit.setLine(node.line(ram))
        if pass == .scope {
            hasSeenStar = false
            try forEach(node.child(0, ram), of: .varargslist) { (parameter) throws(GuestException) in
                try declareParameter(parameter, star: .varargslist_star, name: .varargslist_name)
            }
        }
        try compile(node.child(1, ram))
        // A generator returns nothing, whatever its expression gives.
        if scope.flags.contains(.generator) {
            emit.pop()
            emit.loadNone()
        }
        emit.returnValue()
    }

    private func compileClassBody(_ node: ParseNode) throws(GuestException) {
        if pass == .scope { _ = try scope.findOrAdd(Qstr(.__class__), .local) }
        if options.tracesLines { emit.setLine(node.line(ram)) }
        try loadName(Qstr(.__name__))
        try storeName(Qstr(.__module__))
        try emit.load(string: node.child(0, ram).qstr)
        try storeName(Qstr(.__qualname__))
        try compileDocString(node.child(2, ram))
        try compile(node.child(2, ram))
        if let index = scope.find(Qstr(.__class__)), scope[index].binding != .local {
            emit.load(local: scope[index].slot)
        } else {
            emit.loadNone()
        }
        emit.returnValue()
    }

    /// The first string of a body becomes its `__doc__`, where the firmware keeps it.
    private func compileDocString(_ node: ParseNode) throws(GuestException) {
        guard options.keepsDocStrings else { return }
        var first = node
        if node.isRule(.file_input_2, ram) {
            let count = node.childCount(ram)
            first = (0..<count).lazy.map { node.child($0, self.ram) }.first { !$0.isToken(.newline) } ?? .null
        } else if node.isRule(.suite_block_stmts, ram) {
            first = node.child(0, ram)
        }
        guard first.isRule(.expr_stmt, ram) else { return }
        let text = first.child(0, ram)
        guard text.isString || isStringConstant(text) else { return }
        try compile(text)
        try storeName(Qstr(id: try vm.intern("__doc__").id))
    }

    private func isStringConstant(_ node: ParseNode) -> Bool {
        guard node.isRule(.const_object, ram) else { return false }
        if case .str = objects.kind(node.constant(ram), vm) { return true }
        return false
    }
}

/// Parameters of functions and lambdas, declared in the first pass.
extension Compiler {
    private func declareParameter(
        _ node: ParseNode, star: GrammarRule, name nameRule: GrammarRule
    ) throws(GuestException) {
        if scope.flags.contains(.keywordArguments) { return fail("invalid syntax", node) }
        if node.isIdentifier || node.isRule(nameRule, ram) {
            if hasSeenStar { scope.keywordOnlyCount += 1 } else { scope.positionalCount += 1 }
            let identifier = node.isIdentifier ? node : node.child(0, ram)
            return try declare(identifier.qstr, .plain, node)
        }
        if node.isRule(star, ram) {
            if hasSeenStar { return fail("invalid syntax", node) }
            hasSeenStar = true
            var inner = node.child(0, ram)
            // A bare star has no name.
            if inner.isNull { return }
            scope.flags.insert(.starArguments)
            if inner.isRule(.tfpdef, ram) { inner = inner.child(0, ram) }
            return try declare(inner.qstr, .star, node)
        }
        scope.flags.insert(.keywordArguments)
        try declare(node.child(0, ram).qstr, .doubleStar, node)
    }

    private func declare(
        _ name: Qstr, _ parameter: ScopeName.Parameter, _ node: ParseNode
    ) throws(GuestException) {
        let index = try scope.findOrAdd(name, .undecided)
        if scope[index].binding != .undecided { return fail("argument name reused", node) }
        scope[index].binding = .local
        scope[index].parameter = parameter
    }
}
