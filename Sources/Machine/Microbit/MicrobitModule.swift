import Fabric
import MicroPython

/// `microbit` (source/microbit/modmicrobit.cpp of bbcmicrobit/micropython).
///
/// Not modelled: `accelerometer`, `compass`, `audio`, `i2c`, `spi` and `uart`, which say so when they are used; the chip's temperature.
struct MicrobitModule: Sendable {
    let hardware: Hardware

    private func sleep(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let length = arguments[0]
        let milliseconds =
            vm.isInteger(length) ? try vm.int(length) : Int(max(-1, min(1e9, try vm.double(length))))
        let now = hardware.sync()
        if milliseconds > 0 { try hardware.wait(vm, until: now + .milliseconds(UInt64(milliseconds))) }
        return .none
    }

    private func panic(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let number = try arguments.optional(0).map { value throws(GuestException) in try vm.int(value) } ?? 999
        hardware.stopReason = .waitsForever("microbit.panic(\(number)) shows a sad face until the board is reset")
        throw vm.stopException()
    }

    private func scale(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        var reader = ArgumentReader(vm, arguments)
        let value = try vm.double(reader.required("value"))
        let (from, to) = (try reader.required("from_"), try reader.required("to"))
        try reader.finish()
        let (fromItems, toItems) = (try pair(from, vm), try pair(to, vm))
        let (low, high) = (try vm.double(fromItems[0]), try vm.double(fromItems[1]))
        let (first, last) = (try vm.double(toItems[0]), try vm.double(toItems[1]))
        let scaled = (value - low) / (high - low) * (last - first) + first
        if vm.isFloat(toItems[0]) || vm.isFloat(toItems[1]) { return try vm.newFloat(scaled) }
        guard scaled.isFinite, abs(scaled) < 1e9 else { throw vm.exception(.overflowError, "can't convert to int") }
        return try vm.newInt(Int(scaled.rounded(.toNearestOrEven)))
    }

    private func pair(_ value: Value, _ vm: VM) throws(GuestException) -> [Value] {
        let items = try vm.items(of: value)
        guard items.count == 2 else {
            throw vm.exception(.valueError, "requested length 2 but object has length \(items.count)")
        }
        return items
    }

    /// Something of the real board that says its name when it is used.
    private func absent(_ name: String, number: Int) -> NativeTypeDefinition {
        NativeTypeDefinition(
            number: number,
            TypeSlots(
                name: name,
                attribute: { vm, _, attribute, _ throws(GuestException) in
                    throw hardware.notModelled("microbit.\(name).\(vm.string(attribute))", vm)
                }), memberName: "")
    }

    private var absentTypes: [NativeTypeDefinition] {
        ["accelerometer", "compass", "audio", "i2c", "spi", "uart"].enumerated().map { index, name in
            absent(name, number: MachineTypes.microbitAbsent + index)
        }
    }

    private var functions: MethodTable {
        [
            "sleep": .fixed(1, sleep),
            "running_time": .fixed(0) { vm, _ throws(GuestException) in
                try vm.newInt(Int(hardware.sync().milliseconds & 0x3FFF_FFFF))
            },
            "reset": .fixed(0) { vm, _ throws(GuestException) in
                hardware.stopReason = .reset(.hard, at: hardware.sync())
                throw vm.stopException()
            },
            "panic": .range(0...1, panic),
            "temperature": .fixed(0) { _, _ throws(GuestException) in
                hardware.note("microbit.temperature() is always 25: the chip's temperature isn't modelled by Perch")
                return Value(smallInt: 25)
            },
            "scale": .keywords(0, scale),
        ]
    }

    var module: NativeModule {
        var members = functions
        members.members += [
            ("display", .constant { $0.staticInstance(of: DisplayObject.address) }),
            ("button_a", .constant { ButtonObject.make($0, pin: 5) }),
            ("button_b", .constant { ButtonObject.make($0, pin: 11) }),
        ]
        members.members += MicrobitPins.numbers.map { number in
            ("pin\(number)", .constant { vm in MicrobitPinObject.make(vm, number) })
        }
        members.members += absentTypes.map { type in
            (type.slots.name, .constant { vm in vm.staticInstance(of: type.address) })
        }
        return NativeModule(
            name: "microbit", members: members,
            types: [ImageObject.definition, ButtonObject(hardware: hardware).definition]
                + DisplayObject(hardware: hardware).definitions + MicrobitPinObject(hardware: hardware).definitions
                + absentTypes)
    }

    /// Modules of the firmware that Perch has not.
    var absentModules: [NativeModule] {
        [
            (
                "radio",
                ["on", "off", "config", "reset", "send", "send_bytes", "receive", "receive_bytes", "receive_full"]
            ),
            ("speech", ["say", "pronounce", "sing", "translate"]),
        ].map { name, functions in
            NativeModule(
                name: name,
                members: MethodTable(
                    functions.map { function in
                        (
                            function,
                            .keywords(0) { vm, _ throws(GuestException) in
                                throw hardware.notModelled("\(name).\(function)", vm)
                            }
                        )
                    }))
        }
    }
}
