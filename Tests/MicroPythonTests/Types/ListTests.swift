import Testing

@testable import MicroPython

/// Expectations from MicroPython 1.29, 32-bit unix port.
@Suite struct ListTests {
    let guest = GuestFixture()
    var vm: VM { guest.vm }

    /// Object 16 bytes, items from 4 words on, doubled.
    @Test(arguments: [(0, 32), (4, 32), (5, 48), (8, 48), (9, 80), (16, 80), (17, 144)])
    func appendDoubles(count: Int, bytes: Int) throws {
        #expect(try guest.cost { try guest.list(Array(0..<count)) } == bytes)
    }

    @Test func popGivesRoomBack() throws {
        let list = try guest.list(Array(0..<16))
        for _ in 0..<9 { _ = try guest.call(list, "pop") }
        #expect(vm.ram[list.address &+ ListObject.Offset.capacity] == 8)
        #expect(try guest.text(list) == "[0, 1, 2, 3, 4, 5, 6]")
        #expect(
            guest.failure { try guest.call(list, "pop", guest.int(7)) } == "IndexError: ('list index out of range',)")
    }

    @Test func slices() throws {
        let list = try guest.list(Array(0..<6))
        func slice(_ start: Int?, _ stop: Int?, _ step: Int? = nil) throws -> String {
            try guest.text(vm.subscripted(list, guest.slice(start, stop, step)))
        }
        #expect(try slice(1, 3) == "[1, 2]")
        #expect(try slice(-2, nil) == "[4, 5]")
        #expect(try slice(nil, nil, -1) == "[5, 4, 3, 2, 1, 0]")
        #expect(try slice(5, 0, -2) == "[5, 3, 1]")
        #expect(try slice(4, 2) == "[]")
        #expect(
            guest.failure { try vm.subscripted(list, guest.slice(0, 1, 0)) }
                == "ValueError: (\"slice step can't be zero\",)")
        _ = try vm.subscripted(list, guest.slice(1, 2), store: guest.list([7, 8, 9]))
        #expect(try guest.text(list) == "[0, 7, 8, 9, 2, 3, 4, 5]")
        _ = try vm.subscripted(list, guest.slice(2, 6), store: .null)
        #expect(try guest.text(list) == "[0, 7, 4, 5]")
        _ = try vm.subscripted(list, guest.slice(2, 3), store: list)
        #expect(try guest.text(list) == "[0, 7, 0, 7, 4, 5, 5]")
    }

    @Test func sorts() throws {
        let list = try guest.list([5, 2, 9, 1, 5, 0, -3])
        _ = try guest.call(list, "sort")
        #expect(try guest.text(list) == "[-3, 0, 1, 2, 5, 5, 9]")
        #expect(
            guest.failure { try guest.call(list, "sort", .none) } == "TypeError: ('extra positional arguments given',)")
    }

    @Test func methods() throws {
        let list = try guest.list([1, 2, 3])
        _ = try guest.call(list, "insert", guest.int(-1), guest.int(9))
        _ = try guest.call(list, "extend", list)
        #expect(try guest.text(list) == "[1, 2, 9, 3, 1, 2, 9, 3]")
        _ = try guest.call(list, "remove", guest.int(9))
        _ = try guest.call(list, "reverse")
        #expect(try guest.text(list) == "[3, 9, 2, 1, 3, 2, 1]")
        #expect(try guest.call(list, "count", guest.int(3)) == guest.int(2))
        #expect(try guest.call(list, "index", guest.int(3), guest.int(1)) == guest.int(4))
        #expect(guest.failure { try guest.call(list, "index", .none) } == "ValueError: ('object not in sequence',)")
        #expect(
            guest.failure { try vm.unary(.hash, list) } == "TypeError: (\"unsupported type for __hash__: 'list'\",)")
    }
}
