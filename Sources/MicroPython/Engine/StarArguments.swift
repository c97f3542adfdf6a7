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

        /// How the block grows, as there.
        enum Growth { case doubled, byTwoPairs }

        mutating func reserve(_ extra: Int, _ growth: Growth) throws(GuestException) {
            guard count + extra > capacity else { return }
            switch growth {
            case .doubled: capacity *= 2
            case .byTwoPairs: capacity += 4
            }
            address = try vm.reallocate(address, capacity * 4)
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
        let listCount = try lengthOfStarred(vm, given, count, starred)
        let own = receiver.isNull ? 0 : 1
        let plain = count - starred.nonzeroBitCount
        let keywords = keywordTotal(vm, given + count, keywordCount)
        let capacity = max(1, own + plain + listCount + 2 * keywords)
        var block = Block(vm: vm, address: try vm.allocate(capacity * 4, .frame), capacity: capacity)
        if !receiver.isNull { block.append(receiver) }
        for index in 0..<count {
            let value = Value(bits: given[index])
            if index < 32, starred >> UInt32(index) & 1 != 0 {
                try appendAll(vm, value, &block)
            } else {
                try block.reserve(1, .doubled)
                block.append(value)
            }
        }
        let positional = block.count
        var pairs = 0
        for index in 0..<keywordCount {
            let name = Value(bits: given[count + 2 * index])
            let value = Value(bits: given[count + 2 * index + 1])
            if name.isNull {
                pairs += try appendMapping(vm, value, &block)
            } else {
                try block.reserve(2, .byTwoPairs)
                block.append(name)
                block.append(value)
                pairs += 1
            }
        }
        return Spread(
            arguments: Arguments(vm.ram.words(block.address), count: positional, keywordCount: pairs),
            block: block.address)
    }

    private static func lengthOfStarred(
        _ vm: VM, _ given: Slots, _ count: Int, _ starred: UInt32
    ) throws(GuestException) -> Int {
        guard starred != 0 else { return 0 }
        var total = 0
        for index in 0..<min(count, 32) where starred >> UInt32(index) & 1 != 0 {
            total += try vm.lengthMaybe(Value(bits: given[index])) ?? 0
        }
        return total
    }

    /// Only the length of a dict is known beforehand.
    private static func keywordTotal(_ vm: VM, _ pairs: Slots, _ keywordCount: Int) -> Int {
        var total = 0
        for index in 0..<keywordCount {
            let value = Value(bits: pairs[2 * index + 1])
            let isDict = pairs[2 * index] == 0 && vm.isExactly(value, .dict)
            total += isDict ? DictObject.count(value, vm) : 1
        }
        return total
    }

    private static func appendAll(_ vm: VM, _ value: Value, _ block: inout Block) throws(GuestException) {
        var copy = block
        try vm.withIterator(value) { iterator throws(GuestException) in
            while true {
                let element = try vm.next(iterator)
                if element == .stopIteration { return }
                try copy.reserve(1, .doubled)
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
                try block.reserve(2, .byTwoPairs)
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
                try copy.reserve(2, .byTwoPairs)
                copy.append(try keywordName(vm, key))
                copy.append(try vm.subscripted(mapping, key))
                pairs += 1
            }
        }
        block = copy
        return pairs
    }
}
