/// What operators do with arrays.
extension ArrayStorage {
    static func binary(
        _ vm: VM, _ operation: BinaryOperator, _ left: Value, _ right: Value
    ) throws(GuestException) -> Value {
        switch operation {
        case .add: return isView(vm, left) ? .null : try concatenated(vm, left, right)
        case .inplaceAdd:
            if isView(vm, left) { return .null }
            try extend(vm, left, by: right)
            return left
        case .contains: return try contains(vm, left, right)
        case .equal, .less, .lessEqual, .more, .moreEqual: return try compare(vm, operation, left, right)
        default: return .null
        }
    }

    /// Everything that has a buffer can be added, whatever its elements are.
    private static func concatenated(_ vm: VM, _ left: Value, _ right: Value) throws(GuestException) -> Value {
        let other = try vm.requiredBuffer(right)
        let element = element(vm, left)
        let size = try element.size(vm)
        let added = other.count / size
        let result = try make(vm, element, count: count(vm, left) + added)
        let target = items(vm, result)
        let leftBytes = count(vm, left) * size
        vm.ram.copy(from: items(vm, left), to: target, count: leftBytes)
        vm.ram.copy(from: other.address, to: target &+ UInt32(truncatingIfNeeded: leftBytes), count: added * size)
        return result
    }

    private static func contains(_ vm: VM, _ array: Value, _ item: Value) throws(GuestException) -> Value {
        if let needle = try vm.buffer(of: item) {
            // In a bytearray without memory not even nothing is found.
            guard vm.isExactly(array, .bytearray), items(vm, array) != 0 else { return .false }
            return Value(
                ByteSearch.first(
                    vm.ram.bytes(needle.address, count: needle.count), in: StrObject.bytes(vm, array)) != nil)
        }
        if vm.isInt(item) || vm.isExactly(item, .float) { throw vm.error(.notImplementedError, arguments: []) }
        return .false
    }

    /// Bytes are compared: elements must have the same size and kind, and for an order be unsigned.
    private static func compare(
        _ vm: VM, _ operation: BinaryOperator, _ left: Value, _ right: Value
    ) throws(GuestException) -> Value {
        guard let a = try buffer(vm, left, false), let b = try vm.buffer(of: right) else { return .false }
        let aKind = a.elementCode | 0x20
        let isUnsigned = a.elementCode <= UInt8(ascii: "Z") || b.elementCode <= UInt8(ascii: "Z")
        guard aKind == b.elementCode | 0x20, aKind != UInt8(ascii: "f"), aKind != UInt8(ascii: "d"),
            operation == .equal || isUnsigned
        else { throw vm.error(.notImplementedError, arguments: []) }
        let result = ByteSearch.compare(
            operation, vm.ram.bytes(a.address, count: a.count), vm.ram.bytes(b.address, count: b.count))
        return Value(result ?? false)
    }

    /// `a[i]`, `a[i:j]`, and stores to both.
    static func item(_ vm: VM, _ array: Value, _ index: Value, _ store: Value) throws(GuestException) -> Value {
        if store.isNull { return .null }
        if vm.isExactly(index, .slice) {
            let range = try SliceObject.plainRange(vm, index, count: count(vm, array))
            return store == .sentinel ? try slice(vm, array, range) : try replace(vm, array, range, store)
        }
        let place = try vm.index(
            index, count: count(vm, array), type: vm.ram[array.address], isSlice: false)
        let element = element(vm, array)
        let isView = isView(vm, array)
        if isView && store != .sentinel && !isWritable(vm, array) { return .null }
        let offset = (place + (isView ? free(vm, array) : 0)) * element.byteCount
        let address = items(vm, array) &+ UInt32(truncatingIfNeeded: offset)
        if store == .sentinel { return try element.load(vm, address) }
        try element.store(vm, address, store)
        return .none
    }

    private static func isWritable(_ vm: VM, _ view: Value) -> Bool {
        vm.ram[byte: view.address &+ Offset.code] & writable != 0
    }

    private static func slice(_ vm: VM, _ array: Value, _ range: Range<Int>) throws(GuestException) -> Value {
        if isView(vm, array) {
            let offset = free(vm, array) + range.lowerBound
            if range.lowerBound >= 1 << 24 { throw vm.error(.overflowError, "memoryview offset too large") }
            let view = try make(
                vm, .memoryview, code: vm.ram[byte: array.address &+ Offset.code], count: range.count,
                items: items(vm, array))
            setFree(vm, view, offset)
            return view
        }
        let element = element(vm, array)
        let result = try make(vm, element, count: range.count)
        vm.ram.copy(
            from: items(vm, array) &+ UInt32(truncatingIfNeeded: range.lowerBound * element.byteCount),
            to: items(vm, result), count: range.count * element.byteCount)
        return result
    }

    /// `a[i:j] = value`; only of a memoryview must the length be the same.
    private static func replace(
        _ vm: VM, _ array: Value, _ range: Range<Int>, _ value: Value
    ) throws(GuestException) -> Value {
        let size = element(vm, array).byteCount
        var source: GuestAddress
        let sourceCount: Int
        if isArray(vm, value) {
            guard element(vm, value).byteCount == size else { throw incompatible(vm) }
            source = start(vm, value)
            sourceCount = count(vm, value)
        } else if vm.isExactly(value, .bytes) {
            guard size == 1 else { throw incompatible(vm) }
            source = StrObject.data(vm, value)
            sourceCount = StrObject.bytes(vm, value).count
        } else {
            throw vm.error(.notImplementedError, "array/bytes required on right side")
        }
        let growth = sourceCount - range.count
        if isView(vm, array) {
            if !isWritable(vm, array) { return .null }
            if growth != 0 { throw incompatible(vm) }
        }
        if growth == 0 {
            let target = start(vm, array) &+ UInt32(truncatingIfNeeded: range.lowerBound &* size)
            vm.ram.copy(from: source, to: target, count: sourceCount &* size)
            return .none
        }
        let oldItems = items(vm, array)
        try makeRoom(vm, array, growth, size)
        if items(vm, array) != oldItems && source == oldItems { source = items(vm, array) }
        move(vm, array, range, size, from: source, sourceCount)
        if !isView(vm, array) {
            setFree(vm, array, free(vm, array) - growth)
            setCount(vm, array, count(vm, array) + growth)
        }
        return .none
    }

    private static func incompatible(_ vm: VM) -> GuestException {
        vm.error(.valueError, "lhs and rhs should be compatible")
    }

    private static func makeRoom(_ vm: VM, _ array: Value, _ growth: Int, _ size: Int) throws(GuestException) {
        guard growth > 0, growth > free(vm, array) else { return }
        let bytes = (count(vm, array) + growth) * size
        vm.ram[array.address &+ Offset.items] = try vm.reallocate(items(vm, array), bytes)
        setFree(vm, array, growth)
    }

    /// Puts the new elements in place. When the array grows its tail moves first, when it shrinks last; an array
    /// that is assigned to a slice of itself can tell.
    private static func move(
        _ vm: VM, _ array: Value, _ range: Range<Int>, _ size: Int, from source: GuestAddress, _ sourceCount: Int
    ) {
        let first = start(vm, array)
        let count = count(vm, array)
        func at(_ index: Int) -> GuestAddress { first &+ UInt32(truncatingIfNeeded: index * size) }
        let tail = (count - range.upperBound) * size
        let newEnd = range.lowerBound + sourceCount
        if sourceCount > range.count {
            vm.ram.copy(from: at(range.upperBound), to: at(newEnd), count: tail)
            vm.ram.copy(from: source, to: at(range.lowerBound), count: sourceCount * size)
        } else {
            vm.ram.copy(from: source, to: at(range.lowerBound), count: sourceCount * size)
            vm.ram.copy(from: at(range.upperBound), to: at(newEnd), count: tail)
            let unused = range.count - sourceCount
            vm.ram.clear(at(count - unused), count: unused * size)
        }
    }
}
