/// Operators, conditional expressions, displays and slices.
extension Compiler {
    func compileTuple(_ node: ParseNode) throws(GuestException) {
        let count = node.childCount(ram)
        for index in 0..<count { try compile(node.child(index, ram)) }
        emit.buildTuple(count)
    }

    func compileIfElse(_ node: ParseNode) throws(GuestException) {
        let choice = node.child(1, ram)
        let otherwise = newLabel()
        let end = newLabel()
        try compileCondition(choice.child(0, ram), jumpIf: false, otherwise)
        try compile(node.child(0, ram))
        emit.jump(end)
        emit.place(otherwise)
        emit.adjustStack(-1)
        try compile(choice.child(1, ram))
        emit.place(end)
    }

    func compileOrAnd(_ node: ParseNode, isOr: Bool) throws(GuestException) {
        let end = newLabel()
        let count = node.childCount(ram)
        for index in 0..<count {
            try compile(node.child(index, ram))
            if index + 1 < count { emit.jumpOrPop(if: isOr, end) }
        }
        emit.place(end)
    }

    func compileNot(_ node: ParseNode) throws(GuestException) {
        try compile(node.child(0, ram))
        emit.apply(UnaryOperator.not)
    }

    /// `a < b < c`: the middle is evaluated once.
    func compileComparison(_ node: ParseNode) throws(GuestException) {
        let count = node.childCount(ram)
        try compile(node.child(0, ram))
        let failed = count > 3 ? newLabel() : nil
        for index in stride(from: 1, to: count - 1, by: 2) {
            try compile(node.child(index + 1, ram))
            let isLast = index + 2 >= count
            if !isLast {
                emit.duplicate()
                emit.rotateThree()
            }
            compileComparisonOperator(node.child(index, ram))
            if let failed, !isLast { emit.jumpOrPop(if: false, failed) }
        }
        if let failed {
            let end = newLabel()
            emit.jump(end)
            emit.place(failed)
            emit.adjustStack(1)
            emit.rotateTwo()
            emit.pop()
            emit.place(end)
        }
    }

    private func compileComparisonOperator(_ node: ParseNode) {
        if node.isToken {
            let token = node.token
            emit.apply(
                token == .kwIn
                    ? .in : BinaryOperator(rawValue: token.rawValue - Token.opLess.rawValue) ?? BinaryOperator.less)
        } else if node.isRule(.comp_op_not_in, ram) {
            emit.apply(BinaryOperator.in)
            emit.apply(UnaryOperator.not)
        } else {
            emit.apply(BinaryOperator.is)
            if !node.child(0, ram).isNull { emit.apply(UnaryOperator.not) }
        }
    }

    /// `|`, `^` and `&`: the operators are the rule itself.
    func compileBinary(_ node: ParseNode, _ operation: BinaryOperator) throws(GuestException) {
        try compile(node.child(0, ram))
        for index in 1..<node.childCount(ram) {
            try compile(node.child(index, ram))
            emit.apply(operation)
        }
    }

    /// The rest: operators stand between the operands.
    func compileTerm(_ node: ParseNode) throws(GuestException) {
        try compile(node.child(0, ram))
        for index in stride(from: 1, to: node.childCount(ram) - 1, by: 2) {
            try compile(node.child(index + 1, ram))
            let token = node.child(index, ram).token
            let first = BinaryOperator.leftShift.rawValue
            emit.apply(BinaryOperator(rawValue: first + token.rawValue - Token.opDoubleLess.rawValue)!)
        }
    }

    func compileFactor(_ node: ParseNode) throws(GuestException) {
        try compile(node.child(1, ram))
        switch node.child(0, ram).token {
        case .opTilde: emit.apply(UnaryOperator.invert)
        case .opMinus: emit.apply(UnaryOperator.negative)
        default: emit.apply(UnaryOperator.positive)
        }
    }

    func compilePower(_ node: ParseNode) throws(GuestException) {
        try compileChildren(node)
        emit.apply(BinaryOperator.power)
    }

    // MARK: Displays

    func compileParentheses(_ node: ParseNode) throws(GuestException) {
        let inside = node.child(0, ram)
        if inside.isNull { return emit.buildTuple(0) }
        if isComprehension(inside) { return try compileComprehension(inside, .generatorExpression) }
        try compileTuple(inside)
    }

    func compileBrackets(_ node: ParseNode) throws(GuestException) {
        let inside = node.child(0, ram)
        if inside.isNull { return emit.buildList(0) }
        guard inside.isRule(.testlist_comp, ram) else {
            try compile(inside)
            return emit.buildList(1)
        }
        if isComprehension(inside) { return try compileComprehension(inside, .listComprehension) }
        try compileChildren(inside)
        emit.buildList(inside.childCount(ram))
    }

    /// - Parameter makesMap: false when the entries go into a dict that is on the stack already.
    func compileBraces(_ node: ParseNode, makesMap: Bool) throws(GuestException) {
        let inside = node.child(0, ram)
        if inside.isNull {
            if makesMap { emit.buildMap(0) }
        } else if inside.isRule(.dictorsetmaker_item, ram) {
            if makesMap { emit.buildMap(1) }
            try compile(inside)
            emit.storeMap()
        } else if inside.isRule(.dictorsetmaker, ram) {
            let isDict = inside.child(0, ram).isRule(.dictorsetmaker_item, ram) || !options.hasSets
            let rest = inside.child(1, ram)
            if rest.isRule(.dictorsetmaker_list, ram) {
                try compileEntries(inside, rest, isDict: isDict, makesMap: makesMap)
            } else {
                try compileComprehension(inside, isDict ? .dictComprehension : .setComprehension)
            }
        } else {
            try compile(inside)
            emit.buildSet(1)
        }
    }

    private func compileEntries(
        _ inside: ParseNode, _ rest: ParseNode, isDict: Bool, makesMap: Bool
    ) throws(GuestException) {
        let others = rest.child(0, ram).list(.dictorsetmaker_list2, ram)
        if isDict && makesMap { emit.buildMap(1 + others.count) }
        try compile(inside.child(0, ram))
        if isDict { emit.storeMap() }
        for index in 0..<others.count {
            let entry = others.node(index, ram)
            try compile(entry)
            if entry.isRule(.dictorsetmaker_item, ram) != isDict {
                let message = isDict ? "expecting key:value for dict" : "expecting just a value for set"
                return fail(options.hasDetailedErrors ? message : "invalid syntax", inside)
            }
            if isDict { emit.storeMap() }
        }
        if !isDict { emit.buildSet(1 + others.count) }
    }

    func compileKeyAndValue(_ node: ParseNode) throws(GuestException) {
        try compile(node.child(1, ram))
        try compile(node.child(0, ram))
    }

    // MARK: Items

    func compileItem(_ node: ParseNode) throws(GuestException) {
        try compile(node.child(0, ram))
        emit.loadItem()
    }

    func compileSlice(_ node: ParseNode, _ rule: GrammarRule) throws(GuestException) {
        var rest = node
        if rule == .subscript_2 {
            try compile(node.child(0, ram))
            rest = node.child(1, ram)
        } else {
            emit.loadNone()
        }
        let tail = rest.child(0, ram)
        var step = ParseNode.null
        if tail.isNull {
            emit.loadNone()
        } else if tail.isRule(.subscript_3c, ram) {
            emit.loadNone()
            step = tail.child(0, ram)
        } else if tail.isRule(.subscript_3d, ram) {
            try compile(tail.child(0, ram))
            step = tail.child(1, ram).child(0, ram)
        } else {
            try compile(tail)
        }
        if step.isNull { return emit.buildSlice(2) }
        try compile(step)
        emit.buildSlice(3)
    }
}
