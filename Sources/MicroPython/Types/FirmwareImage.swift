/// Builds what a firmware holds in flash: type objects, their method dicts, function objects and modules.
///
/// Each dict in flash is fixed and ordered, a linear table as in the reference; `VM.flashMember` finds entries by a
/// host-side index.
struct FirmwareImage {
    let vm: VM
    /// What joins the members of a module when it is added, by the module's name.
    var additions: [String: MethodTable] = [:]

    static func build(_ vm: VM) {
        let registry = UnsafeMutablePointer<TypeRegistry>.allocate(capacity: 1)
        registry.initialize(to: TypeRegistry())
        vm.state.pointee.types = UnsafeMutableRawPointer(registry)
        let image = FirmwareImage(vm: vm)
        TupleObject.placeEmpty(vm)
        SingletonObject.place(vm)
        DictObject.placeEmpty(vm)
        for type in NativeType.allCases { image.place(type.slots, at: Int(type.rawValue)) }
        ExceptionObject.placeGeneratorExit(vm)
        IOBaseObject.place(vm)
        StandardStreams.place(vm)
        EmergencyBuffer.place(vm)
        vm.state.pointee.nativeInitFunction = image.place(InstanceObject.nativeInit)
    }

    /// Adds a module that `import` finds by name. `isExtensible`: a file of that name wins over it.
    func add(
        module name: String, _ table: MethodTable, isExtensible: Bool = false,
        initialise: (@Sendable (VM, Value) throws(GuestException) -> Void)? = nil
    ) {
        if vm.firmware.absent.contains(name) { return }
        let table = offered(additions[name].map { table + $0 } ?? table, in: name)
        let name = vm.internInFlash(name)
        vm.registry.pointee.modules[name.id] = BuiltinModule(
            address: module(name, table), isExtensible: isExtensible, initialise: initialise)
    }

    /// The members that the firmware was not built without.
    private func offered(_ table: MethodTable, in owner: String) -> MethodTable {
        let absent = vm.firmware.absent
        return absent.isEmpty
            ? table : MethodTable(table.members.filter { !absent.contains("\(owner).\($0.name)") })
    }

    /// Adds the built-in names: the module `builtins`, in which globals are looked up last.
    func addBuiltins(_ table: MethodTable) {
        add(module: "builtins", table)
        let name = vm.internInFlash("builtins")
        let globals = ModuleObject.globals(vm.registry.pointee.modules[name.id]!.address, vm.ram)
        let map = DictObject.map(globals, vm)
        var position: UInt32 = 0
        while case let entry = map.nextEntry(&position), entry != 0 {
            let name = Int(map.key(entry).qstr.id)
            let missing = name + 1 - vm.registry.pointee.builtinEntries.count
            if missing > 0 {
                vm.registry.pointee.builtinEntries.append(contentsOf: repeatElement(0, count: missing))
            }
            vm.registry.pointee.builtinEntries[name] = entry
        }
        vm.registry.pointee.builtins = globals
        vm.state.pointee.nextFunction = DictObject.get(globals, Value(.next), vm)
        vm.state.pointee.buildClassFunction = DictObject.get(globals, Value(.__build_class__), vm)
    }

    /// Places a type object in flash; returns its address.
    @discardableResult func place(_ slots: TypeSlots, at number: Int) -> GuestAddress {
        let address = MemoryMap.types + UInt32(number) * MemoryMap.typeStride
        vm.registry.pointee.install(slots, at: number)
        vm.ram[address] = NativeType.type.address
        vm.ram[half: address + TypeObject.Offset.flags] = slots.flags.rawValue
        vm.ram[half: address + TypeObject.Offset.name] = UInt16(vm.internInFlash(slots.name).id)
        vm.ram[address + TypeObject.Offset.number] = UInt32(number)
        vm.ram[address + TypeObject.Offset.parent] = slots.parent?.address ?? 0
        if !slots.methods.members.isEmpty {
            let methods = offered(slots.methods, in: slots.name)
            vm.ram[address + TypeObject.Offset.localsDict] = dict(methods, ownerType: address)
        }
        return address
    }

    /// A fixed dict in flash.
    func dict(_ table: MethodTable, ownerType: GuestAddress = 0, extra: [(Qstr, Value)] = []) -> GuestAddress {
        let table = table.offered(by: vm.firmware.features)
        let count = table.members.count + extra.count
        let address = vm.state.pointee.flash.allocate(16)
        let entries = vm.state.pointee.flash.allocate(count * 8)
        var place = entries
        func add(_ name: Qstr, _ value: Value) {
            vm.ram[place] = Value(name).bits
            vm.ram[place + 4] = value.bits
            if ownerType != 0 { vm.registry.pointee.members.set(ownerType, name, value.bits) }
            place += 8
        }
        for (name, value) in extra { add(name, value) }
        for (name, member) in table.members { add(vm.internInFlash(name), value(of: member)) }
        DictObject.initializeFixed(address, table: entries, count: count, vm)
        return address
    }

    func value(of member: MethodTable.Member) -> Value {
        switch member {
        case .constant(let make): return make(vm)
        case .function(let function): return place(function)
        case .staticMethod(let function): return wrap(place(function), .staticMethod)
        case .classMethod(let function): return wrap(place(function), .classMethod)
        case .only(_, let member): return value(of: member)
        }
    }

    /// A function object: see `BuiltinFunctionObject`.
    func place(_ function: NativeFunction) -> Value {
        let number = vm.registry.pointee.add(function)
        let address = vm.state.pointee.flash.allocate(8)
        vm.ram[address] = NativeType.builtinFunction.address
        vm.ram[address + 4] = UInt32(number) | UInt32(function.quick.rawValue) << BuiltinFunctionObject.quickShift
        return Value(address: address)
    }

    private func wrap(_ function: Value, _ type: NativeType) -> Value {
        let address = vm.state.pointee.flash.allocate(8)
        vm.ram[address] = type.address
        vm.ram[address + 4] = function.bits
        return Value(address: address)
    }

    /// A module object in flash with its dict: `type, globals`.
    func module(_ name: Qstr, _ table: MethodTable) -> GuestAddress {
        let globals = dict(table, extra: [(Qstr(.__name__), Value(name))])
        let address = vm.state.pointee.flash.allocate(16)
        vm.ram[address] = NativeType.module.address
        vm.ram[address + 4] = globals
        return address
    }
}

extension VM {
    /// A member of a flash type itself, not of its parents; `.null` if there is none.
    @inline(__always) func flashMember(_ type: GuestAddress, _ name: Qstr) -> Value {
        Value(bits: registry.pointee.members[type, name])
    }
}
