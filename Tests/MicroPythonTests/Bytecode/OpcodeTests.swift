import Testing

@testable import MicroPython

@Suite struct OpcodeTests {
    /// py/bc0.h, v1.29: two bits for each sixteen opcodes say how the operand is written.
    @Test func formatsAreThoseOfTheFormatNumber() {
        for opcode in Opcode.allCases {
            let format = 0x0000_03a4 >> (2 * (Int(opcode.rawValue) >> 4)) & 3
            let expected =
                switch opcode.operandFormat {
                case .none, .inOpcode: 0
                case .name: 1
                case .object, .child, .childAndCells, .slot, .count, .arguments, .smallInt: 2
                case .signedJump, .unwindJump, .forwardJump: 3
                }
            #expect(format == expected, "\(opcode)")
        }
    }

    @Test func smallIntsBelongToTheirFamily() {
        let code: [UInt8] = [0x70, 0x80, 0xaf]
        code.withUnsafeBufferPointer { code in
            let values = (0..<3).map { Instruction.decode(code.baseAddress!, at: $0, end: 3)?.operand }
            #expect(values == [-16, 0, 47])
        }
    }

    @Test func bytesThatTheFormatLeavesUnusedAreNoInstructions() {
        for byte in [0x00, 0x0f, 0x1d, 0x38, 0x41, 0x4c, 0x60, 0x6a, 0xd4, 0xd6, 0xfa, 0xff] as [UInt8] {
            #expect(Opcode.starting(with: byte) == nil, "\(byte)")
        }
    }

    @Test func aTruncatedInstructionIsNone() {
        for code in [[0x10], [0x22, 0x80], [0x42], [0x42, 0x80], [0x40, 0x40], [0x20, 0x01]] as [[UInt8]] {
            code.withUnsafeBufferPointer { bytes in
                #expect(Instruction.decode(bytes.baseAddress!, at: 0, end: bytes.count) == nil, "\(code)")
            }
        }
    }

    /// -64...63 in one byte, sign in bit 6 of the first (py/emitbc.c, v1.29).
    @Test(arguments: [
        (0, [0x00]), (63, [0x3f]), (64, [0x80, 0x40]), (-64, [0x40]), (-65, [0xff, 0x3f]), (8191, [0xbf, 0x7f]),
        (8192, [0x80, 0xc0, 0x00]), (-8193, [0xff, 0xbf, 0x7f]),
    ])
    func signedNumbersRoundTrip(value: Int, bytes: [UInt8]) {
        var written: [UInt8] = []
        VarInt.encode(signed: value) { written.append($0) }
        #expect(written == bytes)
        written.withUnsafeBufferPointer { code in
            var offset = 0
            #expect(VarInt.decode(signed: code.baseAddress!, &offset, end: code.count) == value)
            #expect(offset == code.count)
        }
    }
}
