/// Modules: `type, globals`. A module that has bytecode is a `ModuleContext`, which starts the same way.
enum ModuleObject {
    /// Makes an empty module and enters it in `sys.modules` (mp_obj_new_module, py/objmodule.c v1.29).
    static func make(_ vm: VM, name: Qstr) throws(GuestException) -> Value {
        let loaded = vm.root(.loadedModules).address
        let known = DictObject.get(loaded, Value(name), vm)
        if !known.isNull { return known }
        // Room in the table comes first: it may grow.
        let modules = DictObject.map(loaded, vm)
        _ = try modules.findOrAdd(name)
        do throws(GuestException) {
            let module = try makeAlone(vm, name)
            try modules.set(name, module)
            return module
        } catch {
            _ = GuestMap.remove(loaded &+ DictObject.mapOffset, Value(name), vm)
            throw error
        }
    }

    private static func makeAlone(_ vm: VM, _ name: Qstr) throws(GuestException) -> Value {
        let address = try vm.allocate(ModuleContext.byteCount)
        vm.ram[address] = NativeType.module.address
        let globals = try DictObject.make(vm, capacity: 1)
        ModuleContext.setGlobals(address, globals.address, vm.ram)
        try DictObject.store(globals.address, Value(.__name__), Value(name), vm)
        return Value(address: address)
    }

    static func globals(_ module: GuestAddress, _ ram: GuestRAM) -> GuestAddress { ram[module &+ 4] }

    static func attribute(
        _ vm: VM, _ value: Value, _ name: Qstr, _ store: Value
    ) throws(GuestException) -> LoadedAttribute {
        let globals = globals(value.address, vm.ram)
        if store == .sentinel {
            let found = DictObject.get(globals, Value(name), vm)
            if !found.isNull { return LoadedAttribute(found) }
            if name == Qstr(.__dict__) {
                vm.exposeNamespaces()
                return LoadedAttribute(Value(address: globals))
            }
            let hook = name == Qstr(.__getattr__) ? .null : DictObject.get(globals, Value(.__getattr__), vm)
            if hook.isNull { return variable(vm, globals, name, store) }
            return LoadedAttribute(try vm.call(hook, [Value(name)]))
        }
        var changed = globals
        if DictObject.isFixed(globals, vm.ram) {
            guard globals == vm.registry.pointee.builtins else { return variable(vm, globals, name, store) }
            changed = try overrides(vm)
        }
        vm.invalidateCaches()
        if store.isNull {
            try DictObject.delete(changed, Value(name), vm)
        } else {
            try DictObject.store(changed, Value(name), store, vm)
        }
        return .stored
    }

    /// What the guest put in place of built-in functions: a dict beside the fixed one (MICROPY_CAN_OVERRIDE_BUILTINS).
    private static func overrides(_ vm: VM) throws(GuestException) -> GuestAddress {
        if !vm.root(.overriddenBuiltins).isAddress {
            vm.setRoot(.overriddenBuiltins, try DictObject.make(vm, capacity: 1))
        }
        return vm.root(.overriddenBuiltins).address
    }

    /// The few names of `sys` that can be set, which are in no dict (mp_module_generic_attr, py/objmodule.c v1.29).
    private static func variable(
        _ vm: VM, _ globals: GuestAddress, _ name: Qstr, _ store: Value
    ) -> LoadedAttribute {
        guard globals == vm.registry.pointee.sys, let slot = vm.registry.pointee.systemVariables[name.id] else {
            return .missing
        }
        if store == .sentinel { return LoadedAttribute(vm.root(slot)) }
        vm.setRoot(slot, store)
        return .stored
    }

    static func print(_ vm: VM, _ value: Value, _ printer: Printer, _ kind: PrintKind) throws(GuestException) {
        let globals = globals(value.address, vm.ram)
        let name = DictObject.get(globals, Value(.__name__), vm)
        try printer.write("<module '")
        if !name.isNull { try vm.print(name, printer, .str) }
        try printer.write("'")
        let file = DictObject.get(globals, Value(.__file__), vm)
        if !file.isNull {
            try printer.write(" from '")
            try vm.print(file, printer, .str)
            try printer.write("'")
        }
        try printer.write(">")
    }

    static let type = TypeSlots(name: "module", print: print, attribute: attribute)
}
