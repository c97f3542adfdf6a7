/// `weakref.ref(object, callback)`: `type, next in the list, object as a small int, callback`, and `weakref.finalize(object, callback, ...)`:
/// besides `positional count, keyword count, arguments` (py/modweakref.c, v1.29).
struct WeakReference {
    private let address: GuestAddress
    private let vm: VM

    private enum Offset {
        static let next: UInt32 = 4
        static let object: UInt32 = 8
        static let callback: UInt32 = 12
        static let count: UInt32 = 16
        static let keywordCount: UInt32 = 20
        static let arguments: UInt32 = 24
    }

    private init(_ value: Value, _ vm: VM) {
        address = value.address
        self.vm = vm
    }

    /// What a link of a list leads to; nil at its end. In the reference a `ref` that died together with its object may be in the list
    /// still, and its memory in other use.
    init?(link: UInt32, _ vm: VM) {
        let address = link & ~1
        guard address & 3 == 0, vm.heap.area.contains(address) else { return nil }
        let type = vm.ram[address]
        guard type == NativeType.weakReference.address || type == NativeType.finaliser.address else { return nil }
        self.address = address
        self.vm = vm
    }

    private func isLinked(by link: UInt32) -> Bool { link & ~1 == address }

    private var isFinaliser: Bool { vm.ram[address] == NativeType.finaliser.address }

    var next: UInt32 {
        get { vm.ram[address &+ Offset.next] }
        nonmutating set { vm.ram[address &+ Offset.next] = newValue }
    }

    /// The object, or None once it is gone.
    private var object: Value {
        let key = vm.ram.value(address &+ Offset.object)
        return key == .none ? .none : WeakReferenceTable.object(key)
    }

    // MARK: Making

    private static func make(
        _ vm: VM, _ type: GuestAddress, _ arguments: Arguments
    ) throws(GuestException) -> Value {
        let isFinaliser = type == NativeType.finaliser.address
        if isFinaliser {
            try vm.checkArguments(arguments, 2, -1, keywords: true)
        } else {
            try vm.checkArguments(arguments, 1, 2, keywords: false)
        }
        guard arguments[0].isAddress, vm.heap.objectBytes(arguments[0].address) > 0 else {
            throw vm.error(.typeError, "not a heap object")
        }
        let object = arguments[0].address
        _ = try WeakReferenceTable(vm).listOrNew(object)
        let made = Value(address: isFinaliser ? try vm.allocate(28) : try vm.allocateWithFinaliser(16))
        vm.ram[made.address] = type
        let reference = WeakReference(made, vm)
        reference.next = WeakReferenceTable.end
        if isFinaliser { try reference.keep(arguments.dropFirst(2)) }
        // What was allocated may have run callbacks, which may have moved the table.
        try reference.link(into: WeakReferenceTable(vm).listOrNew(object))
        vm.ram[made.address &+ Offset.object] = WeakReferenceTable.key(object).bits
        vm.ram[made.address &+ Offset.callback] = (arguments.optional(1) ?? .none).bits
        return made
    }

    private func keep(_ arguments: Arguments) throws(GuestException) {
        let words = arguments.count + 2 * arguments.keywordCount
        vm.ram[address &+ Offset.count] = vm.word(arguments.count)
        vm.ram[address &+ Offset.keywordCount] = vm.word(arguments.keywordCount)
        guard words > 0 else { return }
        let block = try vm.allocate(words * 4)
        vm.ram.words(block).update(from: arguments.slots, count: words)
        vm.ram[address &+ Offset.arguments] = block
    }

    /// Finalisers stand first, the newest before the others; references behind them.
    private func link(into list: GuestAddress) {
        var place = list
        if isFinaliser {
            next = vm.ram[place]
            vm.ram[place] = address
            return
        }
        while vm.ram[place] & 1 == 0, let other = WeakReference(link: vm.ram[place], vm) {
            place = other.address &+ Offset.next
        }
        next = vm.ram[place]
        vm.ram[place] = address | 1
    }

    // MARK: Ending

    /// Takes it out of the list.
    private func unlink() {
        var place = WeakReferenceTable(vm).list(vm.ram.value(address &+ Offset.object))
        guard place != 0 else { return }
        while let other = WeakReference(link: vm.ram[place], vm) {
            if isLinked(by: vm.ram[place]) {
                vm.ram[place] = next
                next = WeakReferenceTable.end
                vm.ram[address &+ Offset.object] = Value.none.bits
                return
            }
            place = other.address &+ Offset.next
        }
    }

    /// The object is gone. What the callback raises is printed.
    func invalidate() {
        vm.ram[address &+ Offset.object] = Value.none.bits
        guard vm.ram.value(address &+ Offset.callback) != .none else { return }
        let mark = vm.openScope()
        defer { vm.closeScope(mark) }
        vm.keep(address)
        do throws(GuestException) {
            if isFinaliser {
                _ = try callBack()
            } else {
                _ = try vm.callOne(vm.ram.value(address &+ Offset.callback), Value(address: address))
            }
        } catch {
            try? vm.errorConsole.write("Unhandled exception in weakref callback:\n")
            try? vm.printException(error.value, vm.errorConsole)
        }
    }

    private var arguments: Arguments {
        Arguments(
            vm.ram.words(vm.ram[address &+ Offset.arguments]), count: Int(vm.ram[address &+ Offset.count]),
            keywordCount: Int(vm.ram[address &+ Offset.keywordCount]))
    }

    private func callBack() throws(GuestException) -> Value {
        vm.keep(address)
        return try vm.call(vm.ram.value(address &+ Offset.callback), arguments)
    }

    private static func call(_ vm: VM, _ value: Value, _ arguments: Arguments) throws(GuestException) -> Value {
        let reference = WeakReference(value, vm)
        guard reference.isFinaliser, reference.object != .none else { return reference.object }
        reference.unlink()
        return try reference.callBack()
    }

    // MARK: `finalize`

    /// `(object, callback, arguments, keywords)`, or None once it is gone.
    private func contents() throws(GuestException) -> Value {
        if object == .none { return .none }
        let kept = arguments
        let positional = try TupleObject.make(vm, copying: kept.slots, count: kept.count)
        let keywords = try DictObject.make(vm, capacity: kept.keywordCount)
        for index in 0..<kept.keywordCount {
            try DictObject.store(vm, keywords, kept.keywordName(index), kept.keywordValue(index))
        }
        return try TupleObject.make(vm, [object, vm.ram.value(address &+ Offset.callback), positional, keywords])
    }

    private static func finaliser(_ vm: VM, _ value: Value) throws(GuestException) -> WeakReference {
        guard vm.isExactly(value, .finaliser) else { throw vm.error(.typeError, arguments: []) }
        return WeakReference(value, vm)
    }

    static let finaliserType = TypeSlots(
        name: "finalize", make: make, call: call,
        attribute: { vm, value, name, store in
            guard store == .sentinel, name == Qstr(.alive) else { return .missing }
            return LoadedAttribute(Value(WeakReference(value, vm).object != .none))
        },
        methods: [
            "peek": .fixed(1) { vm, arguments throws(GuestException) in try finaliser(vm, arguments[0]).contents() },
            "detach": .fixed(1) { vm, arguments throws(GuestException) in
                let reference = try finaliser(vm, arguments[0])
                let contents = try reference.contents()
                reference.unlink()
                return contents
            },
        ])

    static let type = TypeSlots(
        name: "ref", make: make, call: call,
        methods: [
            "__del__": .fixed(1) { vm, arguments throws(GuestException) in
                guard vm.isExactly(arguments[0], .weakReference) else { throw vm.error(.typeError, arguments: []) }
                WeakReference(arguments[0], vm).unlink()
                return .none
            }
        ])
}
