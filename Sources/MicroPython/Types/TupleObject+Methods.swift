/// Operators, subscripts and methods of tuples; named tuples and attribute tuples share them.
extension TupleObject {
    @inline(__always) static func words(_ tuple: Value, _ ram: GuestRAM) -> GuestWords {
        GuestWords(start: items(tuple.address), count: count(tuple.address, ram))
    }

    /// The tuple behind a value: itself, or the base of an instance whose class inherits from tuple. Nil for others.
    private static func tuple(behind value: Value, _ vm: VM) -> Value? {
        let type = vm.type(of: value)
        if !vm.slots(ofType: type).has(.iterate) { return nil }
        if TypeObject.isNative(type, vm.ram) {
            return vm.isSubclass(type, of: NativeType.tuple.address) ? value : nil
        }
        return vm.isInstance(value, of: .tuple) ? InstanceObject.nativeBase(value, vm) : nil
    }

    static func unary(_ vm: VM, _ operation: UnaryOperator, _ tuple: Value) throws(GuestException) -> Value {
        let count = count(tuple.address, vm.ram)
        switch operation {
        case .bool: return Value(count != 0)
        case .len: return Value(smallInt: Int32(truncatingIfNeeded: count))
        case .hash:
            vm.state.pointee.stackUsed &+= VM.comparisonBytes
            defer { vm.state.pointee.stackUsed &-= VM.comparisonBytes }
            try vm.checkStack()
            // The address of the empty tuple makes a tuple's hash unlike that of its items.
            var hash = MemoryMap.emptyTuple
            for index in 0..<count { hash &+= try vm.tableHash(item(tuple.address, index, vm.ram)) }
            return Value(smallInt: Int32(bitPattern: hash))
        default: return .null
        }
    }

    static func binary(
        _ vm: VM, _ operation: BinaryOperator, _ tuple: Value, _ other: Value
    ) throws(GuestException) -> Value {
        switch operation {
        case .add, .inplaceAdd:
            guard let other = self.tuple(behind: other, vm) else { return .null }
            let first = words(tuple, vm.ram)
            let second = words(other, vm.ram)
            let sum = try make(vm, count: first.count + second.count)
            let items = items(sum.address)
            vm.ram.copy(from: first.start, to: items, count: first.count &* 4)
            vm.ram.copy(from: second.start, to: items &+ vm.word(first.count) &* 4, count: second.count &* 4)
            return sum
        case .multiply, .inplaceMultiply:
            guard let times = try vm.intMaybe(other) else { return .null }
            let words = words(tuple, vm.ram)
            if times <= 0 { return Value(address: empty) }
            let product = try make(vm, count: words.count &* times)
            words.repeated(times, to: items(product.address), vm.ram)
            return product
        case .equal, .less, .lessEqual, .more, .moreEqual:
            guard let other = self.tuple(behind: other, vm) else { return .null }
            return Value(try GuestWords.compare(operation, words(tuple, vm.ram), words(other, vm.ram), vm))
        default: return .null
        }
    }

    static func `subscript`(
        _ vm: VM, _ tuple: Value, _ index: Value, _ store: Value
    ) throws(GuestException) -> Value {
        if store != .sentinel { return .null }
        let count = count(tuple.address, vm.ram)
        if !index.isSmallInt && vm.isExactly(index, .slice) {
            let bounds = try SliceObject.sequenceBounds(vm, index, count: count)
            if bounds.step != 1 {
                throw vm.error(.notImplementedError, "only slices with step=1 (aka None) are supported")
            }
            return try make(
                vm, copying: items(tuple.address) &+ vm.word(bounds.start) &* 4, count: bounds.stop - bounds.start)
        }
        return item(tuple.address, try vm.index(index, count: count, type: vm.type(of: tuple)), vm.ram)
    }

    static func iterate(_ vm: VM, _ tuple: Value, _ buffer: GuestAddress) throws(GuestException) -> Value {
        vm.fillIterator(try vm.iteratorBuffer(buffer), .tupleIterator, 0, tuple.bits, 0)
    }

    /// `tuple(iterable)`: collected in a block that doubles, then copied.
    private static func make(
        _ vm: VM, _ type: GuestAddress, _ arguments: Arguments
    ) throws(GuestException) -> Value {
        try vm.checkArguments(arguments, 0, 1, keywords: false)
        if arguments.count == 0 { return Value(address: empty) }
        if vm.isExactly(arguments[0], .tuple) { return arguments[0] }
        var capacity = 4
        var count = 0
        var items = try vm.allocate(capacity * 4, .container)
        try vm.forEachByHeapIterator(in: arguments[0]) { item throws(GuestException) in
            if count == capacity {
                items = try vm.reallocate(items, capacity &* 8, .container)
                capacity &*= 2
            }
            vm.ram[items &+ vm.word(count) &* 4] = item.bits
            count &+= 1
            // A block that moved was kept in the scope that ends with this item.
        } keeping: {
            items
        }
        let tuple = try make(vm, copying: items, count: count)
        vm.free(items)
        return tuple
    }

    static let type = TypeSlots(
        name: "tuple",
        make: make,
        print: { vm, tuple, printer, kind throws(GuestException) in
            let words = words(tuple, vm.ram)
            try printer.write(kind == .json ? "[" : "(")
            try words.print(vm, printer, kind == .json ? .json : .repr)
            if kind == .json { return try printer.write("]") }
            try printer.write(words.count == 1 ? ",)" : ")")
        },
        unary: unary, binary: binary, subscript: `subscript`, iterate: iterate,
        methods: [
            "count": .fixed(2) { vm, arguments throws(GuestException) in
                try words(arguments[0], vm.ram).occurrences(vm, of: arguments[1])
            },
            "index": .range(2...4) { vm, arguments throws(GuestException) in
                try words(arguments[0], vm.ram).index(vm, arguments)
            },
        ])
}
