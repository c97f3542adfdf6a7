/// A method with its receiver: `type, function, receiver` (py/objboundmeth.c, v1.29).
enum BoundMethodObject {
    static func make(_ vm: VM, _ method: LoadedAttribute) throws(GuestException) -> Value {
        let address = try vm.allocate(12)
        vm.ram[address] = NativeType.boundMethod.address
        vm.ram[address + 4] = method.value.bits
        vm.ram[address + 8] = method.receiver.bits
        return Value(address: address)
    }

    @inline(__always) static func function(_ method: GuestAddress, _ ram: GuestRAM) -> Value { ram.value(method &+ 4) }
    @inline(__always) static func receiver(_ method: GuestAddress, _ ram: GuestRAM) -> Value { ram.value(method &+ 8) }

    static func call(_ vm: VM, _ value: Value, _ arguments: Arguments) throws(GuestException) -> Value {
        let method = LoadedAttribute(function(value.address, vm.ram), receiver: receiver(value.address, vm.ram))
        let block = argumentBlock(vm, wordCount: 1 + arguments.count + 2 * arguments.keywordCount)
        let result = try vm.call(method, arguments)
        vm.free(block)
        return result
    }

    /// So many arguments, and the receiver, go through the stack.
    static let stackArgumentCount = 4

    /// Receiver and arguments, where they are more than five words, lie on the heap for as long as the call takes, if there is room; on the
    /// stack otherwise. 0: on the stack.
    static func argumentBlock(_ vm: VM, wordCount: Int) -> GuestAddress {
        wordCount > 1 + stackArgumentCount ? vm.allocateMaybe(wordCount * 4, .frame) : 0
    }

    static func print(_ vm: VM, _ value: Value, _ printer: Printer, _ kind: PrintKind) throws(GuestException) {
        try printer.write("<bound_method ")
        try printer.write(pointer: value.address)
        try printer.write(" ")
        try vm.print(receiver(value.address, vm.ram), printer, .repr)
        try printer.write(".")
        try vm.print(function(value.address, vm.ram), printer, .repr)
        try printer.write(">")
    }

    static func unary(_ vm: VM, _ operation: UnaryOperator, _ value: Value) throws(GuestException) -> Value {
        guard operation == .hash else { return .null }
        return Value(
            smallInt: Int32(truncatingIfNeeded: vm.ram[value.address &+ 4] ^ vm.ram[value.address &+ 8]))
    }

    static func binary(
        _ vm: VM, _ operation: BinaryOperator, _ a: Value, _ b: Value
    ) throws(GuestException) -> Value {
        guard operation == .equal, vm.isExactly(b, .boundMethod) else { return .null }
        return Value(
            function(a.address, vm.ram) == function(b.address, vm.ram)
                && receiver(a.address, vm.ram) == receiver(b.address, vm.ram))
    }

    static func attribute(
        _ vm: VM, _ value: Value, _ name: Qstr, _ store: Value
    ) throws(GuestException) -> LoadedAttribute {
        guard store == .sentinel else { return .missing }
        return try vm.loadMethodMaybe(function(value.address, vm.ram), name)
    }

    static let type = TypeSlots(
        name: "bound_method", print: print, call: call, unary: unary, binary: binary, attribute: attribute)
}
