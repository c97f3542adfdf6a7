import Fabric
import MicroPython

/// What `StateMachine.irq` and `PIO.irq` give back (rp2_pio.c of ports/rp2, shared/runtime/mpirq.c; v1.29).
///
/// Not modelled: interrupts of a block for its queues.
struct PIOInterruptObject: Sendable {
    let hardware: Hardware
    private static let address = MachineTypes.address(MachineTypes.pioInterrupt)

    /// A handler of a state machine (its number) or of a block (their count and the block's number).
    struct Handler {
        var function: Value
        var isHard: Bool
        var trigger: Int
        var flags = 0
    }

    private func object(_ vm: VM, _ source: Int) throws(GuestException) -> Value {
        if let known = hardware.keptObjects["PIO.irq \(source)"] { return known }
        // type, methods, parent, handler, hard, flags, trigger.
        let object = try vm.makeObject(Self.address, wordCount: 6)
        vm.setWord(object, 0, UInt32(source))
        vm.retain(object)
        hardware.keptObjects["PIO.irq \(source)"] = object
        return object
    }

    private func parent(_ vm: VM, _ source: Int) -> Value {
        let machines = 4 * hardware.pio.count
        return source < machines
            ? PIOMachineObject(hardware: hardware).object(source, vm)
            : PIOObject(hardware: hardware).object(source - machines, vm)
    }

    /// `irq(handler=None, trigger=..., hard=False)`.
    func arm(_ vm: VM, _ arguments: Arguments, source: Int) throws(GuestException) -> Value {
        let isBlock = source >= 4 * hardware.pio.count
        var reader = ArgumentReader(vm, arguments, skipping: 1)
        let function = reader.next("handler") ?? .none
        let trigger =
            try reader.next("trigger").map { value throws(GuestException) in try vm.int(value) }
            ?? (isBlock ? 0xF00 : 1)
        let isHard = try reader.next("hard").map { value throws(GuestException) in try vm.truth(of: value) } ?? false
        try reader.finish()
        let object = try object(vm, source)
        guard arguments.count > 1 || arguments.keywordCount > 0 else { return object }
        disarm(vm, source)
        let block = hardware.pio[isBlock ? source - 4 * hardware.pio.count : source / 4]
        let bits = isBlock ? UInt32(truncatingIfNeeded: trigger) : 0x100 << UInt32(source % 4)
        if function == .none {
            if !isBlock { block.enabledInterrupts &= ~bits }
        } else {
            vm.retain(function)
            hardware.pioHandlers[source] = Handler(function: function, isHard: isHard, trigger: trigger)
            block.enabledInterrupts = isBlock ? bits : block.enabledInterrupts | bits
            block.onInterrupt = { [hardware] status, instant in
                PIOInterruptObject(hardware: hardware).tell(block.number, status, at: instant)
            }
            // A flag that is set already interrupts at once.
            block.announceFlags()
        }
        return object
    }

    func disarm(_ vm: VM, _ source: Int) {
        if let old = hardware.pioHandlers.removeValue(forKey: source) { vm.release(old.function) }
    }

    /// Calls the handler of the block, then those of its machines.
    private func tell(_ block: Int, _ status: UInt32, at instant: Instant) {
        guard let vm = hardware.vm else { return }
        func call(_ source: Int, flags: Int) {
            guard flags != 0, let handler = hardware.pioHandlers[source] else { return }
            hardware.pioHandlers[source]?.flags = flags
            hardware.deliver(
                InterruptCall(
                    handler: handler.function, argument: parent(vm, source), isHard: handler.isHard,
                    source: .stateMachine(source)), after: instant)
        }
        let whole = 4 * hardware.pio.count + block
        call(whole, flags: Int(status) & (hardware.pioHandlers[whole]?.trigger ?? 0))
        for index in 0..<4 {
            let trigger = hardware.pioHandlers[4 * block + index]?.trigger ?? 0
            call(4 * block + index, flags: Int(status >> UInt32(8 + index)) & trigger & 1)
        }
    }

    var definition: NativeTypeDefinition {
        let hardware = hardware
        return NativeTypeDefinition(
            number: MachineTypes.pioInterrupt,
            TypeSlots(
                name: "irq",
                call: { vm, value, arguments throws(GuestException) in
                    try vm.checkArguments(arguments, 0, 0, keywords: false)
                    let source = Int(vm.word(value, 0))
                    if let handler = hardware.pioHandlers[source] {
                        try vm.schedule(
                            handler.function, PIOInterruptObject(hardware: hardware).parent(vm, source))
                    }
                    return .none
                },
                methods: [
                    "flags": .fixed(1) { vm, arguments throws(GuestException) in
                        try vm.newInt(hardware.pioHandlers[Int(vm.word(arguments[0], 0))]?.flags ?? 0)
                    },
                    "trigger": .range(1...2) { vm, arguments throws(GuestException) in
                        let source = Int(vm.word(arguments[0], 0))
                        let old = hardware.pioHandlers[source]?.trigger ?? 0
                        if let new = arguments.optional(1) {
                            hardware.pioHandlers[source]?.trigger = try vm.int(new)
                            hardware.pioHandlers[source]?.flags = 0
                        }
                        return try vm.newInt(old)
                    },
                ]), memberName: "")
    }
}
