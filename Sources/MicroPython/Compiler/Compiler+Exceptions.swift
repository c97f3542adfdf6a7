/// try and with.
extension Compiler {
    func compileTry(_ node: ParseNode) throws(GuestException) {
        let body = node.child(0, ram)
        let rest = node.child(1, ram)
        switch rest.rule(ram) {
        case .try_stmt_finally: try compileTryFinally(body, nil, rest.child(0, ram))
        case .try_stmt_except_and_more:
            let handlers = Handlers(
                list: rest.child(0, ram).list(.try_stmt_except_list, ram), otherwise: rest.child(1, ram))
            let finally = rest.child(2, ram)
            if finally.isNull {
                try compileTryExcept(body, handlers)
            } else {
                try compileTryFinally(body, handlers, finally.child(0, ram))
            }
        default:
            let list = rest.list(.try_stmt_except_list, ram)
            try compileTryExcept(body, Handlers(list: list, otherwise: .null))
        }
    }

    /// The `except` clauses of a `try`, and its `else`.
    private struct Handlers {
        let list: ParseNodeList
        let otherwise: ParseNode
    }

    private func compileTryFinally(
        _ body: ParseNode, _ handlers: Handlers?, _ finally: ParseNode
    ) throws(GuestException) {
        let handler = newLabel()
        enterBlock(.finally, handler)
        if let handlers {
            try compileTryExcept(body, handlers)
        } else {
            // Room for the state of a jump or return that is on its way through.
            emit.adjustStack(3)
            try compile(body)
            emit.adjustStack(-3)
        }
        // None says that the body ended by itself.
        emit.loadNone()
        emit.place(handler)
        // A return value may lie there too.
        emit.adjustStack(1)
        try compile(finally)
        emit.adjustStack(-1)
        leaveBlock()
    }

    private func compileTryExcept(_ body: ParseNode, _ handlers: Handlers) throws(GuestException) {
        let handler = newLabel()
        let success = newLabel()
        enterBlock(.except, handler)
        try compile(body)
        emit.popBlockAndJump(success)
        emit.place(handler)
        emit.startHandler()
        let end = newLabel()
        for index in 0..<handlers.list.count {
            let isLast = index + 1 == handlers.list.count
            guard try compileHandler(handlers.list.node(index, ram), isLast: isLast, end) else { return leaveBlock() }
        }
        leaveBlock()
        emit.endHandler()
        emit.place(success)
        try compile(handlers.otherwise)
        emit.place(end)
    }

    /// One `except`, with the exception on the stack; false after a mistake.
    private func compileHandler(_ node: ParseNode, isLast: Bool, _ end: Label) throws(GuestException) -> Bool {
        let next = newLabel()
        if options.tracesLines { emit.setLine(node.line(ram)) }
        var expression = node.child(0, ram)
        var name: Qstr?
        if expression.isNull {
            if !isLast {
                fail("default 'except' must be last", node)
                return false
            }
        } else {
            if expression.isRule(.try_stmt_as_name, ram) {
                name = expression.child(1, ram).qstr
                expression = expression.child(0, ram)
            }
            emit.duplicate()
            try compile(expression)
            emit.apply(BinaryOperator.exceptionMatch)
            emit.popJump(if: false, next)
        }
        if let name {
            try storeName(name)
            try compileNamedHandlerBody(node.child(1, ram), name)
        } else {
            emit.pop()
            try compile(node.child(1, ram))
        }
        emit.popBlockAndJump(end)
        emit.place(next)
        // The exception that this clause did not take.
        emit.adjustStack(1)
        return true
    }

    /// The name is deleted when the clause ends, however it ends.
    private func compileNamedHandlerBody(_ body: ParseNode, _ name: Qstr) throws(GuestException) {
        let cleanup = newLabel()
        enterBlock(.finally, cleanup)
        try compile(body)
        emit.loadNone()
        emit.place(cleanup)
        emit.adjustStack(1)
        emit.loadNone()
        try storeName(name)
        try deleteName(name)
        emit.adjustStack(-1)
        leaveBlock()
    }

    // MARK: with

    func compileWith(_ node: ParseNode) throws(GuestException) {
        try compileWith(node.child(0, ram).list(.with_stmt_list, ram), from: 0, node.child(1, ram))
    }

    private func compileWith(_ items: ParseNodeList, from first: Int, _ body: ParseNode) throws(GuestException) {
        guard first < items.count else { return try compile(body) }
        let item = items.node(first, ram)
        let handler = newLabel()
        if item.isRule(.with_item, ram) {
            try compile(item.child(0, ram))
            enterBlock(.with, handler)
            try assign(item.child(1, ram))
        } else {
            try compile(item)
            enterBlock(.with, handler)
            emit.pop()
        }
        try compileWith(items, from: first + 1, body)
        emit.cleanUpWith(handler)
        reserveLabels(3)
        leaveBlock()
    }
}
