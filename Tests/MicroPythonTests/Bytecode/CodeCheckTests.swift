import Testing

@testable import MicroPython

/// What a function's bytes must be like to be taken for bytecode.
@Suite struct CodeCheckTests {
    /// A function of one slot without arguments, whose name is the first of the module's.
    private static let prelude: [UInt8] = [0x00, 0x02, 0x00]
    private static let loadNone: UInt8 = 0x51
    private static let returnValue: UInt8 = 0x63

    private func accepts(_ instructions: [UInt8], names: Int = 1, objects: Int = 0, children: Int = 0) -> Bool {
        let code = CodeCheckTests.prelude + instructions
        let check = CodeCheck(nameCount: names, objectCount: objects, childCount: children)
        return code.withUnsafeBufferPointer { check.accepted($0.baseAddress!, byteCount: $0.count) != nil }
    }

    /// The distance counts from the end of the jump.
    private func jump(_ distance: Int) -> [UInt8] { [0x42, UInt8(0x40 + distance)] }

    @Test func jumpsGoToInstructions() {
        let end = [CodeCheckTests.loadNone, CodeCheckTests.returnValue]
        #expect(accepts(end))
        #expect(accepts(jump(0) + end))
        #expect(accepts(jump(1) + end))
        #expect(accepts(jump(-2) + end))
        #expect(accepts(end + jump(-4)))
    }

    @Test func noJumpGoesIntoAnInstruction() {
        let end = [CodeCheckTests.loadNone, CodeCheckTests.returnValue]
        #expect(!accepts(jump(-1) + end))
        #expect(!accepts(jump(1) + jump(0) + end))
        #expect(!accepts(jump(0) + end + jump(-5)))
    }

    @Test func noJumpLeavesTheInstructions() {
        let end = [CodeCheckTests.loadNone, CodeCheckTests.returnValue]
        #expect(!accepts(jump(2) + end))
        #expect(!accepts(jump(-3) + end))
        #expect(!accepts(jump(-6) + end))
    }

    @Test func everyInstructionIsWholeAndItsTablesKnowIt() {
        #expect(!accepts([]))
        #expect(!accepts([0x42]))
        // LOAD_GLOBAL of names 0 and 1, LOAD_FAST of locals 0 and 1, a byte that is no instruction.
        #expect(accepts([0x12, 0x00]))
        #expect(!accepts([0x12, 0x01]))
        #expect(accepts([0xb0]))
        #expect(!accepts([0xb1]))
        #expect(!accepts([0xff]))
    }

    /// Seven bits a byte; those of one and of two bytes have ways of their own.
    @Test func indicesOfAnyLengthStayInTheirTables() {
        #expect(accepts([0x12, 0x7f], names: 128))
        #expect(!accepts([0x12, 0x7f], names: 127))
        #expect(accepts([0x12, 0x81, 0x47], names: 200))
        #expect(!accepts([0x12, 0x81, 0x48], names: 200))
        #expect(accepts([0x12, 0x81, 0x80, 0x00], names: 1 << 14 | 1))
        #expect(!accepts([0x12, 0x81, 0x80, 0x00], names: 1 << 14))
        #expect(accepts([0x12, 0x80, 0x80, 0x80, 0x80, 0x00]))
        #expect(!accepts([0x12, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00]))
        #expect(!accepts([0x12], names: 200))
        #expect(!accepts([0x12, 0x81], names: 200))
        #expect(accepts([0x23, 0x7f], objects: 128))
        #expect(!accepts([0x23, 0x81, 0x00], objects: 128))
        #expect(accepts([0x32, 0x7e], children: 127))
        #expect(!accepts([0x32, 0x7f], children: 127))
        // DELETE_FAST of locals 0 and 1; a count and a small int refer to nothing.
        #expect(accepts([0x28, 0x00]))
        #expect(!accepts([0x28, 0x01]))
        #expect(accepts([0x2a, 0x81, 0x00, 0x22, 0x81, 0x00]))
    }
}
