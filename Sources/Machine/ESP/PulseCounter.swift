import Fabric
import MicroPython

/// A pulse counter: what `machine.Counter` and `machine.Encoder` of the ESP32 count with (modules/machine.py of ports/esp32, v1.29).
///
/// Not modelled: the filter; the hardware's 16 bits, which the port hides.
final class PulseCounter {
    /// The class that has it.
    let isEncoder: Bool
    var value = 0
    var phases = 1
    private var subscriptions: [EdgeSubscription] = []

    init(isEncoder: Bool) { self.isEncoder = isEncoder }

    func stop() {
        for subscription in subscriptions { subscription.cancel() }
        subscriptions = []
    }

    /// Counts edges of a pin.
    func count(
        _ hardware: Hardware, pin: Int, _ change: @escaping (_ isHigh: Bool, _ instant: Instant) -> Int
    ) {
        let subscription = hardware.pins[pin].net.observeEdges(at: hardware.sync()) { [unowned self] level, instant in
            value += change(level.isHigh, instant)
        }
        subscriptions.append(subscription)
        hardware.didPlan()
    }
}

/// The guest's side of the pulse counters.
///
/// Not modelled: the heap that the port's frozen Python takes for them.
struct PulseCounterObject: Sendable {
    let hardware: Hardware
    let isEncoder: Bool

    private var number: Int { isEncoder ? MachineTypes.encoder : MachineTypes.counter }
    private var name: String { isEncoder ? "Encoder" : "Counter" }
    /// SOC_PCNT_UNITS_PER_GROUP.
    private var units: Int { hardware.facts.chip == "esp32" ? 8 : 4 }

    private func make(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try vm.checkArguments(arguments, 1, -1, keywords: true)
        let unit = try vm.int(arguments[0])
        guard (0..<units).contains(unit) else { throw vm.exception(.valueError, "invalid id") }
        if let other = hardware.state.counters[unit], other.isEncoder != isEncoder {
            throw vm.exception(.valueError, "PCNT in use")
        }
        let isNew = hardware.state.counters[unit] == nil
        let object = hardware.keptObject(name, unit) {
            let object = vm.makeStaticObject(MachineTypes.address(number), wordCount: 1)
            vm.setWord(object, 0, UInt32(unit))
            return object
        }
        let rest = arguments.dropFirst()
        if isNew || rest.count > 0 || rest.keywordCount > 0 { try setUp(vm, unit, rest) }
        return object
    }

    private func setUp(_ vm: VM, _ unit: Int, _ arguments: Arguments) throws(GuestException) {
        var reader = ArgumentReader(vm, arguments)
        let counter = PulseCounter(isEncoder: isEncoder)
        if isEncoder {
            let (a, b) = (
                try hardware.findPin(reader.required("phase_a"), vm),
                try hardware.findPin(reader.required("phase_b"), vm)
            )
            let phases = try reader.next("phases").map { value throws(GuestException) in try vm.int(value) } ?? 1
            try readFilter(vm, &reader)
            guard [1, 2, 4].contains(phases) else { throw vm.exception(.valueError, "phases") }
            countPhases(counter, a, b, phases)
        } else {
            let source = try hardware.findPin(reader.required("src"), vm)
            let edge = try reader.next("edge").map { value throws(GuestException) in try vm.int(value) } ?? 1
            let up = try reader.next("direction").map { value throws(GuestException) in try vm.int(value) } ?? 1
            try readFilter(vm, &reader)
            let step = up == 1 ? 1 : up == 2 ? -1 : 0
            counter.count(hardware, pin: source) { isHigh, _ in edge & (isHigh ? 1 : 2) != 0 ? step : 0 }
        }
        hardware.state.counters[unit]?.stop()
        hardware.state.counters[unit] = counter
    }

    private func readFilter(_ vm: VM, _ reader: inout ArgumentReader) throws(GuestException) {
        if let filter = try reader.keyword("filter_ns") { _ = try vm.int(filter) }
        try reader.finish()
    }

    /// Phase A counts up as it falls and down as it rises, the other way round (or, of one phase, not at all) while B is low; of four phases B counts too.
    private func countPhases(_ counter: PulseCounter, _ a: Int, _ b: Int, _ phases: Int) {
        counter.phases = phases
        let hardware = hardware
        counter.count(hardware, pin: a) { isHigh, instant in
            let isLow = !hardware.pins[b].net.level(at: instant).isHigh
            if isLow && phases == 1 { return 0 }
            return isHigh == isLow ? 1 : -1
        }
        guard phases == 4 else { return }
        counter.count(hardware, pin: b) { isHigh, instant in
            let isLow = !hardware.pins[a].net.level(at: instant).isHigh
            return isHigh == isLow ? -1 : 1
        }
    }

    private func value(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        hardware.sync()
        guard let counter = hardware.state.counters[Int(vm.word(arguments[0], 0))] else {
            throw vm.exception(.runtimeError, "not initialised")
        }
        let old = counter.value
        if let new = arguments.optional(1), new != .none { counter.value = try vm.int(new) }
        return try vm.newInt(old)
    }

    var definition: NativeTypeDefinition {
        var methods: MethodTable = [
            "init": .keywords(1) { vm, arguments throws(GuestException) in
                try setUp(vm, Int(vm.word(arguments[0], 0)), arguments.dropFirst())
                return .none
            },
            "deinit": .fixed(1) { vm, arguments throws(GuestException) in
                hardware.state.counters.removeValue(forKey: Int(vm.word(arguments[0], 0)))?.stop()
                return .none
            },
            "value": .range(1...2, value),
        ]
        if isEncoder {
            methods =
                methods + [
                    "phases": .fixed(1) { vm, arguments throws(GuestException) in
                        try vm.newInt(hardware.state.counters[Int(vm.word(arguments[0], 0))]?.phases ?? 1)
                    }
                ]
        } else {
            methods = methods + ["RISING": .int(1), "FALLING": .int(2), "UP": .int(1), "DOWN": .int(2)]
        }
        return NativeTypeDefinition(
            number: number,
            TypeSlots(
                name: name,
                make: { vm, _, arguments throws(GuestException) in try make(vm, arguments) }, methods: methods))
    }
}
