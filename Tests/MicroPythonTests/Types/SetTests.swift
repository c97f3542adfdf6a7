import Testing

@testable import MicroPython

/// Expectations from MicroPython 1.29, 32-bit unix port.
@Suite struct SetTests {
    let guest = GuestFixture()
    var vm: VM { guest.vm }

    func set(_ numbers: [Int]) throws -> Value { try guest.make(.set, guest.list(numbers)) }

    @Test func operators() throws {
        let a = try set([1, 2, 3])
        let b = try set([3, 4])
        #expect(try guest.text(vm.binary(.or, a, b)) == "{4, 1, 2, 3}")
        #expect(try guest.text(vm.binary(.and, a, b)) == "{3}")
        #expect(try guest.text(vm.binary(.subtract, a, b)) == "{1, 2}")
        #expect(try guest.text(vm.binary(.xor, a, b)) == "{4, 1, 2}")
        #expect(try vm.binary(.less, set([1]), a) == .true)
        #expect(try vm.equal(a, guest.make(.frozenset, a)) == true)
        #expect(
            guest.failure { try vm.binary(.or, a, guest.int(1)) }
                == "TypeError: (\"unsupported types for __or__: 'set', 'int'\",)")
    }

    @Test func popTakesTheFirstOfTheTable() throws {
        let numbers = try set([7, 9, 8])
        #expect(try guest.text(guest.call(numbers, "pop")) == "8")
        #expect(guest.failure { try guest.call(set([]), "pop") } == "KeyError: ('pop from an empty set',)")
        #expect(guest.failure { try guest.call(set([]), "remove", guest.int(2)) } == "KeyError: (2,)")
    }
}
