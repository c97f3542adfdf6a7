import MicroPython

/// `machine.PinBase`: what a class of the guest inherits from to be taken for a pin; its method `value` reads and writes
/// (extmod/machine_pinbase.c, v1.29).
public enum MachinePinBase {
    static let address = MachineTypes.address(MachineTypes.pinBase)

    /// Whether a value can stand for a pin.
    public static func isPin(_ value: Value, _ vm: VM) -> Bool { vm.isInstance(value, of: address) }

    /// Whether the pin is high.
    public static func read(_ vm: VM, _ pin: Value) throws(GuestException) -> Bool {
        try vm.int(vm.callMethod(pin, "value", [])) != 0
    }

    static func write(_ vm: VM, _ pin: Value, _ isHigh: Bool) throws(GuestException) {
        _ = try vm.callMethod(pin, "value", [isHigh ? .true : .false])
    }

    /// The type, for a module's list. Its instances have nothing of their own.
    public static let definition = NativeTypeDefinition(
        number: MachineTypes.pinBase,
        TypeSlots(
            name: "PinBase",
            make: { (vm, _, _) throws(GuestException) in vm.staticInstance(of: address) }))
}
