/// Finds a name in a class and its bases, depth first from left to right (py/objtype.c mp_obj_class_lookup, v1.29).
struct ClassLookup {
    let vm: VM
    /// The instance, or the class itself when a class attribute is looked up.
    let object: Value
    let name: Qstr
    let isType: Bool
    /// Stops at a native base that has this slot: then the instance's native base answers.
    let slot: Slot

    enum Slot { case none, print, unary, binary, `subscript`, call, iterate, buffer, make }

    enum Found {
        case missing
        case attribute(LoadedAttribute)
        /// A native base has the slot.
        case native
    }

    init(_ vm: VM, _ object: Value, _ name: Qstr, slot: Slot = .none, isType: Bool = false) {
        self.vm = vm
        self.object = object
        self.name = name
        self.slot = slot
        self.isType = isType
    }

    func find(in start: GuestAddress) throws(GuestException) -> Found {
        let place = vm.registry.pointee.memberCache.place(start, name)
        if place.holds(start, name, vm.state.pointee.epoch) {
            if place.pointee.member == 0 { return .missing }
            return .attribute(try bind(Value(bits: place.pointee.member), place.pointee.owner, false))
        }
        return try walk(from: start)
    }

    /// Remembers what was found, or that nothing was, where only classes of the guest were asked: then neither the
    /// instance nor the slot had a say.
    private func remember(_ start: GuestAddress, _ member: Value, _ owner: GuestAddress) {
        vm.registry.pointee.memberCache.place(start, name).pointee = MemberCache.Entry(
            type: start, name: name.id, epoch: vm.state.pointee.epoch, member: member.bits, owner: owner)
    }

    private func walk(from start: GuestAddress) throws(GuestException) -> Found {
        var type = start
        var sawNative = false
        while type != 0 {
            let isNative = TypeObject.isNative(type, vm.ram)
            sawNative = sawNative || isNative
            if isNative && slot != .none && has(vm.slots(ofType: type)) { return .native }
            let member = ownMember(type)
            if !member.isNull {
                if !sawNative { remember(start, member, type) }
                return .attribute(try bind(member, type, isNative))
            }
            if isNative && !object.isNull && !isType && type != NativeType.object.address {
                let loaded = try vm.loadMethodMaybe(InstanceObject.nativeBase(object, vm), name)
                if !loaded.isMissing { return .attribute(loaded) }
            }
            let parent = vm.parent(ofType: type)
            if parent == 0 || parent == NativeType.object.address {
                if !sawNative { remember(start, .null, 0) }
                return .missing
            }
            if vm.ram[parent] == NativeType.tuple.address {
                let found = try findInBases(parent)
                return found
            }
            type = parent
        }
        return .missing
    }

    /// `.missing` as an attribute.
    func attribute(in type: GuestAddress) throws(GuestException) -> LoadedAttribute {
        if case .attribute(let found) = try find(in: type) { return found }
        return .missing
    }

    private func findInBases(_ bases: GuestAddress) throws(GuestException) -> Found {
        for index in 0..<TupleObject.count(bases, vm.ram) {
            let base = TupleObject.item(bases, index, vm.ram).address
            if base == NativeType.object.address { continue }
            let found = try find(in: base)
            if case .missing = found { continue }
            return found
        }
        return .missing
    }

    private func ownMember(_ type: GuestAddress) -> Value {
        if TypeObject.isInFlash(type) { return vm.flashMember(type, name) }
        if TypeObject.isNative(type, vm.ram) { return .null }
        return DictObject.get(ClassObject.localsDict(type, vm), Value(name), vm)
    }

    private func bind(
        _ member: Value, _ type: GuestAddress, _ isNative: Bool
    ) throws(GuestException) -> LoadedAttribute {
        if isType { return try vm.bind(member, to: .null, object.address) }
        var receiver = object
        if !object.isNull && isNative && type != NativeType.object.address {
            receiver = InstanceObject.nativeBase(object, vm)
            if receiver == InstanceObject.uninitialisedBase(vm) {
                throw vm.error(.attributeError, "call super().__init__() first")
            }
        }
        return try vm.bind(member, to: receiver, type)
    }

    private func has(_ slots: SlotsReference) -> Bool {
        switch slot {
        case .none: false
        case .print: slots.has(.print)
        case .unary: slots.has(.unary)
        case .binary: slots.has(.binary)
        case .subscript: slots.has(.subscripted)
        case .call: slots.has(.call)
        case .iterate: slots.has(.iterate) || slots.has(.next)
        case .buffer: slots.buffer != nil
        case .make: slots.make != nil
        }
    }
}
