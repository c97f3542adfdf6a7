/// `_asyncio.TaskQueue`: tasks by the time at which they want to run; `type, first task, callback` (extmod/modasyncio.c, v1.29).
///
/// Not modelled: the callback at a push, which ports to a browser alone have.
enum TaskQueueObject {
    private static let firstOffset: UInt32 = 4

    static func make(_ vm: VM) throws(GuestException) -> Value {
        let queue = try vm.allocate(8)
        vm.ram[queue] = NativeType.taskQueue.address
        return Value(address: queue)
    }

    /// Enters a task, now or at a time.
    static func push(_ vm: VM, _ queue: Value, _ task: Value, at time: Value? = nil) {
        TaskObject.set(task, .data, .none, vm)
        TaskObject.set(task, .time, time ?? TaskObject.now(vm), vm)
        let first = vm.ram[queue.address &+ firstOffset]
        // The newcomer stands first, so that tasks of the same time run in turn.
        vm.ram[queue.address &+ firstOffset] = PairingHeap(vm: vm).meld(task.address, first)
    }

    static func remove(_ vm: VM, _ queue: Value, _ task: Value) throws(GuestException) {
        let first = vm.ram[queue.address &+ firstOffset]
        if first == 0 { return }
        vm.ram[queue.address &+ firstOffset] = try PairingHeap(vm: vm).removing(task.address, from: first)
    }

    private static func check(_ task: Value, _ vm: VM) throws(GuestException) {
        guard vm.isExactly(task, .task) else { throw vm.badConversion(task) }
    }

    private static func push(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try check(arguments[1], vm)
        let time = arguments.optional(2)
        if let time, !time.isSmallInt { throw vm.badConversion(time) }
        push(vm, arguments[0], arguments[1], at: time)
        return .none
    }

    private static func pop(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let first = vm.ram[arguments[0].address &+ firstOffset]
        guard first != 0 else { throw vm.error(.indexError, "empty heap") }
        vm.ram[arguments[0].address &+ firstOffset] = try PairingHeap(vm: vm).withoutRoot(first)
        vm.keep(Value(address: first))
        return Value(address: first)
    }

    static let type = TypeSlots(
        name: "TaskQueue",
        make: { vm, type, arguments throws(GuestException) in
            try vm.checkArguments(arguments, 0, 0, keywords: false)
            let queue = try make(vm)
            vm.ram[queue.address] = type
            return queue
        },
        methods: [
            "peek": .fixed(1) { vm, arguments throws(GuestException) in
                let first = vm.ram[arguments[0].address &+ firstOffset]
                return first == 0 ? .none : Value(address: first)
            },
            "push": .range(2...3, push),
            "pop": .fixed(1, pop),
            "remove": .fixed(2) { vm, arguments throws(GuestException) in
                try check(arguments[1], vm)
                try remove(vm, arguments[0], arguments[1])
                return .none
            },
        ])
}
