/// `array.array`: numbers of one kind, packed (py/objarray.c, v1.29). Layout: `ArrayStorage`.
enum ArrayObject {
    private static func construct(
        _ vm: VM, _ type: GuestAddress, _ arguments: Arguments
    ) throws(GuestException) -> Value {
        try vm.checkArguments(arguments, 1, 2, keywords: false)
        // Only the first character counts; of an empty text it is the zero behind it.
        let element = ElementCode(try vm.text(of: arguments[0]).first ?? 0)
        if arguments.count == 1 { return try ArrayStorage.make(vm, element, count: 0) }
        return try ArrayStorage.construct(vm, element, from: arguments[1])
    }

    private static func print(
        _ vm: VM, _ value: Value, _ printer: Printer, _ kind: PrintKind
    ) throws(GuestException) {
        let element = ArrayStorage.element(vm, value)
        try printer.write("array('")
        try printer.write(byte: element.code)
        try printer.write("'")
        for index in 0..<ArrayStorage.count(vm, value) {
            try printer.write(index == 0 ? ", [" : ", ")
            let mark = vm.openScope()
            let address = ArrayStorage.items(vm, value) &+ UInt32(truncatingIfNeeded: index * element.byteCount)
            try vm.print(try element.load(vm, address), printer, .repr)
            vm.closeScope(mark)
        }
        if ArrayStorage.count(vm, value) > 0 { try printer.write("]") }
        try printer.write(")")
    }

    static let type = TypeSlots(
        name: "array", make: construct, print: print, unary: ArrayStorage.unary, binary: ArrayStorage.binary,
        subscript: ArrayStorage.item, iterate: ArrayIterator.iterate, buffer: ArrayStorage.buffer,
        methods: ArrayStorage.growthMethods)
}
