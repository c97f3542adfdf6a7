import Testing

@testable import MicroPython

/// Ints where they leave the word, and the heap that they take (measured on the 32-bit unix port).
@Suite struct IntTests {
    let guest: Interpreter
    var vm: VM { guest.vm }

    init() throws { guest = try Interpreter(firmware: Firmware(name: "test"), layout: .unix32) }

    private func text(_ value: Value) throws -> String {
        try vm.hostText { printer throws(GuestException) in try vm.print(value, printer, .repr) }
    }

    private func number(_ text: String) throws -> Value {
        var text = text
        return try text.withUTF8 { bytes throws(GuestException) in
            try NumberParsing.integer(vm, UnsafeRawBufferPointer(bytes), base: 10)
        }
    }

    @Test func sumsLeaveTheWordAndComeBack() throws {
        let largest = Value(smallInt: 0x3FFF_FFFF)
        let before = vm.heap.usedBytes
        let next = try vm.binary(.add, largest, Value(smallInt: 1))
        #expect(vm.heap.usedBytes - before == 32)
        #expect(try text(next) == "1073741824")
        #expect(try vm.binary(.subtract, next, Value(smallInt: 1)) == largest)
    }

    @Test func productTakesOneObject() throws {
        let a = try number("1267650600228229401496703205376")
        let b = try number("2503155504993241601315571986085849")
        let before = vm.heap.usedBytes
        let product = try vm.binary(.multiply, a, b)
        #expect(vm.heap.usedBytes - before == 48)
        #expect(try text(product) == "3173126578369279394610431020106175019306389315838160670214324224")
    }

    @Test func wordsAndTheirLimits() throws {
        #expect(try vm.int(number("2147483647")) == 2_147_483_647)
        #expect(throws: GuestException.self) { try vm.int(number("2147483648")) }
        #expect(try vm.int(truncating: number("4294967301")) == 5)
        #expect(try vm.uint(number("4294967295")) == 0xFFFF_FFFF)
        #expect(try vm.int64(number("-9223372036854775808")) == .min)
    }
}
