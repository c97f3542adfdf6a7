/// How a name of a scope is reached (py/scope.h, v1.29).
enum NameBinding: Sendable {
    case undecided, implicitGlobal, assignedImplicitGlobal, explicitGlobal
    /// Written and read by this function only.
    case local
    /// Read or written by functions inside this one.
    case cell
    /// Belongs to a function around this one.
    case free
}

/// A name of a scope: 8 bytes of guest heap in the scope's array.
struct ScopeName: Sendable {
    enum Parameter: Sendable { case no, plain, star, doubleStar }

    let name: Qstr
    var binding: NameBinding
    var parameter = Parameter.no
    /// Number of the local variable.
    var slot = 0
}

/// What a scope is the body of.
enum ScopeKind: Sendable {
    case module, classBody, lambda, listComprehension, dictComprehension, setComprehension, generatorExpression
    case function

    var isComprehension: Bool {
        switch self {
        case .listComprehension, .dictComprehension, .setComprehension, .generatorExpression: true
        case .module, .classBody, .lambda, .function: false
        }
    }

    /// Names that it assigns are its own.
    var hasLocals: Bool { self != .module && self != .classBody }
}

/// A scope ("block" of Python's language reference): a host object beside its two blocks of guest heap.
final class Scope {
    /// The flags that the prelude carries (py/runtime0.h, v1.29).
    struct Flags: OptionSet {
        let rawValue: UInt8
        static let generator = Flags(rawValue: 1)
        static let keywordArguments = Flags(rawValue: 2)
        static let starArguments = Flags(rawValue: 4)
        static let keywordDefaults = Flags(rawValue: 8)
    }

    let kind: ScopeKind
    let node: ParseNode
    let parent: Scope?
    let simpleName: Qstr
    var codeChoice: CodeChoice
    var flags: Flags = []
    var positionalCount = 0
    var keywordOnlyCount = 0
    var defaultCount = 0
    var localCount = 0
    var stackCount = 0
    var exceptionCount = 0
    private(set) var names: [ScopeName] = []
    /// Set by the emitter once the code is written.
    var finished: FinishedCode?

    /// The scope's block, the array of its names, and the raw code that becomes of it.
    let address: GuestAddress
    let rawCode: GuestAddress
    private var nameBlock: GuestAddress
    private var nameCapacity: Int
    private let increment: Int
    private let vm: VM

    static let nameByteCount = 8
    /// scope_t on a 32-bit target, without and with the length that listings need.
    static let byteCount = 48
    static let listingByteCount = 52

    init(
        _ kind: ScopeKind, _ node: ParseNode, parent: Scope?, codeChoice: CodeChoice, _ vm: VM,
        _ options: CompilerOptions
    ) throws(GuestException) {
        self.kind = kind
        self.node = node
        self.parent = parent
        self.codeChoice = codeChoice
        self.vm = vm
        simpleName = Scope.simpleName(kind, node, vm.ram)
        address = try vm.allocate(options.hasListings ? Scope.listingByteCount : Scope.byteCount, .compiler)
        rawCode = try RawCode.allocate(vm)
        nameCapacity = options.scopeNamesInitial
        increment = options.scopeNamesIncrement
        nameBlock = try vm.allocate(nameCapacity * Scope.nameByteCount, .compiler)
    }

    private static func simpleName(_ kind: ScopeKind, _ node: ParseNode, _ ram: GuestRAM) -> Qstr {
        switch kind {
        case .function, .classBody: node.child(0, ram).qstr
        case .module: Qstr(.moduleScope)
        case .lambda: Qstr(.lambda)
        case .listComprehension: Qstr(.listComprehension)
        case .dictComprehension: Qstr(.dictComprehension)
        case .setComprehension: Qstr(.setComprehension)
        case .generatorExpression: Qstr(.generatorExpression)
        }
    }

    /// Gives both blocks back; the raw code lives on.
    func free() {
        vm.free(nameBlock)
        vm.free(address)
    }

    subscript(index: Int) -> ScopeName {
        get { names[index] }
        set { names[index] = newValue }
    }

    func find(_ name: Qstr) -> Int? { names.firstIndex { $0.name == name } }

    func findOrAdd(_ name: Qstr, _ binding: NameBinding) throws(GuestException) -> Int {
        if let known = find(name) { return known }
        if names.count == nameCapacity {
            let more = nameCapacity + increment
            nameBlock = try vm.reallocate(nameBlock, more * Scope.nameByteCount, .compiler)
            nameCapacity = more
        }
        names.append(ScopeName(name: name, binding: binding))
        return names.count - 1
    }

    /// The module's own entry for a name.
    func findGlobal(_ name: Qstr) -> (scope: Scope, index: Int)? {
        var scope = self
        while let parent = scope.parent { scope = parent }
        return scope.find(name).map { (scope, $0) }
    }

    func noteAssignment(_ name: Qstr) throws(GuestException) -> Int {
        let index = try findOrAdd(name, .implicitGlobal)
        if names[index].binding == .implicitGlobal {
            names[index].binding = kind.hasLocals ? .local : .assignedImplicitGlobal
        }
        return index
    }
}

extension Scope {
    /// Makes a name free that a function around this one owns, and a cell there.
    func closeOverIfOwnedAround(_ index: Int) throws(GuestException) {
        let name = names[index].name
        var around = parent
        while let scope = around, scope.parent != nil {
            if let found = scope.find(name) {
                switch scope[found].binding {
                case .local, .cell, .free:
                    names[index].binding = .free
                    try closeOverInParents(name)
                case .undecided, .implicitGlobal, .assignedImplicitGlobal, .explicitGlobal: break
                }
                return
            }
            around = scope.parent
        }
    }

    private func closeOverInParents(_ name: Qstr) throws(GuestException) {
        var around = parent
        while let scope = around {
            let index = try scope.findOrAdd(name, .undecided)
            switch scope[index].binding {
            case .undecided: scope[index].binding = .free
            case .local:
                scope[index].binding = .cell
                return
            case .implicitGlobal, .assignedImplicitGlobal, .explicitGlobal, .cell, .free: return
            }
            around = scope.parent
        }
    }

    /// Numbers the local variables, after the first pass has found every name: parameters, locals, cells; and before
    /// all of them the free names, in the order of the scope around.
    func numberLocals() {
        if flags.contains(.starArguments) { moveStarParameterLast() }
        localCount = 0
        for index in names.indices {
            // `__class__` is no local of a class; where a method uses it, it is a cell.
            if kind == .classBody && names[index].name == Qstr(.__class__) { continue }
            if kind.hasLocals && names[index].binding == .implicitGlobal { names[index].binding = .explicitGlobal }
            if names[index].binding == .local || names[index].parameter != .no {
                names[index].slot = localCount
                localCount += 1
            }
        }
        for index in names.indices where names[index].binding == .cell && names[index].parameter == .no {
            names[index].slot = localCount
            localCount += 1
        }
        numberFreeNames()
    }

    /// The starred parameter comes after all others but `**`.
    private func moveStarParameterLast() {
        var last: Int?
        for index in names.indices.reversed() {
            if names[index].parameter == .star {
                if let last { names.swapAt(index, last) }
                return
            }
            if last == nil && names[index].parameter == .plain { last = index }
        }
    }

    private func numberFreeNames() {
        guard let parent else { return }
        var freeCount = 0
        for outer in parent.names where outer.binding == .cell || outer.binding == .free {
            for index in names.indices where names[index].binding == .free && names[index].name == outer.name {
                names[index].slot = freeCount
                freeCount += 1
            }
        }
        guard freeCount > 0 else { return }
        for index in names.indices where names[index].binding != .free || names[index].parameter != .no {
            names[index].slot += freeCount
        }
        positionalCount += freeCount
        localCount += freeCount
    }
}

/// Which emitter a function asked for by decorator; inherited by the functions inside it.
enum CodeChoice: Sendable { case unspecified, bytecode, native, viper, assembler }

/// Where the emitter left the code of a scope.
struct FinishedCode {
    let code: GuestAddress
    let byteCount: Int
    let children: [Scope]
}
