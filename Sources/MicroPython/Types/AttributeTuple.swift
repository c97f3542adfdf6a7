/// Tuples of the firmware whose items have names (`sys.implementation`, `os.uname()`): a tuple, and behind its items the
/// address of the names (py/objattrtuple.c, v1.29).
enum AttributeTuple {
    /// Names in flash, for `make`.
    static func names(_ vm: VM, _ names: [String]) -> GuestAddress {
        let address = vm.state.pointee.flash.allocate(names.count * 4)
        for (index, name) in names.enumerated() { vm.ram[address + UInt32(index) * 4] = vm.internInFlash(name).id }
        return address
    }

    /// Fills a block of `8 + 4 * (items.count + 1)` bytes, in flash or on the heap.
    static func fill(_ vm: VM, _ address: GuestAddress, names: GuestAddress, _ items: [Value]) -> Value {
        vm.ram[address] = NativeType.attributeTuple.address
        vm.ram[address &+ 4] = vm.word(items.count)
        for (index, item) in items.enumerated() { TupleObject.setItem(address, index, item, vm.ram) }
        vm.ram[TupleObject.items(address) &+ vm.word(items.count) &* 4] = names
        return Value(address: address)
    }

    /// A tuple on the heap.
    static func make(_ vm: VM, names: GuestAddress, _ items: [Value]) throws(GuestException) -> Value {
        fill(vm, try vm.allocate(12 + items.count * 4), names: names, items)
    }

    /// A tuple in flash.
    static func makeInFlash(_ vm: VM, _ items: [(name: String, value: Value)]) -> Value {
        let address = vm.state.pointee.flash.allocate(12 + items.count * 4)
        return fill(vm, address, names: names(vm, items.map(\.name)), items.map(\.value))
    }

    private static func names(of tuple: Value, _ ram: GuestRAM) -> GuestAddress {
        TupleObject.item(tuple.address, TupleObject.count(tuple.address, ram), ram).address
    }

    /// `(name=value, ...)`; named tuples print their items so too.
    static func print(
        _ vm: VM, _ tuple: Value, fields: GuestAddress, _ printer: Printer
    ) throws(GuestException) {
        try printer.write("(")
        for index in 0..<TupleObject.count(tuple.address, vm.ram) {
            if index > 0 { try printer.write(", ") }
            try printer.write(Qstr(id: vm.ram[fields &+ vm.word(index) &* 4]))
            try printer.write("=")
            try vm.print(TupleObject.item(tuple.address, index, vm.ram), printer, .repr)
        }
        try printer.write(")")
    }

    static let type = TypeSlots(
        name: "tuple",
        print: { vm, tuple, printer, _ throws(GuestException) in
            try print(vm, tuple, fields: names(of: tuple, vm.ram), printer)
        },
        unary: TupleObject.unary, binary: TupleObject.binary,
        attribute: { vm, tuple, name, store in
            if store != .sentinel { return .missing }
            let names = names(of: tuple, vm.ram)
            for index in 0..<TupleObject.count(tuple.address, vm.ram)
            where vm.ram[names &+ vm.word(index) &* 4] == name.id {
                return LoadedAttribute(TupleObject.item(tuple.address, index, vm.ram))
            }
            return .missing
        },
        subscript: TupleObject.subscript, iterate: TupleObject.iterate)
}
