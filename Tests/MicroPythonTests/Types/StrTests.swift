import Testing

@testable import MicroPython

/// Text on the heap: what operations make, what they cost, when they answer with an interned string. Figures are those
/// of MicroPython's 32-bit unix build.
@Suite struct StrTests {
    let guest = GuestFixture()
    var vm: VM { guest.vm }

    @Test func aCopyTakesAnObjectAndItsCharacters() throws {
        #expect(try guest.cost { try vm.newStr("fourteen bytes") } == 16 + 16)
        #expect(try guest.cost { try vm.newStr("sixteen bytes...") } == 16 + 32)
        #expect(try guest.cost { try vm.newStr("append") } == 0)
        #expect(try vm.newStr("append").isQstr)
    }

    @Test func concatenationFindsInternedStrings() throws {
        let joined = try vm.binary(.add, vm.newStr("app"), vm.newStr("end"))
        #expect(joined == Value(.append))
        let text = try vm.newStr("some text")
        #expect(try vm.binary(.add, text, Value(.empty)) == text)
        #expect(try vm.binary(.add, Value(.empty), text) == text)
    }

    @Test func charactersAreInterned() throws {
        let text = try vm.newStr("xé€ and more")
        #expect(try vm.subscripted(text, guest.int(1)) == guest.name("é"))
        #expect(try guest.text(vm.subscripted(text, guest.slice(1, 3))) == "'é€'")
        #expect(
            guest.failure { try vm.subscripted(text, guest.int(99)) } == "IndexError: ('string index out of range',)")
    }

    @Test func bytesShareTheTextThatTheyEncode() throws {
        let text = try vm.newStr("text of more than sixteen bytes")
        #expect(try guest.cost { try guest.call(text, "encode") } == 16)
        let bytes = try guest.call(text, "encode")
        #expect(StrObject.data(vm, bytes) == StrObject.data(vm, text))
        #expect(try vm.hash(of: bytes) == vm.hash(of: text))
    }

    @Test func methodsOfStrAndBytesAreNotMixed() throws {
        let text = try vm.newStr("a,b")
        let bytes = try guest.call(text, "encode")
        #expect(try guest.text(guest.call(text, "split", vm.newStr(","))) == "['a', 'b']")
        #expect(
            guest.failure { try guest.call(text, "split", bytes) }
                == #"TypeError: ("can't convert 'bytes' object to str implicitly",)"#)
        #expect(
            guest.failure { try guest.call(bytes, "split", text) }
                == #"TypeError: ("can't convert 'str' object to bytes implicitly",)"#)
    }

    @Test func aBytearrayGrowsByEightElements() throws {
        let array = try guest.make(.bytearray)
        var steps: [Int] = []
        for number in 0..<20 { steps.append(try guest.cost { try guest.call(array, "append", guest.int(number)) }) }
        #expect(steps == [16] + Array(repeating: 0, count: 15) + [16, 0, 0, 0])
        #expect(ArrayStorage.free(vm, array) == 4)
    }

    @Test func aViewWritesThroughToItsArray() throws {
        let array = try guest.make(.bytearray, guest.int(4))
        let view = try guest.make(.memoryview, array)
        let part = try vm.subscripted(view, guest.slice(1, 3))
        _ = try vm.subscripted(part, guest.int(0), store: guest.int(65))
        #expect(try guest.text(array) == #"bytearray(b'\x00A\x00\x00')"#)
        let constant = try guest.make(.memoryview, vm.newStr("text"))
        #expect(
            guest.failure { try vm.subscripted(constant, guest.int(0), store: guest.int(1)) }
                == #"TypeError: ("'memoryview' object doesn't support item assignment",)"#)
    }
}
