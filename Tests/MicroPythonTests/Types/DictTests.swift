import Testing

@testable import MicroPython

/// Expectations from MicroPython 1.29, 32-bit unix port.
@Suite struct DictTests {
    let guest = GuestFixture()
    var vm: VM { guest.vm }

    func dict(_ keys: [Value]) throws -> Value {
        let dict = try DictObject.make(vm)
        for (index, key) in keys.enumerated() { try DictObject.store(vm, dict, key, guest.int(index)) }
        return dict
    }

    /// `{'one': 1, ...}` and so on: the order of a table is the order of hashes, probing and growth.
    @Test func orderIsThatOfTheTable() throws {
        let names = try ["one", "two", "three", "four", "five"].map(guest.name)
        #expect(try guest.text(dict(names)) == "{'five': 4, 'four': 3, 'one': 0, 'three': 2, 'two': 1}")
        let numbers = stride(from: 0, to: 12_000, by: 1000).map(guest.int)
        #expect(
            try guest.text(guest.make(.list, dict(numbers)))
                == "[0, 3000, 6000, 9000, 1000, 4000, 7000, 10000, 2000, 5000, 8000, 11000]")
    }

    /// Object 16 bytes; tables of 2, 4, 6, 8, 10, 12, 17 ... entries of 8 bytes, the old one freed.
    @Test(arguments: [(0, 16), (1, 32), (2, 32), (3, 48), (5, 64), (7, 80), (9, 96), (12, 112), (13, 160), (18, 208)])
    func growsByTheReferencesSteps(count: Int, bytes: Int) throws {
        #expect(try guest.cost { try dict((0..<count).map(guest.int)) } == bytes)
    }

    @Test func deletedSlotsAreUsedAgain() throws {
        let dict = try dict([1, 3, 5].map(guest.int))
        try DictObject.delete(vm, dict, guest.int(3))
        #expect(try guest.text(dict) == "{1: 0, 5: 2}")
        try DictObject.store(vm, dict, guest.int(7), .none)
        #expect(try DictObject.get(vm, dict, guest.int(7)) == .none)
        #expect(guest.failure { try DictObject.get(vm, dict, guest.int(3)) } == "KeyError: (3,)")
        #expect(DictObject.count(dict, vm) == 3)
    }

    @Test func textsAndNamesAreOneKey() throws {
        let text = try vm.newStr("a text that is not interned by anyone")
        let dict = try dict([text])
        #expect(try DictObject.get(vm, dict, guest.name("a text that is not interned by anyone")) == guest.int(0))
        // Looked up by the name, then the other way round.
        let other = try self.dict([try guest.name("a text that is not interned by anyone")])
        #expect(try DictObject.get(vm, other, text) == guest.int(0))
    }

    @Test func orderedDictKeepsInsertion() throws {
        let dict = try guest.make(.orderedDict)
        for key in [9, 1, 5, 3, 7] { try DictObject.store(vm, dict, guest.int(key), .none) }
        try DictObject.delete(vm, dict, guest.int(5))
        #expect(try guest.text(dict) == "OrderedDict({9: None, 1: None, 3: None, 7: None})")
        #expect(try guest.text(guest.call(dict, "popitem")) == "(7, None)")
        #expect(try guest.text(guest.call(dict, "keys")) == "dict_keys([9, 1, 3])")
    }

    @Test func methods() throws {
        let dict = try dict([guest.int(1)])
        #expect(try guest.call(dict, "get", guest.int(2), .true) == .true)
        #expect(try guest.call(dict, "setdefault", guest.int(2), .false) == .false)
        #expect(try guest.call(dict, "pop", guest.int(1)) == guest.int(0))
        #expect(guest.failure { try guest.call(dict, "pop", guest.int(1)) } == "KeyError: (1,)")
        #expect(try guest.text(guest.call(dict, "items")) == "dict_items([(2, False)])")
        _ = try guest.call(dict, "clear")
        #expect(try guest.text(dict) == "{}")
        #expect(
            guest.failure { try guest.call(dict, "popitem") } == "KeyError: ('popitem(): dictionary is empty',)")
    }
}
