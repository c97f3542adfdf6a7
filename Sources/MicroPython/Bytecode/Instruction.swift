/// One instruction, taken apart.
struct Instruction: Equatable, Sendable {
    let opcode: Opcode
    /// The operand: for `smallInt` and the families its value, for jumps the distance as written.
    let operand: Int
    /// The last byte of `childAndCells` and `unwindJump`, else 0.
    let extra: Int
    /// Where it starts and where the next one starts, in bytes from the start of the code.
    let offset: Int
    let next: Int

    /// Takes apart the instruction at `offset`; nil where the bytes are none, or run past `end`.
    @inline(__always)
    static func decode(
        _ code: UnsafePointer<UInt8>, at offset: Int, end: Int, _ opcodes: UnsafePointer<Opcode?> = Opcode.byFirstByte
    ) -> Instruction? {
        guard offset >= 0, offset < end, let opcode = opcodes[Int(code[offset])] else { return nil }
        var next = offset + 1
        var operand: Int? = 0
        var extra = 0
        switch opcode.operandFormat {
        case .none: break
        case .name, .object, .child, .slot, .count, .arguments:
            operand = VarInt.decode(code, &next, end: end)
        case .childAndCells:
            operand = VarInt.decode(code, &next, end: end)
            guard readByte(code, &next, end, &extra) else { return nil }
        case .smallInt:
            operand = VarInt.decode(signed: code, &next, end: end)
        case .signedJump:
            operand = decodeJump(code, &next, end, zeroShort: 0x40, zeroLong: 0x4000)
        case .unwindJump:
            operand = decodeJump(code, &next, end, zeroShort: 0x40, zeroLong: 0x4000)
            guard readByte(code, &next, end, &extra) else { return nil }
        case .forwardJump:
            operand = decodeJump(code, &next, end, zeroShort: 0, zeroLong: 0)
        case .inOpcode:
            let zero = opcode == .loadConstSmallIntShort ? Opcode.smallIntShortZero : 0
            operand = Int(code[offset]) - Int(opcode.rawValue) - zero
        }
        guard let operand else { return nil }
        return Instruction(opcode: opcode, operand: operand, extra: extra, offset: offset, next: next)
    }

    /// Where a jump goes, in bytes from the start of the code; nil for other instructions. May lie outside the code.
    @inline(__always) var target: Int? {
        switch opcode.operandFormat {
        case .signedJump, .forwardJump: next + operand
        case .unwindJump: next - 1 + operand
        case .none, .name, .object, .child, .childAndCells, .slot, .count, .arguments, .smallInt, .inOpcode: nil
        }
    }

    @inline(__always)
    private static func readByte(_ code: UnsafePointer<UInt8>, _ next: inout Int, _ end: Int, _ byte: inout Int) -> Bool
    {
        guard next < end else { return false }
        byte = Int(code[next])
        next += 1
        return true
    }

    @inline(__always)
    private static func decodeJump(
        _ code: UnsafePointer<UInt8>, _ next: inout Int, _ end: Int, zeroShort: Int, zeroLong: Int
    ) -> Int? {
        guard next < end else { return nil }
        let first = Int(code[next])
        next += 1
        if first & 0x80 == 0 { return first - zeroShort }
        guard next < end else { return nil }
        let second = Int(code[next])
        next += 1
        return (first & 0x7f | second << 7) - zeroLong
    }
}
