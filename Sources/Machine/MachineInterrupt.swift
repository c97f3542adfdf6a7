import Fabric
import MicroPython

/// `Pin.irq` and the object that it gives back (machine_pin.c of the ports, shared/runtime/mpirq.c; v1.29).
///
/// Not modelled: level triggers and `wake` of the ESP32.
struct MachineInterrupt: Sendable {
    let hardware: Hardware
    static let address = MachineTypes.address(MachineTypes.interrupt)

    /// `Pin.irq(handler, trigger, [hard])`.
    func arm(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let pin = Int(vm.word(arguments[0], 0))
        let facts = hardware.facts
        var reader = ArgumentReader(vm, arguments, skipping: 1)
        let handler = reader.next("handler") ?? .none
        let both = facts.constant("IRQ_RISING") | facts.constant("IRQ_FALLING")
        let trigger = try reader.next("trigger").map { value throws(GuestException) in try vm.int(value) } ?? both
        var isHard = false
        if facts.port == .esp32 {
            if let wake = reader.next("wake"), wake != .none { throw hardware.notModelled("Pin.irq(wake=)", vm) }
        } else {
            isHard = try reader.next("hard").map { value throws(GuestException) in try vm.truth(of: value) } ?? false
        }
        try reader.finish()
        if !facts.pins[pin].canInterrupt { throw hardware.refusal(.pinIRQ, vm: vm) }
        if isHard && facts.refusals[.hardIRQ] != nil { throw hardware.refusal(.hardIRQ, vm: vm) }
        // GPIO_INTR_LOW_LEVEL and GPIO_INTR_HIGH_LEVEL share bits with the edges.
        if facts.port == .esp32 && trigger > 3 { throw hardware.notModelled("a level trigger of Pin.irq", vm) }
        let object = try interruptObject(pin, vm, onHeap: facts.port == .rp2)
        if arguments.count > 1 || arguments.keywordCount > 0 {
            hardware.setInterrupt(pin: pin, handler: handler, trigger: trigger, isHard: isHard, vm)
        }
        return object
    }

    /// rp2 makes a pin's on the heap at the first use and keeps it; the Espressif ports have them in static memory; stm32 has none. Those of
    /// serial ports lie on the heap everywhere.
    func interruptObject(_ pin: Int, _ vm: VM, onHeap: Bool) throws(GuestException) -> Value {
        if hardware.facts.port == .stm32 && !onHeap { return .none }
        if let object = hardware.interruptObjects[pin] { return object }
        let object: Value
        if onHeap {
            object = try vm.makeObject(Self.address, wordCount: 6)
            vm.retain(object)
        } else {
            object = vm.makeStaticObject(Self.address, wordCount: 1)
        }
        vm.setWord(object, 0, UInt32(pin))
        hardware.interruptObjects[pin] = object
        return object
    }

    private func pin(_ vm: VM, _ value: Value) -> Int { Int(vm.word(value, 0)) }

    private func flags(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try vm.newInt(hardware.interrupts[pin(vm, arguments[0])]?.flags ?? 0)
    }

    private func trigger(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let pin = pin(vm, arguments[0])
        let old = hardware.interrupts[pin]?.trigger ?? 0
        if let trigger = arguments.optional(1) { hardware.interrupts[pin]?.trigger = try vm.int(trigger) }
        return try vm.newInt(old)
    }

    var definition: NativeTypeDefinition {
        let hardware = hardware
        // ports/esp32 has no `flags` for pins, but for serial ports, whose objects are of another type there.
        let methods: MethodTable = ["flags": .fixed(1, flags), "trigger": .range(1...2, trigger)]
        return NativeTypeDefinition(
            number: MachineTypes.interrupt,
            TypeSlots(
                name: "irq",
                call: { vm, value, arguments throws(GuestException) in
                    try vm.checkArguments(arguments, 0, 0, keywords: false)
                    let pin = Int(vm.word(value, 0))
                    if let armed = hardware.interrupts[pin] {
                        let object = pin < hardware.pins.count ? hardware.pinObject(pin, vm) : nil
                        try vm.schedule(armed.handler, object ?? hardware.uarts[pin & 0xFFFF]?.object ?? .none)
                    }
                    return .none
                },
                methods: methods), memberName: "")
    }
}
