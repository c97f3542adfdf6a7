/// async def, async for, async with, await, yield.
extension Compiler {
    func compileAsync(_ node: ParseNode) throws(GuestException) {
        let inner = node.child(0, ram)
        if inner.isRule(.funcdef, ram) {
            let function = try compileFunctionObject(inner, scope.codeChoice)
            try storeName(function.simpleName)
            function.flags.insert(.generator)
            return
        }
        guard scope.flags.contains(.generator) else { return fail("async for/with outside async function", inner) }
        if inner.isRule(.for_stmt, ram) { return try compileAsyncFor(inner) }
        let items = inner.child(0, ram).list(.with_stmt_list, ram)
        try compileAsyncWith(items, from: 0, inner.child(1, ram))
    }

    func compileYieldFrom() {
        emit.getIterator(onStack: false)
        emit.loadNone()
        emit.yieldFrom()
        reserveLabels(3)
    }

    func compileYield(_ node: ParseNode) throws(GuestException) {
        guard scope.kind == .function || scope.kind == .lambda else { return fail("'yield' outside function", node) }
        let value = node.child(0, ram)
        if value.isRule(.yield_arg_from, ram) {
            try compile(value.child(0, ram))
            return compileYieldFrom()
        }
        if value.isNull { emit.loadNone() } else { try compile(value) }
        emit.yieldValue()
        reserveLabels(1)
    }

    func compileAwait(_ node: ParseNode) throws(GuestException) {
        let isInFunction = scope.kind == .function || scope.kind == .lambda
        guard isInFunction || options.allowsTopLevelAwait else { return fail("'await' outside function", node) }
        try compileAtomExpression(node)
        compileYieldFrom()
    }

    /// Awaits the result of a method of the object on the stack.
    private func compileAwait(method: Qstr) throws(GuestException) {
        try emit.loadMethod(method)
        emit.callMethod(0)
        compileYieldFrom()
    }

    // MARK: async for

    private func compileAsyncFor(_ node: ParseNode) throws(GuestException) {
        let exhausted = newLabel()
        let handler = newLabel()
        let hasValue = newLabel()
        let otherException = newLabel()
        try compile(node.child(1, ram))
        try emit.loadMethod(Qstr(.__aiter__))
        emit.callMethod(0)
        let loop = startLoop()
        emit.place(loop.next)
        enterBlock(.except, handler)
        emit.duplicate()
        try compileAwait(method: Qstr(.__anext__))
        try assign(node.child(0, ram))
        emit.popBlockAndJump(hasValue)

        emit.place(handler)
        emit.startHandler()
        emit.duplicate()
        try emit.load(global: Qstr(.StopAsyncIteration))
        emit.apply(BinaryOperator.exceptionMatch)
        emit.popJump(if: false, otherException)
        emit.pop()
        emit.popBlockAndJump(exhausted)
        emit.place(otherException)
        emit.adjustStack(1)
        leaveBlock()
        emit.endHandler()

        emit.place(hasValue)
        try compile(node.child(2, ram))
        emit.jump(loop.next)
        endLoop(loop)
        emit.place(exhausted)
        try compile(node.child(3, ram))
        emit.place(loop.end)
        emit.pop()
    }

    // MARK: async with

    private func compileAsyncWith(
        _ items: ParseNodeList, from first: Int, _ body: ParseNode
    ) throws(GuestException) {
        guard first < items.count else { return try compile(body) }
        let item = items.node(first, ram)
        let labels = AsyncWithLabels(
            finally: newLabel(), exitWithoutException: newLabel(), exitOnJump: newLabel(), end: newLabel())
        let hasTarget = item.isRule(.with_item, ram)
        try compile(hasTarget ? item.child(0, ram) : item)
        emit.duplicate()
        try compileAwait(method: Qstr(.__aenter__))
        if hasTarget { try assign(item.child(1, ram)) } else { emit.pop() }
        // `__aexit__` is looked up when it is needed: the stack is reached three words deep only.
        enterBlock(.finally, labels.finally)
        emit.adjustStack(3)
        try compileAsyncWith(items, from: first + 1, body)
        emit.adjustStack(-3)
        try compileAsyncExit(labels)
    }

    private struct AsyncWithLabels {
        let finally: Label
        let exitWithoutException: Label
        let exitOnJump: Label
        let end: Label
    }

    /// Behind the body there is the manager; entered as a `finally`, also the exception, or value and jump.
    private func compileAsyncExit(_ labels: AsyncWithLabels) throws(GuestException) {
        emit.loadNone()
        emit.rotateTwo()
        emit.jump(labels.exitWithoutException)
        emit.place(labels.finally)
        emit.duplicate()
        try emit.load(global: Qstr(.BaseException))
        emit.apply(BinaryOperator.exceptionMatch)
        emit.popJump(if: false, labels.exitOnJump)

        // manager exception -> exception __aexit__ manager type exception None
        emit.duplicate()
        emit.rotateThree()
        emit.rotateTwo()
        try emit.loadMethod(Qstr(.__aexit__))
        emit.rotateThree()
        emit.rotateThree()
        emit.duplicate()
        try emit.loadAttribute(Qstr(.__class__))
        emit.rotateTwo()
        emit.loadNone()
        emit.callMethod(3)
        compileYieldFrom()
        emit.popJump(if: false, labels.end)
        // The manager swallowed it.
        emit.pop()
        emit.loadNone()
        emit.jump(labels.end)
        emit.adjustStack(2)

        emit.place(labels.exitOnJump)
        emit.rotateThree()
        emit.rotateThree()
        emit.place(labels.exitWithoutException)
        try emit.loadMethod(Qstr(.__aexit__))
        emit.loadNone()
        emit.duplicate()
        emit.duplicate()
        emit.callMethod(3)
        compileYieldFrom()
        emit.pop()
        emit.adjustStack(-1)
        emit.place(labels.end)
        leaveBlock()
    }
}
