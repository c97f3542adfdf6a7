/// Attributes of instances: the instance's own first, then the class's; properties, descriptors and hooks
/// (py/objtype.c mp_obj_instance_attr, v1.29).
extension InstanceObject {
    static func attribute(
        _ vm: VM, _ value: Value, _ name: Qstr, _ store: Value
    ) throws(GuestException) -> LoadedAttribute {
        if store == .sentinel { return try load(vm, value, name) }
        return try self.store(vm, value, name, store) ? .stored : .missing
    }

    static func load(_ vm: VM, _ value: Value, _ name: Qstr) throws(GuestException) -> LoadedAttribute {
        let members = value.address &+ Offset.members
        if vm.isInstanceAttribute(name) {
            let own = GuestMap.find(members, name: name, vm.ram, vm)
            if own != 0 { return LoadedAttribute(vm.ram.value(own &+ 4)) }
        }
        if name == Qstr(.__dict__) { return LoadedAttribute(try DictObject.makeFixedCopy(of: members, vm)) }
        let type = vm.type(of: value)
        let found = try ClassLookup(vm, value, name).attribute(in: type)
        if !found.isMissing {
            if !TypeObject.flags(type, vm.ram).contains(.hasSpecialAccessors) { return found }
            return try loadThroughAccessor(vm, value, found)
        }
        switch name {
        case Qstr(.__getattr__), Qstr(.__get__), Qstr(.__set__), Qstr(.__delete__), Qstr(.__set_name__),
            Qstr(.__setattr__), Qstr(.__delattr__):
            return .missing
        default: break
        }
        let hook = try vm.loadMethodMaybe(value, Qstr(.__getattr__))
        return hook.isMissing
            ? .missing
            : LoadedAttribute(
                try vm.through(.attributeHook) { () throws(GuestException) in
                    try vm.callOne(hook, Value(name))
                })
    }

    /// A plain function that was found lately in the class of an instance, where no instance has an attribute of that name; else 0, also
    /// of names that do not come from the class, and of what is no instance of a guest's class: nothing is remembered of other types.
    @inline(__always) static func knownMethod(_ vm: VM, _ value: Value, _ name: Qstr) -> UInt32 {
        let type = vm.ram[value.address]
        let place = vm.registry.pointee.memberCache.place(type, name)
        guard place.holds(type, name, vm.state.pointee.epoch), place.pointee.member != 0,
            vm.isExactly(Value(bits: place.pointee.member), .function), !vm.isInstanceAttribute(name),
            !TypeObject.flags(type, vm.ram).contains(.hasSpecialAccessors), name != Qstr(.__class__),
            name != Qstr(.__dict__), name != Qstr(.__next__)
        else { return 0 }
        return place.pointee.member
    }

    private static func loadThroughAccessor(
        _ vm: VM, _ value: Value, _ found: LoadedAttribute
    ) throws(GuestException) -> LoadedAttribute {
        let member = found.value
        if vm.isExactly(member, .property) {
            let getter = vm.ram.value(member.address &+ PropertyObject.Offset.getter)
            if getter == .none { throw vm.error(.attributeError, "unreadable attribute") }
            return LoadedAttribute(
                try vm.through(.property) { () throws(GuestException) in
                    try vm.callOne(getter, value)
                })
        }
        let get = try vm.loadMethodMaybe(member, Qstr(.__get__))
        if get.isMissing { return found }
        return LoadedAttribute(
            try vm.through(.descriptor) { () throws(GuestException) in
                try vm.call(get, [value, Value(address: vm.type(of: value))])
            })
    }

    static func store(
        _ vm: VM, _ value: Value, _ name: Qstr, _ store: Value
    ) throws(GuestException) -> Bool {
        let type = vm.type(of: value)
        if TypeObject.flags(type, vm.ram).contains(.hasSpecialAccessors),
            let done = try storeThroughAccessor(vm, value, type, name, store)
        {
            return done
        }
        let members = value.address &+ Offset.members
        if store.isNull { return GuestMap.remove(members, Value(name), vm) }
        let entry = try GuestMap.add(members, name: name, vm)
        vm.noteInstanceAttribute(name)
        vm.ram[entry &+ 4] = store.bits
        return true
    }

    /// Whether a property, a descriptor or a hook took the value; nil if there is none.
    private static func storeThroughAccessor(
        _ vm: VM, _ value: Value, _ type: GuestAddress, _ name: Qstr, _ store: Value
    ) throws(GuestException) -> Bool? {
        let member = try ClassLookup(vm, value, name).attribute(in: type)
        if !member.isMissing {
            if vm.isExactly(member.value, .property) {
                let offset = store.isNull ? PropertyObject.Offset.deleter : PropertyObject.Offset.setter
                let accessor = vm.ram.value(member.value.address &+ offset)
                if accessor == .none { return false }
                _ = try vm.call(accessor, store.isNull ? [value] : [value, store])
                return true
            }
            let descriptor = try vm.loadMethodMaybe(member.value, Qstr(store.isNull ? .__delete__ : .__set__))
            if !descriptor.isMissing {
                _ = try vm.through(.storeHook) { () throws(GuestException) in
                    try vm.call(descriptor, store.isNull ? [value] : [value, store])
                }
                return true
            }
        }
        let hook = try vm.loadMethodMaybe(value, Qstr(store.isNull ? .__delattr__ : .__setattr__))
        if hook.isMissing { return nil }
        _ = try vm.through(.storeHook) { () throws(GuestException) in
            try vm.call(hook, store.isNull ? [Value(name)] : [Value(name), store])
        }
        return true
    }
}
