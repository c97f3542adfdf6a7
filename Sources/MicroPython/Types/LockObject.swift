/// `_thread.LockType`: type, the port's mutex, whether it is locked (py/modthread.c, v1.29).
///
/// Not modelled: `acquire` with a timeout, which the reference ignores too.
enum LockObject {
    /// Not 0: somebody has the mutex. It is handed to the next before the flag behind the mutex says so.
    static let mutexOffset: GuestAddress = 4

    static func flagAddress(_ lock: GuestAddress, _ vm: VM) -> GuestAddress {
        lock &+ mutexOffset &+ UInt32(vm.firmware.threads?.mutexBytes ?? 4)
    }

    static func make(_ vm: VM) throws(GuestException) -> Value {
        let lock = try vm.allocate(8 + (vm.firmware.threads?.mutexBytes ?? 4))
        vm.ram[lock] = NativeType.lock.address
        return Value(address: lock)
    }

    private static func acquire(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        var waits = true
        if let wanted = arguments.optional(1) { waits = try vm.int(wanted) != 0 }
        return Value(try vm.acquire(arguments[0].address, waits: waits))
    }

    private static func release(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try vm.release(lock: arguments[0].address)
        return .none
    }

    static let type = TypeSlots(
        name: "lock",
        methods: [
            "acquire": .range(1...3, acquire),
            "release": .fixed(1, release),
            "locked": .fixed(1) { vm, arguments throws(GuestException) in
                Value(vm.ram[flagAddress(arguments[0].address, vm)] != 0)
            },
            "__enter__": .range(1...3, acquire),
            "__exit__": .fixed(4, release),
        ])
}
