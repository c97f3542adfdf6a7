/// `errno` (py/moderrno.c, v1.29).
enum ErrnoModule {
    static func members(of firmware: Firmware) -> MethodTable {
        ["errorcode": .constant { errorCodes($0) }]
            + MethodTable(ErrorNumber.names(firmware).map { (name: $0.name, member: .int($0.number)) })
    }

    private static func errorCodes(_ vm: VM) -> Value {
        let names = ErrorNumber.names(vm.firmware)
        let table = vm.state.pointee.flash.allocate(names.count * 8)
        for (index, entry) in names.enumerated() {
            vm.ram[table + UInt32(index) * 8] = Value(smallInt: Int32(entry.number)).bits
            vm.ram[table + UInt32(index) * 8 + 4] = Value(vm.internInFlash(entry.name)).bits
        }
        let dict = vm.state.pointee.flash.allocate(16)
        DictObject.initializeFixed(dict, table: table, count: names.count, vm)
        // The keys are numbers.
        vm.ram[dict + DictObject.mapOffset] &= ~GuestMap.Flag.onlyNames
        return Value(address: dict)
    }
}
