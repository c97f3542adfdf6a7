import Fabric
import MicroPython

/// The older methods of the pyboard's `Pin` (pin.c of ports/stm32, v1.29).
///
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
        let place = index(arguments[0], vm)
        let (pin, settings) = (hardware.pins[place], hardware.pinSettings[place])
        if pin.mode != .analog, settings.alternate != nil || settings.user != nil {
            return Value(smallInt: settings.isOpenDrain || pin.mode == .openDrain ? 0x12 : 2)
        }
        switch pin.mode {
        case .input: return Value(smallInt: 0)
        case .output: return Value(smallInt: 1)
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
            "af": .fixed(1) { vm, arguments throws(GuestException) in
                Value(smallInt: Int32(hardware.alternate(ofPin: index(arguments[0], vm)) ?? 0))
            },
            "af_list": .fixed(1) { vm, arguments throws(GuestException) in
                try PinAFObject(hardware: hardware).list(index(arguments[0], vm), vm)
            },
            // The address, cut to a small int as the port does it.
            "gpio": .fixed(1) { vm, arguments throws(GuestException) in
                let base = GPIORegisters(hardware: hardware).stm32Base
                let address = base + 0x400 * UInt32(bitPattern: try port(vm, arguments).smallInt)
                return Value(smallInt: Int32(bitPattern: address << 1) >> 1)
            },
        ]
    }
}
