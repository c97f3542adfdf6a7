/// `bool`: the words `True` and `False`; in arithmetic 1 and 0 (py/objbool.c, v1.29).
enum BoolObject {
    private static func print(_ vm: VM, _ value: Value, _ printer: Printer, _ kind: PrintKind) throws(GuestException) {
        switch (kind, value == .true) {
        case (.json, true): try printer.write("true")
        case (.json, false): try printer.write("false")
        case (_, true): try printer.write("True")
        case (_, false): try printer.write("False")
        }
    }

    private static func make(_ vm: VM, _ type: GuestAddress, _ arguments: Arguments) throws(GuestException) -> Value {
        try vm.checkArguments(arguments, 0, 1, keywords: false)
        return arguments.count == 0 ? .false : Value(try vm.isTrue(arguments[0]))
    }

    private static func number(_ value: Value) -> Value { Value(smallInt: value == .true ? 1 : 0) }

    static let type = TypeSlots(
        name: "bool", flags: .equalityChecksOtherType, make: make, print: print,
        unary: { vm, operation, value throws(GuestException) in
            operation == .len ? .null : try IntObject.unary(vm, operation, number(value))
        },
        binary: { vm, operation, a, b throws(GuestException) in
            operation == .equal || operation == .notEqual
                ? Value(try vm.equal(number(a), b)) : try vm.binary(operation, number(a), b)
        })
}
