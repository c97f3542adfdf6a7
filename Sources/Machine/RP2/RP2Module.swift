import Fabric
import MicroPython

/// `rp2` and `_rp2` (modrp2.c and modules/rp2.py of ports/rp2, v1.29).
///
/// Not modelled: what `DMA` and the others say of themselves.
struct RP2Module: Sendable {
    let hardware: Hardware

    private var members: MethodTable {
        MethodTable([
            (
                "bootsel_button",
                .fixed(0) { vm, _ throws(GuestException) in
                    hardware.sync()
                    return Value(smallInt: hardware.isBootselPressed ? 1 : 0)
                }
            )
        ])
    }

    var modules: [NativeModule] {
        let types =
            [
                RP2Flash(hardware: hardware).definition, PIOObject(hardware: hardware).definition,
                PIOMachineObject(hardware: hardware).definition,
            ] + DMAObject(hardware: hardware).definitions + [DMATimerObject(hardware: hardware).definition]
        let assembler = PIOAssemblerObject(hardware: hardware)
        return [
            NativeModule(
                name: "rp2", members: members + assembler.functions,
                types: types + assembler.definitions + [PIOInterruptObject(hardware: hardware).definition],
                isExtensible: true),
            NativeModule(
                name: "_rp2",
                members: MethodTable(
                    types.map { type in (type.memberName, .constant { _ in Value(address: type.address) }) })
                    + members),
        ]
    }
}
