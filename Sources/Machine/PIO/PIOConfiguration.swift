/// How a state machine is set up: its registers (RP2040 datasheet 3.7).
struct PIOConfiguration: Equatable {
    /// CPU cycles per cycle of the machine, in steps of a 256th.
    var divider256: UInt64 = 256
    /// SMx_EXECCTRL.
    var execution: UInt32 = 0x1F000
    /// SMx_SHIFTCTRL.
    var shifting: UInt32 = 0xC0000
    /// SMx_PINCTRL.
    var pins: UInt32 = 0

    private func bits(_ register: UInt32, _ lowest: UInt32, _ count: UInt32) -> Int {
        Int(register >> lowest & (1 << count - 1))
    }

    var wrapTop: Int { bits(execution, 12, 5) }
    var wrapBottom: Int { bits(execution, 7, 5) }
    var jumpPin: Int { bits(execution, 24, 5) }
    var sideSetsDirections: Bool { bits(execution, 29, 1) != 0 }
    var sideSetIsOptional: Bool { bits(execution, 30, 1) != 0 }
    /// `mov x, status`: whether it looks at what was received, and below which level it is all ones.
    var statusOfReceived: Bool { bits(execution, 4, 1) != 0 }
    var statusLevel: Int { bits(execution, 0, 4) }

    var pushesByItself: Bool { bits(shifting, 16, 1) != 0 }
    var pullsByItself: Bool { bits(shifting, 17, 1) != 0 }
    var shiftsInRight: Bool { bits(shifting, 18, 1) != 0 }
    var shiftsOutRight: Bool { bits(shifting, 19, 1) != 0 }
    var pushThreshold: Int { bits(shifting, 20, 5) == 0 ? 32 : bits(shifting, 20, 5) }
    var pullThreshold: Int { bits(shifting, 25, 5) == 0 ? 32 : bits(shifting, 25, 5) }
    /// A queue that gets the other's four words has eight, and the other none.
    var sendCapacity: Int { joinsReceived ? 0 : joinsSent ? 8 : 4 }
    var receiveCapacity: Int { joinsSent ? 0 : joinsReceived ? 8 : 4 }
    private var joinsSent: Bool { bits(shifting, 30, 1) != 0 }
    private var joinsReceived: Bool { bits(shifting, 31, 1) != 0 }

    var outBase: Int { bits(pins, 0, 5) }
    var setBase: Int { bits(pins, 5, 5) }
    var sideBase: Int { bits(pins, 10, 5) }
    var inBase: Int { bits(pins, 15, 5) }
    var outCount: Int { bits(pins, 20, 6) }
    var setCount: Int { bits(pins, 26, 3) }
    /// The bits of an instruction that set pins on the side, the one that says whether included.
    var sideBits: Int { bits(pins, 29, 3) }

    /// Cycles that an instruction waits when it is done.
    func delay(_ word: UInt16) -> Int { Int(word >> 8 & 0x1F) & (1 << (5 - min(5, sideBits)) - 1) }

    /// What an instruction sets on the side: value and number of pins, or nil.
    func sideSet(_ word: UInt16) -> (value: UInt32, count: Int)? {
        if sideBits == 0 { return nil }
        let field = UInt32(word >> 8 & 0x1F) >> UInt32(5 - min(5, sideBits))
        guard sideSetIsOptional else { return (field, sideBits) }
        let count = sideBits - 1
        return field >> UInt32(count) & 1 == 0 ? nil : (field & (1 << UInt32(count) - 1), count)
    }
}
