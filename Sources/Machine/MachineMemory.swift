import MicroPython

/// `machine.mem8`, `mem16` and `mem32` (extmod/machine_mem.c, v1.29).
///
/// Not modelled: registers and memory behind them. Every access says so.
struct MachineMemory: Sendable {
    let hardware: Hardware

    private static let names = ["mem8", "mem16", "mem32"]

    var definition: NativeTypeDefinition {
        NativeTypeDefinition(
            number: MachineTypes.memory,
            TypeSlots(
                name: "mem",
                print: { vm, value, printer, _ throws(GuestException) in
                    try printer.write(text: "<\(8 << vm.word(value, 0))-bit memory>")
                },
                subscript: { vm, value, index, store throws(GuestException) in
                    let name = Self.names[Int(vm.word(value, 0))]
                    throw hardware.notModelled("machine.\(name)", vm)
                }), memberName: "")
    }

    var members: MethodTable {
        MethodTable(
            Self.names.indices.map { index in
                (
                    name: Self.names[index],
                    member: .constant { vm in
                        let object = vm.makeStaticObject(MachineTypes.address(MachineTypes.memory), wordCount: 1)
                        vm.setWord(object, 0, UInt32(index))
                        return object
                    }
                )
            })
    }
}
