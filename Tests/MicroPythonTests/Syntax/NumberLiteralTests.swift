import Testing

@testable import MicroPython

@Suite struct NumberLiteralTests {
    private func value(_ text: String, _ width: FloatWidth = .double, isWide: Bool = true) -> Double? {
        Array(text.utf8).withUnsafeBytes { FloatLiteral.value($0, width, isWide: isWide)?.0 }
    }

    /// 80-bit arithmetic rounds these as exact arithmetic does.
    @Test(arguments: [
        "0.1", "1e22", "1e23", "3.141592653589793", "2.718281828459045e-10", "1.7976931348623157e308", "5e-324",
        "2.2250738585072014e-308", "123456789.123456789", "9007199254740993", "1e-5", "0.3", "6.02214076e23",
    ]) func doublesAreTheNearest(text: String) {
        #expect(value(text) == Double(text))
    }

    @Test func outOfRangeIsInfinityOrZero() {
        #expect(value("1e309") == .infinity)
        #expect(value("1e999999999999") == .infinity)
        #expect(value("1e-400") == 0)
        #expect(value("0e999") == 0)
    }

    @Test func digitsBeyondTheSignificandMoveTheExponentOnly() {
        #expect(value("1" + String(repeating: "0", count: 30)) == 1e30)
        #expect(value("0." + String(repeating: "0", count: 30) + "1") == 1e-31)
        #expect(value("1." + String(repeating: "3", count: 60)) == 1.3333333333333333)
    }

    @Test func boardsWithoutWideFloatsUsePowersOfFive() {
        // 1.5 · 2^3 · 5^3 and 1 · 2^-2 / 5^2, both exact until the last step.
        #expect(value("1.5e3", isWide: false) == 1500)
        #expect(value("1e-2", isWide: false) == 0.01)
    }

    @Test func singlesAreSingles() {
        #expect(value("0.1", .single) == Double(Float(0.1)))
        #expect(value("1e10", .single) == 1e10)
        #expect(value("16777217", .single) == 16_777_216)
        #expect(value("1e39", .single) == .infinity)
    }

    @Test func anExponentNeedsDigits() {
        #expect(value("1e") == nil)
        #expect(value("1e+") == nil)
    }

    /// 2^40 + 1 in base 16 and 10: the room for digits goes by the length of the text.
    @Test(arguments: [("0x10000000001", 6), ("1099511627777", 7)])
    func largeIntegersAreDigitsOfSixteenBits(text: String, capacity: UInt32) throws {
        let guest = SyntaxGuest()
        let lexer = try guest.lexer(Array((text + "\n").utf8))
        let value = try lexer.integerConstant()
        let ram = guest.vm.ram
        #expect(ram[value.address + 4] == capacity << LargeIntegerLiteral.capacityShift)
        #expect(ram[value.address + 8] == 3)
        let digits = ram[value.address + 12]
        #expect((0..<3).map { ram[half: digits + 2 * $0] } == [1, 0, 256])
    }

    @Test func smallIntsEndAtThirtyBits() throws {
        #expect(
            SyntaxGuest().parse("x = 1073741823\ny = 1073741824\n")
                == "(file_input_2 (expr_stmt x 1073741823) (expr_stmt y <large>))")
    }
}
