import MicroPython

/// `machine.mem8`, `mem16` and `mem32` (extmod/machine_mem.c, v1.29).
///
/// Not modelled: registers and memory behind them. Every access says so; without a board it is refused as the unix port refuses it to a user
/// who may not see the machine's memory.
public struct MachineMemory: Sendable {
    /// nil: there is no board.
    let hardware: Hardware?

    /// The memory of a machine.
    public init(hardware: Hardware? = nil) { self.hardware = hardware }

    private static let names = ["mem8", "mem16", "mem32"]

    /// EACCES.
    private static let accessDenied = 13

    /// The type, for a module's list.
    public var definition: NativeTypeDefinition {
        NativeTypeDefinition(
            number: MachineTypes.memory,
            TypeSlots(
                name: "mem",
                print: { vm, value, printer, _ throws(GuestException) in
                    try printer.write(text: "<\(8 << vm.word(value, 0))-bit memory>")
                },
                subscript: { vm, value, index, store throws(GuestException) in
                    let name = Self.names[Int(vm.word(value, 0))]
                    guard let hardware else { throw vm.osError(Self.accessDenied) }
                    throw hardware.notModelled("machine.\(name)", vm)
                }), memberName: "")
    }

    /// `mem8`, `mem16`, `mem32`.
    public var members: MethodTable {
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
