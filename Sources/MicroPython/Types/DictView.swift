/// `dict.keys()`, `dict.values()`, `dict.items()`: `type, dict, kind` (py/objdict.c, v1.29).
enum DictView {
    enum Kind: UInt32 {
        case items, keys, values
    }

    static func make(_ vm: VM, _ dict: Value, _ kind: Kind) throws(GuestException) -> Value {
        let address = try vm.allocate(12)
        vm.ram[address] = NativeType.dictView.address
        vm.ram[address &+ 4] = dict.bits
        vm.ram[address &+ 8] = kind.rawValue
        return Value(address: address)
    }

    @inline(__always) private static func dict(_ view: Value, _ vm: VM) -> Value { vm.ram.value(view.address &+ 4) }
    private static func kind(_ view: Value, _ vm: VM) -> Kind { Kind(rawValue: vm.ram[view.address &+ 8]) ?? .items }

    private static func print(
        _ vm: VM, _ view: Value, _ printer: Printer, _ printKind: PrintKind
    ) throws(GuestException) {
        let kind = kind(view, vm)
        switch kind {
        case .items: try printer.write("dict_items([")
        case .keys: try printer.write("dict_keys([")
        case .values: try printer.write("dict_values([")
        }
        var isFirst = true
        try vm.forEach(in: view) { item throws(GuestException) in
            if !isFirst { try printer.write(", ") }
            isFirst = false
            try vm.print(item, printer, .repr)
        }
        try printer.write("])")
    }

    static let type = TypeSlots(
        name: "dict_view",
        print: print,
        unary: { vm, operation, view throws(GuestException) in
            if operation == .hash && kind(view, vm) == .values { return Value(smallInt: Int32(bitPattern: view.bits)) }
            return DictObject.viewUnary(vm, operation, dict(view, vm))
        },
        binary: { vm, operation, view, other throws(GuestException) in
            guard operation == .contains, kind(view, vm) == .keys else { return .null }
            return Value(try DictObject.map(dict(view, vm), vm).find(other) != 0)
        },
        iterate: { vm, view, buffer throws(GuestException) in
            DictViewIterator.fill(vm, try vm.iteratorBuffer(buffer), dict(view, vm), kind(view, vm))
        })
}
