/// Functions, lambdas, classes and decorators: what the scope around them executes.
extension Compiler {
    /// Leaves the function on the stack, closed over what it uses of this scope. Its defaults lie there already: a tuple
    /// and a dict, or a marker in place of either, when there are any.
    func makeFunction(_ inner: Scope, defaultCount: Int, keywordDefaultCount: Int) {
        if keywordDefaultCount > 0 { inner.flags.insert(.keywordDefaults) }
        inner.defaultCount = defaultCount
        var cellCount = 0
        if scope.kind != .module {
            for outer in scope.names where outer.binding == .cell || outer.binding == .free {
                for name in inner.names where name.binding == .free && name.name == outer.name {
                    // The cell itself, which lies in an ordinary slot.
                    emit.load(local: outer.slot)
                    cellCount += 1
                }
            }
        }
        let hasDefaults = defaultCount > 0 || keywordDefaultCount > 0
        if cellCount == 0 {
            emit.makeFunction(inner, hasDefaults: hasDefaults)
        } else {
            emit.makeClosure(inner, cellCount: cellCount, hasDefaults: hasDefaults)
        }
    }

    /// Evaluates the defaults, then makes the function. A default may hold a lambda with defaults of its own.
    private func makeFunctionWithDefaults(
        _ inner: Scope, _ parameters: ParseNode, of rule: GrammarRule
    ) throws(GuestException) {
        let outer = (hasSeenStar, keywordDefaultCount, defaultCount)
        hasSeenStar = false
        keywordDefaultCount = 0
        defaultCount = 0
        try forEach(parameters, of: rule) { (parameter) throws(GuestException) in try compileDefault(parameter) }
        if hasFailed { return }
        if defaultCount > 0 && keywordDefaultCount == 0 {
            emit.buildTuple(defaultCount)
            emit.loadNull()
        }
        makeFunction(inner, defaultCount: defaultCount, keywordDefaultCount: keywordDefaultCount)
        (hasSeenStar, keywordDefaultCount, defaultCount) = outer
    }

    private func compileDefault(_ parameter: ParseNode) throws(GuestException) {
        var identifier = parameter
        var value = ParseNode.null
        if parameter.isBlock {
            switch parameter.rule(ram) {
            case .typedargslist_star, .varargslist_star:
                hasSeenStar = true
                return
            case .typedargslist_dbl_star, .varargslist_dbl_star: return
            case .typedargslist_name:
                identifier = parameter.child(0, ram)
                value = parameter.child(2, ram)
            default:
                identifier = parameter.child(0, ram)
                value = parameter.child(1, ram)
            }
        }
        if value.isNull {
            if !hasSeenStar && defaultCount != 0 { fail("non-default argument follows default argument", parameter) }
        } else if hasSeenStar {
            keywordDefaultCount += 1
            if keywordDefaultCount == 1 { startKeywordDefaults() }
            try compile(value)
            try emit.load(string: identifier.qstr)
            emit.storeMap()
        } else {
            defaultCount += 1
            try compile(value)
        }
    }

    /// Positional defaults are complete; a dict for the others goes on top.
    private func startKeywordDefaults() {
        if defaultCount > 0 { emit.buildTuple(defaultCount) } else { emit.loadNull() }
        emit.buildMap(0)
    }

    // MARK: Functions

    func compileFunctionDefinition(_ node: ParseNode) throws(GuestException) {
        try storeName(try compileFunctionObject(node, scope.codeChoice).simpleName)
    }

    /// Leaves the function on the stack.
    func compileFunctionObject(_ node: ParseNode, _ choice: CodeChoice) throws(GuestException) -> Scope {
        if pass == .scope {
            node.setChild(4, ParseNode(address: try newScope(.function, node, choice).address), ram)
        }
        let inner = scope(at: node.child(4, ram))
        try makeFunctionWithDefaults(inner, node.child(1, ram), of: .typedargslist)
        return inner
    }

    func compileLambda(_ node: ParseNode) throws(GuestException) {
        if pass == .scope {
            node.setChild(2, ParseNode(address: try newScope(.lambda, node, scope.codeChoice).address), ram)
        }
        try makeFunctionWithDefaults(scope(at: node.child(2, ram)), node.child(0, ram), of: .varargslist)
    }

    // MARK: Classes

    func compileClassDefinition(_ node: ParseNode) throws(GuestException) {
        try storeName(try compileClassObject(node, scope.codeChoice).simpleName)
    }

    /// Leaves the class on the stack.
    private func compileClassObject(_ node: ParseNode, _ choice: CodeChoice) throws(GuestException) -> Scope {
        if pass == .scope {
            node.setChild(3, ParseNode(address: try newScope(.classBody, node, choice).address), ram)
        }
        emit.loadBuildClass()
        let inner = scope(at: node.child(3, ram))
        makeFunction(inner, defaultCount: 0, keywordDefaultCount: 0)
        try emit.load(string: inner.simpleName)
        // `class C():` has an empty node where the parents would be.
        let parents = node.child(1, ram)
        try compileCall(parents.isRule(.classdef_2, ram) ? .null : parents, isMethod: false, extraArguments: 2)
        return inner
    }

    // MARK: Decorators

    func compileDecorated(_ node: ParseNode) throws(GuestException) {
        let decorators = node.child(0, ram).list(.decorators, ram)
        var choice = scope.codeChoice
        var callCount = 0
        for index in 0..<decorators.count {
            let decorator = decorators.node(index, ram)
            let name = decorator.child(0, ram).list(.dotted_name, ram)
            if chooseCode(name, &choice) { continue }
            callCount += 1
            try compile(name.node(0, ram))
            for part in 1..<max(1, name.count) { try emit.loadAttribute(name.node(part, ram).qstr) }
            try compile(decorator.child(1, ram))
        }
        let body = node.child(1, ram)
        let inner: Scope
        switch body.rule(ram) {
        case .funcdef: inner = try compileFunctionObject(body, choice)
        case .async_funcdef:
            inner = try compileFunctionObject(body.child(0, ram), choice)
            inner.flags.insert(.generator)
        default: inner = try compileClassObject(body, choice)
        }
        for _ in 0..<callCount { emit.callFunction(1) }
        try storeName(inner.simpleName)
    }

    /// Whether this is one of the decorators that speak to the compiler, `micropython.…`.
    private func chooseCode(_ name: ParseNodeList, _ choice: inout CodeChoice) -> Bool {
        let first = name.node(0, ram)
        guard first.qstr == Qstr(.micropython) else { return false }
        guard name.count == 2 else {
            fail("invalid micropython decorator", first)
            return true
        }
        let attribute = name.node(1, ram)
        let isKnown = options.nativeCode != .unknown
        switch vm.string(attribute.qstr) {
        case "bytecode": choice = .bytecode
        case "native" where isKnown: choice = .native
        case "viper" where isKnown: choice = .viper
        case "asm_thumb" where isKnown, "asm_xtensa" where isKnown, "asm_rv32" where isKnown: choice = .assembler
        default: fail("invalid micropython decorator", attribute)
        }
        switch (options.nativeCode, choice) {
        case (.refused, .native), (.refused, .viper), (.refused, .assembler): fail("invalid arch", attribute)
        case (.known, .viper): fail("invalid micropython decorator", attribute)
        case (.known, .assembler): fail("invalid micropython decorator", attribute)
        case (.known, .native), (.unknown, _), (_, .unspecified), (_, .bytecode): break
        }
        return true
    }
}
