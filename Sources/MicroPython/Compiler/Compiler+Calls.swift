/// Names and atoms with what follows them: calls, items, attributes.
extension Compiler {
    func compileAtomExpression(_ node: ParseNode) throws(GuestException) {
        let base = node.child(0, ram)
        try compile(base)
        let first = node.child(1, ram)
        if first.isNull { return }
        let trailers = first.list(.atom_expr_trailers, ram)
        var index = 0
        if isSuperCall(base, trailers) {
            guard let next = try compileSuper(trailers) else { return }
            index = next
        } else if isOrderedDictLiteral(base, trailers) {
            emit.callFunction(0)
            try compileBraces(trailers.node(0, ram).child(0, ram), makesMap: false)
            index = 1
        }
        while index < trailers.count {
            let trailer = trailers.node(index, ram)
            if isMethodCall(trailers, index) {
                // `a.f(...)` without an object for `a.f`.
                try emit.loadMethod(trailer.child(0, ram).qstr)
                try compileCall(trailers.node(index + 1, ram).child(0, ram), isMethod: true, extraArguments: 0)
                index += 2
            } else {
                try compile(trailer)
                index += 1
            }
        }
    }

    private func isMethodCall(_ trailers: ParseNodeList, _ index: Int) -> Bool {
        index + 1 < trailers.count && trailers.node(index, ram).isRule(.trailer_period, ram)
            && trailers.node(index + 1, ram).isRule(.trailer_paren, ram)
    }

    private func isSuperCall(_ base: ParseNode, _ trailers: ParseNodeList) -> Bool {
        guard scope.kind == .function, base.isIdentifier, base.qstr == Qstr(.super) else { return false }
        let call = trailers.node(0, ram)
        return call.isRule(.trailer_paren, ram) && call.child(0, ram).isNull
    }

    private func isOrderedDictLiteral(_ base: ParseNode, _ trailers: ParseNodeList) -> Bool {
        guard options.hasOrderedDictLiteral, base.isIdentifier, base.qstr == Qstr(.OrderedDict) else { return false }
        let call = trailers.node(0, ram)
        return call.isRule(.trailer_paren, ram) && call.child(0, ram).isRule(.atom_brace, ram)
    }

    /// `super()` in a function: its class and first argument are passed. Gives the index of the next trailer, or nil
    /// after a mistake.
    private func compileSuper(_ trailers: ParseNodeList) throws(GuestException) -> Int? {
        try loadName(Qstr(.__class__))
        guard let receiver = scope.names.first(where: { $0.parameter != .no }) else {
            fail("super() can't find self", trailers.node(0, ram))
            return nil
        }
        try loadName(receiver.name)
        if trailers.count >= 3 && isMethodCall(trailers, 1) {
            // `super().f(...)` without a super object.
            try emit.loadSuperMethod(trailers.node(1, ram).child(0, ram).qstr)
            try compileCall(trailers.node(2, ram).child(0, ram), isMethod: true, extraArguments: 0)
            return 3
        }
        emit.callFunction(2)
        return 1
    }

    // MARK: Arguments

    /// What has been passed so far.
    private struct PassedArguments {
        var positionalCount: Int
        var keywordCount = 0
        var hasStar = false
        var hasDoubleStar = false
        /// One bit for each starred argument.
        var stars = 0
    }

    /// Calls what is on the stack.
    func compileCall(_ node: ParseNode, isMethod: Bool, extraArguments: Int) throws(GuestException) {
        let list = node.list(.arglist, ram)
        var passed = PassedArguments(positionalCount: extraArguments)
        for index in 0..<list.count {
            guard try compileArgument(list.node(index, ram), index, &passed) else { return }
        }
        let hasStars = passed.hasStar || passed.hasDoubleStar
        if hasStars { emit.load(smallInt: passed.stars) }
        if isMethod {
            emit.callMethod(passed.positionalCount, keywords: passed.keywordCount, hasStars: hasStars)
        } else {
            emit.callFunction(passed.positionalCount, keywords: passed.keywordCount, hasStars: hasStars)
        }
    }

    /// False after a mistake.
    private func compileArgument(
        _ node: ParseNode, _ index: Int, _ passed: inout PassedArguments
    ) throws(GuestException) -> Bool {
        if node.isRule(.arglist_star, ram) { return try compileStarred(node, index, &passed) }
        if node.isRule(.arglist_dbl_star, ram) {
            passed.hasDoubleStar = true
            // A keyword without a name.
            emit.loadNull()
            try compile(node.child(0, ram))
            passed.keywordCount += 1
            return true
        }
        if node.isRule(.argument, ram) { return try compileNamedArgument(node, &passed) }
        if passed.hasDoubleStar || passed.keywordCount > 0 {
            fail(passed.hasDoubleStar ? "positional arg after **" : "positional arg after keyword arg", node)
            return false
        }
        try compile(node)
        passed.positionalCount += 1
        return true
    }

    private func compileStarred(
        _ node: ParseNode, _ index: Int, _ passed: inout PassedArguments
    ) throws(GuestException) -> Bool {
        if passed.hasDoubleStar || passed.keywordCount > 0 || index >= options.smallIntBits - 1 {
            fail(
                passed.hasDoubleStar
                    ? "* arg after **" : passed.keywordCount > 0 ? "* arg after kwarg" : "too many args", node)
            return false
        }
        passed.hasStar = true
        passed.stars |= 1 << index
        try compile(node.child(0, ram))
        passed.positionalCount += 1
        return true
    }

    /// `name=value`, `name:=value`, or a generator expression without parentheses of its own.
    private func compileNamedArgument(_ node: ParseNode, _ passed: inout PassedArguments) throws(GuestException) -> Bool
    {
        let name = node.child(0, ram)
        let value = node.child(1, ram)
        if value.isRule(.argument_3, ram) {
            try compileNamedExpression(name, value.child(0, ram))
            passed.positionalCount += 1
        } else if value.isRule(.comp_for, ram) {
            try compileComprehension(node, .generatorExpression)
            passed.positionalCount += 1
        } else if name.isIdentifier {
            try emit.load(string: name.qstr)
            try compile(value)
            passed.keywordCount += 1
        } else {
            fail("LHS of keyword arg must be an id", node)
            return false
        }
        return true
    }
}
