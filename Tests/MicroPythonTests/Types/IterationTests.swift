import Testing

@testable import MicroPython

/// Expectations from MicroPython 1.29, 32-bit unix port.
@Suite struct IterationTests {
    let guest = GuestFixture()
    var vm: VM { guest.vm }

    func listed(_ value: Value) throws -> String { try guest.text(guest.make(.list, value)) }

    @Test func ranges() throws {
        let range = try guest.make(.range, guest.int(3), guest.int(20), guest.int(4))
        #expect(try guest.text(range) == "range(3, 20, 4)")
        #expect(try listed(range) == "[3, 7, 11, 15, 19]")
        #expect(try guest.text(vm.subscripted(range, guest.slice(nil, nil, -1))) == "range(19, -1, -4)")
        #expect(try vm.length(range) == Value(smallInt: 5))
        #expect(
            guest.failure { try guest.make(.range, guest.int(1), guest.int(2), guest.int(0)) }
                == "ValueError: ('zero step',)")
        let edge = try guest.make(.range, guest.int(0x3FFF_FFFE), guest.int(0x3FFF_FFFF))
        #expect(try listed(edge) == "[1073741822]")
    }

    @Test func enumerateZipReversed() throws {
        let list = try guest.list([5, 6])
        #expect(try listed(guest.make(.enumerate, list, guest.int(1))) == "[(1, 5), (2, 6)]")
        #expect(try listed(guest.make(.zip, list, guest.list([7, 8, 9]))) == "[(5, 7), (6, 8)]")
        #expect(try listed(guest.make(.reversed, list)) == "[6, 5]")
        #expect(try listed(guest.make(.filter, .none, guest.list([0, 3, 0, 4]))) == "[3, 4]")
        #expect(guest.failure { try guest.make(.enumerate) } == "TypeError: (\"'iterable' argument required\",)")
    }

    @Test func tuples() throws {
        let tuple = try guest.tuple([1, 2, 3].map(guest.int))
        #expect(try guest.text(tuple) == "(1, 2, 3)")
        #expect(try guest.text(vm.binary(.multiply, guest.tuple([.none]), guest.int(2))) == "(None, None)")
        #expect(try guest.text(guest.make(.tuple, guest.list([4]))) == "(4,)")
        #expect(try vm.binary(.less, tuple, guest.tuple([1, 3].map(guest.int))) == .true)
        #expect(try guest.make(.tuple) == Value(address: TupleObject.empty))
        #expect(
            guest.failure { try vm.subscripted(tuple, guest.int(3)) } == "IndexError: ('tuple index out of range',)")
    }

    @Test func namedTuples() throws {
        let fields = try guest.tuple([guest.name("x"), guest.name("y")])
        let arguments = try guest.tuple([guest.name("P"), fields])
        let words = vm.ram.words(TupleObject.items(arguments.address))
        let type = try NamedTuple.makeType(vm, Arguments(words, count: 2))
        let point = try vm.call(type, [guest.int(1), guest.int(2)])
        #expect(try guest.text(point) == "P(x=1, y=2)")
        #expect(try vm.loadAttribute(point, vm.intern("y")) == guest.int(2))
        #expect(try vm.equal(point, guest.tuple([1, 2].map(guest.int))))
        #expect(vm.isInstance(point, of: .tuple))
        #expect(
            guest.failure { try vm.call(type, [guest.int(1)]) }
                == "TypeError: ('P() takes 2 positional arguments but 1 were given',)")
    }

    @Test func deques() throws {
        let deque = try guest.make(.deque, guest.list([1, 2, 3, 4]), guest.int(3))
        #expect(try listed(deque) == "[2, 3, 4]")
        _ = try guest.call(deque, "appendleft", guest.int(9))
        #expect(try listed(deque) == "[9, 2, 3]")
        #expect(try guest.call(deque, "popleft") == guest.int(9))
        #expect(try vm.subscripted(deque, guest.int(-1)) == guest.int(3))
    }
}
