import MicroPython

/// `os.dupterm`: streams beside the console (extmod/os_dupterm.c, v1.29).
///
/// Not modelled: a stream other than the ESP8266's port, which says so; that the ESP8266's console falls silent when its second place is emptied.
struct ConsoleDuplication: Sendable {
    let hardware: Hardware

    /// MICROPY_PY_OS_DUPTERM.
    private var places: Int {
        switch hardware.facts.port {
        case .rp2, .esp32: 1
        case .esp8266: 2
        case .stm32: 3
        }
    }

    private func duplicate(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let place = try arguments.optional(1).map { value throws(GuestException) in try vm.int(value) } ?? 0
        guard (0..<places).contains(place) else { throw vm.exception(.valueError, "invalid dupterm index") }
        // docs/esp8266/quickref.rst: so the console comes back to its own port.
        let isOwnPort =
            hardware.facts.port == .esp8266 && vm.isObject(arguments[0], of: MachineTypes.address(MachineTypes.uart))
        if arguments[0] != .none && !isOwnPort { throw hardware.notModelled("os.dupterm() with a stream", vm) }
        return .none
    }

    var module: NativeModule {
        var module = NativeModule(name: "os", members: ["dupterm": .range(1...2, duplicate)])
        module.extendsCore = true
        return module
    }
}
