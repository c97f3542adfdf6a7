/// The arguments of a call with `*` or `**`, spread out as the reference does (mp_call_prepare_args_n_kw_var,
/// py/runtime.c v1.29): into a block of the heap that grows as they turn out.
enum StarArguments {
    struct Spread {
        var arguments: Arguments
        /// The block, to free after the call.
        var block: GuestAddress
    }

    /// The block under construction: positional arguments first, keyword pairs after them.
    private struct Block {
        let vm: VM
        var address: GuestAddress
        var capacity: Int
        var count = 0

        /// Doubles the room where it has come to its end.
        mutating func reserve(_ extra: Int) throws(GuestException) {
            guard count + extra > capacity else { return }
            try grow(to: max(capacity * 2, count + extra))
        }

        mutating func grow(to capacity: Int) throws(GuestException) {
            address = try vm.reallocate(address, capacity * 4)
            self.capacity = capacity
        }

        mutating func append(_ value: Value) {
            vm.ram[address &+ UInt32(count) &* 4] = value.bits
            count += 1
        }
    }

    static func spread(
        _ vm: VM, _ base: Slots, isMethod: Bool, count: Int, keywordCount: Int
    ) throws(GuestException) -> Spread {
        let given = base + (isMethod ? 2 : 1)
        let receiver = isMethod ? Value(bits: base[1]) : .null
        // The bitmap of starred positional arguments stands behind all others.
        let bitmap = Value(bits: given[count + 2 * keywordCount])
        let starred = bitmap.isSmallInt ? UInt32(bitPattern: bitmap.smallInt) : 0
        let hint = try count + surplusOfStarred(vm, given, count, starred)
        let keywords = keywordCount + surplusOfDicts(vm, given + count, keywordCount)
        // There is room for a receiver whether there is one or not.
        let capacity = max(1, 1 + hint + 2 * keywords)
        var block = Block(vm: vm, address: try vm.allocate(capacity * 4, .frame), capacity: capacity)
        if !receiver.isNull { block.append(receiver) }
        for index in 0..<count {
            let value = Value(bits: given[index])
            if index < 32, starred >> UInt32(index) & 1 != 0 {
                try appendAll(vm, value, &block, argumentsLeft: count - index)
            } else {
                try block.reserve(1)
                block.append(value)
            }
        }
        let positional = block.count
        if block.count + 2 * keywords > block.capacity { try block.grow(to: block.count + 2 * keywords) }
        var pairs = 0
        for index in 0..<keywordCount {
            let name = Value(bits: given[count + 2 * index])
            let value = Value(bits: given[count + 2 * index + 1])
            if name.isNull {
                pairs += try appendMapping(vm, value, &block)
            } else {
                try block.reserve(2)
                block.append(name)
                block.append(value)
                pairs += 1
            }
        }
        return Spread(
            arguments: Arguments(vm.ram.words(block.address), count: positional, keywordCount: pairs),
            block: block.address)
    }

    /// How many more arguments the starred ones stand for than themselves, as far as they tell their length.
    private static func surplusOfStarred(
        _ vm: VM, _ given: Slots, _ count: Int, _ starred: UInt32
    ) throws(GuestException) -> Int {
        guard starred != 0 else { return 0 }
        var total = 0
        for index in 0..<min(count, 32) where starred >> UInt32(index) & 1 != 0 {
            if let length = try vm.lengthMaybe(Value(bits: given[index])) { total += length - 1 }
        }
        return total
    }

    /// How many more keywords the dicts hold than themselves; of other mappings nothing is known beforehand.
    private static func surplusOfDicts(_ vm: VM, _ pairs: Slots, _ keywordCount: Int) -> Int {
        var total = 0
        for index in 0..<keywordCount where pairs[2 * index] == 0 {
            let value = Value(bits: pairs[2 * index + 1])
            if vm.isExactly(value, .dict) { total += DictObject.count(value, vm) - 1 }
        }
        return total
    }

    /// Elements of a tuple or list fill the room that their number asked for; those of an iterator leave room for the arguments that are
    /// left.
    private static func appendAll(
        _ vm: VM, _ value: Value, _ block: inout Block, argumentsLeft: Int
    ) throws(GuestException) {
        let room = vm.isExactly(value, .tuple) || vm.isExactly(value, .list) ? 1 : argumentsLeft + 1
        var copy = block
        try vm.withIterator(value) { iterator throws(GuestException) in
            while true {
                let element = try vm.next(iterator)
                if element == .stopIteration { return }
                try copy.reserve(room)
                copy.append(element)
            }
        }
        block = copy
    }

    /// A key as the name of an argument, interned now if it was not; bytes will do.
    private static func keywordName(_ vm: VM, _ key: Value) throws(GuestException) -> Value {
        key.isQstr ? key : Value(try vm.intern(vm.text(of: key)))
    }

    /// `**mapping`: a dict, or anything with `keys` and `__getitem__`.
    private static func appendMapping(
        _ vm: VM, _ mapping: Value, _ block: inout Block
    ) throws(GuestException) -> Int {
        var pairs = 0
        if DictObject.isDict(mapping, vm) {
            let map = DictObject.map(mapping, vm)
            var position: UInt32 = 0
            while case let entry = map.nextEntry(&position), entry != 0 {
                try block.reserve(2)
                block.append(try keywordName(vm, map.key(entry)))
                block.append(map.value(entry))
                pairs += 1
            }
            return pairs
        }
        let keys = try vm.call(vm.loadMethod(mapping, Qstr(.keys)), [])
        var copy = block
        try vm.withIterator(keys) { iterator throws(GuestException) in
            while true {
                let key = try vm.next(iterator)
                if key == .stopIteration { return }
                try copy.reserve(2)
                copy.append(try keywordName(vm, key))
                copy.append(try vm.subscripted(mapping, key))
                pairs += 1
            }
        }
        block = copy
        return pairs
    }
}
