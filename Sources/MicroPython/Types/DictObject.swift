/// `dict` and `OrderedDict`: 16 bytes `type, map` (py/objdict.c, v1.29). The map is a `GuestMap`.
enum DictObject {
    static let byteCount = 16
    static let mapOffset: UInt32 = 4

    @inline(__always) static func map(_ dict: GuestAddress, _ vm: VM) -> GuestMap { GuestMap(dict &+ mapOffset, vm) }
    @inline(__always) static func map(_ dict: Value, _ vm: VM) -> GuestMap { GuestMap(dict.address &+ mapOffset, vm) }

    /// An empty dict with room for `capacity` keys.
    static func make(_ vm: VM, capacity: Int = 0) throws(GuestException) -> Value {
        let address = try vm.allocate(byteCount)
        vm.ram[address] = NativeType.dict.address
        try map(address, vm).initialize(capacity: capacity)
        return Value(address: address)
    }

    /// A dict in flash: a list of pairs whose keys are names.
    static func initializeFixed(_ address: GuestAddress, table: GuestAddress, count: Int, _ vm: VM) {
        vm.ram[address] = NativeType.dict.address
        map(address, vm).initializeFixed(table: table, count: count)
    }

    static func placeEmpty(_ vm: VM) {
        initializeFixed(MemoryMap.emptyDict, table: 0, count: 0, vm)
    }

    /// `dict` or `OrderedDict`, not an instance of a class that inherits from them.
    @inline(__always) static func isDict(_ value: Value, _ vm: VM) -> Bool {
        let type = vm.type(of: value)
        return type == NativeType.dict.address || type == NativeType.orderedDict.address
    }

    @inline(__always) static func count(_ dict: Value, _ vm: VM) -> Int { map(dict, vm).count }

    /// The value of a key, or KeyError.
    static func get(_ vm: VM, _ dict: Value, _ key: Value) throws(GuestException) -> Value {
        let value = try map(dict, vm).get(key)
        if value.isNull { throw vm.error(.keyError, arguments: [key]) }
        return value
    }

    /// `dict[key] = value`. TypeError for a dict in flash.
    @inline(__always) static func store(
        _ vm: VM, _ dict: Value, _ key: Value, _ value: Value
    ) throws(GuestException) {
        let map = map(dict, vm)
        if map.isFixed { throw vm.error(.typeError, arguments: []) }
        try map.set(key, value)
    }

    /// `dict[name] = value`, for the engine's stores to globals and class bodies.
    @inline(__always) static func store(
        _ vm: VM, _ dict: Value, _ name: Qstr, _ value: Value
    ) throws(GuestException) {
        let map = map(dict, vm)
        if map.isFixed { throw vm.error(.typeError, arguments: []) }
        try map.set(name, value)
    }

    /// `del dict[key]`, or KeyError.
    static func delete(_ vm: VM, _ dict: Value, _ key: Value) throws(GuestException) {
        let map = map(dict, vm)
        if map.isFixed { throw vm.error(.typeError, arguments: []) }
        if try map.remove(key).isNull { throw vm.error(.keyError, arguments: [key]) }
    }

    /// A copy with a table of the same capacity.
    static func copy(_ vm: VM, _ dict: Value) throws(GuestException) -> Value {
        let source = map(dict, vm)
        let copy = try make(vm, capacity: Int(source.capacity))
        vm.ram[copy.address] = vm.ram[dict.address]
        let target = map(copy, vm)
        target.header = source.header & ~GuestMap.Flag.fixed
        vm.ram.copy(from: source.table, to: target.table, count: Int(source.capacity) * 8)
        return copy
    }
}
