import Fabric
import MicroPython

/// `rp2.StateMachine` (rp2_pio.c of ports/rp2, v1.29).
///
/// Not modelled: a state machine as a buffer, for DMA.
struct PIOMachineObject: Sendable {
    let hardware: Hardware
    static let address = MachineTypes.address(MachineTypes.stateMachine)

    private func number(_ vm: VM, _ value: Value) -> Int { Int(vm.word(value, 0)) }
    private func block(_ vm: VM, _ value: Value) -> PIOBlock { hardware.pio[number(vm, value) / 4] }
    private func machine(_ vm: VM, _ value: Value) -> PIOStateMachine {
        block(vm, value).machines[number(vm, value) % 4]
    }

    /// The guest's object for a machine: it lies in flash.
    func object(_ number: Int, _ vm: VM) -> Value {
        hardware.keptObject("StateMachine", number) {
            let object = vm.makeStaticObject(Self.address, wordCount: 1)
            vm.setWord(object, 0, UInt32(number))
            return object
        }
    }

    private func make(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try vm.checkArguments(arguments, 1, -1, keywords: true)
        let number = try vm.int(arguments[0])
        guard (0..<4 * hardware.pio.count).contains(number) else {
            throw vm.exception(.valueError, "invalid StateMachine")
        }
        let object = object(number, vm)
        if arguments.count > 1 || arguments.keywordCount > 0 { try setUp(vm, object, arguments.dropFirst()) }
        return object
    }

    /// `init(prog, freq=-1, *, in_base, out_base, set_base, jmp_pin, sideset_base, in_shiftdir, out_shiftdir, push_thresh, pull_thresh)`.
    func setUp(_ vm: VM, _ value: Value, _ arguments: Arguments) throws(GuestException) {
        let setup = try PIOMachineSetup(hardware, vm, arguments)
        try setup.apply(to: machine(vm, value), of: block(vm, value))
    }

    // MARK: Running

    private func active(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let machine = machine(vm, arguments[0])
        if let isOn = arguments.optional(1) {
            block(vm, arguments[0]).setEnabled(machine, try vm.truth(of: isOn))
        }
        return machine.isEnabled ? .true : .false
    }

    private func restart(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let (block, machine) = (block(vm, arguments[0]), machine(vm, arguments[0]))
        hardware.sync()
        block.settle(machine)
        machine.restart()
        block.execute(UInt16(machine.start), on: machine)
        return .none
    }

    private func execute(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let (block, machine) = (block(vm, arguments[0]), machine(vm, arguments[0]))
        var word = arguments[1]
        if !vm.isInteger(word) {
            let assembler = PIOAssemblerObject(hardware: hardware)
            let configuration = machine.configuration
            word = try assembler.encode(
                vm, word, sideBits: configuration.sideBits, isOptional: configuration.sideSetIsOptional)
        }
        block.execute(UInt16(truncatingIfNeeded: try vm.int(word)), on: machine)
        return .none
    }

    // MARK: Queues

    /// Sizes of the elements that may be moved.
    private func elementSize(_ vm: VM, _ buffer: GuestBuffer, _ codes: [Character: Int]) throws(GuestException) -> Int {
        let code: Character = buffer.elementCode == 1 ? "B" : Character(UnicodeScalar(buffer.elementCode))
        guard let size = codes[code] else { throw vm.exception(.valueError, "unsupported buffer type") }
        return size
    }

    /// `put(value, shift=0)`: a number, or the elements of an array.
    private func put(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let shift = try arguments.optional(2).map { value throws(GuestException) in try vm.int(value) } ?? 0
        guard let buffer = try vm.bufferMaybe(arguments[1]) else {
            let word = UInt32(truncatingIfNeeded: try vm.int(truncating: arguments[1]))
            try send(vm, arguments[0], word << UInt32(shift & 31))
            return .none
        }
        let size = buffer.count == 0 ? 1 : try elementSize(vm, buffer, ["B": 1, "H": 2, "I": 4])
        for start in stride(from: 0, to: buffer.count - size + 1, by: size) {
            let bytes = try vm.bytes(of: arguments[1])
            guard start + size <= bytes.count else { break }
            let word = (0..<size).reduce(UInt32(0)) { $0 | UInt32(bytes[start + $1]) << UInt32(8 * $1) }
            try send(vm, arguments[0], word << UInt32(shift & 31))
        }
        return .none
    }

    private func send(_ vm: VM, _ value: Value, _ word: UInt32) throws(GuestException) {
        let (block, machine) = (block(vm, value), machine(vm, value))
        hardware.sync()
        if machine.sent.count >= machine.configuration.sendCapacity {
            try hardware.wait(
                vm, until: .distantFuture, for: "StateMachine.put() waits for room that its program never makes",
                isDone: { machine.sent.count < machine.configuration.sendCapacity })
        }
        block.receive(word, for: machine)
    }

    /// `get(buf=None, shift=0)`.
    private func get(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let shift = try arguments.optional(2).map { value throws(GuestException) in try vm.int(value) } ?? 0
        guard let target = arguments.optional(1), target != .none else {
            return try vm.newInt(Int(take(vm, arguments[0]) >> UInt32(shift & 31)))
        }
        let buffer = try vm.requiredBuffer(target, forWriting: true)
        if buffer.count == 0 { return target }
        let size = try elementSize(vm, buffer, ["B": 1, "b": 1, "H": 2, "h": 2, "I": 4, "i": 4])
        for start in stride(from: 0, to: buffer.count, by: size) {
            let word = try take(vm, arguments[0]) >> UInt32(shift & 31)
            let bytes = try vm.mutableBytes(of: target)
            for index in 0..<size where start + index < bytes.count {
                bytes[start + index] = UInt8(truncatingIfNeeded: word >> UInt32(8 * index))
            }
        }
        return target
    }

    private func take(_ vm: VM, _ value: Value) throws(GuestException) -> UInt32 {
        let (block, machine) = (block(vm, value), machine(vm, value))
        hardware.sync()
        if machine.received.isEmpty {
            try hardware.wait(
                vm, until: .distantFuture, for: "StateMachine.get() waits for a word that its program never pushes",
                isDone: { !machine.received.isEmpty })
        }
        return block.send(from: machine)
    }

    // MARK: The table

    var definition: NativeTypeDefinition {
        let interrupts = PIOInterruptObject(hardware: hardware)
        return NativeTypeDefinition(
            number: MachineTypes.stateMachine,
            TypeSlots(
                name: "StateMachine",
                make: { vm, _, arguments throws(GuestException) in try make(vm, arguments) },
                print: { vm, value, printer, _ throws(GuestException) in
                    try printer.write(text: "StateMachine(\(number(vm, value)))")
                },
                methods: [
                    "init": .keywords(1) { vm, arguments throws(GuestException) in
                        try setUp(vm, arguments[0], arguments.dropFirst())
                        return .none
                    },
                    "active": .range(1...2, active),
                    "restart": .fixed(1, restart),
                    "exec": .fixed(2, execute),
                    "get": .range(1...3, get),
                    "put": .range(2...3, put),
                    "rx_fifo": .fixed(1) { vm, arguments throws(GuestException) in
                        hardware.sync()
                        return Value(smallInt: Int32(machine(vm, arguments[0]).received.count))
                    },
                    "tx_fifo": .fixed(1) { vm, arguments throws(GuestException) in
                        hardware.sync()
                        return Value(smallInt: Int32(machine(vm, arguments[0]).sent.count))
                    },
                    "irq": .keywords(1) { vm, arguments throws(GuestException) in
                        try interrupts.arm(vm, arguments, source: number(vm, arguments[0]))
                    },
                ]))
    }
}
