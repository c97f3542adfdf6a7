/// Instances of classes: `class, map of attributes (3 words)` and, if a base is native, that base (py/objtype.c,
/// v1.29).
enum InstanceObject {
    enum Offset {
        static let members: UInt32 = 4
        static let nativeBase: UInt32 = 16
        /// Without a native base.
        static let byteCount = 16
    }

    /// How many native bases a class has; sets the last one found.
    static func countNativeBases(_ vm: VM, _ start: GuestAddress, _ native: inout GuestAddress) -> Int {
        var type = start
        var count = 0
        while type != 0 && type != NativeType.object.address {
            if TypeObject.isNative(type, vm.ram) {
                native = type
                return count + 1
            }
            let parent = ClassObject.parent(type, vm)
            if parent != 0 && vm.ram[parent] == NativeType.tuple.address {
                for index in 0..<TupleObject.count(parent, vm.ram) {
                    count += countNativeBases(vm, TupleObject.item(parent, index, vm.ram).address, &native)
                }
                return count
            }
            type = parent
        }
        return count
    }

    /// An instance without attributes. A native base is marked as not yet initialised.
    static func makeBlank(_ vm: VM, _ type: GuestAddress, _ native: inout GuestAddress) throws(GuestException) -> Value
    {
        try makeBlank(vm, type, nativeBaseCount: countNativeBases(vm, type, &native))
    }

    /// As above, of a class whose native bases are counted already.
    @inline(__always) static func makeBlank(
        _ vm: VM, _ type: GuestAddress, nativeBaseCount baseCount: Int
    ) throws(GuestException) -> Value {
        let address = try vm.allocate(Offset.byteCount + 4 * baseCount)
        initialize(address, type, vm.ram)
        if baseCount > 0 { vm.ram[address &+ Offset.nativeBase] = uninitialisedBase(vm).bits }
        return Value(address: address)
    }

    /// Makes a fresh block an instance without attributes.
    @inline(__always) static func initialize(_ address: GuestAddress, _ type: GuestAddress, _ ram: GuestRAM) {
        ram[address] = type
        GuestMap.initialize(address &+ Offset.members, ram)
    }

    @inline(__always) static func nativeBase(_ value: Value, _ vm: VM) -> Value {
        vm.ram.value(value.address &+ Offset.nativeBase)
    }

    /// Stands for a native base whose `__init__` was not called; calling it is that `__init__`.
    static func uninitialisedBase(_ vm: VM) -> Value { vm.state.pointee.nativeInitFunction }

    /// `class(...)`: `__new__`, then `__init__`, then what is left of a native base.
    static func make(_ vm: VM, _ type: GuestAddress, _ arguments: Arguments) throws(GuestException) -> Value {
        let exception = ExceptionObject.plainBase(type, vm)
        if exception != 0 {
            let instance = try makeBlank(vm, type, nativeBaseCount: 1)
            let base = try ExceptionObject.makeNew(vm, exception, arguments)
            vm.ram[instance.address &+ Offset.nativeBase] = base.bits
            return instance
        }
        var native: GuestAddress = 0
        let instance: Value
        if case .attribute(let new) = try ClassLookup(vm, .null, Qstr(.__new__), slot: .make).find(in: type) {
            instance = try vm.callPrepending([Value(address: type)], new.value, arguments, charged: true)
            // Nobody makes the native base of what `__new__` made, unless `__init__` does: it stays uninitialised there too.
            if vm.type(of: instance) != type { return instance }
        } else {
            instance = try makeBlank(vm, type, &native)
        }
        let initialise = try ClassLookup(vm, instance, Qstr(.__init__)).attribute(in: type)
        if !initialise.isMissing {
            let receiver = initialise.receiver.isNull ? [] : [initialise.receiver]
            let result = try vm.callPrepending(receiver, initialise.value, arguments, charged: true)
            if result != .none {
                throw vm.error(.typeError, "__init__() should return None, not '%s'", .typeName(result, vm))
            }
        }
        if native != 0 && nativeBase(instance, vm) == uninitialisedBase(vm) {
            let base = try vm.slots(ofType: native).make!(vm, native, arguments)
            vm.ram[instance.address &+ Offset.nativeBase] = base.bits
        }
        return instance
    }

    /// `super().__init__(...)` that reaches a native base: makes it.
    static let nativeInit = NativeFunction.keywords(1) { vm, arguments throws(GuestException) in
        let instance = arguments[0]
        var native: GuestAddress = 0
        _ = countNativeBases(vm, vm.type(of: instance), &native)
        guard native != 0, let make = vm.slots(ofType: native).make else { return .none }
        vm.ram[instance.address &+ Offset.nativeBase] = try make(vm, native, arguments.dropFirst()).bits
        return .none
    }

    static func lookup(
        _ vm: VM, _ value: Value, _ name: CoreName, slot: ClassLookup.Slot = .none
    ) throws(GuestException) -> ClassLookup.Found {
        try ClassLookup(vm, value, Qstr(name), slot: slot).find(in: vm.type(of: value))
    }

    // MARK: Slots

    static func print(_ vm: VM, _ value: Value, _ printer: Printer, _ kind: PrintKind) throws(GuestException) {
        var found = try lookup(vm, value, kind == .str ? .__str__ : .__repr__, slot: .print)
        if case .missing = found, kind == .str { found = try lookup(vm, value, .__repr__) }
        switch found {
        case .native:
            let base = nativeBase(value, vm)
            if ExceptionObject.isNativeException(vm.type(of: base)) {
                if kind != .str { try printer.write(vm.typeName(value)) }
                if kind == .exception { try printer.write(": ") }
                return try ExceptionObject.print(
                    vm, base, printer, kind == .str ? .str : kind == .exception ? .exceptionText : .exceptionSubclass)
            }
            try vm.print(base, printer, kind)
        case .attribute(let method):
            let text = try vm.through(.print) { () throws(GuestException) in
                try vm.callOne(method.value, value)
            }
            try vm.print(text, printer, .str)
        case .missing:
            try printer.write("<")
            try printer.write(vm.typeName(value))
            try printer.write(" object at ")
            try printer.write(pointer: value.address)
            try printer.write(">")
        }
    }

    static func unary(_ vm: VM, _ operation: UnaryOperator, _ value: Value) throws(GuestException) -> Value {
        if operation == .sizeOf { return byteCount(vm, value) }
        switch try lookup(vm, value, operation.method, slot: .unary) {
        case .native:
            return try vm.unary(operation, nativeBase(value, vm))
        case .attribute(let method):
            let route: NativeRoute =
                switch operation {
                case .hash, .abs: .hash
                case .int: .integer
                default: .unary
                }
            let result = try vm.through(route) { () throws(GuestException) in try vm.callOne(method.value, value) }
            if operation == .hash { return Value(smallInt: Int32(truncatingIfNeeded: try vm.int(truncating: result))) }
            if operation == .int && !vm.isInt(result) { throw vm.error(.typeError, arguments: []) }
            return result
        case .missing:
            guard operation == .hash else { return .null }
            if case .missing = try lookup(vm, value, .__eq__) { return Value(smallInt: Int32(bitPattern: value.bits)) }
            return .null
        }
    }

    /// `sys.getsizeof`: the object and its attributes, but not a native base.
    private static func byteCount(_ vm: VM, _ value: Value) -> Value {
        var native: GuestAddress = 0
        let baseCount = countNativeBases(vm, vm.type(of: value), &native)
        let capacity = Int(GuestMap(value.address &+ Offset.members, vm).capacity)
        return Value(smallInt: Int32(truncatingIfNeeded: 16 + 4 * baseCount + 8 * capacity))
    }

    static func binary(
        _ vm: VM, _ operation: BinaryOperator, _ a: Value, _ b: Value
    ) throws(GuestException) -> Value {
        switch try lookup(vm, a, operation.method(vm) ?? .null, slot: .binary) {
        case .native:
            let result = try vm.binary(operation, nativeBase(a, vm), b)
            return result == vm.notImplemented ? .null : result
        case .attribute(let method):
            let result = try vm.through(operation == .equal ? .equal : .binary) { () throws(GuestException) in
                try vm.callOne(method, b)
            }
            if operation == .contains { return Value(try vm.isTrue(result)) }
            return result == vm.notImplemented ? .null : result
        case .missing:
            return .null
        }
    }

    static func `subscript`(
        _ vm: VM, _ value: Value, _ index: Value, _ store: Value
    ) throws(GuestException) -> Value {
        let name: CoreName = store.isNull ? .__delitem__ : store == .sentinel ? .__getitem__ : .__setitem__
        switch try lookup(vm, value, name, slot: .subscript) {
        case .native: return try vm.subscripted(nativeBase(value, vm), index, store: store)
        case .attribute(let method):
            let isStore = !store.isNull && store != .sentinel
            let result = isStore ? try vm.call(method, [index, store]) : try vm.callOne(method, index)
            return store == .sentinel ? result : .none
        case .missing: return .null
        }
    }

    static func call(_ vm: VM, _ value: Value, _ arguments: Arguments) throws(GuestException) -> Value {
        switch try lookup(vm, value, .__call__, slot: .call) {
        case .native: return try vm.call(nativeBase(value, vm), arguments)
        case .attribute(let method):
            return try vm.through(.call) { () throws(GuestException) in
                try vm.call(method, arguments)
            }
        case .missing: throw vm.error(.typeError, "'%s' object isn't callable", .typeName(value, vm))
        }
    }

    static func iterate(_ vm: VM, _ value: Value, _ buffer: GuestAddress) throws(GuestException) -> Value {
        switch try lookup(vm, value, .__iter__, slot: .iterate) {
        case .native: return try vm.iterator(nativeBase(value, vm), buffer: buffer)
        case .attribute(let method):
            return try vm.through(.iterate) { () throws(GuestException) in
                try vm.callNone(method)
            }
        case .missing: return .null
        }
    }

    static func buffer(_ vm: VM, _ value: Value, _ forWriting: Bool) throws(GuestException) -> GuestBuffer? {
        guard case .native = try lookup(vm, value, .empty, slot: .buffer) else { return nil }
        let base = nativeBase(value, vm)
        return try vm.slots(of: base).buffer?(vm, base, forWriting)
    }

    static let type = TypeSlots(
        name: "instance",
        flags: [.equalityNotReflexive, .equalityChecksOtherType, .hasInequalityTest, .isInstanceType], make: make,
        print: print, call: call, unary: unary, binary: binary, attribute: attribute, subscript: `subscript`,
        iterate: iterate, buffer: buffer)
}
