import Fabric
import MicroPython

/// The older methods of the pyboard's `Pin` (pin.c of ports/stm32, v1.29).
///
/// Not modelled: `af`, `af_list`, `gpio`.
struct MachinePinNames: Sendable {
    let hardware: Hardware

    private func index(_ value: Value, _ vm: VM) -> Int { Int(vm.word(value, 0)) }

    private func name(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try Value(vm.intern(hardware.facts.pins[index(arguments[0], vm)].name))
    }

    private func names(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let pin = index(arguments[0], vm)
        var names: [Value] = [try name(vm, arguments)]
        for entry in hardware.facts.boardNames where entry.pin == pin { names.append(Value(try vm.intern(entry.name))) }
        return try vm.newList(names)
    }

    /// A is 0.
    private func port(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let letter = hardware.facts.pins[index(arguments[0], vm)].name.utf8.first ?? UInt8(ascii: "A")
        return Value(smallInt: Int32(letter) - Int32(UInt8(ascii: "A")))
    }

    private func number(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        Value(smallInt: Int32(hardware.facts.pins[index(arguments[0], vm)].name.dropFirst()) ?? 0)
    }

    private func mode(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let pin = hardware.pins[index(arguments[0], vm)]
        switch pin.mode {
        case .input: return Value(smallInt: 0)
        case .output: return Value(smallInt: pin.waveform == nil ? 1 : 2)
        case .openDrain: return Value(smallInt: 0x11)
        case .analog: return Value(smallInt: 3)
        }
    }

    private func pull(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let pull = hardware.pins[index(arguments[0], vm)].pull
        return Value(smallInt: pull == .up ? 1 : pull == .down ? 2 : 0)
    }

    var methods: MethodTable {
        [
            "name": .fixed(1, name),
            "names": .fixed(1, names),
            "port": .fixed(1, port),
            "pin": .fixed(1, number),
            "mode": .fixed(1, mode),
            "pull": .fixed(1, pull),
            "af": .fixed(1) { vm, _ throws(GuestException) in throw hardware.notModelled("Pin.af()", vm) },
            "af_list": .fixed(1) { vm, _ throws(GuestException) in throw hardware.notModelled("Pin.af_list()", vm) },
            "gpio": .fixed(1) { vm, _ throws(GuestException) in throw hardware.notModelled("Pin.gpio()", vm) },
        ]
    }
}
