/// Attribute lookup on any value (py/runtime.c mp_load_method_maybe and friends, v1.29).
extension VM {
    /// `value.name`: a plain value, or a function with the receiver it is to be called with. Missing: no such attribute.
    func loadMethodMaybe(_ value: Value, _ name: Qstr) throws(GuestException) -> LoadedAttribute {
        if value.isAddress {
            let method = InstanceObject.knownMethod(self, value, name)
            if method != 0 { return LoadedAttribute(Value(bits: method), receiver: value) }
        }
        return try findMethodMaybe(value, name)
    }

    @inline(never) private func findMethodMaybe(
        _ value: Value, _ name: Qstr
    ) throws(GuestException) -> LoadedAttribute {
        let type = type(of: value)
        if name == Qstr(.__class__) { return LoadedAttribute(Value(address: type)) }
        if !TypeObject.isNative(type, ram), name != Qstr(.__next__) {
            return try InstanceObject.load(self, value, name)
        }
        let slots = slots(ofType: type)
        if name == Qstr(.__next__), slots.has(.next) {
            return LoadedAttribute(state.pointee.nextFunction, receiver: value)
        }
        if slots.has(.attribute) {
            let loaded = try slots.attribute(self, value, name, .sentinel)
            if !loaded.isMissing { return loaded }
        }
        guard TypeObject.isInFlash(type) else { return .missing }
        let member = flashMember(type, name)
        return member.isNull ? .missing : try bind(member, to: value, type)
    }

    /// Makes a method of a function that was found in the dict of `type`, for an instance or (`.null`) for the class
    /// (mp_convert_member_lookup).
    func bind(_ member: Value, to receiver: Value, _ type: GuestAddress) throws(GuestException) -> LoadedAttribute {
        guard member.isAddress else { return LoadedAttribute(member) }
        let memberType = ram[member.address]
        let flags = TypeObject.flags(memberType, ram)
        if flags.contains(.bindsSelf) {
            if flags.contains(.builtinFunction) {
                if TypeObject.flags(type, ram).contains(.isInstanceType) { return LoadedAttribute(member) }
                if receiver.isNull && type != NativeType.object.address {
                    return LoadedAttribute(try CheckedFunction.make(self, type, member))
                }
            }
            return LoadedAttribute(member, receiver: receiver)
        }
        if memberType == NativeType.staticMethod.address { return LoadedAttribute(ram.value(member.address + 4)) }
        if memberType == NativeType.classMethod.address {
            // The class that was asked, not the one that has the method; a class is asked through `super` too.
            var owner = receiver.isNull ? type : self.type(of: receiver)
            if owner == NativeType.type.address && !receiver.isNull { owner = receiver.address }
            return LoadedAttribute(ram.value(member.address + 4), receiver: Value(address: owner))
        }
        return LoadedAttribute(member)
    }

    /// `value.name` with a receiver, or AttributeError.
    func loadMethod(_ value: Value, _ name: Qstr) throws(GuestException) -> LoadedAttribute {
        let loaded = try loadMethodMaybe(value, name)
        if !loaded.isMissing { return loaded }
        throw missingAttribute(value, name)
    }

    /// `value.name` as a value: a method is bound to its receiver, which takes 16 bytes of heap.
    func loadAttribute(_ value: Value, _ name: Qstr) throws(GuestException) -> Value {
        let loaded = try loadMethod(value, name)
        return loaded.receiver.isNull ? loaded.value : try BoundMethodObject.make(self, loaded)
    }

    /// As `loadMethodMaybe`; missing also where reading raises AttributeError. A property that raises it is there none the less: its
    /// object is what is found (mp_load_method_protected, py/runtime.c v1.29).
    func loadMethodProtected(_ value: Value, _ name: Qstr) throws(GuestException) -> LoadedAttribute {
        do throws(GuestException) { return try loadMethodMaybe(value, name) } catch {
            guard ExceptionObject.matches(error.value, NativeType.attributeError.address, self) else { throw error }
            let type = type(of: value)
            guard TypeObject.flags(type, ram).contains(.isInstanceType) else { return .missing }
            return try ClassLookup(self, value, name).attribute(in: type)
        }
    }

    /// `value.name`, or nil where there is no such attribute, or reading it raises AttributeError.
    func loadAttributeMaybe(_ value: Value, _ name: Qstr) throws(GuestException) -> Value? {
        let loaded = try loadMethodProtected(value, name)
        if loaded.isMissing { return nil }
        return loaded.receiver.isNull ? loaded.value : try BoundMethodObject.make(self, loaded)
    }

    /// `value.name = store`, or `del` for `.null`.
    func storeAttribute(_ value: Value, _ name: Qstr, _ store: Value) throws(GuestException) {
        let slots = slots(of: value)
        if !TypeObject.isNative(type(of: value), ram) {
            if try InstanceObject.store(self, value, name, store) { return }
        } else if slots.has(.attribute) {
            let result = try slots.attribute(self, value, name, store)
            if !result.isMissing { return }
        }
        throw missingAttribute(ofObject: value, name)
    }

    /// What loading says; storing has no words of its own for types and modules.
    func missingAttribute(_ value: Value, _ name: Qstr) -> GuestException {
        if firmware.errorDetail.rawValue > ErrorDetail.terse.rawValue {
            if isExactly(value, .type) {
                return error(
                    .attributeError, "type object '%q' has no attribute '%q'",
                    .name(TypeObject.name(value.address, ram)), .name(name))
            }
            if firmware.errorDetail == .detailed, isExactly(value, .module) {
                let own = DictObject.get(ModuleObject.globals(value.address, ram), Value(.__name__), self)
                return error(
                    .attributeError, "module '%q' has no attribute '%q'", .name(own.isQstr ? own.qstr : Qstr(.empty)),
                    .name(name))
            }
        }
        return missingAttribute(ofObject: value, name)
    }

    private func missingAttribute(ofObject value: Value, _ name: Qstr) -> GuestException {
        if firmware.errorDetail.rawValue <= ErrorDetail.terse.rawValue {
            return error(.attributeError, "no such attribute")
        }
        return error(.attributeError, "'%s' object has no attribute '%q'", .typeName(value, self), .name(name))
    }
}
