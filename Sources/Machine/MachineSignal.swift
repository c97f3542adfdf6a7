import Fabric
import MicroPython

/// `machine.Signal` (extmod/machine_signal.c, v1.29).
/// It stands around a `Pin`, another Signal, or an object of a class that inherits from `PinBase`.
public struct MachineSignal: Sendable {
    /// nil: there are no pins but the guest's own.
    let hardware: Hardware?

    /// A Signal for a machine without pins, or with a board's.
    public init(hardware: Hardware? = nil) { self.hardware = hardware }

    static let address = MachineTypes.address(MachineTypes.signal)

    private func make(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let pin: Value
        var isInverted = false
        if let first = arguments.optional(0), isPinLike(first, vm) {
            guard arguments.count == 1, arguments.keywordCount <= 1 else { throw vm.exception(.typeError, "") }
            if arguments.keywordCount == 1 {
                guard try vm.string(of: arguments.keywordName(0)) == "invert" else {
                    throw vm.exception(.typeError, "")
                }
                isInverted = try vm.truth(of: arguments.keywordValue(0))
            }
            pin = first
        } else if hardware == nil {
            throw vm.exception(.typeError, "")
        } else {
            (pin, isInverted) = try makePin(vm, arguments)
        }
        let signal = try vm.makeObject(Self.address, wordCount: 2)
        vm.setWord(signal, 0, pin.bits)
        vm.setWord(signal, 1, isInverted ? 1 : 0)
        return signal
    }

    private func isPinLike(_ value: Value, _ vm: VM) -> Bool {
        vm.isObject(value, of: MachinePin.address) || vm.isObject(value, of: Self.address)
            || MachinePinBase.isPin(value, vm)
    }

    /// `Signal(2, Pin.OUT, value=0, invert=True)`: all but `invert` goes to `Pin`, and the value is the signal's.
    private func makePin(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> (Value, Bool) {
        var isInverted = false
        var keywords: [(Value, Value)] = []
        for index in 0..<arguments.keywordCount {
            let (name, value) = (arguments.keywordName(index), arguments.keywordValue(index))
            if try vm.string(of: name) == "invert" {
                isInverted = try vm.truth(of: value)
            } else {
                keywords.append((name, value))
            }
        }
        if isInverted {
            for index in keywords.indices where try vm.string(of: keywords[index].0) == "value" {
                keywords[index].1 = Value(smallInt: try vm.truth(of: keywords[index].1) ? 0 : 1)
            }
        }
        let positional = (0..<arguments.count).map { arguments[$0] }
        return (try vm.call(Value(type: MachineTypes.pin), positional, keywords: keywords), isInverted)
    }

    private func read(_ vm: VM, _ value: Value) throws(GuestException) -> Bool {
        let pin = Value(bits: vm.word(value, 0))
        let isHigh: Bool
        if vm.isObject(pin, of: Self.address) {
            isHigh = try read(vm, pin)
        } else if let hardware, vm.isObject(pin, of: MachinePin.address) {
            isHigh = hardware.read(Int(vm.word(pin, 0)))
        } else {
            isHigh = try MachinePinBase.read(vm, pin)
        }
        return isHigh != (vm.word(value, 1) != 0)
    }

    private func write(_ vm: VM, _ value: Value, _ isOn: Bool) throws(GuestException) {
        let pin = Value(bits: vm.word(value, 0))
        let isHigh = isOn != (vm.word(value, 1) != 0)
        if vm.isObject(pin, of: Self.address) {
            try write(vm, pin, isHigh)
        } else if let hardware, vm.isObject(pin, of: MachinePin.address) {
            hardware.write(Int(vm.word(pin, 0)), isHigh)
        } else {
            try MachinePinBase.write(vm, pin, isHigh)
        }
    }

    private func access(_ vm: VM, _ value: Value, _ level: Value?) throws(GuestException) -> Value {
        guard let level else { return Value(smallInt: try read(vm, value) ? 1 : 0) }
        try write(vm, value, try vm.truth(of: level))
        return .none
    }

    /// The type, for a module's list.
    public var definition: NativeTypeDefinition {
        NativeTypeDefinition(
            number: MachineTypes.signal,
            TypeSlots(
                name: "Signal",
                make: { vm, _, arguments throws(GuestException) in try make(vm, arguments) },
                call: { vm, value, arguments throws(GuestException) in
                    try vm.checkArguments(arguments, 0, 1, keywords: false)
                    return try access(vm, value, arguments.optional(0))
                },
                methods: [
                    "value": .range(1...2) { vm, arguments throws(GuestException) in
                        try access(vm, arguments[0], arguments.optional(1))
                    },
                    "on": .fixed(1) { vm, arguments throws(GuestException) in
                        try write(vm, arguments[0], true)
                        return .none
                    },
                    "off": .fixed(1) { vm, arguments throws(GuestException) in
                        try write(vm, arguments[0], false)
                        return .none
                    },
                ]))
    }
}
