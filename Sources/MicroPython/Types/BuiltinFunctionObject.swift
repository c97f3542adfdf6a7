/// A function of the firmware: `type, number` in flash. The number's upper half is its `QuickFunction`.
enum BuiltinFunctionObject {
    static let quickShift: UInt32 = 16

    /// Its place in the registry: outside of it for a forged object.
    @inline(__always) static func number(_ function: GuestAddress, _ ram: GuestRAM) -> Int {
        Int(UInt16(truncatingIfNeeded: ram[function &+ 4]))
    }

    /// What the engine does by itself.
    @inline(__always) static func quick(_ function: GuestAddress, _ ram: GuestRAM) -> QuickFunction {
        QuickFunction(number: UInt8(truncatingIfNeeded: ram[function &+ 4] &>> quickShift))
    }

    @inline(__always) static func call(
        _ vm: VM, _ value: Value, _ arguments: Arguments
    ) throws(GuestException) -> Value {
        let number = number(value.address, vm.ram)
        guard number < vm.registry.pointee.functionCount else { throw forged(vm) }
        return try vm.registry.pointee.functions[number].call(vm, arguments)
    }

    @inline(never) private static func forged(_ vm: VM) -> GuestException {
        vm.error(.typeError, "object not callable")
    }

    static func print(_ vm: VM, _ value: Value, _ printer: Printer, _ kind: PrintKind) throws(GuestException) {
        try printer.write("<function>")
    }

    static let type = TypeSlots(
        name: "function", flags: [.bindsSelf, .builtinFunction], print: print,
        call: { vm, value, arguments throws(GuestException) in try call(vm, value, arguments) })
}

extension VM {
    /// Raises the reference's TypeError unless the counts fit. `maximum` -1: no limit (mp_arg_check_num, py/argcheck.c
    /// v1.29).
    @inline(never) public func checkArguments(
        _ arguments: Arguments, _ minimum: Int, _ maximum: Int, keywords: Bool
    ) throws(GuestException) {
        if arguments.keywordCount > 0 && !keywords {
            throw error(.typeError, "function doesn't take keyword arguments")
        }
        if minimum == maximum {
            if arguments.count != minimum {
                throw error(
                    .typeError, "function takes %d positional arguments but %d were given", .int(minimum),
                    .int(arguments.count))
            }
        } else if arguments.count < minimum {
            throw error(
                .typeError, "function missing %d required positional arguments", .int(minimum - arguments.count))
        } else if maximum >= 0 && arguments.count > maximum {
            throw error(
                .typeError, "function expected at most %d arguments, got %d", .int(maximum), .int(arguments.count))
        }
    }
}
