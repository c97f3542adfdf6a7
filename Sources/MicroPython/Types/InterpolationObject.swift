/// A field of a t-string: `type, value, expression, conversion, format specifier` (py/objtemplate.c, v1.29).
enum InterpolationObject {
    private static let attributes: [CoreName] = [.value, .expression, .conversion, .format_spec]

    static func make(_ vm: VM, _ type: GuestAddress, _ fields: [Value]) throws(GuestException) -> Value {
        let address = try vm.allocate(20)
        vm.ram[address] = type
        for (index, field) in fields.enumerated() { vm.ram[place(address, index)] = field.bits }
        return Value(address: address)
    }

    private static func place(_ address: GuestAddress, _ index: Int) -> GuestAddress {
        address &+ 4 &+ UInt32(index) &* 4
    }

    static func value(_ vm: VM, _ interpolation: Value) -> Value { vm.ram.value(place(interpolation.address, 0)) }

    private static func construct(
        _ vm: VM, _ type: GuestAddress, _ arguments: Arguments
    ) throws(GuestException) -> Value {
        var reader = ArgumentReader(vm, arguments)
        let value = try reader.required("value")
        let expression = reader.next("expression") ?? Value(.empty)
        let conversion = reader.next("conversion") ?? .none
        let specifier = reader.next("format_spec") ?? Value(.empty)
        try reader.finish()
        return try make(vm, type, [value, expression, conversion, specifier])
    }

    private static func print(
        _ vm: VM, _ value: Value, _ printer: Printer, _ kind: PrintKind
    ) throws(GuestException) {
        try printer.write("Interpolation(")
        for index in attributes.indices {
            if index > 0 { try printer.write(", ") }
            try vm.print(vm.ram.value(place(value.address, index)), printer, .repr)
        }
        try printer.write(")")
    }

    static let type = TypeSlots(
        name: "Interpolation", make: construct, print: print,
        attribute: { vm, value, name, store in
            guard store == .sentinel, let index = attributes.firstIndex(where: { Qstr($0) == name }) else {
                return .missing
            }
            return LoadedAttribute(vm.ram.value(place(value.address, index)))
        })
}
