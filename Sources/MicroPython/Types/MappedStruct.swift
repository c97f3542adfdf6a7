/// `uctypes.struct`: memory seen through a descriptor, `type, descriptor, address, order` (extmod/moductypes.c, v1.29). It may lie anywhere in
/// the guest's address space.
///
/// Not modelled: signed fields of bits, which the reference reads as unsigned ones too.
enum MappedStruct {
    private enum Offset {
        static let descriptor: UInt32 = 4
        static let address: UInt32 = 8
        static let order: UInt32 = 12
    }

    static func descriptor(_ vm: VM, _ value: Value) -> Value { vm.ram.value(value.address &+ Offset.descriptor) }
    private static func address(_ vm: VM, _ value: Value) -> GuestAddress { vm.ram[value.address &+ Offset.address] }
    static func order(_ vm: VM, _ value: Value) -> MappedLayout.ByteOrder {
        MappedLayout.ByteOrder(rawValue: Int(vm.ram[value.address &+ Offset.order]))
    }

    private static func make(
        _ vm: VM, _ address: GuestAddress, _ descriptor: Value, _ order: MappedLayout.ByteOrder
    ) throws(GuestException) -> Value {
        let object = try vm.allocate(16)
        vm.ram[object] = NativeType.mappedStruct.address
        vm.ram[object &+ Offset.descriptor] = descriptor.bits
        vm.ram[object &+ Offset.address] = address
        vm.ram[object &+ Offset.order] = UInt32(truncatingIfNeeded: order.rawValue)
        return Value(address: object)
    }

    private static func construct(
        _ vm: VM, _ type: GuestAddress, _ arguments: Arguments
    ) throws(GuestException) -> Value {
        try vm.checkArguments(arguments, 2, 3, keywords: false)
        let object = try make(vm, 0, arguments[1], .native)
        vm.ram[object.address] = type
        vm.ram[object.address &+ Offset.address] = UInt32(truncatingIfNeeded: try vm.int(truncating: arguments[0]))
        if let order = arguments.optional(2) {
            vm.ram[object.address &+ Offset.order] = UInt32(truncatingIfNeeded: try vm.int(order))
        }
        return object
    }

    /// The first two items of an aggregate's descriptor, and how many there are.
    private static func aggregate(_ vm: VM, _ tuple: Value) -> (kind: MappedLayout.Item, second: Value, count: Int) {
        let items = tuple.address
        return (
            MappedLayout.Item(TupleObject.item(items, 0, vm.ram)), TupleObject.item(items, 1, vm.ram),
            TupleObject.count(items, vm.ram)
        )
    }

    // MARK: Fields

    private static func attribute(
        _ vm: VM, _ value: Value, _ name: Qstr, _ store: Value
    ) throws(GuestException) -> LoadedAttribute {
        guard DictObject.isDict(descriptor(vm, value), vm) else { throw vm.error(.typeError, "struct: no fields") }
        let field = try DictObject.map(descriptor(vm, value), vm).get(name)
        if field.isNull { throw vm.error(.keyError, arguments: [Value(name)]) }
        // Deleting does nothing, as there.
        let isStore = store != .sentinel && !store.isNull
        if !field.isSmallInt {
            guard vm.isExactly(field, .tuple), !isStore else { throw MappedLayout.syntaxError(vm) }
            let result = try part(vm, value, field)
            return store.isNull ? .stored : LoadedAttribute(result)
        }
        let item = MappedLayout.Item(field)
        let start = address(vm, value)
        let order = order(vm, value)
        if item.scalar.isBitField {
            let place = start &+ vm.word(item.bitFieldOffset)
            if isStore { try setBits(vm, place, item, order, store) }
            return isStore || store.isNull ? .stored : LoadedAttribute(try bits(vm, place, item, order))
        }
        let place = start &+ vm.word(item.number)
        if isStore { try item.scalar.store(vm, place, order, store) }
        return isStore || store.isNull ? .stored : LoadedAttribute(try item.scalar.load(vm, place, order))
    }

    private static func word(
        _ vm: VM, _ place: GuestAddress, _ item: MappedLayout.Item, _ order: MappedLayout.ByteOrder
    ) -> UInt32 {
        let isBigEndian = order != .native && order != .littleEndian
        return UInt32(
            truncatingIfNeeded: vm.ram.load(byteCount: item.scalar.byteCount, at: place, isBigEndian: isBigEndian))
    }

    private static func bits(
        _ vm: VM, _ place: GuestAddress, _ item: MappedLayout.Item, _ order: MappedLayout.ByteOrder
    ) throws(GuestException) -> Value {
        try vm.newInt(Int(word(vm, place, item, order) >> item.firstBit & (1 << item.bitCount - 1)))
    }

    private static func setBits(
        _ vm: VM, _ place: GuestAddress, _ item: MappedLayout.Item, _ order: MappedLayout.ByteOrder, _ value: Value
    ) throws(GuestException) {
        let mask: UInt32 = 1 << item.bitCount - 1
        let new = UInt32(truncatingIfNeeded: try vm.int(value)) & mask
        let word = word(vm, place, item, order) & ~(mask << item.firstBit) | new << item.firstBit
        let isBigEndian = order == .bigEndian
        vm.ram.store(UInt64(word), byteCount: item.scalar.byteCount, at: place, isBigEndian: isBigEndian)
    }

    /// A field that is an aggregate: an object that shows it. Arrays of bytes are bytearrays.
    private static func part(_ vm: VM, _ value: Value, _ field: Value) throws(GuestException) -> Value {
        let (kind, second, count) = aggregate(vm, field)
        let place = address(vm, value) &+ vm.word(kind.aggregateOffset)
        let order = order(vm, value)
        switch kind.aggregate {
        case .structure: return try make(vm, place, second, order)
        case .array where count == 2 && MappedLayout.Item(second).scalar == .uint8:
            var layout = MappedLayout(vm, order)
            return try ByteArrayObject.make(vm, adopting: place, count: layout.size(ofAggregate: field))
        case .array, .pointer: return try make(vm, place, field, order)
        case nil: throw MappedLayout.syntaxError(vm)
        }
    }

    // MARK: Items

    private static func item(
        _ vm: VM, _ value: Value, _ index: Value, _ store: Value
    ) throws(GuestException) -> Value {
        if store.isNull { return .null }
        let descriptor = descriptor(vm, value)
        guard vm.isExactly(descriptor, .tuple) else { throw vm.error(.typeError, "struct: can't index") }
        let (kind, second, count) = aggregate(vm, descriptor)
        let number = Int(index.smallInt)
        let start = address(vm, value)
        let order = order(vm, value)
        switch kind.aggregate {
        case .array:
            let scalar = MappedLayout.Item(second).scalar
            guard number < MappedLayout.Item(second).number else {
                throw vm.error(.indexError, "struct: index out of range")
            }
            if count == 2 {
                let place = start &+ vm.word(scalar.byteCount * number)
                if store == .sentinel { return try scalar.load(vm, place, order) }
                try scalar.store(vm, place, order, store)
                return store
            }
            guard store == .sentinel else { return .null }
            return try element(vm, start, TupleObject.item(descriptor.address, 2, vm.ram), number, order)
        case .pointer:
            let target = vm.ram[start]
            guard second.isSmallInt else { return try element(vm, target, second, number, order) }
            let scalar = MappedLayout.Item(second).scalar
            return try scalar.load(vm, target &+ vm.word(scalar.byteCount * number), .native)
        case .structure, nil: throw MappedLayout.syntaxError(vm)
        }
    }

    private static func element(
        _ vm: VM, _ start: GuestAddress, _ descriptor: Value, _ number: Int, _ order: MappedLayout.ByteOrder
    ) throws(GuestException) -> Value {
        var layout = MappedLayout(vm, order)
        return try make(vm, start &+ vm.word(layout.size(of: descriptor) * number), descriptor, order)
    }

    // MARK: The whole

    private static func print(
        _ vm: VM, _ value: Value, _ printer: Printer, _ kind: PrintKind
    ) throws(GuestException) {
        let descriptor = descriptor(vm, value)
        var name = DictObject.isDict(descriptor, vm) ? "STRUCT" : "ERROR"
        if vm.isExactly(descriptor, .tuple) {
            switch aggregate(vm, descriptor).kind.aggregate {
            case .pointer: name = "PTR"
            case .array: name = "ARRAY"
            case .structure, nil: name = "unk"
            }
        }
        try printer.write(text: "<struct \(name) 0x\(String(address(vm, value), radix: 16))>")
    }

    private static func unary(_ vm: VM, _ operation: UnaryOperator, _ value: Value) throws(GuestException) -> Value {
        let descriptor = descriptor(vm, value)
        guard operation == .int, vm.isExactly(descriptor, .tuple),
            aggregate(vm, descriptor).kind.aggregate == .pointer
        else { return .null }
        return try vm.newInt(Int(vm.ram[address(vm, value)]))
    }

    private static func buffer(_ vm: VM, _ value: Value, _ forWriting: Bool) throws(GuestException) -> GuestBuffer? {
        var layout = MappedLayout(vm, order(vm, value))
        return GuestBuffer(address: address(vm, value), count: try layout.size(of: descriptor(vm, value)))
    }

    static let type = TypeSlots(
        name: "struct", make: construct, print: print, unary: unary, attribute: attribute, subscript: item,
        buffer: buffer)
}
