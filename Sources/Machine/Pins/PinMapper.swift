import MicroPython

/// `Pin.mapper`, `Pin.dict` and `Pin.debug`: names for pins that the guest makes up (pin.c of ports/stm32, v1.29).
struct PinMapper: Sendable {
    let hardware: Hardware

    /// What the guest set.
    struct Names {
        var mapper = Value.none
        var dictionary = Value.none
        var isTold = false
    }

    /// The pin that the guest's own names mean; nil where they know nothing of it.
    func find(_ value: Value, _ vm: VM) throws(GuestException) -> Value? {
        let names = hardware.state.pinNames
        if names.mapper != .none {
            let pin = try vm.call(names.mapper, [value])
            if pin != .none {
                guard vm.isObject(pin, of: MachinePin.address) else {
                    throw vm.exception(.valueError, "Pin.mapper didn't return a Pin object")
                }
                try tell("Pin.mapper", value, pin, vm)
                return pin
            }
        }
        guard names.dictionary != .none else { return nil }
        let pin = try vm.callMethod(names.dictionary, "get", [value])
        guard vm.isObject(pin, of: MachinePin.address) else { return nil }
        try tell("Pin.map_dict", value, pin, vm)
        return pin
    }

    /// With `Pin.debug(True)` each step is printed.
    func tell(_ who: String, _ name: Value?, _ pin: Value, _ vm: VM) throws(GuestException) {
        guard hardware.state.pinNames.isTold else { return }
        let shown = MachinePin(hardware: hardware).description(Int(vm.word(pin, 0)))
        guard let name else { return try vm.print("Pin map passed pin \(shown)\n") }
        let text = try vm.string(of: vm.call(vm.builtin("repr"), [name]))
        try vm.print("\(who) maps \(text) to \(shown)\n")
    }

    private func kept(
        _ path: WritableKeyPath<Names, Value> & Sendable
    ) -> MethodTable.Member {
        .classMethod(
            .range(1...2) { vm, arguments throws(GuestException) in
                guard let new = arguments.optional(1) else { return hardware.state.pinNames[keyPath: path] }
                let old = hardware.state.pinNames[keyPath: path]
                if old != .none { vm.release(old) }
                if new != .none { vm.retain(new) }
                hardware.state.pinNames[keyPath: path] = new
                return .none
            })
    }

    var methods: MethodTable {
        [
            "mapper": kept(\.mapper), "dict": kept(\.dictionary),
            "debug": .classMethod(
                .range(1...2) { vm, arguments throws(GuestException) in
                    guard let new = arguments.optional(1) else { return Value(hardware.state.pinNames.isTold) }
                    hardware.state.pinNames.isTold = try vm.truth(of: new)
                    return .none
                }),
        ]
    }
}
