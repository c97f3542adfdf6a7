/// `type`: the type of classes (py/objtype.c, v1.29).
enum TypeType {
    static func make(_ vm: VM, _ type: GuestAddress, _ arguments: Arguments) throws(GuestException) -> Value {
        try vm.checkArguments(arguments, 1, 3, keywords: false)
        switch arguments.count {
        case 1: return Value(address: vm.type(of: arguments[0]))
        case 3:
            return try ClassObject.make(
                vm, name: try vm.qstr(arguments[0]), bases: arguments[1], locals: arguments[2])
        default: throw vm.error(.typeError, "type takes 1 or 3 arguments")
        }
    }

    /// `C(...)`.
    static func call(_ vm: VM, _ value: Value, _ arguments: Arguments) throws(GuestException) -> Value {
        let slots = vm.slots(ofType: value.address)
        guard slots.has(.make) else {
            throw vm.error(
                .typeError, "can't create '%q' instances", .name(TypeObject.name(value.address, vm.ram)))
        }
        return try slots.makeInstance(vm, value.address, arguments)
    }

    static func attribute(
        _ vm: VM, _ value: Value, _ name: Qstr, _ store: Value
    ) throws(GuestException) -> LoadedAttribute {
        let type = value.address
        if store == .sentinel { return try load(vm, type, name) }
        let locals = vm.localsDict(ofType: type)
        guard locals != 0, !DictObject.isFixed(locals, vm.ram) else { return .missing }
        vm.invalidateCaches()
        if store.isNull {
            guard !DictObject.get(locals, Value(name), vm).isNull else { return .missing }
            try DictObject.delete(locals, Value(name), vm)
            return .stored
        }
        let flags = TypeObject.flags(type, vm.ram)
        if !flags.contains(.hasSpecialAccessors), try ClassObject.isSpecialAccessor(vm, Value(name), store) {
            if flags.contains(.isSubclassed) {
                throw vm.error(.attributeError, "can't add special method to already-subclassed class")
            }
            vm.ram[half: type &+ TypeObject.Offset.flags] = flags.union(.hasSpecialAccessors).rawValue
        }
        try DictObject.store(locals, Value(name), store, vm)
        return .stored
    }

    private static func load(_ vm: VM, _ type: GuestAddress, _ name: Qstr) throws(GuestException) -> LoadedAttribute {
        switch name {
        case Qstr(.__name__): return LoadedAttribute(Value(TypeObject.name(type, vm.ram)))
        case Qstr(.__dict__):
            let locals = vm.localsDict(ofType: type)
            if locals == 0 { return LoadedAttribute(Value(address: DictObject.emptyFixed)) }
            if DictObject.isFixed(locals, vm.ram) { return LoadedAttribute(Value(address: locals)) }
            return LoadedAttribute(try DictObject.makeFixedCopy(of: locals &+ 4, vm))
        case Qstr(.__bases__):
            if type == NativeType.object.address { return LoadedAttribute(Value(address: TupleObject.empty)) }
            var parent = vm.parent(ofType: type)
            if parent == 0 { parent = NativeType.object.address }
            if vm.ram[parent] == NativeType.tuple.address { return LoadedAttribute(Value(address: parent)) }
            return LoadedAttribute(try TupleObject.make(vm, [Value(address: parent)]))
        default:
            return try ClassLookup(vm, Value(address: type), name, isType: true).attribute(in: type)
        }
    }

    static func print(_ vm: VM, _ value: Value, _ printer: Printer, _ kind: PrintKind) throws(GuestException) {
        try printer.write("<class '")
        try printer.write(TypeObject.name(value.address, vm.ram))
        try printer.write("'>")
    }

    static let type = TypeSlots(
        name: "type", make: make, print: print, call: call,
        attribute: attribute)
}
