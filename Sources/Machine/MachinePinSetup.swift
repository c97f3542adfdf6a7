import Fabric
import MicroPython

/// `Pin.init` and the arguments of `Pin(...)`, as each port reads them.
struct MachinePinSetup {
    let hardware: Hardware
    let vm: VM
    let pin: Int

    private var wire: Pin { hardware.pins[pin] }
    private var facts: PinFacts { hardware.facts.pins[pin] }

    func apply(_ arguments: Arguments) throws(GuestException) {
        switch hardware.facts.port {
        case .rp2: try applyRP2(arguments)
        case .esp32: try applyESP32(arguments)
        case .esp8266: try applyESP8266(arguments)
        case .stm32: try applySTM32(arguments)
        }
        hardware.didPlan()
    }

    // MARK: Ports

    private func applyRP2(_ arguments: Arguments) throws(GuestException) {
        var reader = ArgumentReader(vm, arguments)
        let mode = given(reader.next("mode"))
        let pull = given(reader.next("pull"))
        let value = given(try reader.keyword("value"))
        let alternate = try reader.keyword("alt").map { value throws(GuestException) in try vm.int(value) } ?? 5
        try reader.finish()
        if facts.number == nil { try checkRadioPin(mode, pull, alternate) }
        let level = try value.map { value throws(GuestException) in try vm.truth(of: value) }
        let now = hardware.sync()
        if let mode {
            switch try vm.int(mode) {
            case 0: set(.input, at: now)
            case 1:
                if let level { wire.write(level, at: now) }
                set(.output, at: now)
            case 2:
                wire.write(level ?? true, at: now)
                set(.openDrain, at: now)
            default:
                guard hardware.pinFunctions.name(alternate, gpio: facts.number ?? 0) != nil else {
                    throw vm.exception(.valueError, "invalid pin af: %d", .int(alternate))
                }
                hardware.choose(alternate, forPin: pin, at: now)
            }
        }
        if facts.number == nil { return }
        let bits = try pull.map { pull throws(GuestException) in try vm.int(pull) } ?? 0
        setPull(up: bits & 1 != 0, down: bits & 2 != 0, at: now)
    }

    /// The radio chip's pins on the boards with a W.
    private func checkRadioPin(_ mode: Value?, _ pull: Value?, _ alternate: Int) throws(GuestException) {
        if pull != nil { throw vm.exception(.valueError, "pulls are not supported for external pins") }
        if alternate != RP2PinFunctions.registers {
            throw vm.exception(.valueError, "alternate functions are not supported for external pins")
        }
        if let mode, !(0...1).contains(try vm.int(mode)) {
            throw vm.exception(.valueError, "only Pin.OUT and Pin.IN are supported for this pin")
        }
    }

    private func applyESP32(_ arguments: Arguments) throws(GuestException) {
        var reader = ArgumentReader(vm, arguments)
        let mode = given(reader.next("mode"))
        let pull = reader.next("pull")
        let value = try reader.keyword("value")
        let drive = try reader.keyword("drive")
        let hold = try reader.keyword("hold")
        try reader.finish()
        let now = hardware.sync()
        if let value { wire.write(try vm.truth(of: value), at: now) }
        if let drive, facts.canOutput {
            let strength = try vm.int(drive)
            if (0...3).contains(strength) { hardware.pinSettings[pin].driveStrength = strength }
        }
        if let mode {
            // GPIO_MODE_DEF_OUTPUT is 2, GPIO_MODE_DEF_OD is 4.
            let bits = try vm.int(mode)
            if bits & 2 != 0 && !facts.canOutput { throw hardware.refusal(.pinOutput, vm: vm) }
            set(bits & 2 == 0 ? .input : bits & 4 != 0 ? .openDrain : .output, at: now)
        }
        if let pull, pull != Value(smallInt: -1) {
            let bits = pull == .none ? 0 : try vm.int(pull)
            setPull(up: bits & 2 != 0, down: bits & 1 != 0, at: now)
        }
        if let hold, facts.canOutput {
            // What was set while the pad was held shows first.
            wire.setHeld(false, at: now)
            wire.setHeld(try vm.truth(of: hold), at: now)
        }
    }

    private func applyESP8266(_ arguments: Arguments) throws(GuestException) {
        var reader = ArgumentReader(vm, arguments)
        let mode = try vm.int(reader.required("mode"))
        let pull = given(reader.next("pull"))
        let value = try reader.keyword("value")
        try reader.finish()
        let bits = try pull.map { pull throws(GuestException) in try vm.int(pull) } ?? 0
        let level = try value.map { value throws(GuestException) in try vm.truth(of: value) }
        if bits != 0 && facts.pulls.isEmpty {
            throw hardware.refusal(.pinPull, "\(facts.number ?? 0)", vm: vm)
        }
        let now = hardware.sync()
        if let level, mode != 0 { wire.write(level, at: now) }
        set(mode == 1 ? .output : mode == 2 ? .openDrain : .input, at: now)
        setPull(up: bits & 1 != 0, down: false, at: now)
    }

    private func applySTM32(_ arguments: Arguments) throws(GuestException) {
        var reader = ArgumentReader(vm, arguments)
        let mode = try vm.int(reader.required("mode"))
        let pull = given(reader.next("pull"))
        let legacy = try reader.next("af").map { value throws(GuestException) in try vm.int(value) } ?? -1
        let value = try reader.keyword("value")
        var alternate = try reader.keyword("alt").map { value throws(GuestException) in try vm.int(value) } ?? -1
        try reader.finish()
        if alternate == -1 { alternate = legacy }
        let isAlternate = mode == 0x02 || mode == 0x12
        let fabricMode: Pin.Mode? =
            switch mode {
            case 0x00, 0x02, 0x12: .input
            case 0x01: .output
            case 0x11: .openDrain
            case 0x03: .analog
            default: nil
            }
        // HAL's IS_GPIO_MODE, IS_GPIO_PULL and IS_GPIO_AF.
        guard let fabricMode else { throw hardware.refusal(.pinMode, "\(mode)", vm: vm) }
        let bits = try pull.map { pull throws(GuestException) in try vm.int(pull) } ?? 0
        guard (0...2).contains(bits) else { throw hardware.refusal(.pinPull, "\(bits)", vm: vm) }
        if isAlternate && !(0...15).contains(alternate) {
            throw vm.exception(.valueError, "invalid pin af: %d", .int(alternate))
        }
        let now = hardware.sync()
        if let value { wire.write(try vm.truth(of: value), at: now) }
        if isAlternate {
            hardware.choose(alternate, forPin: pin, isOpenDrain: mode == 0x12, at: now)
        } else {
            set(fabricMode, at: now)
        }
        setPull(up: bits == 1, down: bits == 2, at: now)
    }

    // MARK: Steps

    private func given(_ value: Value?) -> Value? { value == Value.none ? nil : value }

    private func set(_ mode: Pin.Mode, at now: Instant) {
        hardware.takeFromPeripherals(pin: pin, at: now)
        hardware.isConfigured[pin] = true
        wire.setMode(mode, at: now)
        if let use = facts.use, mode == .output || mode == .openDrain {
            hardware.note(
                "\(facts.name) belongs to the board's \(use): on a real board a sketch that drives it crashes the chip")
        }
    }

    private func setPull(up: Bool, down: Bool, at now: Instant) {
        let up = up && facts.pulls.contains(.up)
        let down = down && facts.pulls.contains(.down)
        hardware.isConfigured[pin] = true
        wire.setPull(up ? (down ? .both : .up) : down ? .down : .none, at: now)
    }
}
