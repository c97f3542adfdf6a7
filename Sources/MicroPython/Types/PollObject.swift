/// What `select.poll()` makes: streams, and what is waited for of each (extmod/modselect.c, v1.29).
///
/// 28 bytes: `type, map, count | place << 16, flags, tuple`; the map leads from the identity of a stream to a record of 16 bytes. The unix port
/// keeps the streams that have a file's number in a table besides, for the host's `poll`: 40 bytes and the table.
///
/// Not modelled: numbers of files in the place of streams.
enum PollObject {
    private enum Offset {
        static let map: UInt32 = 4
        // Of the unix port alone: places in the table there are, were used, are in use.
        static let tableCapacity: UInt32 = 16
        static let tableUsedMost: UInt32 = 18
        static let tableUsed: UInt32 = 20
        static let table: UInt32 = 24
    }

    /// What comes behind the map, in a port with and without a table.
    private struct Tail {
        let address: GuestAddress
        let vm: VM

        init(_ poll: Value, _ vm: VM) {
            address = poll.address &+ (vm.firmware.hasFileNumbers ? 28 : 16)
            self.vm = vm
        }

        /// How many answers `ipoll` has left.
        var count: Int {
            get { Int(vm.ram[half: address]) }
            nonmutating set { vm.ram[half: address] = UInt16(truncatingIfNeeded: newValue) }
        }
        /// The next slot of the map that it looks at.
        var place: UInt32 {
            get { UInt32(vm.ram[half: address &+ 2]) }
            nonmutating set { vm.ram[half: address &+ 2] = UInt16(truncatingIfNeeded: newValue) }
        }
        var flags: UInt32 {
            get { vm.ram[address &+ 4] }
            nonmutating set { vm.ram[address &+ 4] = newValue }
        }
        /// What `ipoll` gives again and again.
        var tuple: GuestAddress {
            get { vm.ram[address &+ 8] }
            nonmutating set { vm.ram[address &+ 8] = newValue }
        }
    }

    /// A stream: `object, type's own, asked, answered`; the second word is the place in the table plus 1, or 0.
    private struct Record {
        let address: GuestAddress
        let vm: VM

        init(_ value: Value, _ vm: VM) {
            address = value.address
            self.vm = vm
        }

        var object: Value { vm.ram.value(address) }
        var tablePlace: UInt32 { vm.ram[address &+ 4] }
        var asked: UInt32 {
            get { vm.ram[address &+ 8] }
            nonmutating set { vm.ram[address &+ 8] = newValue }
        }
        var answered: UInt32 {
            get { vm.ram[address &+ 12] }
            nonmutating set { vm.ram[address &+ 12] = newValue }
        }
    }

    private static func map(_ poll: Value, _ vm: VM) -> GuestMap { GuestMap(poll.address &+ Offset.map, vm) }

    static func make(_ vm: VM) throws(GuestException) -> Value {
        let poll = Value(address: try vm.allocate(vm.firmware.hasFileNumbers ? 40 : 28))
        vm.ram.clear(poll.address, count: vm.firmware.hasFileNumbers ? 40 : 28)
        vm.ram[poll.address] = NativeType.poll.address
        try map(poll, vm).initialize(capacity: 0)
        return poll
    }

    // MARK: Streams

    private static func register(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let poll = arguments[0]
        var events = StreamPoll.read | StreamPoll.write
        if let given = arguments.optional(2) { events = UInt32(truncatingIfNeeded: try vm.int(given)) }
        let map = map(poll, vm)
        let key = try vm.identity(of: arguments[1])
        let known = try map.get(key)
        if !known.isNull {
            Record(known, vm).asked = events
            return .none
        }
        // In the reference a stream that is refused leaves an entry behind that crashes `poll`.
        let stream = try vm.stream(arguments[1], for: .control)
        let entry = try map.findOrAdd(key)
        let address: GuestAddress
        do throws(GuestException) {
            address = try vm.allocate(16)
        } catch {
            _ = try map.remove(key)
            throw error
        }
        vm.ram.clear(address, count: 16)
        vm.ram[address] = arguments[1].bits
        map.setValue(entry, Value(address: address))
        if vm.firmware.hasFileNumbers, case .done = try stream.answer(.fileNumber) {
            vm.ram[address &+ 4] = try addToTable(vm, poll)
        }
        Record(Value(address: address), vm).asked = events
        return .none
    }

    /// A place in the unix port's table, 8 bytes each; it grows by four.
    private static func addToTable(_ vm: VM, _ poll: Value) throws(GuestException) -> UInt32 {
        let address = poll.address
        let capacity = vm.ram[half: address &+ Offset.tableCapacity]
        let most = vm.ram[half: address &+ Offset.tableUsedMost]
        var place = most
        if vm.ram[half: address &+ Offset.tableUsed] < most {
            place = (0..<most).first { vm.ram[vm.ram[address &+ Offset.table] &+ UInt32($0) * 8] == .max } ?? most
        }
        if place == most {
            if most >= capacity {
                let bytes = (Int(capacity) + 4) * 8
                let table = vm.ram[address &+ Offset.table]
                vm.ram[address &+ Offset.table] =
                    table == 0 ? try vm.allocate(bytes) : try vm.reallocate(table, bytes)
                vm.ram[half: address &+ Offset.tableCapacity] = capacity &+ 4
            }
            vm.ram[half: address &+ Offset.tableUsedMost] = most &+ 1
        }
        vm.ram[half: address &+ Offset.tableUsed] &+= 1
        vm.ram[vm.ram[address &+ Offset.table] &+ UInt32(place) * 8] = 0
        return UInt32(place) + 1
    }

    private static func unregister(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let poll = arguments[0]
        let removed = try map(poll, vm).remove(vm.identity(of: arguments[1]))
        guard !removed.isNull else { return .none }
        let place = Record(removed, vm).tablePlace
        if place > 0 {
            vm.ram[vm.ram[poll.address &+ Offset.table] &+ (place &- 1) &* 8] = .max
            vm.ram[half: poll.address &+ Offset.tableUsed] &-= 1
        }
        return .none
    }

    private static func modify(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let known = try map(arguments[0], vm).get(vm.identity(of: arguments[1]))
        guard !known.isNull else { throw vm.osError(FileError.missing.number) }
        Record(known, vm).asked = UInt32(truncatingIfNeeded: try vm.int(arguments[2]))
        return .none
    }

    // MARK: Waiting

    /// How many streams are ready now.
    private static func readyCount(_ vm: VM, _ map: GuestMap) throws(GuestException) -> Int {
        var ready = 0
        var place: UInt32 = 0
        while case let entry = map.nextEntry(&place), entry != 0 {
            let mark = vm.openScope()
            let record = Record(map.value(entry), vm)
            let stream = try vm.stream(record.object, for: .control)
            switch try stream.answer(.poll, record.asked) {
            case .done(let flags):
                record.answered = UInt32(truncatingIfNeeded: flags)
                if flags != 0 { ready += 1 }
            case .failed(let number): throw vm.osError(number)
            }
            vm.closeScope(mark)
        }
        return ready
    }

    /// Looks once a millisecond until a stream is ready or the time is over.
    private static func wait(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Int {
        var limit: Int?
        if let given = arguments.optional(1), given != .none {
            let milliseconds = try vm.int(given)
            if milliseconds >= 0 { limit = milliseconds }
        }
        Tail(arguments[0], vm).flags = 0
        if let flags = arguments.optional(2) {
            Tail(arguments[0], vm).flags = UInt32(truncatingIfNeeded: try vm.int(flags))
        }
        return try wait(vm, map(arguments[0], vm), limit)
    }

    private static func wait(_ vm: VM, _ map: GuestMap, _ limit: Int?) throws(GuestException) -> Int {
        let clock = vm.state.pointee.clock
        let start = clock.milliseconds(vm)
        try clock.wait(vm, milliseconds: 0)
        while true {
            let ready = try readyCount(vm, map)
            if ready > 0 { return ready }
            if let limit, clock.milliseconds(vm) - start >= limit { return 0 }
            try clock.wait(vm, milliseconds: 1)
        }
    }

    /// `select.select(readable, writable, broken[, seconds])`: a map of the same kind, for this once.
    static func select(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let groups = [StreamPoll.read, StreamPoll.write, StreamPoll.failed | StreamPoll.hungUp]
        var limit: Int?
        if let given = arguments.optional(3), given != .none {
            let seconds = try vm.double(given)
            if seconds >= 0 { limit = Int(min(seconds * 1000, 4e9)) }
        }
        var counts: [Int] = []
        for index in 0..<3 { counts.append(try GuestWords.of(arguments[index], vm).count) }
        let scratch = vm.pushScratch(4)
        defer { vm.popScratch(4) }
        let map = GuestMap(scratch, vm)
        try map.initialize(capacity: counts.reduce(0, +))
        for (index, group) in groups.enumerated() {
            let words = try GuestWords.of(arguments[index], vm)
            for place in 0..<words.count { try add(vm.ram.value(words.at(place)), group, to: map, vm) }
        }
        _ = try wait(vm, map, limit)
        return try answers(map, vm)
    }

    private static func add(_ object: Value, _ events: UInt32, to map: GuestMap, _ vm: VM) throws(GuestException) {
        let key = try vm.identity(of: object)
        let known = try map.get(key)
        if !known.isNull {
            Record(known, vm).asked |= events
            return
        }
        _ = try vm.stream(object, for: .control)
        let entry = try map.findOrAdd(key)
        let address = try vm.allocate(16)
        vm.ram.clear(address, count: 16)
        vm.ram[address] = object.bits
        map.setValue(entry, Value(address: address))
        Record(Value(address: address), vm).asked = events
    }

    private static func answers(_ map: GuestMap, _ vm: VM) throws(GuestException) -> Value {
        var ready: [[Value]] = [[], [], []]
        var place: UInt32 = 0
        while case let entry = map.nextEntry(&place), entry != 0 {
            let record = Record(map.value(entry), vm)
            if record.answered & StreamPoll.read != 0 { ready[0].append(record.object) }
            if record.answered & StreamPoll.write != 0 { ready[1].append(record.object) }
            if record.answered & ~(StreamPoll.read | StreamPoll.write) != 0 { ready[2].append(record.object) }
        }
        var lists: [Value] = []
        for group in ready { lists.append(try vm.newList(group)) }
        return try vm.newTuple(lists)
    }

    private static func poll(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let list = try ListObject.make(vm, count: wait(vm, arguments))
        let map = map(arguments[0], vm)
        var place: UInt32 = 0
        var index = 0
        while case let entry = map.nextEntry(&place), entry != 0, index < ListObject.count(list.address, vm.ram) {
            let record = Record(map.value(entry), vm)
            guard record.answered != 0 else { continue }
            let answer = try TupleObject.make(
                vm, record.object, Value(smallInt: Int32(truncatingIfNeeded: record.answered)))
            ListObject.setItem(list.address, index, answer, vm.ram)
            index += 1
        }
        return list
    }

    private static func iterated(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let tail = Tail(arguments[0], vm)
        if tail.tuple == 0 { tail.tuple = try TupleObject.make(vm, .none, .none).address }
        tail.count = try wait(vm, arguments)
        tail.place = 0
        return arguments[0]
    }

    private static func next(_ vm: VM, _ poll: Value) throws(GuestException) -> Value {
        let tail = Tail(poll, vm)
        guard tail.count > 0, tail.tuple != 0 else { return .stopIteration }
        tail.count -= 1
        let map = map(poll, vm)
        var place = tail.place
        while case let entry = map.nextEntry(&place), entry != 0 {
            tail.place = place
            let record = Record(map.value(entry), vm)
            guard record.answered != 0 else { continue }
            TupleObject.setItem(tail.tuple, 0, record.object, vm.ram)
            TupleObject.setItem(tail.tuple, 1, Value(smallInt: Int32(truncatingIfNeeded: record.answered)), vm.ram)
            // One shot: nothing is asked until the guest says so again.
            if tail.flags & 1 != 0 { record.asked = 0 }
            return Value(address: tail.tuple)
        }
        tail.count = 0
        return .stopIteration
    }

    static let type = TypeSlots(
        name: "poll", next: next,
        methods: [
            "register": .range(2...3, register), "unregister": .fixed(2, unregister), "modify": .fixed(3, modify),
            "poll": .range(1...2, poll), "ipoll": .range(1...3, iterated),
        ])
}
