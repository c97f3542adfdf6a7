/// Operators, subscripts and methods of dicts; `OrderedDict` shares them all.
extension DictObject {
    private static func make(
        _ vm: VM, _ type: GuestAddress, _ arguments: Arguments
    ) throws(GuestException) -> Value {
        let dict = try make(vm)
        vm.ram[dict.address] = type
        if type == NativeType.orderedDict.address { map(dict, vm).header |= GuestMap.Flag.ordered }
        if arguments.count > 0 || arguments.keywordCount > 0 { try update(vm, dict, arguments) }
        return dict
    }

    private static func unary(_ vm: VM, _ operation: UnaryOperator, _ dict: Value) -> Value {
        let map = map(dict, vm)
        switch operation {
        case .bool: return Value(map.count != 0)
        case .len: return Value(smallInt: Int32(truncatingIfNeeded: map.count))
        case .sizeOf: return Value(smallInt: Int32(truncatingIfNeeded: 16 &+ map.capacity &* 8))
        default: return .null
        }
    }

    /// What views hand on to their dict.
    static func viewUnary(_ vm: VM, _ operation: UnaryOperator, _ dict: Value) -> Value { unary(vm, operation, dict) }

    private static func binary(
        _ vm: VM, _ operation: BinaryOperator, _ dict: Value, _ other: Value
    ) throws(GuestException) -> Value {
        switch operation {
        case .contains: return Value(try map(dict, vm).find(other) != 0)
        case .equal: return Value(try isEqual(vm, dict, other))
        case .or:
            let union = try copy(vm, dict)
            try update(vm, union, from: other)
            return union
        case .inplaceOr:
            try checkNotFixed(vm, dict)
            try update(vm, dict, from: other)
            return dict
        default: return .null
        }
    }

    private static func isEqual(_ vm: VM, _ dict: Value, _ other: Value) throws(GuestException) -> Bool {
        let left = map(dict, vm)
        let right = map(other, vm)
        vm.state.pointee.stackUsed &+= VM.comparisonBytes
        defer { vm.state.pointee.stackUsed &-= VM.comparisonBytes }
        try vm.checkStack()
        var place: UInt32 = 0
        if vm.isExactly(dict, .orderedDict) && vm.isExactly(other, .orderedDict) {
            var otherPlace: UInt32 = 0
            while true {
                let a = left.nextEntry(&place)
                let b = right.nextEntry(&otherPlace)
                if a == 0 || b == 0 { return a == b }
                guard try vm.equal(left.key(a), right.key(b)), try vm.equal(left.value(a), right.value(b)) else {
                    return false
                }
            }
        }
        guard vm.isExactly(other, .dict), left.count == right.count else { return false }
        while true {
            let mark = vm.openScope()
            let entry = left.nextEntry(&place)
            if entry == 0 { return true }
            let found = try right.find(left.key(entry))
            guard found != 0, try vm.equal(left.value(entry), right.value(found)) else { return false }
            vm.closeScope(mark)
        }
    }

    private static func `subscript`(
        _ vm: VM, _ dict: Value, _ key: Value, _ store: Value
    ) throws(GuestException) -> Value {
        if store == .sentinel { return try get(vm, dict, key) }
        if store.isNull { try delete(vm, dict, key) } else { try self.store(vm, dict, key, store) }
        return .none
    }

    static func checkNotFixed(_ vm: VM, _ dict: Value) throws(GuestException) {
        if map(dict, vm).isFixed { throw vm.error(.typeError, arguments: []) }
    }

    // MARK: Update

    /// `dict.update(...)`; the arguments are without the receiver.
    private static func update(_ vm: VM, _ dict: Value, _ arguments: Arguments) throws(GuestException) {
        try checkNotFixed(vm, dict)
        if arguments.count > 1 {
            throw vm.error(
                .typeError, "function expected at most %d arguments, got %d", .int(2), .int(arguments.count + 1))
        }
        if arguments.count == 1 { try update(vm, dict, from: arguments[0]) }
        let map = map(dict, vm)
        for index in 0..<arguments.keywordCount {
            try map.set(arguments.keywordName(index), arguments.keywordValue(index))
        }
    }

    /// Takes over the entries of a dict, or pairs from an iterable.
    static func update(_ vm: VM, _ dict: Value, from other: Value) throws(GuestException) {
        let target = map(dict, vm)
        if isDict(other, vm) {
            if other == dict { return }
            let source = map(other, vm)
            var place: UInt32 = 0
            while true {
                let entry = source.nextEntry(&place)
                if entry == 0 { return }
                try target.set(source.key(entry), source.value(entry))
            }
        }
        try vm.forEachByHeapIterator(in: other) { pair throws(GuestException) in
            let iterator = try vm.iterator(pair, buffer: 0)
            let key = try vm.next(iterator)
            vm.keep(key)
            let value = try vm.next(iterator)
            vm.keep(value)
            let end = try vm.next(iterator)
            if key == .stopIteration || value == .stopIteration || end != .stopIteration {
                throw vm.error(.valueError, "dict update sequence has wrong length")
            }
            try target.set(key, value)
        }
    }

    // MARK: Methods

    private static func fromKeys(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let iterator = try vm.iterator(arguments[1], buffer: 0)
        vm.keep(iterator)
        let dict = try make(vm, capacity: try vm.lengthMaybe(arguments[1]) ?? 0)
        let map = map(dict, vm)
        let value = arguments.optional(2) ?? .none
        while true {
            let mark = vm.openScope()
            let key = try vm.next(iterator)
            if key == .stopIteration { return dict }
            try map.set(key, value)
            vm.closeScope(mark)
        }
    }

    private static func pop(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try checkNotFixed(vm, arguments[0])
        let value = try map(arguments[0], vm).remove(arguments[1])
        if !value.isNull {
            vm.keep(value)
            return value
        }
        guard let absent = arguments.optional(2) else { throw vm.error(.keyError, arguments: [arguments[1]]) }
        return absent
    }

    private static func setDefault(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try checkNotFixed(vm, arguments[0])
        let map = map(arguments[0], vm)
        let entry = try map.findOrAdd(arguments[1])
        if map.value(entry).isNull { map.setValue(entry, arguments.optional(2) ?? .none) }
        return map.value(entry)
    }

    /// Removes the last pair of an ordered dict, the first one in the table of another.
    private static func popItem(_ vm: VM, _ dict: Value) throws(GuestException) -> Value {
        try checkNotFixed(vm, dict)
        let map = map(dict, vm)
        if map.count == 0 { throw vm.error(.keyError, "popitem(): dictionary is empty") }
        var place: UInt32 = map.isOrdered ? map.header &>> 3 &- 1 : 0
        let entry = map.nextEntry(&place)
        if entry == 0 { throw vm.error(.keyError, "popitem(): dictionary is empty") }
        let key = map.key(entry)
        let value = map.value(entry)
        vm.keep(key)
        vm.keep(value)
        map.header &-= GuestMap.Flag.one
        vm.ram[entry] = Value.sentinel.bits
        map.setValue(entry, .null)
        return try TupleObject.make(vm, key, value)
    }

    private static func print(
        _ vm: VM, _ dict: Value, _ printer: Printer, _ kind: PrintKind
    ) throws(GuestException) {
        let isJSON = kind == .json
        let isNamed = !isJSON && !vm.isExactly(dict, .dict)
        if isNamed {
            try printer.write(vm.typeName(dict))
            try printer.write("(")
        }
        try printer.write("{")
        let map = map(dict, vm)
        var place: UInt32 = 0
        var isFirst = true
        while true {
            let entry = map.nextEntry(&place)
            if entry == 0 { break }
            if !isFirst { try printer.writeItemSeparator() }
            isFirst = false
            let key = map.key(entry)
            // Keys in JSON are texts.
            let addsQuotes = isJSON && !vm.isExactly(key, .str) && !vm.isExactly(key, .bytes)
            if addsQuotes { try printer.write("\"") }
            try vm.print(key, printer, isJSON ? .json : .repr)
            if addsQuotes { try printer.write("\"") }
            try printer.writeKeySeparator()
            try vm.print(map.value(entry), printer, isJSON ? .json : .repr)
        }
        try printer.write(isNamed ? "})" : "}")
    }

    private static let methods: MethodTable = [
        "clear": .fixed(1) { vm, arguments throws(GuestException) in
            try checkNotFixed(vm, arguments[0])
            map(arguments[0], vm).clear()
            return .none
        },
        "copy": .fixed(1) { vm, arguments throws(GuestException) in try copy(vm, arguments[0]) },
        "fromkeys": .classMethod(.range(2...3, fromKeys)),
        "get": .range(2...3) { vm, arguments throws(GuestException) in
            let value = try map(arguments[0], vm).get(arguments[1])
            return value.isNull ? arguments.optional(2) ?? .none : value
        }.quickly(.get),
        "items": .fixed(1) { vm, arguments throws(GuestException) in
            try DictView.make(vm, arguments[0], .items)
        },
        "keys": .fixed(1) { vm, arguments throws(GuestException) in try DictView.make(vm, arguments[0], .keys) },
        "pop": .range(2...3, pop),
        "popitem": .fixed(1) { vm, arguments throws(GuestException) in try popItem(vm, arguments[0]) },
        "setdefault": .range(2...3, setDefault),
        "update": .keywords(1) { vm, arguments throws(GuestException) in
            try update(vm, arguments[0], arguments.dropFirst())
            return .none
        },
        "values": .fixed(1) { vm, arguments throws(GuestException) in
            try DictView.make(vm, arguments[0], .values)
        },
        "__getitem__": .fixed(2) { vm, arguments throws(GuestException) in
            try vm.subscripted(arguments[0], arguments[1])
        },
        "__setitem__": .fixed(3) { vm, arguments throws(GuestException) in
            try vm.subscripted(arguments[0], arguments[1], store: arguments[2])
        },
        "__delitem__": .fixed(2) { vm, arguments throws(GuestException) in
            try vm.subscripted(arguments[0], arguments[1], store: .null)
        },
    ]

    private static func iterate(_ vm: VM, _ dict: Value, _ buffer: GuestAddress) throws(GuestException) -> Value {
        DictViewIterator.fill(vm, try vm.iteratorBuffer(buffer), dict, .keys)
    }

    static let type = TypeSlots(
        name: "dict", make: make, print: print, unary: unary, binary: binary, subscript: `subscript`,
        iterate: iterate, methods: methods)

    /// The same, but for the name and its map, which keeps the order of insertion.
    static let orderedType: TypeSlots = {
        var slots = DictObject.type
        slots.name = "OrderedDict"
        slots.parent = .dict
        return slots
    }()
}
