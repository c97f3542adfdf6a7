/// Operators, subscripts and methods of lists.
extension ListObject {
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

    /// `list[a:b:c]`. Steps other than 1 append item by item.
    private static func slice(_ vm: VM, _ words: GuestWords, _ index: Value) throws(GuestException) -> Value {
        let bounds = try SliceObject.sequenceBounds(vm, index, count: words.count)
        if bounds.step == 1 {
            return try make(
                vm, copying: GuestWords(start: words.at(bounds.start), count: bounds.stop &- bounds.start))
        }
        let result = try make(vm)
        var place = bounds.start
        while bounds.step < 0 ? place >= bounds.stop : place < bounds.stop {
            try append(vm, result, vm.ram.value(words.at(place)))
            place &+= bounds.step
        }
        return result
    }

    /// `list[a:b] = values`, and `del list[a:b]` with a null `store`.
    private static func storeSlice(
        _ vm: VM, _ list: Value, _ index: Value, _ store: Value
    ) throws(GuestException) -> Value {
        let address = list.address
        let ram = vm.ram
        let present = count(address, ram)
        let bounds = try SliceObject.sequenceBounds(vm, index, count: present)
        if bounds.step != 1 { throw vm.error(.notImplementedError, arguments: []) }
        let values = store.isNull ? GuestWords(start: 0, count: 0) : try GuestWords.of(store, vm)
        let change = values.count - (bounds.stop - bounds.start)
        if change > 0 && present + change > Int(ram[address &+ Offset.capacity]) {
            try resize(vm, address, capacity: present + change, used: present)
        }
        let items = items(address, ram)
        func at(_ place: Int) -> GuestAddress { items &+ vm.word(place) &* 4 }
        let tail = (present - bounds.stop) &* 4
        // The order matters where a list is stored into itself.
        if change > 0 {
            ram.copy(from: at(bounds.stop), to: at(bounds.start + values.count), count: tail)
            ram.copy(from: values.start, to: at(bounds.start), count: values.count &* 4)
        } else {
            ram.copy(from: values.start, to: at(bounds.start), count: values.count &* 4)
            ram.copy(from: at(bounds.stop), to: at(bounds.start + values.count), count: tail)
            ram.clear(at(present + change), count: -change &* 4)
        }
        ram[address &+ Offset.count] = vm.word(present + change)
        return .none
    }

    /// `insert` takes the number as it stands in the word: no check, no conversion.
    private static func insert(_ vm: VM, _ list: Value, _ index: Value, _ value: Value) throws(GuestException) {
        let present = count(list.address, vm.ram)
        var place = Int(index.smallInt)
        if place < 0 { place += present }
        place = min(max(place, 0), present)
        try append(vm, list, .none)
        let items = items(list.address, vm.ram)
        let hole = items &+ vm.word(place) &* 4
        vm.ram.copy(from: hole, to: hole &+ 4, count: (present - place) &* 4)
        vm.ram[hole] = value.bits
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
        },
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
