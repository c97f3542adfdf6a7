import Testing

@testable import MicroPython

/// Floats of boards: single precision, boxed and inside the word. Texts are those of the reference's formatter built
/// for singles.
@Suite struct FloatTests {
    static func withGuest(_ representation: ObjectRepresentation, _ body: (VM) throws -> Void) throws {
        var firmware = Firmware(name: "test")
        firmware.floatWidth = .single
        firmware.representation = representation
        let guest = try Interpreter(firmware: firmware, layout: .unix32)
        // The handle does not keep the guest's memory.
        try withExtendedLifetime(guest) { try body(guest.vm) }
    }

    static let texts: [(bits: UInt32, text: String)] = [
        (0x3DCC_CCCD, "0.1"), (0x3E4C_CCCD, "0.2"), (0x4049_0FDB, "3.1415928"), (0x42C8_0000, "100.0"),
        (0x5015_02F9, "10000000000.0"), (0x3727_C5AC, "1e-05"), (0x4B80_0000, "16777216.0"), (0x4020_0000, "2.5"),
        (0x8000_0000, "-0.0"),
    ]

    @Test(arguments: texts) func reprOfSingles(bits: UInt32, text: String) throws {
        try FloatTests.withGuest(.a) { vm in
            let value = try vm.newFloat(Double(Float(bitPattern: bits)))
            let printed = try vm.hostText { printer throws(GuestException) in
                try vm.print(value, printer, .repr)
            }
            #expect(printed == text)
        }
    }

    /// py/obj.h: (bits & ~3 | 2) + 0x80800000.
    @Test func wordsOfRepresentationC() throws {
        try FloatTests.withGuest(.c) { vm in
            let before = vm.heap.usedBytes
            #expect(try vm.newFloat(1).bits == 0xC000_0002)
            #expect(try vm.newFloat(0).bits == 0x8080_0002)
            #expect(try vm.newFloat(.nan).bits == 0x0040_0002)
            // The low four bits are those of an interned string; the top ones are not.
            let likeName = try vm.newFloat(Double(Float(bitPattern: 0x3F80_0004)))
            #expect(likeName.bits & 15 == 6)
            #expect(!likeName.isQstr && vm.isFloat(likeName))
            #expect(FloatObject.double(likeName, vm) == Double(Float(bitPattern: 0x3F80_0005)))
            #expect(!vm.isFloat(Value(.__init__)) && !vm.isFloat(.true) && !vm.isFloat(Value(smallInt: 2)))
            #expect(vm.heap.usedBytes == before)
        }
    }

    @Test func sumsRoundToSingle() throws {
        try FloatTests.withGuest(.a) { vm in
            let sum = try vm.binary(.add, vm.newFloat(16_777_216), Value(smallInt: 1))
            #expect(FloatObject.double(sum, vm) == 16_777_216)
            let third = try vm.binary(.trueDivide, Value(smallInt: 1), Value(smallInt: 3))
            #expect(FloatObject.double(third, vm) == Double(Float(1) / 3))
        }
    }
}
