/// Classes: type objects on the heap, 20 bytes and a word for each of 10 to 12 slots (py/objtype.c mp_obj_new_type,
/// v1.29): one more with a base, one more where the first base is a stream. Perch needs three of the slots; the others stay zero, as no guest code can read them.
enum ClassObject {
    enum Offset {
        static let slots: UInt32 = 20
        static let localsDict: UInt32 = slots + 9 * 4
        static let parent: UInt32 = slots + 10 * 4
    }

    /// The word with the class's dict is always there; the parent only if the class has bases.
    /// A named tuple is no class, has no dict and inherits from tuple.
    static func localsDict(_ type: GuestAddress, _ vm: VM) -> GuestAddress {
        TypeObject.isNative(type, vm.ram) ? 0 : vm.ram[type &+ Offset.localsDict]
    }

    /// The slot index bytes hold 1 where there is a parent.
    static func parent(_ type: GuestAddress, _ vm: VM) -> GuestAddress {
        if TypeObject.isNative(type, vm.ram) { return NativeType.tuple.address }
        return vm.ram[byte: type &+ 8] != 0 ? vm.ram[type &+ Offset.parent] : 0
    }

    /// Makes a class, as `type(name, bases, dict)` and the `class` statement do.
    static func make(_ vm: VM, name: Qstr, bases: Value, locals: Value) throws(GuestException) -> Value {
        guard vm.isExactly(bases, .tuple), vm.isInstance(locals, of: .dict) else {
            throw vm.error(.typeError, arguments: [])
        }
        var flags: TypeFlags = [
            .equalityNotReflexive, .equalityChecksOtherType, .hasInequalityTest, .isInstanceType,
        ]
        let baseCount = TupleObject.count(bases.address, vm.ram)
        for index in 0..<baseCount {
            flags.formUnion(try inheritedFlags(vm, TupleObject.item(bases.address, index, vm.ram)))
        }
        let isStream =
            baseCount > 0 && isStream(TupleObject.item(bases.address, 0, vm.ram).address, vm)
        let address = try vm.allocate(20 + 4 * (10 + (baseCount > 0 ? 1 : 0) + (isStream ? 1 : 0)))
        vm.ram[address] = NativeType.type.address
        vm.ram[half: address &+ TypeObject.Offset.name] = UInt16(truncatingIfNeeded: name.id)
        vm.ram[address &+ Offset.localsDict] = locals.address
        if baseCount > 0 {
            vm.ram[byte: address &+ 8] = 1
            vm.ram[address &+ Offset.parent] =
                baseCount > 1 ? bases.address : TupleObject.item(bases.address, 0, vm.ram).address
        }
        vm.ram[half: address &+ TypeObject.Offset.flags] = flags.rawValue
        let setNames = try inspectMembers(vm, address, locals.address)
        var native: GuestAddress = 0
        guard InstanceObject.countNativeBases(vm, address, &native) <= 1 else {
            throw vm.error(.typeError, "multiple bases have instance lay-out conflict")
        }
        try wrapNew(vm, locals.address)
        for (method, name) in setNames { _ = try vm.call(method, [Value(address: address), name]) }
        vm.invalidateCaches()
        return Value(address: address)
    }

    private static func isStream(_ type: GuestAddress, _ vm: VM) -> Bool {
        TypeObject.isInFlash(type) ? vm.slots(ofType: type).stream != nil : vm.streamProtocol(ofClass: type) != nil
    }

    private static func inheritedFlags(_ vm: VM, _ base: Value) throws(GuestException) -> TypeFlags {
        guard vm.isExactly(base, .type) else { throw vm.error(.typeError, arguments: []) }
        let type = base.address
        if TypeObject.isNative(type, vm.ram) {
            guard vm.slots(ofType: type).make != nil else {
                throw vm.error(
                    .typeError, "type '%q' isn't an acceptable base type", .name(TypeObject.name(type, vm.ram)))
            }
            return []
        }
        let flags = TypeObject.flags(type, vm.ram)
        vm.ram[half: type &+ TypeObject.Offset.flags] = flags.union(.isSubclassed).rawValue
        return flags.intersection(.hasSpecialAccessors)
    }

    /// Notes special accessors, and collects `__set_name__` methods with the names to call them with.
    private static func inspectMembers(
        _ vm: VM, _ type: GuestAddress, _ locals: GuestAddress
    ) throws(GuestException) -> [(LoadedAttribute, Value)] {
        var setNames: [(LoadedAttribute, Value)] = []
        var place = 0
        while let (key, value) = DictObject.next(locals, &place, vm) {
            if try isSpecialAccessor(vm, key, value) {
                let flags = TypeObject.flags(type, vm.ram)
                vm.ram[half: type &+ TypeObject.Offset.flags] = flags.union(.hasSpecialAccessors).rawValue
            }
            let method = try vm.loadMethodMaybe(value, vm.intern("__set_name__"))
            if !method.receiver.isNull {
                // The reference keeps such calls in a list of 16-byte entries.
                _ = try vm.allocate(16)
                setNames.append((method, key))
            }
        }
        return setNames
    }

    /// `__new__` is a static method, whatever its decorator says.
    private static func wrapNew(_ vm: VM, _ locals: GuestAddress) throws(GuestException) {
        let new = DictObject.get(locals, Value(.__new__), vm)
        guard new.isAddress, isFunction(new, vm) else { return }
        let wrapped = try StaticMethodObject.wrap(vm, NativeType.staticMethod.address, new)
        try DictObject.store(locals, Value(.__new__), wrapped, vm)
    }

    private static func isFunction(_ value: Value, _ vm: VM) -> Bool {
        let type = vm.type(of: value)
        return type == NativeType.function.address || type == NativeType.generatorFunction.address
            || type == NativeType.builtinFunction.address
    }

    static func isSpecialAccessor(_ vm: VM, _ key: Value, _ value: Value) throws(GuestException) -> Bool {
        if key == Value(.__setattr__) || key == Value(.__delattr__) { return true }
        if vm.isExactly(value, .property) { return true }
        guard value.isAddress, !TypeObject.isInFlash(vm.type(of: value)) else { return false }
        for name in [CoreName.__get__, .__set__, .__delete__] {
            let mark = vm.openScope()
            defer { vm.closeScope(mark) }
            if let method = try? vm.loadMethodMaybe(value, Qstr(name)), !method.isMissing { return true }
        }
        return false
    }
}
