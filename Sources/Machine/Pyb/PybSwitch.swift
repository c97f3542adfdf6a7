import Fabric
import MicroPython

/// `pyb.Switch`: the board's user button (usrsw.c of ports/stm32, v1.29).
struct PybSwitch: Sendable {
    let hardware: Hardware
    private static let address = MachineTypes.address(MachineTypes.pybSwitch)
    /// What the interrupt calls: the callback takes no argument.
    private static let caller = MachineTypes.address(MachineTypes.pybSwitchCaller)

    /// MICROPY_HW_USRSW_PIN; low means pressed on all boards here.
    static func place(_ facts: MachineFacts) -> Int? {
        ["SW", "USER_B1", "B1_USER"].lazy.compactMap { name in facts.boardNames.first { $0.name == name }?.pin }.first
    }

    private var place: Int { Self.place(hardware.facts) ?? 0 }

    private func read() -> Value {
        let now = hardware.sync()
        if !hardware.isSetUp(place) {
            hardware.markSetUp(place)
            hardware.pins[place].setPull(.up, at: now)
        }
        return hardware.pins[place].read(at: now) ? .false : .true
    }

    private func setCallback(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        _ = read()
        let old = hardware.keptObjects["Switch callback"]
        if let old { vm.release(old) }
        hardware.keptObjects["Switch callback"] = arguments[1]
        vm.retain(arguments[1])
        hardware.setInterrupt(
            pin: place, handler: arguments[1] == .none ? .none : vm.staticInstance(of: Self.caller),
            trigger: hardware.facts.constant("IRQ_FALLING"), isHard: true, vm)
        return .none
    }

    var definitions: [NativeTypeDefinition] {
        [
            NativeTypeDefinition(
                number: MachineTypes.pybSwitch,
                TypeSlots(
                    name: "Switch",
                    make: { vm, _, arguments throws(GuestException) in
                        try vm.checkArguments(arguments, 0, 0, keywords: false)
                        return vm.staticInstance(of: Self.address)
                    },
                    print: { _, _, printer, _ throws(GuestException) in try printer.write("Switch()") },
                    call: { vm, _, arguments throws(GuestException) in
                        try vm.checkArguments(arguments, 0, 0, keywords: false)
                        return read()
                    },
                    methods: [
                        "value": .fixed(1) { _, _ throws(GuestException) in read() },
                        "callback": .fixed(2, setCallback),
                    ])),
            NativeTypeDefinition(
                number: MachineTypes.pybSwitchCaller,
                TypeSlots(
                    name: "function",
                    call: { vm, _, _ throws(GuestException) in
                        guard let callback = hardware.keptObjects["Switch callback"], callback != .none else {
                            return .none
                        }
                        return try vm.call(callback, [])
                    }), memberName: ""),
        ]
    }
}
