/// A variable that closures share: `type, value` (py/objcell.c, v1.29).
enum CellObject {
    static func make(_ vm: VM, _ value: Value) throws(GuestException) -> Value {
        let address = try vm.allocate(8)
        vm.ram[address] = NativeType.cell.address
        vm.ram[address + 4] = value.bits
        return Value(address: address)
    }

    static let type = TypeSlots(name: "cell")
}
