import Fabric
import MicroPython

/// `Pin.irq` and the object that it gives back (machine_pin.c of the ports, shared/runtime/mpirq.c; v1.29).
///
/// The interrupts of a level are in `LevelInterrupts`.
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
        var wake = Value.none
        if facts.port == .esp32 {
            wake = reader.next("wake") ?? .none
        } else {
            isHard = try reader.next("hard").map { value throws(GuestException) in try vm.truth(of: value) } ?? false
        }
        try reader.finish()
        if !facts.pins[pin].canInterrupt {
            if facts.port == .rp2 { throw vm.exception(.valueError, "expecting a regular GPIO Pin") }
            throw hardware.refusal(.pinIRQ, vm: vm)
        }
        if isHard && facts.refusals[.hardIRQ] != nil { throw hardware.refusal(.hardIRQ, vm: vm) }
        let isGiven = arguments.count > 1 || arguments.keywordCount > 0
        if facts.port == .esp32, isGiven, try wakes(vm, pin, trigger: trigger, wake) {
            return try interruptObject(pin, vm, onHeap: false)
        }
        if facts.port == .stm32, isGiven { try checkLine(vm, pin) }
        let object = try interruptObject(pin, vm, onHeap: facts.port == .rp2)
        if isGiven {
            hardware.setInterrupt(pin: pin, handler: handler, trigger: trigger, isHard: isHard, vm)
        }
        return object
    }

    /// ESP32: a level with `wake` makes the pin a source that ends a sleep (EXT0), and calls nobody.
    private func wakes(_ vm: VM, _ pin: Int, trigger: Int, _ wake: Value) throws(GuestException) -> Bool {
        let number = hardware.facts.pins[pin].number ?? 0
        // GPIO_INTR_LOW_LEVEL and GPIO_INTR_HIGH_LEVEL.
        guard (4...5).contains(trigger), wake != .none else {
            if hardware.state.wakes.ext0?.pin == number { hardware.state.wakes.ext0 = nil }
            return false
        }
        let sleeps = vm.isInteger(wake) ? try vm.int(wake) : 0
        guard (2...7).contains(sleeps) else { throw vm.exception(.valueError, "bad wake value") }
        if hardware.state.wakes.touch { throw vm.exception(.valueError, "no resources") }
        guard hardware.facts.isValidForEXT(number) else {
            throw vm.exception(.valueError, "invalid pin for wake")
        }
        // The C3 has no EXT0: its port checks all this and does nothing.
        if hardware.facts.chip == "esp32c3" { return true }
        if let other = hardware.state.wakes.ext0, other.pin != number {
            throw vm.exception(.valueError, "no resources")
        }
        hardware.state.wakes.ext0 = (number, trigger == 5)
        hardware.state.wakes.ext0Level = trigger == 5
        hardware.state.wakes.ext0Sleeps = sleeps
        return true
    }

    /// STM32: pins of one number share a line (RM0090 12.2.5).
    private func checkLine(_ vm: VM, _ pin: Int) throws(GuestException) {
        let pins = hardware.facts.pins
        let line = pins[pin].name.dropFirst()
        for other in hardware.armedPins where other != pin && pins[other].name.dropFirst() == line {
            if hardware.state.externalLines.values.contains(other) {
                throw vm.exception(.osError, "ExtInt vector %d is already in use", .int(Int(line) ?? 0))
            }
            throw vm.exception(.osError, "IRQ resource already taken by Pin('%s')", .text(pins[other].name))
        }
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
            object = vm.makeStaticObject(MachineTypes.address(MachineTypes.pinIRQ), wordCount: 1)
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
        if let trigger = arguments.optional(1) {
            hardware.interrupts[pin]?.trigger = try vm.int(trigger)
            if hardware.facts.port == .rp2 { hardware.interrupts[pin]?.flags = 0 }
            hardware.checkLevel(pin: pin, at: hardware.sync())
        }
        return try vm.newInt(old)
    }

    private func call(_ vm: VM, _ value: Value) throws(GuestException) {
        let pin = pin(vm, value)
        guard let armed = hardware.interrupts[pin] else { return }
        let object = pin < hardware.pins.count ? hardware.pinObject(pin, vm) : nil
        try vm.schedule(armed.handler, object ?? hardware.uarts[pin & 0xFFFF]?.object ?? .none)
    }

    /// What the Espressif ports give for a pin: a type of its own, without `flags`.
    var espressifDefinition: NativeTypeDefinition {
        NativeTypeDefinition(
            number: MachineTypes.pinIRQ,
            TypeSlots(
                name: "IRQ",
                call: { vm, value, arguments throws(GuestException) in
                    try vm.checkArguments(arguments, 0, 0, keywords: false)
                    try call(vm, value)
                    return .none
                },
                methods: ["trigger": .range(1...2, trigger)]), memberName: "")
    }

    var definition: NativeTypeDefinition {
        let methods: MethodTable = ["flags": .fixed(1, flags), "trigger": .range(1...2, trigger)]
        return NativeTypeDefinition(
            number: MachineTypes.interrupt,
            TypeSlots(
                name: "irq",
                call: { vm, value, arguments throws(GuestException) in
                    try vm.checkArguments(arguments, 0, 0, keywords: false)
                    try call(vm, value)
                    return .none
                },
                methods: methods), memberName: "")
    }
}
