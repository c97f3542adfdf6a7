/// Variables of modules that look like constants: `LED_PIN = 25`. With `const()` and a leading underscore they would take no heap.
enum ConstantLikeNames {
    /// `main.LED_PIN`, in the order of the modules' tables.
    static func find(_ vm: VM) -> [String] {
        var found = names(in: MemoryMap.mainGlobals, of: "__main__", vm)
        let modules = DictObject.map(MemoryMap.loadedModules, vm)
        for index in 0..<modules.capacity {
            let (key, module) = (
                vm.ram.value(modules.table &+ index * 8), vm.ram.value(modules.table &+ index * 8 &+ 4)
            )
            guard key.isQstr, module.isAddress, vm.heap.area.contains(module.address) else { continue }
            let globals = ModuleObject.globals(module.address, vm.ram)
            if vm.heap.area.contains(globals) { found += names(in: globals, of: vm.string(key.qstr), vm) }
        }
        return found
    }

    private static func names(in globals: GuestAddress, of module: String, _ vm: VM) -> [String] {
        let map = DictObject.map(globals, vm)
        guard !map.isFixed else { return [] }
        return (0..<map.capacity).compactMap { index in
            let (key, value) = (vm.ram.value(map.table &+ index * 8), vm.ram.value(map.table &+ index * 8 &+ 4))
            guard key.isQstr, value.isSmallInt else { return nil }
            let name = vm.string(key.qstr)
            let isUpper = name.allSatisfy { $0.isUppercase || $0.isNumber || $0 == "_" }
            return isUpper && name.contains(where: \.isLetter) ? "\(module).\(name)" : nil
        }
    }
}
