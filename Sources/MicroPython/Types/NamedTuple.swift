/// Named tuples: tuples whose type lies on the heap and names the items (py/objnamedtuple.c, v1.29). Such a type takes
/// 56 bytes and a word for each field: `type, flags | name << 16, 11 more words of slots, count, fields`.
enum NamedTuple {
    enum Offset {
        static let fieldCount: UInt32 = 52
        static let fields: UInt32 = 56
    }

    /// `namedtuple(name, fields)`. Fields in one text are separated by blanks.
    static func makeType(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let name = try vm.qstr(arguments[0])
        var names = arguments[1]
        if vm.isStr(names) {
            names = try StrObject.split(vm, Arguments(arguments.slots + 1, count: 1))
        }
        let words = try GuestWords.of(names, vm)
        let address = try vm.allocate(Int(Offset.fields) &+ words.count &* 4)
        vm.ram[address &+ Offset.fieldCount] = vm.word(words.count)
        for index in 0..<words.count {
            let field = try vm.qstr(vm.ram.value(words.at(index)))
            vm.ram[address &+ Offset.fields &+ vm.word(index) &* 4] = field.id
        }
        vm.ram[address] = NativeType.type.address
        vm.ram[half: address &+ TypeObject.Offset.flags] = TypeFlags.equalityChecksOtherType.rawValue
        vm.ram[half: address &+ TypeObject.Offset.name] = UInt16(truncatingIfNeeded: name.id)
        return Value(address: address)
    }

    private static func fieldCount(_ type: GuestAddress, _ ram: GuestRAM) -> Int {
        Int(ram[type &+ Offset.fieldCount])
    }

    private static func field(_ type: GuestAddress, _ index: Int, _ ram: GuestRAM) -> Qstr {
        Qstr(id: ram[type &+ Offset.fields &+ UInt32(truncatingIfNeeded: index) &* 4])
    }

    private static func place(_ type: GuestAddress, _ name: Qstr, _ ram: GuestRAM) -> Int? {
        (0..<fieldCount(type, ram)).first { field(type, $0, ram) == name }
    }

    private static func make(
        _ vm: VM, _ type: GuestAddress, _ arguments: Arguments
    ) throws(GuestException) -> Value {
        let ram = vm.ram
        let count = fieldCount(type, ram)
        let given = arguments.count + arguments.keywordCount
        if given != count { throw countError(vm, type, count, given) }
        // Not `TupleObject.make`: even without fields it is an object of its own.
        let tuple = try vm.allocate(8 &+ count &* 4)
        ram[tuple] = type
        ram[tuple &+ 4] = vm.word(count)
        for index in 0..<arguments.count { TupleObject.setItem(tuple, index, arguments[index], ram) }
        let isTerse = vm.firmware.errorDetail.rawValue <= ErrorDetail.terse.rawValue
        for index in 0..<arguments.keywordCount {
            let name = try vm.qstr(arguments.keywordName(index))
            guard let place = place(type, name, ram) else {
                if isTerse { throw vm.error(.typeError, "argument num/types mismatch") }
                throw vm.error(.typeError, "unexpected keyword argument '%q'", .name(name))
            }
            if !TupleObject.item(tuple, place, ram).isNull {
                if isTerse { throw vm.error(.typeError, "argument num/types mismatch") }
                throw vm.error(.typeError, "function got multiple values for argument '%q'", .name(name))
            }
            TupleObject.setItem(tuple, place, arguments.keywordValue(index), ram)
        }
        return Value(address: tuple)
    }

    private static func countError(_ vm: VM, _ type: GuestAddress, _ count: Int, _ given: Int) -> GuestException {
        switch vm.firmware.errorDetail {
        case .none, .terse: return vm.error(.typeError, "argument num/types mismatch")
        case .normal:
            return vm.error(
                .typeError, "function takes %d positional arguments but %d were given", .int(count), .int(given))
        case .detailed:
            return vm.error(
                .typeError, "%q() takes %d positional arguments but %d were given",
                .name(TypeObject.name(type, vm.ram)), .int(count), .int(given))
        }
    }

    static let type = TypeSlots(
        name: "namedtuple", flags: .equalityChecksOtherType, make: make,
        print: { vm, tuple, printer, _ throws(GuestException) in
            let type = vm.type(of: tuple)
            try printer.write(TypeObject.name(type, vm.ram))
            try AttributeTuple.print(vm, tuple, fields: type &+ Offset.fields, printer)
        },
        unary: TupleObject.unary, binary: TupleObject.binary,
        attribute: { vm, tuple, name, store throws(GuestException) in
            if store != .sentinel { throw vm.error(.attributeError, "can't set attribute") }
            if vm.has(.namedTupleDictionary), vm.isName(name, "_asdict") {
                return LoadedAttribute(vm.flashMember(NativeType.namedTuple.address, name), receiver: tuple)
            }
            guard let place = place(vm.type(of: tuple), name, vm.ram) else { return .missing }
            return LoadedAttribute(TupleObject.item(tuple.address, place, vm.ram))
        },
        subscript: TupleObject.subscript, iterate: TupleObject.iterate,
        methods: ["_asdict": .only(.namedTupleDictionary, .fixed(1, dictionary))])

    /// An ordered dict of the fields.
    private static func dictionary(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let tuple = arguments[0]
        let type = vm.type(of: tuple)
        let count = TupleObject.count(tuple.address, vm.ram)
        let dict = try DictObject.make(vm, capacity: count)
        vm.ram[dict.address] = NativeType.orderedDict.address
        DictObject.map(dict, vm).header |= GuestMap.Flag.ordered
        for index in 0..<count {
            let name = field(type, index, vm.ram)
            try DictObject.store(vm, dict, Value(name), TupleObject.item(tuple.address, index, vm.ram))
        }
        return dict
    }
}
