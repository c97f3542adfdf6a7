import MicroPython

/// `stm`: addresses of the registers that `machine.mem32` has (modstm.c of ports/stm32, v1.29; RM0090 table 1 and 8.4).
///
/// Not modelled: the registers of all other peripherals; their names are missing.
struct STMModule: Sendable {
    let hardware: Hardware

    var module: NativeModule {
        var members: [(name: String, member: MethodTable.Member)] = ["mem8", "mem16", "mem32"].compactMap { name in
            MachineMemory(hardware: hardware).members.members.first { $0.name == name }
        }
        for (index, letter) in "ABCDEFGHI".enumerated()
        where hardware.facts.pins.contains(where: { $0.name.first == letter }) {
            members.append(("GPIO\(letter)", .number(0x4002_0000 + 0x400 * index)))
        }
        for (name, offset) in [
            ("MODER", 0x00), ("OTYPER", 0x04), ("OSPEEDR", 0x08), ("PUPDR", 0x0C), ("IDR", 0x10), ("ODR", 0x14),
            ("BSRR", 0x18), ("BSRRL", 0x18), ("BSRRH", 0x1A), ("LCKR", 0x1C), ("AFR0", 0x20), ("AFR1", 0x24),
        ] { members.append(("GPIO_\(name)", .int(offset))) }
        // RM0090 table 1 and 7.3.10.
        members += [("RCC", .number(0x4002_3800)), ("RCC_AHB1ENR", .int(0x30))]
        return NativeModule(name: "stm", members: MethodTable(members))
    }
}
