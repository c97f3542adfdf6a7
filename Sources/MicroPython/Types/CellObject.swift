/// A variable that closures share: `type, value` (py/objcell.c, v1.29).
enum CellObject {
    static func make(_ vm: VM, _ value: Value) throws(GuestException) -> Value {
        let address = try vm.allocate(8)
        vm.ram[address] = NativeType.cell.address
        vm.ram[address + 4] = value.bits
        return Value(address: address)
    }

    private static func print(_ vm: VM, _ cell: Value, _ printer: Printer, _ kind: PrintKind) throws(GuestException) {
        let value = vm.ram.value(cell.address &+ 4)
        try printer.write("<cell ")
        try printer.write(pointer: value.bits)
        try printer.write(" ")
        try vm.print(value, printer, .repr)
        try printer.write(">")
    }

    /// It has no name there.
    static let type = TypeSlots(name: "", print: print)
}
