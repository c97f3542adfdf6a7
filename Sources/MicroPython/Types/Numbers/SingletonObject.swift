/// `Ellipsis` and `NotImplemented`: `type, name` in flash (py/objsingleton.c, v1.29). Their type has no name, as there.
enum SingletonObject {
    /// Part of the firmware's image.
    static func place(_ vm: VM) {
        for (address, name) in [(MemoryMap.ellipsis, CoreName.Ellipsis), (MemoryMap.notImplemented, .NotImplemented)] {
            vm.ram[address] = NativeType.singleton.address
            vm.ram[address + 4] = Value(name).bits
        }
    }

    private static func print(_ vm: VM, _ value: Value, _ printer: Printer, _ kind: PrintKind) throws(GuestException) {
        try printer.write(vm.ram.value(value.address &+ 4).qstr)
    }

    static let type = TypeSlots(name: "", print: print)
}
