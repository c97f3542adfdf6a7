import Fabric
import MicroPython

/// `machine` (extmod/modmachine.c and modmachine.c of the ports, v1.29).
///
/// Not modelled: `mem_backup`, `info` of the STM32, which say so.
struct MachineModule: Sendable {
    let hardware: Hardware

    // MARK: Resets

    private func stop(_ vm: VM, _ kind: ResetKind, at instant: Instant) -> GuestException {
        hardware.stopReason = .reset(kind, at: instant)
        return vm.stopException()
    }

    private func reset(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        throw stop(vm, .hard, at: hardware.sync())
    }

    /// Not modelled: the guest cannot catch it, though the real one is a SystemExit.
    private func softReset(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        throw stop(vm, .soft, at: hardware.sync())
    }

    private func resetCause(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try vm.newInt(hardware.resetCause)
    }

    // MARK: Clock and sleep

    private func frequency(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let facts = hardware.facts
        guard let wanted = arguments.optional(0) else {
            let hertz = Int(hardware.clock.frequency)
            guard facts.port == .stm32 else { return try vm.newInt(hertz) }
            // APB1 at a quarter, APB2 at half of it on the F4 (powerctrl.c); the F0 has one bus and three numbers.
            let isF4 = facts.chip.hasPrefix("stm32f4")
            let clocks = isF4 ? [hertz, hertz, hertz / 4, hertz / 2] : [hertz, hertz, hertz]
            var items: [Value] = []
            for clock in clocks { items.append(try vm.newInt(clock)) }
            return try vm.newTuple(items)
        }
        var hertz = try vm.int(wanted)
        // The Espressif ports cut off what is below a megahertz.
        if facts.port == .esp32 || facts.port == .esp8266 { hertz = hertz / 1_000_000 * 1_000_000 }
        hardware.sync()
        guard hertz > 0, let setting = facts.frequencySetting(UInt64(hertz)) else {
            if let refusal = facts.frequencyRefusal { throw refusal.exception(vm, []) }
            throw hardware.refusal(.frequency, vm: vm)
        }
        for block in hardware.pio { block.willChangeClock() }
        hardware.clock.setFrequency(setting)
        for block in hardware.pio { block.didChangeClock() }
        vm.requestService()
        return .none
    }

    /// Until the next interrupt; the ports' system ticks end it after a millisecond.
    private func idle(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try hardware.wait(vm, until: hardware.sync() + .milliseconds(1), wakes: true)
        return .none
    }

    private func lightSleep(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try hardware.lightSleep(
            vm, milliseconds: try arguments.optional(0).map { value throws(GuestException) in try vm.int(value) })
        return .none
    }

    private func deepSleep(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let milliseconds = try arguments.optional(0).map { value throws(GuestException) in
            max(1, try vm.int(value))
        }
        throw try hardware.deepSleep(vm, milliseconds.map { .milliseconds(UInt64($0)) })
    }

    private func bootloader(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        hardware.stopReason = .waitsForever("machine.bootloader() leaves MicroPython and waits for new firmware")
        throw vm.stopException()
    }

    /// The ESP32's: what woke it.
    private var wakeMembers: MethodTable {
        let functions: MethodTable = [
            "SLEEP": .int(2), "DEEPSLEEP": .int(4),
            "wake_reason": .fixed(0) { vm, _ throws(GuestException) in try vm.newInt(hardware.state.wakeReason) },
            "wake_pins": .fixed(0) { vm, _ throws(GuestException) in
                var pins: [Value] = []
                for pin in hardware.state.wakePins { pins.append(try vm.newInt(pin)) }
                return try vm.newTuple(pins)
            },
        ]
        return functions + [
            "PIN_WAKE": .int(2), "EXT0_WAKE": .int(2), "EXT1_WAKE": .int(3), "TIMER_WAKE": .int(4),
            "TOUCHPAD_WAKE": .int(5), "ULP_WAKE": .int(6),
        ]
    }

    /// What only some ports have.
    private var portMembers: MethodTable {
        let sleep: MethodTable = ["sleep": .range(0...1, lightSleep)]
        let bootloader: MethodTable = ["bootloader": .range(0...1, bootloader)]
        func absent(_ names: String...) -> MethodTable {
            MethodTable(
                names.map { name in
                    (
                        name,
                        .variable(0) { vm, _ throws(GuestException) in
                            throw hardware.notModelled("machine.\(name)", vm)
                        }
                    )
                })
        }
        switch hardware.facts.port {
        case .rp2: return bootloader + absent("mem_backup")
        case .esp32:
            // The original ESP32 has no way into its loader but the buttons.
            let loader = hardware.facts.chip == "esp32" ? MethodTable([]) : bootloader
            return sleep + loader + wakeMembers + absent("mem_backup")
        case .esp8266: return sleep + ["DEEPSLEEP": .int(4)]
        case .stm32:
            // Only the pyboard has a socket for a card.
            let card: MethodTable =
                PybSDCard.isThere(hardware.facts)
                ? ["SDCard": .constant { _ in Value(type: MachineTypes.pybSDCard) }] : [:]
            let random =
                hardware.facts.chip == "stm32f405" ? PybModule(hardware: hardware).randomMember : MethodTable([])
            return sleep + bootloader + card + random + absent("mem_backup", "info")
        }
    }

    /// Classes that only some ports and chips have.
    private var portTypes: [NativeTypeDefinition] {
        // Neither of the micro:bit's firmwares has them.
        if hardware.facts.isMicrobit { return [] }
        let everywhere = [MachineRTC(hardware: hardware).definition, MachineWDT(hardware: hardware).definition]
        let audio = MachineI2S(hardware: hardware).map { [$0.definition] } ?? []
        guard hardware.facts.port == .esp32 else { return everywhere + audio }
        var types =
            everywhere + audio
            + [MachineADCBlock(hardware: hardware).definition, MachineSDCard(hardware: hardware).definition]
        let chip = hardware.facts.chip
        if chip == "esp32" { types.append(MachineDAC(hardware: hardware).definition) }
        if chip != "esp32c3" {
            types += [
                MachineTouchPad(hardware: hardware).definition,
                PulseCounterObject(hardware: hardware, isEncoder: false).definition,
                PulseCounterObject(hardware: hardware, isEncoder: true).definition,
            ]
        }
        return types
    }

    // MARK: Interrupts

    private func disable(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let wasEnabled = !hardware.isMasked
        hardware.isMasked = true
        // stm32 gives a bool that says whether they were on, the others the CPU's mask.
        if hardware.facts.port == .stm32 { return Value(wasEnabled) }
        return Value(smallInt: wasEnabled ? 0 : 1)
    }

    private func enable(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let isSTM32 = hardware.facts.port == .stm32
        let isOn: Bool
        if let state = arguments.optional(0) {
            isOn = isSTM32 ? try vm.truth(of: state) : try vm.int(state) == 0
        } else {
            isOn = true
        }
        if isOn { hardware.unmask() } else { hardware.isMasked = true }
        return .none
    }

    // MARK: The module

    private var functions: MethodTable {
        let isSTM32 = hardware.facts.port == .stm32
        return [
            "unique_id": .fixed(0) { vm, _ throws(GuestException) in
                try vm.newBytes(hardware.facts.uniqueID)
            },
            "soft_reset": .fixed(0, softReset),
            "reset": .fixed(0, reset),
            "reset_cause": .fixed(0, resetCause),
            "idle": .fixed(0, idle),
            "freq": .range(0...(isSTM32 ? 4 : hardware.facts.port == .rp2 ? 2 : 1), frequency),
            "lightsleep": .range(0...1, lightSleep),
            "deepsleep": .range(0...1, deepSleep),
            "disable_irq": .fixed(0, disable),
            "enable_irq": isSTM32 ? .range(0...1, enable) : .fixed(1, enable),
        ]
    }

    /// ports/esp8266 has I2C in software only, under both names.
    private var softAliases: [(String, MethodTable.Member)] {
        guard hardware.facts.port == .esp8266 else { return [] }
        return [("I2C", .constant { _ in Value(type: MachineTypes.softI2C) })]
    }

    var module: NativeModule {
        let pin = MachinePin(hardware: hardware)
        let memory = MachineMemory(hardware: hardware)
        var members = memory.members + functions + MachinePulse(hardware: hardware).members
        members = members + portMembers
        members.members += hardware.facts.resetCauses.map { cause in (cause.name, .int(cause.value)) }
        let types =
            pin.namespaces + [
                pin.definition, MachineInterrupt(hardware: hardware).definition,
                MachineInterrupt(hardware: hardware).espressifDefinition, PinAFObject(hardware: hardware).definition,
                MachinePinBase.definition, MachineSignal(hardware: hardware).definition,
                MachinePWM(hardware: hardware).definition,
                MachineADC(hardware: hardware).definition, MachineTimer(hardware: hardware).definition,
                memory.definition, MachineUART(hardware: hardware).definition,
                MachineI2C(hardware: hardware, isSoft: true).definition,
                MachineSPI(hardware: hardware, isSoft: true).definition,
                MachineSPI(hardware: hardware, isSoft: false).definition,
            ] + (hardware.facts.port == .esp8266 ? [] : [MachineI2C(hardware: hardware, isSoft: false).definition])
            + (MachineI2CTarget.isThere(hardware.facts) ? [MachineI2CTarget(hardware: hardware).definition] : [])
        members.members += softAliases
        return NativeModule(name: "machine", members: members, types: types + portTypes, isExtensible: true)
    }
}
