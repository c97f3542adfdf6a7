/// Names and attributes: the slow paths behind the inline caches.
extension Engine {
    /// A global or built-in name. Remembers where its value stands: in the dict's table, until some namespace changes.
    @inline(never) static func loadGlobal(_ vm: VM, _ ip: IP, _ code: CodePointer) -> UInt32 {
        vm.engine.pointee.ip = ip
        vm.engine.pointee.top.pointee.ip = ip
        let name = Qstr(id: UInt32(bitPattern: ip.pointee.d))
        let entry = vm.globalEntry(name, code.pointee.globals)
        guard entry != 0 else {
            vm.engine.pointee.pending = vm.error(.nameError, "name '%q' isn't defined", .name(name)).value
            return 0
        }
        if !vm.state.pointee.areNamespacesExposed {
            ip.cache.pointee = InlineCache(
                key: code.pointee.globals, epoch: vm.state.pointee.epoch, value: entry &+ 4, extra: 0)
        }
        return vm.ram[entry &+ 4]
    }

    /// Stores in the globals. Remembers where the value of a name stands that was there already.
    @inline(never) static func storeGlobal(_ vm: VM, _ ip: IP, _ fp: Slots, _ code: CodePointer) -> UInt32 {
        vm.engine.pointee.ip = ip
        vm.engine.pointee.top.pointee.ip = ip
        let name = Qstr(id: UInt32(bitPattern: ip.pointee.d))
        let globals = code.pointee.globals
        let stored = fp[Int(ip.pointee.a)]
        let entry = GuestMap.find(globals &+ DictObject.mapOffset, name: name, vm.ram, vm)
        guard entry != 0 && !DictObject.isFixed(globals, vm.ram) else {
            return native(vm) { () throws(GuestException) in
                try vm.storeGlobal(name, Value(bits: stored), globals)
                return .none
            }
        }
        vm.ram[entry &+ 4] = stored
        if !vm.state.pointee.areNamespacesExposed {
            ip.cache.pointee = InlineCache(key: globals, epoch: vm.state.pointee.epoch, value: entry &+ 4, extra: 0)
        }
        return 1
    }

    /// The attribute of an instance's own, without its class: the common case, remembered by class and position.
    @inline(never) static func loadAttribute(_ vm: VM, _ ip: IP, _ object: UInt32) -> UInt32 {
        vm.engine.pointee.ip = ip
        vm.engine.pointee.top.pointee.ip = ip
        let value = Value(bits: object)
        let name = Qstr(id: UInt32(bitPattern: ip.pointee.d))
        if let entry = ownAttribute(vm, value, name) {
            remember(vm, ip, value, entry, name)
            return vm.ram[entry &+ 4]
        }
        if let member = moduleMember(vm, ip, object, name) { return member }
        return native(vm) { () throws(GuestException) in try vm.loadAttribute(value, name) }
    }

    /// What a module has under a name; remembers where. Nil for what is no module, and for names that it has not.
    @inline(__always) private static func moduleMember(_ vm: VM, _ ip: IP, _ object: UInt32, _ name: Qstr) -> UInt32? {
        guard object & 3 == 0, vm.ram[object] == NativeType.module.address else { return nil }
        // No class has an odd address: the loop takes the entry for stale.
        let key = object | 1
        let cache = ip.cache
        if cache.pointee.key == key && cache.pointee.epoch == vm.state.pointee.epoch {
            return vm.ram[cache.pointee.value]
        }
        let globals = ModuleObject.globals(object, vm.ram)
        let entry = GuestMap.find(globals &+ DictObject.mapOffset, name: name, vm.ram, vm)
        guard entry != 0 else { return nil }
        if !vm.state.pointee.areNamespacesExposed {
            cache.pointee = InlineCache(key: key, epoch: vm.state.pointee.epoch, value: entry &+ 4, extra: 0)
        }
        return vm.ram[entry &+ 4]
    }

    /// Where an instance of a guest class keeps an attribute, if it has it.
    private static func ownAttribute(_ vm: VM, _ value: Value, _ name: Qstr) -> GuestAddress? {
        guard isPlainInstance(vm, value) else { return nil }
        let entry = GuestMap.find(value.address &+ InstanceObject.Offset.members, name: name, vm.ram, vm)
        return entry == 0 ? nil : entry
    }

    /// An instance of a class of the guest, whose own attributes lie behind its class.
    @inline(__always) static func isPlainInstance(_ vm: VM, _ value: Value) -> Bool {
        guard value.isAddress else { return false }
        let type = vm.ram[value.address]
        return !TypeObject.isNative(type, vm.ram)
    }

    private static func remember(_ vm: VM, _ ip: IP, _ value: Value, _ entry: GuestAddress, _ name: Qstr) {
        let table = vm.ram[value.address &+ InstanceObject.Offset.members &+ 8]
        ip.cache.pointee = InlineCache(
            key: vm.ram[value.address], epoch: vm.state.pointee.epoch, value: (entry &- table) / 8,
            extra: Value(name).bits)
    }

    @inline(never) static func storeAttribute(_ vm: VM, _ ip: IP, _ object: UInt32, _ stored: UInt32) -> UInt32 {
        let value = Value(bits: object)
        let name = Qstr(id: UInt32(bitPattern: ip.pointee.d))
        if stored != 0, isPlainInstance(vm, value),
            !TypeObject.flags(vm.ram[object], vm.ram).contains(.hasSpecialAccessors)
        {
            let entry = GuestMap.addAtOnce(object &+ InstanceObject.Offset.members, name, vm)
            if entry != 0 {
                vm.noteInstanceAttribute(name)
                remember(vm, ip, value, entry, name)
                vm.ram[entry &+ 4] = stored
                return Value.none.bits
            }
        }
        return storeAnyAttribute(vm, ip, value, name, Value(bits: stored))
    }

    @inline(never) private static func storeAnyAttribute(
        _ vm: VM, _ ip: IP, _ value: Value, _ name: Qstr, _ stored: Value
    ) -> UInt32 {
        vm.engine.pointee.ip = ip
        vm.engine.pointee.top.pointee.ip = ip
        return native(vm) { () throws(GuestException) in
            try vm.storeAttribute(value, name, stored)
            return .none
        }
    }

    /// A method and its receiver, without a bound method. Remembers plain functions of classes of the guest, and members
    /// of native types, as long as no instance ever had an attribute of that name.
    @inline(never) static func loadMethod(_ vm: VM, _ ip: IP, _ fp: Slots, _ object: UInt32) -> UInt32 {
        vm.engine.pointee.ip = ip
        vm.engine.pointee.top.pointee.ip = ip
        let value = Value(bits: object)
        let name = Qstr(id: UInt32(bitPattern: ip.pointee.d))
        if let member = moduleMember(vm, ip, object, name) {
            fp[Int(ip.pointee.a)] = member
            fp[Int(ip.pointee.a) + 1] = 0
            return 1
        }
        let method = isPlainInstance(vm, value) ? InstanceObject.knownMethod(vm, value, name) : 0
        if method != 0 {
            fp[Int(ip.pointee.a)] = method
            fp[Int(ip.pointee.a) + 1] = object
            ip.cache.pointee = InlineCache(
                key: vm.ram[object], epoch: vm.state.pointee.epoch, value: method, extra: 0)
            return 1
        }
        let mark = vm.openScope()
        defer { vm.closeScope(mark) }
        do throws(GuestException) {
            let loaded = try vm.loadMethod(value, name)
            let slot = fp + Int(ip.pointee.a)
            slot[0] = loaded.value.bits
            slot[1] = loaded.receiver.bits
            if value.isAddress, loaded.receiver == value, isCacheable(vm, value, loaded.value, name) {
                ip.cache.pointee = InlineCache(
                    key: vm.ram[object], epoch: vm.state.pointee.epoch, value: loaded.value.bits, extra: 0)
            }
            return 1
        } catch {
            vm.engine.pointee.pending = error.value
            return 0
        }
    }

    private static func isCacheable(_ vm: VM, _ value: Value, _ method: Value, _ name: Qstr) -> Bool {
        let type = vm.ram[value.address]
        if TypeObject.isInFlash(type) { return vm.flashMember(type, name) == method }
        return !vm.isInstanceAttribute(name) && vm.isExactly(method, .function)
            && !TypeObject.flags(type, vm.ram).contains(.hasSpecialAccessors)
    }

    /// The rarer instructions on names; 0: an exception is pending.
    @inline(never) static func name(_ vm: VM, _ ip: IP, _ fp: Slots, _ code: CodePointer) -> UInt32 {
        vm.engine.pointee.ip = ip
        vm.engine.pointee.top.pointee.ip = ip
        let name = Qstr(id: UInt32(bitPattern: ip.pointee.d))
        let a = Int(ip.pointee.a)
        return native(vm) { () throws(GuestException) in
            if ip.pointee.op == .deleteGlobal {
                try vm.deleteGlobal(name, code.pointee.globals)
            } else if ip.pointee.op == .loadName {
                fp[a] = try vm.loadName(name, code.pointee.globals).bits
            } else if ip.pointee.op == .storeName {
                try vm.storeName(name, Value(bits: fp[a]))
            } else if ip.pointee.op == .deleteName {
                try vm.deleteName(name)
            } else if ip.pointee.op == .loadSuperMethod {
                let loaded = try SuperObject.load(
                    vm, type: fp[a + 1], object: Value(bits: fp[a + 2]), name)
                if loaded.isMissing { throw vm.missingSuperAttribute(name) }
                fp[a] = loaded.value.bits
                fp[a + 1] = loaded.receiver.bits
            } else if ip.pointee.op == .importName {
                fp[a] = try vm.importName(
                    name, from: Value(bits: fp[Int(ip.pointee.c)]), level: Value(bits: fp[Int(ip.pointee.b)])
                ).bits
            } else if ip.pointee.op == .importFrom {
                fp[a] = try vm.importFrom(Value(bits: fp[Int(ip.pointee.b)]), name).bits
            } else if ip.pointee.op == .importStar {
                try vm.importAll(Value(bits: fp[a]))
            } else if ip.pointee.op == .loadBuildClass {
                fp[a] = vm.buildClassFunction.bits
            }
            return .none
        }
    }

    /// Runs native code from the loop: its temporaries end with it, and an exception is left pending. 0: it raised.
    @inline(__always) static func native(_ vm: VM, _ body: () throws(GuestException) -> Value) -> UInt32 {
        let mark = vm.openScope()
        do throws(GuestException) {
            let value = try body()
            vm.closeScope(mark)
            return value.bits
        } catch {
            vm.closeScope(mark)
            vm.engine.pointee.pending = error.value
            return 0
        }
    }
}

extension VM {
    /// The dict entry of a global or built-in name; 0: there is none.
    func globalEntry(_ name: Qstr, _ globals: GuestAddress) -> GuestAddress {
        let own = GuestMap.find(globals &+ DictObject.mapOffset, name: name, ram, self)
        if own != 0 { return own }
        let overridden = overriddenBuiltin(name)
        if overridden != 0 { return overridden }
        let id = Int(name.id)
        return id < registry.pointee.builtinEntries.count ? registry.pointee.builtinEntries[id] : 0
    }

    /// The dict entry of a name that the guest put into `builtins`; 0: it did not.
    func overriddenBuiltin(_ name: Qstr) -> GuestAddress {
        let dict = root(.overriddenBuiltins)
        return dict.isAddress ? GuestMap.find(dict.address &+ DictObject.mapOffset, name: name, ram, self) : 0
    }

    /// `__build_class__`, or what the guest put in its place.
    var buildClassFunction: Value {
        let own = overriddenBuiltin(Qstr(.__build_class__))
        return own == 0 ? state.pointee.buildClassFunction : ram.value(own &+ 4)
    }

    func loadName(_ name: Qstr, _ globals: GuestAddress) throws(GuestException) -> Value {
        let locals = currentLocals
        if locals != globals {
            let value = DictObject.get(locals, Value(name), self)
            if !value.isNull { return value }
        }
        let entry = globalEntry(name, globals)
        guard entry != 0 else { throw error(.nameError, "name '%q' isn't defined", .name(name)) }
        return ram.value(entry &+ 4)
    }

    /// The dict that names of a module or class body are stored in.
    var currentLocals: GuestAddress { root(.currentLocals).address }

    /// The globals of the innermost function of the guest.
    var currentGlobals: GuestAddress {
        let globals = engine.pointee.top.pointee.code.pointee.globals
        return globals != 0 ? globals : root(.mainGlobals).address
    }

    func storeName(_ name: Qstr, _ value: Value) throws(GuestException) {
        try storeGlobal(name, value, currentLocals)
    }

    /// Stores in a namespace; a new name moves the caches' epoch, since it may hide a built-in one.
    func storeGlobal(_ name: Qstr, _ value: Value, _ dict: GuestAddress) throws(GuestException) {
        let map = dict &+ DictObject.mapOffset
        let header = ram[map]
        if header & GuestMap.Flag.fixed == 0 {
            let entry = GuestMap.addAtOnce(map, name, self, mayBeKept: true)
            if entry != 0 {
                if ram[map] != header { invalidateCaches() }
                ram[entry &+ 4] = value.bits
                return
            }
            let present = GuestMap.find(map, name: name, ram, self)
            if present != 0 {
                ram[present &+ 4] = value.bits
                return
            }
        }
        invalidateCaches()
        try DictObject.store(self, Value(address: dict), name, value)
    }

    func deleteName(_ name: Qstr) throws(GuestException) { try deleteGlobal(name, currentLocals) }

    func deleteGlobal(_ name: Qstr, _ dict: GuestAddress) throws(GuestException) {
        invalidateCaches()
        try DictObject.delete(dict, Value(name), self)
    }

    func missingSuperAttribute(_ name: Qstr) -> GuestException {
        error(.attributeError, "'%q' object has no attribute '%q'", .name(Qstr(.super)), .name(name))
    }
}
