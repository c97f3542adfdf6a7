/// `deque(iterable, maxlen, flags)`: a ring, `type, capacity, get, put, items, flags` (py/objdeque.c, v1.29). One slot
/// stays free, so that a full ring is not an empty one.
enum DequeObject {
    static let byteCount = 24

    private enum Offset {
        static let capacity: UInt32 = 4
        static let get: UInt32 = 8
        static let put: UInt32 = 12
        static let items: UInt32 = 16
        static let flags: UInt32 = 20
    }

    /// Flag: raise IndexError instead of dropping an item at the other end.
    private static let checksOverflow: UInt32 = 1

    /// A deque's words.
    private struct Ring {
        let address: GuestAddress
        let vm: VM

        init(_ deque: Value, _ vm: VM) {
            address = deque.address
            self.vm = vm
        }

        var capacity: UInt32 { vm.ram[address &+ Offset.capacity] }
        var get: UInt32 {
            get { vm.ram[address &+ Offset.get] }
            nonmutating set { vm.ram[address &+ Offset.get] = newValue }
        }
        var put: UInt32 {
            get { vm.ram[address &+ Offset.put] }
            nonmutating set { vm.ram[address &+ Offset.put] = newValue }
        }
        var raisesWhenFull: Bool { vm.ram[address &+ Offset.flags] & DequeObject.checksOverflow != 0 }
        var count: UInt32 { put >= get ? put &- get : put &- get &+ capacity }

        func slot(_ place: UInt32) -> GuestAddress { vm.ram[address &+ Offset.items] &+ place &* 4 }
        func after(_ place: UInt32) -> UInt32 { place &+ 1 == capacity ? 0 : place &+ 1 }
        func before(_ place: UInt32) -> UInt32 { place == 0 ? capacity &- 1 : place &- 1 }

        /// Takes an item out of its slot.
        func take(_ place: UInt32) -> Value {
            let value = vm.ram.value(slot(place))
            vm.ram[slot(place)] = 0
            vm.keep(value)
            return value
        }

        func append(_ value: Value) throws(GuestException) {
            let next = after(put)
            if next == get && raisesWhenFull { throw vm.error(.indexError, "full") }
            vm.ram[slot(put)] = value.bits
            put = next
            if next == get { get = after(get) }
        }

        func appendLeft(_ value: Value) throws(GuestException) {
            let next = before(get)
            if next == put && raisesWhenFull { throw vm.error(.indexError, "full") }
            get = next
            vm.ram[slot(next)] = value.bits
            if next == put { put = before(put) }
        }
    }

    private static func make(
        _ vm: VM, _ type: GuestAddress, _ arguments: Arguments
    ) throws(GuestException) -> Value {
        try vm.checkArguments(arguments, 2, 3, keywords: false)
        let most = try vm.int(arguments[1])
        if most < 0 { throw vm.error(.valueError, arguments: []) }
        let address = try vm.allocate(byteCount)
        vm.ram[address] = type
        vm.ram[address &+ Offset.capacity] = vm.word(most + 1)
        vm.ram[address &+ Offset.items] = try vm.allocate((most + 1) * 4, .container)
        if let flags = arguments.optional(2) { vm.ram[address &+ Offset.flags] = vm.word(try vm.int(flags)) }
        let deque = Value(address: address)
        try extend(vm, deque, arguments[0])
        return deque
    }

    private static func extend(_ vm: VM, _ deque: Value, _ values: Value) throws(GuestException) {
        let ring = Ring(deque, vm)
        try vm.forEach(in: values) { value throws(GuestException) in try ring.append(value) }
    }

    private static func checkNotEmpty(_ ring: Ring) throws(GuestException) {
        if ring.get == ring.put { throw ring.vm.error(.indexError, "empty") }
    }

    private static func `subscript`(
        _ vm: VM, _ deque: Value, _ index: Value, _ store: Value
    ) throws(GuestException) -> Value {
        if store.isNull { return .null }
        let ring = Ring(deque, vm)
        var place = ring.get &+ vm.word(try vm.index(index, count: Int(ring.count), type: vm.type(of: deque)))
        if place >= ring.capacity { place &-= ring.capacity }
        if store == .sentinel { return vm.ram.value(ring.slot(place)) }
        vm.ram[ring.slot(place)] = store.bits
        return .none
    }

    /// The next item of an iterator, which holds a place of the ring.
    fileprivate static func next(_ vm: VM, _ iterator: Value) -> Value {
        let ring = Ring(vm.ram.value(iterator.address &+ 8), vm)
        let place = vm.ram[iterator.address &+ 12]
        if place == ring.put { return .stopIteration }
        vm.ram[iterator.address &+ 12] = ring.after(place)
        return vm.ram.value(ring.slot(place))
    }

    static let type = TypeSlots(
        name: "deque",
        make: make,
        unary: { vm, operation, deque in
            let ring = Ring(deque, vm)
            switch operation {
            case .bool: return Value(ring.get != ring.put)
            case .len: return Value(smallInt: Int32(truncatingIfNeeded: ring.count))
            case .sizeOf: return Value(smallInt: Int32(truncatingIfNeeded: 24 &+ ring.capacity &* 4))
            default: return .null
            }
        },
        subscript: `subscript`,
        iterate: { vm, deque, buffer throws(GuestException) in
            vm.fillIterator(
                try vm.iteratorBuffer(buffer), .dequeIterator, 0, deque.bits, Ring(deque, vm).get)
        },
        methods: [
            "append": .fixed(2) { vm, arguments throws(GuestException) in
                try Ring(arguments[0], vm).append(arguments[1])
                return .none
            },
            "appendleft": .fixed(2) { vm, arguments throws(GuestException) in
                try Ring(arguments[0], vm).appendLeft(arguments[1])
                return .none
            },
            "extend": .fixed(2) { vm, arguments throws(GuestException) in
                try extend(vm, arguments[0], arguments[1])
                return .none
            },
            "pop": .fixed(1) { vm, arguments throws(GuestException) in
                let ring = Ring(arguments[0], vm)
                try checkNotEmpty(ring)
                ring.put = ring.before(ring.put)
                return ring.take(ring.put)
            },
            "popleft": .fixed(1) { vm, arguments throws(GuestException) in
                let ring = Ring(arguments[0], vm)
                try checkNotEmpty(ring)
                let place = ring.get
                ring.get = ring.after(place)
                return ring.take(place)
            },
        ])

    /// Iterates over a deque: `type, 0, deque, place in the ring`.
    static let iteratorType = TypeSlots(name: "iterator", next: { vm, iterator in next(vm, iterator) })
}
