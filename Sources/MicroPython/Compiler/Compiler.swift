/// Compiles a parse tree to bytecode, as MicroPython does it (py/compile.c, v1.29): scopes first, then each function
/// in passes. Nothing is built in between; every pass walks the tree in guest RAM again.
final class Compiler {
    let vm: VM
    let ram: GuestRAM
    let objects: any CompilerObjects
    let options: CompilerOptions
    let sourceFile: Qstr
    /// `-O`: from 1 on `assert` is left out, from 3 on line numbers.
    let optimisationLevel: Int
    /// A line typed at a prompt: values of expressions are printed.
    let isInteractive: Bool

    var pass = CompilerPass.scope
    var scope: Scope
    var scopes: [Scope] = []
    private var scopesByAddress: [GuestAddress: Scope] = [:]
    let constants: ModuleConstants
    let emit: Emitter

    var nextLabel = 0
    var breakLabel: Label?
    var continueLabel: Label?
    var blockDepth = 0
    var loopBlockDepth = 0
    var hasSeenStar = false
    var keywordDefaultCount = 0
    var defaultCount = 0
    var nativeAsBytecode: [Qstr] = []

    /// The first mistake found; what follows it is no longer compiled.
    private(set) var failure: GuestException?
    private var failureLine = 0
    private var depth = 0

    /// How deep the tree may nest before the compiler gives up, where MicroPython would overrun its stack: each level
    /// takes about so much of the guest's C stack, and no host has room for more levels than this.
    private static let stackBytesPerLevel = 96
    private static let depthMax = 1200

    private init(
        _ tree: ParseTree, _ source: Source, _ objects: any CompilerObjects, _ options: CompilerOptions, _ vm: VM
    ) throws(GuestException) {
        self.vm = vm
        ram = vm.ram
        self.objects = objects
        self.options = options
        sourceFile = source.file
        optimisationLevel = source.optimisationLevel
        isInteractive = source.isInteractive
        constants = try ModuleConstants(sourceFile: source.file, objects, vm)
        scope = try Scope(.module, tree.root, parent: nil, codeChoice: .unspecified, vm, options)
        emit = try Emitter(
            constants, scope, recordsLines: options.hasLineNumbers && source.optimisationLevel < 3, vm)
        scopes.append(scope)
        scopesByAddress[scope.address] = scope
    }

    /// What is known of the source besides its tree.
    struct Source {
        var file: Qstr
        var optimisationLevel = 0
        var isInteractive = false
    }

    /// Compiles a tree into a module of the guest, and frees the tree.
    ///
    /// - Parameter globals: the dictionary that the module's functions will see as their globals.
    static func compile(
        _ tree: inout ParseTree, _ source: Source, globals: GuestAddress, _ objects: any CompilerObjects,
        _ options: CompilerOptions, _ vm: VM
    ) throws(GuestException) -> CompiledModule {
        let context = try ModuleContext.allocate(vm)
        ModuleContext.setGlobals(context, globals, vm.ram)
        let compiler = try Compiler(tree, source, objects, options, vm)
        return try compiler.run(&tree, context)
    }

    private func run(_ tree: inout ParseTree, _ context: GuestAddress) throws(GuestException) -> CompiledModule {
        let body = scope
        try findScopes()
        try compileScopes()
        if let failure { reportLine(of: failure) } else { try constants.fill(context) }
        emit.free()
        tree.clear(vm)
        for scope in scopes { scope.free() }
        if let failure { throw failure }
        return CompiledModule(
            context: context, body: finishedCode(body), nameCount: constants.names.count,
            objectCount: constants.objects.count, nativeAsBytecode: nativeAsBytecode)
    }

    private func findScopes() throws(GuestException) {
        var labelCount = 0
        var index = 0
        while index < scopes.count && failure == nil {
            let scope = scopes[index]
            _ = try compile(scope, .scope)
            for name in scope.names.indices where scope[name].binding == .implicitGlobal {
                try scope.closeOverIfOwnedAround(name)
            }
            labelCount = max(labelCount, nextLabel)
            index += 1
        }
        if failure == nil { for scope in scopes { scope.numberLocals() } }
        try emit.makeLabels(labelCount)
    }

    private func compileScopes() throws(GuestException) {
        for scope in scopes where failure == nil {
            _ = try compile(scope, .stackSize)
            if failure == nil { _ = try compile(scope, .codeSize) }
            if failure == nil { while !(try compile(scope, .emit)) {} }
        }
    }

    private func finishedCode(_ scope: Scope) -> CompiledCode {
        guard let finished = scope.finished else { preconditionFailure("a scope was not compiled") }
        return CompiledCode(
            rawCode: scope.rawCode, code: finished.code, codeByteCount: finished.byteCount,
            children: finished.children.map(finishedCode))
    }

    // MARK: Scopes

    func newScope(_ kind: ScopeKind, _ node: ParseNode, _ choice: CodeChoice) throws(GuestException) -> Scope {
        let new = try Scope(kind, node, parent: scope, codeChoice: choice, vm, options)
        scopes.append(new)
        scopesByAddress[new.address] = new
        if choice == .native && kind == .function { nativeAsBytecode.append(new.simpleName) }
        return new
    }

    /// The scope whose address the first pass left in a blank child of a node.
    func scope(at node: ParseNode) -> Scope {
        guard let scope = scopesByAddress[node.address] else { preconditionFailure("no scope in the tree") }
        return scope
    }

    func newLabel() -> Label {
        nextLabel += 1
        return Label(nextLabel - 1)
    }

    /// Native emitters need labels of their own, and MicroPython makes room for them unless bytecode is asked for by
    /// decorator.
    func reserveLabels(_ count: Int) {
        if options.nativeCode != .unknown && scope.codeChoice != .bytecode { nextLabel += count }
    }

    func enterBlock(_ kind: BlockKind, _ handler: Label) {
        emit.setUp(kind, handler)
        blockDepth += 1
        if blockDepth > scope.exceptionCount { scope.exceptionCount = blockDepth }
    }

    func leaveBlock() {
        blockDepth -= 1
        emit.endFinally()
        reserveLabels(1)
    }

    // MARK: Mistakes

    var hasFailed: Bool { failure != nil }

    /// Notes a mistake; only the first one counts.
    func fail(_ message: String, _ node: ParseNode) {
        guard failure == nil else { return }
        failure = objects.error(.syntaxError, message, vm)
        noteLine(node)
    }

    /// The line of the nearest node that knows its own.
    func noteLine(_ node: ParseNode) {
        if failureLine == 0 && node.isBlock { failureLine = node.line(ram) }
    }

    private func reportLine(of failure: GuestException) {
        noteLine(scope.node)
        objects.addTraceback(failure, file: sourceFile, line: failureLine, block: scope.simpleName, vm)
    }

    // MARK: Nodes

    /// Compiles a node; an expression leaves its value on the stack.
    func compile(_ node: ParseNode) throws(GuestException) {
        if node.isNull { return }
        if node.isSmallInt { return emit.load(smallInt: Int(node.smallInt)) }
        if node.isIdentifier { return try loadName(node.qstr) }
        if node.isString { return try emit.load(string: node.qstr) }
        if node.isToken {
            // An empty line of a file is a leaf of its own.
            if !node.isToken(.newline) { try emit.load(node.token, objects) }
            return
        }
        depth += 1
        vm.state.pointee.stackUsed += Compiler.stackBytesPerLevel
        defer {
            depth -= 1
            vm.state.pointee.stackUsed -= Compiler.stackBytesPerLevel
        }
        if depth > Compiler.depthMax || vm.isTooDeep(vm.state.pointee.stackUsed) {
            throw objects.runtimeError("maximum recursion depth exceeded", vm)
        }
        emit.setLine(node.line(ram))
        try compileBlock(node, node.rule(ram))
    }

    /// Compiles all children, up to the first mistake.
    func compileChildren(_ node: ParseNode) throws(GuestException) {
        for index in 0..<node.childCount(ram) {
            let child = node.child(index, ram)
            try compile(child)
            if hasFailed { return noteLine(child) }
        }
    }

    /// Calls `body` for each node of a list.
    func forEach(
        _ node: ParseNode, of rule: GrammarRule, _ body: (ParseNode) throws(GuestException) -> Void
    ) throws(GuestException) {
        let list = node.list(rule, ram)
        for index in 0..<list.count { try body(list.node(index, ram)) }
    }

    // MARK: Names

    func loadName(_ name: Qstr) throws(GuestException) {
        if pass == .scope {
            _ = try scope.findOrAdd(name, .implicitGlobal)
        } else {
            try emit.load(known(name))
        }
    }

    func storeName(_ name: Qstr) throws(GuestException) {
        if pass == .scope { _ = try scope.noteAssignment(name) } else { try emit.store(known(name)) }
    }

    func deleteName(_ name: Qstr) throws(GuestException) {
        if pass == .scope { _ = try scope.noteAssignment(name) } else { try emit.delete(known(name)) }
    }

    private func known(_ name: Qstr) -> ScopeName {
        guard let index = scope.find(name) else { preconditionFailure("a name that the first pass did not see") }
        return scope[index]
    }
}
