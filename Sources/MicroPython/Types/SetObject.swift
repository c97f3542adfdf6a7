/// `set` and `frozenset`: 16 bytes `type, table` (py/objset.c, v1.29). The table is a `GuestSet`.
enum SetObject {
    static let byteCount = 16

    @inline(__always) static func set(_ value: Value, _ vm: VM) -> GuestSet { GuestSet(value.address &+ 4, vm) }

    @inline(__always) static func isSet(_ value: Value, _ vm: VM) -> Bool {
        let type = vm.type(of: value)
        return type == NativeType.set.address || type == NativeType.frozenset.address
    }

    /// An empty set with room for `capacity` values.
    static func make(_ vm: VM, capacity: Int = 0) throws(GuestException) -> Value {
        let address = try vm.allocate(byteCount)
        vm.ram[address] = NativeType.set.address
        try GuestSet(address &+ 4, vm).initialize(capacity: vm.word(capacity))
        return Value(address: address)
    }

    /// A set of the values in a frame, which the caller keeps alive.
    static func make(
        _ vm: VM, of values: UnsafePointer<UInt32>, count: Int
    ) throws(GuestException) -> Value {
        let set = try make(vm, capacity: count)
        for index in 0..<count { try add(vm, set, Value(bits: values[index])) }
        return set
    }

    @inline(__always) static func add(_ vm: VM, _ set: Value, _ value: Value) throws(GuestException) {
        try self.set(set, vm).add(value)
    }

    static func add(_ vm: VM, _ set: Value, from iterable: Value) throws(GuestException) {
        let table = self.set(set, vm)
        try vm.forEachByHeapIterator(in: iterable) { value throws(GuestException) in
            try table.add(value)
        }
    }

    static func copy(_ vm: VM, _ set: Value) throws(GuestException) -> Value {
        let source = self.set(set, vm)
        let copy = try make(vm, capacity: Int(source.capacity))
        vm.ram[copy.address] = vm.ram[set.address]
        let target = self.set(copy, vm)
        target.count = source.count
        vm.ram.copy(from: source.table, to: target.table, count: Int(source.capacity) &* 4)
        return copy
    }

    private static func make(
        _ vm: VM, _ type: GuestAddress, _ arguments: Arguments
    ) throws(GuestException) -> Value {
        try vm.checkArguments(arguments, 0, 1, keywords: false)
        let set = try make(vm)
        if arguments.count == 1 { try add(vm, set, from: arguments[0]) }
        vm.ram[set.address] = type
        return set
    }

    private static func print(
        _ vm: VM, _ set: Value, _ printer: Printer, _ kind: PrintKind
    ) throws(GuestException) {
        let isFrozen = vm.isExactly(set, .frozenset)
        let table = self.set(set, vm)
        if table.count == 0 { return try printer.write(isFrozen ? "frozenset()" : "set()") }
        try printer.write(isFrozen ? "frozenset({" : "{")
        var position: UInt32 = 0
        var isFirst = true
        while true {
            let value = table.next(&position)
            if value.isNull { break }
            if !isFirst { try printer.write(", ") }
            isFirst = false
            try vm.print(value, printer, .repr)
        }
        try printer.write(isFrozen ? "})" : "}")
    }

    private static func unary(_ vm: VM, _ operation: UnaryOperator, _ set: Value) throws(GuestException) -> Value {
        let table = self.set(set, vm)
        switch operation {
        case .bool: return Value(table.count != 0)
        case .len: return Value(smallInt: Int32(truncatingIfNeeded: table.count))
        case .hash where vm.isExactly(set, .frozenset):
            var hash = NativeType.frozenset.address
            var position: UInt32 = 0
            while true {
                let value = table.next(&position)
                if value.isNull { return Value(smallInt: Int32(bitPattern: hash)) }
                hash &+= try vm.tableHash(value)
            }
        default: return .null
        }
    }

    private static func iterate(_ vm: VM, _ set: Value, _ buffer: GuestAddress) throws(GuestException) -> Value {
        vm.fillIterator(try vm.iteratorBuffer(buffer), .setIterator, 0, set.bits, 0)
    }

    static let type = TypeSlots(
        name: "set", make: make, print: print, unary: unary, binary: binary, iterate: iterate,
        methods: changingMethods + sharedMethods)

    static let frozenType = TypeSlots(
        name: "frozenset", flags: .equalityChecksOtherType, make: make, print: print, unary: unary, binary: binary,
        iterate: iterate, methods: sharedMethods)
}
