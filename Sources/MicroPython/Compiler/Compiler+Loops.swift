/// if, while, for, and conditions.
extension Compiler {
    /// Jumps when the condition has the given truth, else falls through; evaluates no more of it than it must.
    func compileCondition(_ node: ParseNode, jumpIf wanted: Bool, _ label: Label) throws(GuestException) {
        if let truth = constantTruth(node) {
            if truth == wanted { emit.jump(label) }
            return
        }
        if node.isBlock {
            switch node.rule(ram) {
            case .or_test: return try compileCondition(node, isOr: true, jumpIf: wanted, label)
            case .and_test: return try compileCondition(node, isOr: false, jumpIf: wanted, label)
            case .not_test_2: return try compileCondition(node.child(0, ram), jumpIf: !wanted, label)
            default: break
            }
        }
        try compile(node)
        emit.popJump(if: wanted, label)
    }

    private func compileCondition(
        _ node: ParseNode, isOr: Bool, jumpIf wanted: Bool, _ label: Label
    ) throws(GuestException) {
        let count = node.childCount(ram)
        if isOr == wanted {
            for index in 0..<count { try compileCondition(node.child(index, ram), jumpIf: wanted, label) }
            return
        }
        // The first operand that decides otherwise skips the rest.
        let past = newLabel()
        for index in 0..<count - 1 { try compileCondition(node.child(index, ram), jumpIf: !wanted, past) }
        try compileCondition(node.child(count - 1, ram), jumpIf: wanted, label)
        emit.place(past)
    }

    /// The truth of a constant; nil for what is none.
    private func constantTruth(_ node: ParseNode) -> Bool? {
        if node.isSmallInt { return node.smallInt != 0 }
        if node.isString { return !vm.text(node.qstr).isEmpty }
        if node.isToken {
            switch node.token {
            case .kwNone, .kwFalse: return false
            case .kwTrue, .ellipsis: return true
            default: return nil
            }
        }
        if node.isRule(.const_object, ram) { return objects.isTrue(node.constant(ram), vm) }
        if node.isRule(.atom_paren, ram), node.child(0, ram).isNull { return false }
        return nil
    }

    func compileIf(_ node: ParseNode) throws(GuestException) {
        let end = newLabel()
        let otherwise = node.child(3, ram)
        let branches = node.child(2, ram)
        let hasMore = !(branches.isNull && otherwise.isNull)
        var isDecided = try compileBranch(node, end, jumpsToEnd: hasMore)
        let list = branches.list(.if_stmt_elif_list, ram)
        for index in 0..<list.count where !isDecided {
            isDecided = try compileBranch(list.node(index, ram), end, jumpsToEnd: true)
        }
        if !isDecided { try compile(otherwise) }
        emit.place(end)
    }

    /// One condition with its body; true when the condition always holds, so that nothing after it can run.
    private func compileBranch(_ node: ParseNode, _ end: Label, jumpsToEnd: Bool) throws(GuestException) -> Bool {
        let condition = node.child(0, ram)
        let truth = constantTruth(condition)
        if truth == false { return false }
        let otherwise = newLabel()
        try compileCondition(condition, jumpIf: false, otherwise)
        try compile(node.child(1, ram))
        if truth == true { return true }
        if jumpsToEnd { emit.jump(end) }
        emit.place(otherwise)
        return false
    }

    // MARK: Loops

    /// Makes the labels of a loop, and what to put back before its `else`.
    func startLoop(dropsIterator: Bool = false) -> Loop {
        let outer = Loop.Outer(
            breakLabel: breakLabel, continueLabel: continueLabel, loopBlockDepth: loopBlockDepth)
        var end = newLabel()
        let next = newLabel()
        let loop = Loop(end: end, next: next, outer: outer)
        end.dropsIterator = dropsIterator
        breakLabel = end
        continueLabel = next
        loopBlockDepth = blockDepth
        return loop
    }

    struct Loop {
        struct Outer {
            let breakLabel: Label?
            let continueLabel: Label?
            let loopBlockDepth: Int
        }

        let end: Label
        let next: Label
        let outer: Outer
    }

    /// In the `else` of a loop, break and continue mean the loop around it.
    func endLoop(_ loop: Loop) {
        breakLabel = loop.outer.breakLabel
        continueLabel = loop.outer.continueLabel
        loopBlockDepth = loop.outer.loopBlockDepth
    }

    func compileWhile(_ node: ParseNode) throws(GuestException) {
        let loop = startLoop()
        let condition = node.child(0, ram)
        let truth = constantTruth(condition)
        if truth != false {
            let top = newLabel()
            if truth != true { emit.jump(loop.next) }
            emit.place(top)
            try compile(node.child(1, ram))
            emit.place(loop.next)
            try compileCondition(condition, jumpIf: true, top)
        }
        endLoop(loop)
        try compile(node.child(2, ram))
        emit.place(loop.end)
    }

    func compileFor(_ node: ParseNode) throws(GuestException) {
        if let range = countedRange(node) { return try compileFor(node, range) }
        let loop = startLoop(dropsIterator: true)
        let exhausted = newLabel()
        try compile(node.child(1, ram))
        emit.getIterator(onStack: true)
        emit.place(loop.next)
        emit.iterate(orJump: exhausted)
        try assign(node.child(0, ram))
        try compile(node.child(2, ram))
        emit.jump(loop.next)
        emit.place(exhausted)
        emit.endIteration()
        endLoop(loop)
        try compile(node.child(3, ram))
        emit.place(loop.end)
    }

    private struct CountedRange {
        var start = ParseNode(smallInt: 0)
        var end: ParseNode
        var step = ParseNode(smallInt: 1)
    }

    /// `for name in range(...)` with a constant step counts without an iterator, and so without heap.
    private func countedRange(_ node: ParseNode) -> CountedRange? {
        let iterable = node.child(1, ram)
        guard node.child(0, ram).isIdentifier, iterable.isRule(.atom_expr_normal, ram) else { return nil }
        let function = iterable.child(0, ram)
        guard function.isIdentifier, function.qstr == Qstr(.range), iterable.child(1, ram).isRule(.trailer_paren, ram)
        else { return nil }
        let arguments = iterable.child(1, ram).child(0, ram).list(.arglist, ram)
        let range: CountedRange
        switch arguments.count {
        case 1: range = CountedRange(end: arguments.node(0, ram))
        case 2: range = CountedRange(start: arguments.node(0, ram), end: arguments.node(1, ram))
        case 3:
            range = CountedRange(
                start: arguments.node(0, ram), end: arguments.node(1, ram), step: arguments.node(2, ram))
        default: return nil
        }
        guard range.step.isSmallInt, range.step.smallInt != 0 else { return nil }
        return isPlainArgument(range.start) && isPlainArgument(range.end) ? range : nil
    }

    private func isPlainArgument(_ node: ParseNode) -> Bool {
        guard node.isBlock else { return true }
        let rule = node.rule(ram)
        return rule != .arglist_star && rule != .arglist_dbl_star && rule != .argument
    }

    /// The stack holds the next value, and below it the end where that is no small constant.
    private func compileFor(_ node: ParseNode, _ range: CountedRange) throws(GuestException) {
        let otherwise = node.child(3, ram)
        let loop = startLoop()
        let top = newLabel()
        let entry = newLabel()
        let endIsOnStack = !range.end.isSmallInt
        if endIsOnStack { try compile(range.end) }
        try compile(range.start)
        emit.jump(entry)
        emit.place(top)
        emit.duplicate()
        try assign(node.child(0, ram))
        try compile(node.child(2, ram))
        emit.place(loop.next)
        try compile(range.step)
        emit.apply(.inplaceAdd)
        emit.place(entry)
        if endIsOnStack {
            emit.duplicateTwo()
            emit.rotateTwo()
        } else {
            emit.duplicate()
            try compile(range.end)
        }
        emit.apply(range.step.smallInt >= 0 ? BinaryOperator.less : .more)
        emit.popJump(if: true, top)
        endLoop(loop)

        // The words on the stack go before the `else` runs, because it may break out of a loop around.
        var end: Label?
        if !otherwise.isNull {
            emit.pop()
            if endIsOnStack { emit.pop() }
            try compile(otherwise)
            end = newLabel()
            emit.jump(end!)
            emit.adjustStack(endIsOnStack ? 2 : 1)
        }
        emit.place(loop.end)
        emit.pop()
        if endIsOnStack { emit.pop() }
        if let end { emit.place(end) }
    }
}
