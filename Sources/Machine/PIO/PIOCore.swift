/// The registers of a state machine as they change from instruction to instruction.
struct PIOCore: Equatable {
    var programCounter = 0
    var x: UInt32 = 0
    var y: UInt32 = 0
    /// Shift registers with how many bits came in and went out.
    var isr: UInt32 = 0
    var osr: UInt32 = 0
    var isrCount = 0
    var osrCount = 32
    /// An instruction that comes before the one at the program counter: from `exec` of the guest or of the program.
    var forced: UInt16?
    /// The first half of an instruction that stalled is done: an `in` that waits for room, an `irq` for its flag to be cleared.
    var isHalfDone = false
    /// When the next instruction is due, in CPU cycles times 256.
    var due: UInt64 = 0

    var dueCycle: UInt64 { due >> 8 }

    /// The same registers, whenever.
    func isSame(as other: PIOCore) -> Bool {
        var copy = other
        copy.due = due
        return self == copy
    }

    mutating func shiftIn(_ value: UInt32, count: Int, right: Bool) {
        let bits = count == 32 ? value : value & (1 << UInt32(count) - 1)
        if count == 32 {
            isr = bits
        } else {
            isr = right ? isr >> UInt32(count) | bits << UInt32(32 - count) : isr << UInt32(count) | bits
        }
        isrCount = min(32, isrCount + count)
    }

    mutating func shiftOut(count: Int, right: Bool) -> UInt32 {
        osrCount = min(32, osrCount + count)
        if count == 32 {
            defer { osr = 0 }
            return osr
        }
        if right {
            defer { osr >>= UInt32(count) }
            return osr & (1 << UInt32(count) - 1)
        }
        defer { osr <<= UInt32(count) }
        return osr >> UInt32(32 - count)
    }

    /// Goes on to the next instruction.
    mutating func advance(_ configuration: PIOConfiguration) {
        programCounter =
            programCounter == configuration.wrapTop ? configuration.wrapBottom : (programCounter + 1) & 31
    }
}
