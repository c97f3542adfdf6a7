/// Operators, subscripts and methods of lists.
extension ListObject {
    /// The list of the items of two, where its blocks can be taken at once; else 0.
    @inline(never) static func joinedAtOnce(_ vm: VM, _ left: GuestAddress, _ right: GuestAddress) -> GuestAddress {
        let first = words(left, vm.ram)
        let second = words(right, vm.ram)
        let sum = makeAtOnce(vm, count: first.count &+ second.count)
        if sum == 0 { return 0 }
        let items = items(sum, vm.ram)
        vm.ram.copy(from: first.start, to: items, count: first.count &* 4)
        vm.ram.copy(from: second.start, to: items &+ vm.word(first.count) &* 4, count: second.count &* 4)
        return sum
    }

    private static func binary(
        _ vm: VM, _ operation: BinaryOperator, _ list: Value, _ other: Value
    ) throws(GuestException) -> Value {
        switch operation {
        case .add:
            guard vm.isExactly(other, .list) else { return .null }
            let first = words(list.address, vm.ram)
            let second = words(other.address, vm.ram)
            let sum = try make(vm, count: first.count + second.count)
            let items = items(sum.address, vm.ram)
            vm.ram.copy(from: first.start, to: items, count: first.count &* 4)
            vm.ram.copy(from: second.start, to: items &+ vm.word(first.count) &* 4, count: second.count &* 4)
            return sum
        case .inplaceAdd:
            try extend(vm, list, other)
            return list
        case .multiply:
            guard let times = try vm.intMaybe(other) else { return .null }
            let words = words(list.address, vm.ram)
            let product = try make(vm, count: words.count &* max(times, 0))
            words.repeated(max(times, 0), to: items(product.address, vm.ram), vm.ram)
            return product
        case .equal, .less, .lessEqual, .more, .moreEqual:
            guard vm.isExactly(other, .list) else { return operation == .equal ? .false : .null }
            return Value(
                try GuestWords.compare(operation, words(list.address, vm.ram), words(other.address, vm.ram), vm))
        default: return .null
        }
    }

    static func subscripted(
        _ vm: VM, _ list: Value, _ index: Value, _ store: Value
    ) throws(GuestException) -> Value {
        if !index.isSmallInt && vm.isExactly(index, .slice) {
            if store != .sentinel { return try storeSlice(vm, list, index, store) }
            return try slice(vm, words(list.address, vm.ram), index)
        }
        if store == .null {
            _ = try pop(vm, list, index)
            return .none
        }
        let place = try vm.index(index, count: count(list.address, vm.ram), type: NativeType.list.address)
        if store == .sentinel { return item(list.address, place, vm.ram) }
        setItem(list.address, place, store, vm.ram)
        return .none
    }

    /// `insert` takes the number as it stands in the word: no check, no conversion.
    private static func insert(_ vm: VM, _ list: Value, _ index: Value, _ value: Value) throws(GuestException) {
        let present = vm.ram[list.address &+ Offset.count]
        let place = insertionPlace(index.bits, present)
        try append(vm, list, .none)
        let hole = items(list.address, vm.ram) &+ place &* 4
        vm.ram.copy(from: hole, to: hole &+ 4, count: Int(present &- place) &* 4)
        vm.ram[hole] = value.bits
    }

    /// Where an item goes that is inserted at the number that a word holds.
    @inline(__always) static func insertionPlace(_ index: UInt32, _ count: UInt32) -> UInt32 {
        let number = Int(Int32(bitPattern: index) &>> 1)
        return UInt32(truncatingIfNeeded: min(max(number < 0 ? number &+ Int(count) : number, 0), Int(count)))
    }

    private static func reverse(_ vm: VM, _ list: Value) {
        let words = words(list.address, vm.ram)
        var low = words.start
        var high = words.at(words.count &- 1)
        for _ in 0..<words.count / 2 {
            let item = vm.ram[low]
            vm.ram[low] = vm.ram[high]
            vm.ram[high] = item
            low &+= 4
            high &-= 4
        }
    }

    private static let methods: MethodTable = [
        "append": .fixed(2) { vm, arguments throws(GuestException) in
            try append(vm, arguments[0], arguments[1])
            return .none
        }.quickly(.append),
        "clear": .fixed(1) { vm, arguments throws(GuestException) in
            vm.ram[arguments[0].address &+ Offset.count] = 0
            try resize(vm, arguments[0].address, capacity: leastCapacity, used: 0)
            return .none
        },
        "copy": .fixed(1) { vm, arguments throws(GuestException) in
            try make(vm, copying: words(arguments[0].address, vm.ram))
        },
        "count": .fixed(2) { vm, arguments throws(GuestException) in
            try words(arguments[0].address, vm.ram).occurrences(vm, of: arguments[1])
        },
        "extend": .fixed(2) { vm, arguments throws(GuestException) in
            try extend(vm, arguments[0], arguments[1])
            return .none
        },
        "index": .range(2...4) { vm, arguments throws(GuestException) in
            try words(arguments[0].address, vm.ram).index(vm, arguments)
        },
        "insert": .fixed(3) { vm, arguments throws(GuestException) in
            try insert(vm, arguments[0], arguments[1], arguments[2])
            return .none
        }.quickly(.insert),
        "pop": .range(1...2) { vm, arguments throws(GuestException) in
            try pop(vm, arguments[0], arguments.optional(1) ?? Value(smallInt: -1))
        }.quickly(.pop),
        "remove": .fixed(2) { vm, arguments throws(GuestException) in
            let index = try words(arguments[0].address, vm.ram).index(vm, arguments)
            _ = try pop(vm, arguments[0], index)
            return .none
        },
        "reverse": .fixed(1) { vm, arguments in
            reverse(vm, arguments[0])
            return .none
        },
        "sort": .keywords(1) { vm, arguments throws(GuestException) in
            try sort(vm, arguments[0], arguments)
            return .none
        },
    ]

    static let type = TypeSlots(
        name: "list",
        make: { vm, _, arguments throws(GuestException) in
            try vm.checkArguments(arguments, 0, 1, keywords: false)
            return arguments.count == 0 ? try make(vm) : try make(vm, from: arguments[0])
        },
        print: { vm, list, printer, kind throws(GuestException) in
            try printer.write("[")
            try words(list.address, vm.ram).print(vm, printer, kind == .json ? .json : .repr)
            try printer.write("]")
        },
        unary: { vm, operation, list in
            let count = vm.ram[list.address &+ Offset.count]
            switch operation {
            case .bool: return Value(count != 0)
            case .len: return Value(smallInt: Int32(truncatingIfNeeded: count))
            case .sizeOf:
                let capacity = vm.ram[list.address &+ Offset.capacity]
                return Value(smallInt: Int32(truncatingIfNeeded: 16 &+ capacity &* 4))
            default: return .null
            }
        },
        binary: binary, subscript: subscripted,
        iterate: { vm, list, buffer throws(GuestException) in
            vm.fillIterator(try vm.iteratorBuffer(buffer), .listIterator, 0, list.bits, 0)
        },
        methods: methods)
}

extension GuestWords {
    /// The words `times` times over.
    func repeated(_ times: Int, to target: GuestAddress, _ ram: GuestRAM) {
        var place = target
        if count == 1 {
            // The usual `[0] * n`.
            let word = ram[start]
            for _ in 0..<times {
                ram[place] = word
                place &+= 4
            }
            return
        }
        for _ in 0..<(count == 0 ? 0 : times) {
            ram.copy(from: start, to: place, count: count &* 4)
            place &+= UInt32(truncatingIfNeeded: count &* 4)
        }
    }
}
