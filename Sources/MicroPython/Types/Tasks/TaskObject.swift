/// `_asyncio.Task`: a node of a `PairingHeap`, then `coroutine, data, state, time` (extmod/modasyncio.c, v1.29).
///
/// `data` is what the task waits in, or what it ended with. `state`: True while it runs and nobody waits for it, a queue of those that
/// wait, a callable of `gather`, None when it is done and nobody saw it, False when somebody did.
enum TaskObject {
    static let byteCount = 32

    /// Its words behind the node.
    enum Field: UInt32 {
        case coroutine = 16
        case data = 20
        case state = 24
        case time = 28
    }

    static func get(_ task: Value, _ field: Field, _ vm: VM) -> Value { vm.ram.value(task.address &+ field.rawValue) }
    static func set(_ task: Value, _ field: Field, _ value: Value, _ vm: VM) {
        vm.ram[task.address &+ field.rawValue] = value.bits
    }

    // MARK: Time

    /// MICROPY_PY_TIME_TICKS_PERIOD.
    private static let period = 1 << 30

    private static func difference(_ later: Value, _ earlier: Value) -> Int {
        let (half, distance) = (period / 2, Int(later.smallInt) - Int(earlier.smallInt))
        return ((distance + half) & (period - 1)) - half
    }

    static func comesBefore(_ a: GuestAddress, _ b: GuestAddress, _ vm: VM) -> Bool {
        difference(get(Value(address: a), .time, vm), get(Value(address: b), .time, vm)) < 0
    }

    /// Milliseconds as `time.ticks_ms` counts them.
    static func now(_ vm: VM) -> Value {
        Value(smallInt: Int32(vm.state.pointee.clock.milliseconds(vm) & (period - 1)))
    }

    // MARK: The loop that runs the tasks

    /// A global of the module that made the first task.
    private static func context(_ vm: VM, _ name: Qstr?) throws(GuestException) -> Value {
        let context = vm.root(.asyncioContext)
        guard context.isAddress, DictObject.isDict(context, vm), let name else {
            throw vm.error(.runtimeError, "no running event loop")
        }
        let value = DictObject.get(context.address, Value(name), vm)
        if value.isNull { throw vm.error(.keyError, arguments: [Value(name)]) }
        return value
    }

    private static func make(
        _ vm: VM, _ type: GuestAddress, _ arguments: Arguments
    ) throws(GuestException) -> Value {
        try vm.checkArguments(arguments, 1, 2, keywords: false)
        let task = Value(address: try vm.allocate(byteCount))
        vm.ram[task.address] = type
        set(task, .coroutine, arguments[0], vm)
        set(task, .data, .none, vm)
        set(task, .state, .true, vm)
        set(task, .time, Value(smallInt: 0), vm)
        if let globals = arguments.optional(1) { vm.setRoot(.asyncioContext, globals) }
        return task
    }

    private static func isDone(_ task: Value, _ vm: VM) -> Bool {
        let state = get(task, .state, vm)
        return state == .none || state == .false
    }

    // MARK: cancel

    private static func cancel(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        var task = arguments[0]
        if isDone(task, vm) { return .false }
        if try context(vm, Qstr(.cur_task)) == task { throw vm.error(.runtimeError, "can't cancel self") }
        // A task that waits for another one is ended by that one's end.
        var hops = 0
        while case let data = get(task, .data, vm), vm.isExactly(data, .task) {
            task = data
            hops += 1
            if hops > 1 << 16 { throw vm.error(.runtimeError, "tasks wait for each other") }
        }
        let queue = try context(vm, vm.findInterned("_task_queue"))
        guard vm.isExactly(queue, .taskQueue) else { throw vm.badConversion(queue) }
        let remove = try vm.loadMethodMaybe(get(task, .data, vm), Qstr(.remove))
        if !remove.isMissing {
            _ = try vm.callOne(remove, task)
            TaskQueueObject.push(vm, queue, task)
        } else if difference(get(task, .time, vm), now(vm)) > 0 {
            try TaskQueueObject.remove(vm, queue, task)
            TaskQueueObject.push(vm, queue, task)
        }
        set(task, .data, try context(vm, vm.findInterned("CancelledError")), vm)
        return .true
    }

    // MARK: await

    /// Waits for the task.
    private static func iterate(_ vm: VM, _ task: Value, _ buffer: GuestAddress) throws(GuestException) -> Value {
        let state = get(task, .state, vm)
        if isDone(task, vm) {
            set(task, .state, .false, vm)
        } else if state == .true {
            set(task, .state, try TaskQueueObject.make(vm), vm)
        } else if !vm.isExactly(state, .taskQueue) {
            throw vm.error(.runtimeError, "can't wait")
        }
        return task
    }

    /// What the task ended with goes on in whoever waited; until then the running task stands in its queue.
    private static func next(_ vm: VM, _ task: Value) throws(GuestException) -> Value {
        guard !isDone(task, vm) else {
            let end = get(task, .data, vm)
            guard ExceptionObject.isException(end, vm) else {
                throw vm.error(.typeError, "exceptions must derive from BaseException")
            }
            guard ExceptionObject.matches(end, .stopIteration, vm) else { throw GuestException(value: end) }
            vm.state.pointee.stopValue = ExceptionObject.firstArgument(end, vm)
            return .stopIteration
        }
        let (queue, running) = (get(task, .state, vm), try context(vm, Qstr(.cur_task)))
        guard vm.isExactly(queue, .taskQueue), vm.isExactly(running, .task) else {
            throw vm.error(.runtimeError, "can't wait")
        }
        TaskQueueObject.push(vm, queue, running)
        set(running, .data, task, vm)
        return .none
    }

    private static func attribute(
        _ vm: VM, _ task: Value, _ name: Qstr, _ store: Value
    ) throws(GuestException) -> LoadedAttribute {
        let field: Field
        switch name {
        case Qstr(.data): field = .data
        case Qstr(.state): field = .state
        case Qstr(.coro) where store == .sentinel: field = .coroutine
        case Qstr(.ph_key) where store == .sentinel: field = .time
        default: return .missing
        }
        if store == .sentinel { return LoadedAttribute(get(task, field, vm)) }
        if store.isNull { return .missing }
        set(task, field, store, vm)
        return .stored
    }

    static let type = TypeSlots(
        name: "Task",
        make: make,
        attribute: attribute,
        iterate: iterate,
        next: next,
        methods: [
            "done": .fixed(1) { vm, arguments throws(GuestException) in Value(isDone(arguments[0], vm)) },
            "cancel": .fixed(1, cancel),
        ])
}
