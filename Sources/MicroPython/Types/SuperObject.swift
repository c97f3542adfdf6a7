/// `super()`: `type, class, object` (py/objtype.c, v1.29).
enum SuperObject {
    static func make(_ vm: VM, _ type: GuestAddress, _ arguments: Arguments) throws(GuestException) -> Value {
        // The compiler turns `super()` into `super(__class__, self)`.
        try vm.checkArguments(arguments, 2, 2, keywords: false)
        let second = vm.type(of: arguments[1])
        let own = second == NativeType.type.address ? arguments[1].address : second
        guard try vm.isSubclass(own, ofClasses: arguments[0]), vm.isExactly(arguments[0], .type) else {
            throw vm.error(.typeError, arguments: [])
        }
        let address = try vm.allocate(12)
        vm.ram[address] = type
        vm.ram[address &+ 4] = arguments[0].bits
        vm.ram[address &+ 8] = arguments[1].bits
        return Value(address: address)
    }

    /// Looks a name up behind `type` for an object, without a super object (`super().m()` takes no heap).
    static func load(
        _ vm: VM, type: GuestAddress, object: Value, _ name: Qstr
    ) throws(GuestException) -> LoadedAttribute {
        let lookup = ClassLookup(vm, object, name, slot: name == Qstr(.__init__) ? .make : .none)
        let parent = vm.parent(ofType: type)
        var found = ClassLookup.Found.missing
        if parent != 0 && vm.ram[parent] == NativeType.tuple.address {
            for index in 0..<TupleObject.count(parent, vm.ram) {
                let base = TupleObject.item(parent, index, vm.ram).address
                if base == NativeType.object.address { continue }
                found = try lookup.find(in: base)
                if case .missing = found { continue }
                break
            }
        } else if parent != 0 && parent != NativeType.object.address {
            found = try lookup.find(in: parent)
        }
        switch found {
        case .attribute(let attribute): return attribute
        case .native: return LoadedAttribute(InstanceObject.uninitialisedBase(vm), receiver: object)
        case .missing:
            let member = vm.flashMember(NativeType.object.address, name)
            return member.isNull ? .missing : try vm.bind(member, to: object, NativeType.object.address)
        }
    }

    static func attribute(
        _ vm: VM, _ value: Value, _ name: Qstr, _ store: Value
    ) throws(GuestException) -> LoadedAttribute {
        guard store == .sentinel else { return .missing }
        return try load(
            vm, type: vm.ram[value.address &+ 4], object: vm.ram.value(value.address &+ 8), name)
    }

    static func print(_ vm: VM, _ value: Value, _ printer: Printer, _ kind: PrintKind) throws(GuestException) {
        try printer.write("<super: ")
        try vm.print(vm.ram.value(value.address &+ 4), printer, .str)
        try printer.write(", ")
        try vm.print(vm.ram.value(value.address &+ 8), printer, .str)
        try printer.write(">")
    }

    static let type = TypeSlots(name: "super", make: make, print: print, attribute: attribute)
}
