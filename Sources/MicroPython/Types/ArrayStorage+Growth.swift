/// How arrays are filled and grow.
extension ArrayStorage {
    /// From anything with a buffer (`bytearray`), or bytes and bytearray (others); else element by element.
    static func construct(
        _ vm: VM, _ element: ElementCode, from source: Value
    ) throws(GuestException) -> Value {
        let isRaw =
            element.code == ElementCode.byteArray || vm.isExactly(source, .bytes) || vm.isExactly(source, .bytearray)
        if isRaw, let buffer = try vm.buffer(of: source) {
            let size = try element.size(vm)
            let array = try make(vm, element, count: buffer.count / size)
            vm.ram.copy(from: buffer.address, to: items(vm, array), count: buffer.count / size * size)
            return array
        }
        let length = try vm.lengthMaybe(source) ?? 0
        let array = try make(vm, element, count: length)
        if length == 0 {
            try vm.forEachByHeapIterator(in: source) { item throws(GuestException) in try append(vm, array, item) }
            return array
        }
        var place = items(vm, array)
        let end = place &+ UInt32(truncatingIfNeeded: length * element.byteCount)
        try vm.forEachByHeapIterator(in: source) { item throws(GuestException) in
            // The reference writes on where more comes than `len` promised.
            guard place < end else { throw vm.error(.valueError, "lhs and rhs should be compatible") }
            try element.store(vm, place, item)
            place &+= UInt32(element.byteCount)
        }
        return array
    }

    static func append(_ vm: VM, _ array: Value, _ item: Value) throws(GuestException) {
        let element = element(vm, array)
        let size = element.byteCount
        let used = count(vm, array)
        if free(vm, array) == 0 {
            let added = 8
            vm.ram[array.address &+ Offset.items] = try vm.reallocate(items(vm, array), size * (used + added))
            setFree(vm, array, added)
            vm.ram.clear(
                items(vm, array) &+ UInt32(truncatingIfNeeded: (used + 1) * size), count: (added - 1) * size)
        }
        try element.store(vm, items(vm, array) &+ UInt32(truncatingIfNeeded: used * size), item)
        setCount(vm, array, used + 1)
        setFree(vm, array, free(vm, array) - 1)
    }

    /// By anything with a buffer, element by element by other iterables.
    static func extend(_ vm: VM, _ array: Value, by other: Value) throws(GuestException) {
        guard var source = try vm.buffer(of: other) else {
            try vm.forEachByHeapIterator(in: other) { item throws(GuestException) in try append(vm, array, item) }
            return
        }
        let size = try element(vm, array).size(vm)
        let added = source.count / size
        let used = count(vm, array)
        if free(vm, array) < added {
            vm.ram[array.address &+ Offset.items] = try vm.reallocate(items(vm, array), (used + added) * size)
            setFree(vm, array, 0)
            // The items may have moved.
            if other == array { source.address = items(vm, array) }
        } else {
            setFree(vm, array, free(vm, array) - added)
        }
        vm.ram.copy(
            from: source.address, to: items(vm, array) &+ UInt32(truncatingIfNeeded: used * size),
            count: added * size)
        setCount(vm, array, used + added)
    }

    static let growthMethods: MethodTable = [
        "append": .fixed(2) { vm, arguments throws(GuestException) in
            try append(vm, arguments[0], arguments[1])
            return .none
        },
        "extend": .fixed(2) { vm, arguments throws(GuestException) in
            try extend(vm, arguments[0], by: arguments[1])
            return .none
        },
    ]
}
