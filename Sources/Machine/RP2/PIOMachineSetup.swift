import Fabric
import MicroPython

/// The arguments of `StateMachine.init`, and what they make of a machine (rp2_pio.c of ports/rp2, v1.29).
struct PIOMachineSetup {
    /// Pins that a program drives, with how they begin.
    private struct Pins {
        var base: Int?
        var count = 0
        var directions: UInt32 = 0
        var levels: UInt32 = 0
    }

    private let hardware: Hardware
    private let vm: VM
    private let program: Value
    private let hertz: Int
    private let inBase: Int?
    private var out: Pins
    private var set: Pins
    private var side: Pins
    private let jumpPin: Int?
    private var configuration = PIOConfiguration()

    init(_ hardware: Hardware, _ vm: VM, _ arguments: Arguments) throws(GuestException) {
        self.hardware = hardware
        self.vm = vm
        var reader = ArgumentReader(vm, arguments)
        program = try reader.required("prog")
        hertz = try reader.next("freq").map { value throws(GuestException) in try vm.int(value) } ?? -1
        func pin(_ value: Value?) throws(GuestException) -> Int? {
            guard let value, value != .none else { return nil }
            return hardware.facts.pins[try hardware.findPin(value, vm)].number
        }
        inBase = try pin(reader.keyword("in_base"))
        let outBase = try pin(reader.keyword("out_base"))
        let setBase = try pin(reader.keyword("set_base"))
        jumpPin = try pin(reader.keyword("jmp_pin"))
        let sideBase = try pin(reader.keyword("sideset_base"))
        let fields = try PIOObject.fields(vm, program)
        configuration.execution = UInt32(truncatingIfNeeded: try vm.int(truncating: fields[PIOObject.Field.execution]))
        configuration.shifting = UInt32(truncatingIfNeeded: try vm.int(truncating: fields[PIOObject.Field.shifting]))
        for (name, lowest, count) in [
            ("in_shiftdir", 18, 1), ("out_shiftdir", 19, 1), ("push_thresh", 20, 5), ("pull_thresh", 25, 5),
        ] as [(StaticString, UInt32, UInt32)] {
            guard let value = try reader.keyword(name), value != .none else { continue }
            let mask: UInt32 = (1 << count - 1) << lowest
            let bits = UInt32(truncatingIfNeeded: try vm.int(value)) << lowest & mask
            configuration.shifting = configuration.shifting & ~mask | bits
        }
        try reader.finish()
        out = try Self.pins(vm, fields[PIOObject.Field.outPins], outBase)
        set = try Self.pins(vm, fields[PIOObject.Field.setPins], setBase)
        side = try Self.pins(vm, fields[PIOObject.Field.sidePins], sideBase)
    }

    /// One pin or some, each `PIO.OUT_HIGH` or the like.
    private static func pins(_ vm: VM, _ beginnings: Value, _ base: Int?) throws(GuestException) -> Pins {
        var pins = Pins(base: base)
        if beginnings == .none { return pins }
        let values = vm.isInteger(beginnings) ? [beginnings] : try vm.items(of: beginnings)
        pins.count = values.count
        for (index, value) in values.enumerated() where index < 32 {
            let bits = UInt32(truncatingIfNeeded: try vm.int(value))
            pins.directions |= (bits >> 1 & 1) << UInt32(index)
            pins.levels |= (bits & 1) << UInt32(index)
        }
        return pins
    }

    /// In 256ths of a CPU cycle; 0 Hz is the slowest, as the register has it.
    private func divider() throws(GuestException) -> UInt64 {
        if hertz < 0 { return 256 }
        if hertz == 0 { return 65536 * 256 }
        let divider = hardware.clock.frequency * 256 / UInt64(hertz)
        guard (256...65536 * 256).contains(divider) else { throw vm.exception(.valueError, "freq out of range") }
        return divider
    }

    func apply(to machine: PIOStateMachine, of block: PIOBlock) throws(GuestException) {
        let fields = try PIOObject.fields(vm, program)
        var place = try vm.int(fields[PIOObject.Field.place + block.number])
        if !(0..<32).contains(place) { place = try PIOObject(hardware: hardware).add(vm, block.number, program) }
        var configuration = configuration
        configuration.divider256 = try divider()
        let now = hardware.sync()
        block.setEnabled(machine, false)
        machine.restart()
        machine.sent = []
        machine.received = []
        machine.start = place
        machine.core.programCounter = place
        machine.core.due = 0
        // The program counts from 0.
        configuration.execution &+= UInt32(place) << 12 &+ UInt32(place) << 7
        if let jumpPin { configuration.execution = configuration.execution & ~(31 << 24) | UInt32(jumpPin) << 24 }
        configuration.pins = pinRegister(configuration)
        machine.configuration = configuration
        for pins in [out, set, side] {
            guard let base = pins.base else { continue }
            let mask = PIOBlock.mask(base: base, count: pins.count)
            block.setLevels(PIOBlock.rotate(pins.levels, by: base), mask: mask, at: now)
            block.setDirections(PIOBlock.rotate(pins.directions, by: base), mask: mask, at: now)
            block.take(mask, at: now)
        }
        hardware.didPlan()
    }

    /// SMx_PINCTRL.
    private func pinRegister(_ configuration: PIOConfiguration) -> UInt32 {
        var register: UInt32 = 0
        if let inBase { register |= UInt32(inBase & 31) << 15 }
        if let base = out.base { register |= UInt32(base & 31) | UInt32(min(32, out.count)) << 20 }
        if let base = set.base { register |= UInt32(base & 31) << 5 | UInt32(min(7, set.count)) << 26 }
        if let base = side.base {
            let bits = side.count + (configuration.sideSetIsOptional ? 1 : 0)
            register |= UInt32(base & 31) << 10 | UInt32(min(5, bits)) << 29
        }
        return register
    }
}
