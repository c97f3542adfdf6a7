/// Building objects, functions and iterators: instructions whose work is native. 0: an exception is pending.
extension Engine {
    /// A tuple or list with as many values as there are targets.
    @inline(__always) static func unpackQuickly(_ vm: VM, _ ip: IP, _ fp: Slots) -> Bool {
        let source = fp[Int(ip.pointee.b)]
        let count = Int(ip.pointee.c)
        guard let items = fixedItems(vm, Value(bits: source)), items.count == count else { return false }
        let slot = fp + Int(ip.pointee.a)
        for index in 0..<count { slot[count &- 1 &- index] = items[index] }
        return true
    }

    /// A list that has room.
    @inline(__always) static func appendQuickly(_ ram: GuestRAM, _ ip: IP, _ fp: Slots) -> Bool {
        let list = fp[Int(ip.pointee.a)]
        let count = ram[list &+ ListObject.Offset.count]
        guard ip.pointee.d == 0, ram[list] == NativeType.list.address,
            count < ram[list &+ ListObject.Offset.capacity]
        else { return false }
        ram[ram[list &+ ListObject.Offset.items] &+ count &* 4] = fp[Int(ip.pointee.b)]
        ram[list &+ ListObject.Offset.count] = count &+ 1
        return true
    }

    /// Runs native code for an instruction: whoever looks finds the frame here.
    @inline(__always) private static func work(
        _ vm: VM, _ ip: IP, _ body: () throws(GuestException) -> Void
    ) -> UInt32 {
        vm.engine.pointee.ip = ip
        vm.engine.pointee.top.pointee.ip = ip
        return native(vm) { () throws(GuestException) in
            try body()
            return .none
        }
    }

    @inline(never) static func buildTuple(_ vm: VM, _ ip: IP, _ fp: Slots) -> UInt32 {
        work(vm, ip) { () throws(GuestException) in
            let slot = fp + Int(ip.pointee.a)
            slot.pointee = try TupleObject.make(vm, copying: slot, count: Int(ip.pointee.b)).bits
        }
    }

    @inline(never) static func buildList(_ vm: VM, _ ip: IP, _ fp: Slots) -> UInt32 {
        work(vm, ip) { () throws(GuestException) in
            let slot = fp + Int(ip.pointee.a)
            slot.pointee = try ListObject.make(vm, copying: slot, count: Int(ip.pointee.b)).bits
        }
    }

    @inline(never) static func buildSlice(_ vm: VM, _ ip: IP, _ fp: Slots) -> UInt32 {
        let slot = fp + Int(ip.pointee.a)
        if ip.pointee.c == 1 && slot > fp && takesStackSlice(vm.ram, (slot - 1).pointee) {
            let step = ip.pointee.b == 3 ? Value(bits: slot[2]) : .none
            slot.pointee = vm.makeStackSlice(Value(bits: slot[0]), Value(bits: slot[1]), step).bits
            return 1
        }
        return buildSliceObject(vm, ip, fp)
    }

    @inline(never) private static func buildSliceObject(_ vm: VM, _ ip: IP, _ fp: Slots) -> UInt32 {
        let slot = fp + Int(ip.pointee.a)
        // Of a list or str, and where it is no subscript, it is an object; one block, if there is one at once.
        if ip.pointee.c != 1 || slot > fp && isListOrText(vm.ram, (slot - 1).pointee) {
            let address = vm.state.pointee.heap.quickBlockNear()
            if address != 0 {
                let words = vm.ram.words(address)
                words[3] = ip.pointee.b == 3 ? slot[2] : Value.none.bits
                words[2] = slot[1]
                words[1] = slot[0]
                words[0] = NativeType.slice.address
                slot.pointee = address
                return 1
            }
        }
        return buildAnySlice(vm, ip, fp)
    }

    /// A bytearray or a memoryview: the two of `TypeFlags.allowsStackSlice` that are sliced often.
    @inline(__always) private static func takesStackSlice(_ ram: GuestRAM, _ word: UInt32) -> Bool {
        if word & 3 != 0 { return false }
        let kind = ram[word]
        return kind == NativeType.bytearray.address || kind == NativeType.memoryview.address
    }

    @inline(__always) private static func isListOrText(_ ram: GuestRAM, _ word: UInt32) -> Bool {
        if word & 3 != 0 { return Value(bits: word).isQstr }
        let kind = ram[word]
        return kind == NativeType.list.address || kind == NativeType.str.address
    }

    @inline(never) private static func buildAnySlice(_ vm: VM, _ ip: IP, _ fp: Slots) -> UInt32 {
        work(vm, ip) { () throws(GuestException) in
            let slot = fp + Int(ip.pointee.a)
            let step = ip.pointee.b == 3 ? Value(bits: slot[2]) : .none
            let container = Value(bits: slot - fp > 0 ? (slot - 1).pointee : 0)
            if ip.pointee.c == 1, vm.slots(of: container).flags.contains(.allowsStackSlice) {
                slot.pointee = vm.makeStackSlice(Value(bits: slot[0]), Value(bits: slot[1]), step).bits
            } else {
                slot.pointee = try SliceObject.make(vm, Value(bits: slot[0]), Value(bits: slot[1]), step).bits
            }
        }
    }

    /// Dicts and sets.
    @inline(never) static func buildTable(_ vm: VM, _ ip: IP, _ fp: Slots) -> UInt32 {
        if ip.pointee.op == .buildMap && ip.pointee.d == 0 {
            let address = vm.state.pointee.heap.quickBlock(vm.ram)
            if address != 0 {
                vm.ram[address] = NativeType.dict.address
                GuestMap.initialize(address &+ DictObject.mapOffset, vm.ram)
                fp[Int(ip.pointee.a)] = address
                return 1
            }
        }
        return buildAnyTable(vm, ip, fp)
    }

    @inline(never) private static func buildAnyTable(_ vm: VM, _ ip: IP, _ fp: Slots) -> UInt32 {
        work(vm, ip) { () throws(GuestException) in
            let slot = fp + Int(ip.pointee.a)
            if ip.pointee.op == .storeMap {
                try store(vm, in: slot.pointee, key: fp[Int(ip.pointee.c)], value: fp[Int(ip.pointee.b)])
            } else if ip.pointee.op == .buildMap {
                slot.pointee = try DictObject.make(vm, capacity: Int(ip.pointee.d)).bits
            } else {
                slot.pointee = try SetObject.make(vm, of: slot, count: Int(ip.pointee.b)).bits
            }
        }
    }

    @inline(never) static func storeComprehension(_ vm: VM, _ ip: IP, _ fp: Slots) -> UInt32 {
        work(vm, ip) { () throws(GuestException) in
            let container = fp[Int(ip.pointee.a)]
            let first = fp[Int(ip.pointee.b)]
            switch ip.pointee.d {
            case 0: try ListObject.append(vm, Value(bits: container), Value(bits: first))
            case 1: try store(vm, in: container, key: fp[Int(ip.pointee.c)], value: first)
            default: try SetObject.add(vm, Value(bits: container), Value(bits: first))
            }
        }
    }

    private static func store(_ vm: VM, in dict: UInt32, key: UInt32, value: UInt32) throws(GuestException) {
        try DictObject.store(vm, Value(bits: dict), Value(bits: key), Value(bits: value))
    }

    @inline(never) static func getIterator(_ vm: VM, _ ip: IP, _ fp: Slots) -> UInt32 {
        if ip.pointee.op == .getIterStack ? iterateQuickly(vm.ram, ip, fp) : iterateOnHeap(vm, ip, fp) { return 1 }
        return getAnyIterator(vm, ip, fp)
    }

    /// An iterator in four slots over a list, a tuple or a generator.
    @inline(__always) private static func iterateQuickly(_ ram: GuestRAM, _ ip: IP, _ fp: Slots) -> Bool {
        let source = fp[Int(ip.pointee.b)]
        guard source & 3 == 0 else { return false }
        let kind = ram[source]
        let slots = fp + Int(ip.pointee.a)
        if kind == NativeType.generator.address {
            slots[0] = 0
            slots[1] = source
            return true
        }
        guard kind == NativeType.list.address || kind == NativeType.tuple.address else { return false }
        slots[0] =
            kind == NativeType.list.address ? NativeType.listIterator.address : NativeType.tupleIterator.address
        slots[1] = 0
        slots[2] = source
        slots[3] = 0
        return true
    }

    /// An iterator in a block of its own over a range, a list or a tuple.
    @inline(__always) private static func iterateOnHeap(_ vm: VM, _ ip: IP, _ fp: Slots) -> Bool {
        let source = fp[Int(ip.pointee.b)]
        guard source & 3 == 0, let plain = vm.plainIterator(over: source) else { return false }
        let address = vm.state.pointee.heap.quickBlock(vm.ram)
        if address == 0 { return false }
        _ = vm.fillIterator(address, plain.type, plain.first, plain.second, plain.third)
        fp[Int(ip.pointee.a)] = address
        return true
    }

    @inline(never) private static func getAnyIterator(_ vm: VM, _ ip: IP, _ fp: Slots) -> UInt32 {
        work(vm, ip) { () throws(GuestException) in
            if ip.pointee.op == .getIter {
                fp[Int(ip.pointee.a)] = try vm.iterator(Value(bits: fp[Int(ip.pointee.b)]), buffer: 0).bits
            } else {
                try iteratorInPlace(vm, ip, fp)
            }
        }
    }

    /// What needs no way of its own.
    @inline(never) static func rarely(_ vm: VM, _ ip: IP, _ fp: Slots) -> UInt32 {
        work(vm, ip) { () throws(GuestException) in
            let slot = fp + Int(ip.pointee.a)
            if ip.pointee.op == .unpackEx {
                try unpackExtended(vm, ip, fp)
            } else if ip.pointee.op == .setupWith {
                try vm.through(.context) { () throws(GuestException) in try enterContext(vm, slot) }
            } else {
                try vm.through(.context) { () throws(GuestException) in try exitContext(vm, slot) }
            }
        }
    }

    @inline(never) static func unpack(_ vm: VM, _ ip: IP, _ fp: Slots) -> UInt32 {
        work(vm, ip) { () throws(GuestException) in try unpackAny(vm, ip, fp) }
    }

    /// The first value goes to the highest slot: it is stored first.
    private static func unpackAny(_ vm: VM, _ ip: IP, _ fp: Slots) throws(GuestException) {
        let source = Value(bits: fp[Int(ip.pointee.b)])
        let slot = fp + Int(ip.pointee.a)
        let count = Int(ip.pointee.c)
        if let words = fixedItems(vm, source) {
            guard words.count >= count else { throw tooFew(vm, words.count) }
            guard words.count <= count else { throw tooMany(vm, count) }
            for index in 0..<count { slot[count - 1 - index] = words[index] }
            return
        }
        try vm.withIterator(source) { iterator throws(GuestException) in
            for index in 0..<count {
                let value = try vm.next(iterator)
                if value == .stopIteration { throw tooFew(vm, index) }
                slot[count - 1 - index] = value.bits
            }
            if try vm.next(iterator) != .stopIteration { throw tooMany(vm, count) }
        }
    }

    /// What a list or tuple holds, but not what inherits from them.
    @inline(__always) static func fixedItems(_ vm: VM, _ value: Value) -> UnsafeBufferPointer<UInt32>? {
        guard value.isAddress else { return nil }
        let ram = vm.ram
        let type = ram[value.address]
        if type == NativeType.tuple.address {
            return UnsafeBufferPointer(
                start: ram.words(TupleObject.items(value.address)), count: TupleObject.count(value.address, ram))
        }
        if type == NativeType.list.address {
            return UnsafeBufferPointer(
                start: ram.words(ListObject.items(value.address, ram)), count: ListObject.count(value.address, ram))
        }
        return nil
    }

    private static func tooFew(_ vm: VM, _ count: Int) -> GuestException {
        vm.error(.valueError, "need more than %d values to unpack", .int(count))
    }

    private static func tooMany(_ vm: VM, _ expected: Int) -> GuestException {
        vm.error(.valueError, "too many values to unpack (expected %d)", .int(expected))
    }

    /// `a, *b, c = values`.
    private static func unpackExtended(_ vm: VM, _ ip: IP, _ fp: Slots) throws(GuestException) {
        let source = Value(bits: fp[Int(ip.pointee.b)])
        let slot = fp + Int(ip.pointee.a)
        let left = Int(ip.pointee.c)
        let right = Int(ip.pointee.d)
        // Anything but a list or tuple is first spread into a list, which then becomes the starred one.
        var list = Value.null
        if fixedItems(vm, source) == nil {
            list = try ListObject.make(vm, from: source)
        }
        let items = fixedItems(vm, list.isNull ? source : list)!
        guard items.count >= left + right else { throw tooFew(vm, items.count) }
        let middle = items.count - left - right
        let starred = try ListObject.make(vm, count: middle)
        let target = vm.ram.words(ListObject.items(starred.address, vm.ram))
        for index in 0..<middle { target[index] = items[left + index] }
        for index in 0..<right { slot[index] = items[items.count - 1 - index] }
        slot[right] = starred.bits
        for index in 0..<left { slot[right + 1 + index] = items[left - 1 - index] }
    }

    private static func iteratorInPlace(_ vm: VM, _ ip: IP, _ fp: Slots) throws(GuestException) {
        let slots = fp + Int(ip.pointee.a)
        let source = Value(bits: fp[Int(ip.pointee.b)])
        let buffer = GuestAddress(truncatingIfNeeded: UnsafeRawPointer(slots) - UnsafeRawPointer(vm.ram.base))
        let iterator = try vm.iterator(source, buffer: buffer)
        if iterator.bits != buffer {
            slots[0] = 0
            slots[1] = iterator.bits
        }
    }

    // MARK: Functions

    @inline(never) static func makeFunction(_ vm: VM, _ ip: IP, _ fp: Slots) -> UInt32 {
        if ip.pointee.op == .makeClosure && makeClosureAtOnce(vm, ip, fp) { return 1 }
        return makeAnyFunction(vm, ip, fp)
    }

    /// A closure without defaults, where its blocks can be taken at once.
    @inline(__always) private static func makeClosureAtOnce(_ vm: VM, _ ip: IP, _ fp: Slots) -> Bool {
        let slot = fp + Int(ip.pointee.a)
        guard let (rawCode, context) = childCode(vm, ip) else { return false }
        let function = FunctionObject.makeAtOnce(vm, rawCode: rawCode, context: context)
        if function == 0 { return false }
        let closure = ClosureObject.makeAtOnce(vm, function: function, cells: slot, count: Int(ip.pointee.b))
        if closure == 0 {
            vm.state.pointee.heap.takeBack(function)
            return false
        }
        slot.pointee = closure
        return true
    }

    /// The raw code of the function that an instruction makes, and the module context; nil for forged ones.
    @inline(__always) private static func childCode(
        _ vm: VM, _ ip: IP
    ) -> (rawCode: GuestAddress, context: GuestAddress)? {
        let ram = vm.ram
        let function = vm.engine.pointee.top.pointee.function
        let children = ram[function &+ FunctionObject.Offset.children]
        let rawCode = ram[children &+ UInt32(bitPattern: ip.pointee.d) &* 4]
        guard children != 0, vm.state.pointee.heap.area.contains(rawCode) || TypeObject.isInFlash(rawCode) else {
            return nil
        }
        return (rawCode, ram[function &+ FunctionObject.Offset.context])
    }

    @inline(never) private static func makeAnyFunction(_ vm: VM, _ ip: IP, _ fp: Slots) -> UInt32 {
        work(vm, ip) { () throws(GuestException) in try function(vm, ip, fp) }
    }

    private static func function(_ vm: VM, _ ip: IP, _ fp: Slots) throws(GuestException) {
        guard let (rawCode, context) = childCode(vm, ip) else { throw vm.error(.runtimeError, "invalid bytecode") }
        let slot = fp + Int(ip.pointee.a)
        if ip.pointee.op == .makeFunction {
            let made = FunctionObject.makeAtOnce(vm, rawCode: rawCode, context: context)
            slot.pointee = made != 0 ? made : try FunctionObject.make(vm, rawCode: rawCode, context: context).bits
        } else if ip.pointee.op == .makeFunctionDefaults {
            slot.pointee = try FunctionObject.make(
                vm, rawCode: rawCode, context: context, defaults: Value(bits: fp[Int(ip.pointee.b)]),
                keywordDefaults: Value(bits: fp[Int(ip.pointee.c)])
            ).bits
        } else {
            let hasDefaults = ip.pointee.op == .makeClosureDefaults
            let made = try FunctionObject.make(
                vm, rawCode: rawCode, context: context, defaults: hasDefaults ? Value(bits: slot[0]) : .null,
                keywordDefaults: hasDefaults ? Value(bits: slot[1]) : .null)
            slot.pointee = try ClosureObject.make(
                vm, function: made, cells: slot + (hasDefaults ? 2 : 0), count: Int(ip.pointee.b)
            ).bits
        }
    }

    // MARK: with

    /// stack: manager -> exit method, receiver, result of `__enter__`
    private static func enterContext(_ vm: VM, _ slot: Slots) throws(GuestException) {
        let manager = Value(bits: slot.pointee)
        let exit = try vm.loadMethod(manager, Qstr(.__exit__))
        let enter = try vm.loadMethod(manager, Qstr(.__enter__))
        let result = try vm.call(enter, [])
        slot[0] = exit.value.bits
        slot[1] = exit.receiver.bits
        slot[2] = result.bits
    }

    /// stack: exit method, receiver, cause, value -> cause, value. The exit method may swallow an exception.
    private static func exitContext(_ vm: VM, _ slot: Slots) throws(GuestException) {
        let exit = LoadedAttribute(Value(bits: slot[0]), receiver: Value(bits: slot[1]))
        let cause = Value(bits: slot[2])
        let value = slot[3]
        if cause.isAddress {
            let type = Value(address: vm.type(of: cause))
            let result = try vm.call(exit, [type, cause, .none])
            slot[0] = try vm.isTrue(result) ? Value.none.bits : cause.bits
        } else {
            _ = try vm.call(exit, [.none, .none, .none])
            slot[0] = cause.bits
        }
        slot[1] = value
    }
}

extension VM {
    /// A slice outside the heap, for the one instruction that follows (build_slice_stack_allocated, py/vm.c v1.29).
    /// Several take turns: what that instruction calls may make more of them.
    @inline(__always) func makeStackSlice(_ start: Value, _ stop: Value, _ step: Value) -> Value {
        let turn = state.pointee.stackSliceTurn
        state.pointee.stackSliceTurn = (turn + 1) % MemoryMap.stackSliceCount
        let address = MemoryMap.stackSlices + turn * 16
        let words = ram.words(address)
        words[0] = NativeType.slice.address
        words[1] = start.bits
        words[2] = stop.bits
        words[3] = step.bits
        return Value(address: address)
    }
}
