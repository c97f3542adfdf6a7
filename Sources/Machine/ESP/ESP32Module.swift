import Fabric
import MicroPython

/// `esp32` (modesp32.c of ports/esp32, v1.29).
///
/// Not modelled: `ULP`, `idf_heap_info`, `idf_task_info`, which say so.
struct ESP32Module: Sendable {
    let hardware: Hardware

    private var chip: String { hardware.facts.chip }
    private var state: PortState { hardware.state }

    // MARK: Waking

    private func noResources(_ vm: VM) -> GuestException { vm.exception(.valueError, "no resources") }

    private func gpio(_ vm: VM, _ value: Value) throws(GuestException) -> Int {
        hardware.facts.pins[try hardware.findPin(value, vm)].number ?? 0
    }

    /// RTC_IS_VALID_EXT_PIN: pins of the RTC's domain.
    private func checkIsRTC(_ vm: VM, _ gpio: Int) throws(GuestException) {
        if !hardware.facts.isValidForEXT(gpio) { throw vm.exception(.valueError, "invalid pin") }
    }

    private func wakeOnExt0(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        if state.wakes.touch { throw noResources(vm) }
        var reader = ArgumentReader(vm, arguments)
        let pin = reader.next("pin")
        let level = reader.next("level")
        try reader.finish()
        if let pin {
            if pin == .none {
                state.wakes.ext0 = nil
            } else {
                let number = try gpio(vm, pin)
                try checkIsRTC(vm, number)
                state.wakes.ext0 = (number, state.wakes.ext0Level)
            }
        }
        state.wakes.ext0Sleeps = 6
        if let level { state.wakes.ext0Level = try vm.truth(of: level) }
        let isHigh = state.wakes.ext0Level
        state.wakes.ext0?.isHigh = isHigh
        return .none
    }

    private func pins(_ vm: VM, _ value: Value?, areRTC: Bool) throws(GuestException) -> [Int]? {
        guard let value, value != .none else { return nil }
        var numbers: [Int] = []
        for item in try vm.items(of: value) {
            let number = try gpio(vm, item)
            if areRTC { try checkIsRTC(vm, number) }
            numbers.append(number)
        }
        return numbers
    }

    private func wakeOnExt1(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        var reader = ArgumentReader(vm, arguments)
        let list = reader.next("pins")
        let level = reader.next("level")
        try reader.finish()
        if let numbers = try pins(vm, list, areRTC: true) { state.wakes.ext1Pins = numbers }
        if let level { state.wakes.ext1IsAnyHigh = try vm.truth(of: level) }
        return .none
    }

    private func wakeOnGPIO(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        var reader = ArgumentReader(vm, arguments)
        let list = reader.next("pins")
        let level = reader.next("level")
        try reader.finish()
        if state.wakes.touch || state.wakes.ulp { throw noResources(vm) }
        if let numbers = try pins(vm, list, areRTC: false) { state.wakes.gpioPins = numbers }
        if let level { state.wakes.gpioIsHigh = try vm.truth(of: level) }
        return .none
    }

    private var wakeFunctions: MethodTable {
        let touch: MethodTable = [
            "wake_on_touch": .fixed(1) { vm, arguments throws(GuestException) in
                if state.wakes.ext0 != nil || !state.wakes.gpioPins.isEmpty { throw noResources(vm) }
                state.wakes.touch = try vm.truth(of: arguments[0])
                return .none
            }
        ]
        let external: MethodTable = [
            "wake_on_ext0": .keywords(0, wakeOnExt0), "wake_on_ext1": .keywords(0, wakeOnExt1),
            "wake_on_ulp": .fixed(1) { vm, arguments throws(GuestException) in
                if state.wakes.ext0 != nil || !state.wakes.gpioPins.isEmpty { throw noResources(vm) }
                state.wakes.ulp = try vm.truth(of: arguments[0])
                return .none
            },
        ]
        let any: MethodTable = ["wake_on_gpio": .keywords(0, wakeOnGPIO)]
        // The C3 has neither touch pads nor the RTC's pins.
        return chip == "esp32c3" ? any : touch + external + any
    }

    // MARK: The module

    private func absent(_ names: String...) -> MethodTable {
        MethodTable(
            names.map { name in
                (name, .variable(0) { vm, _ throws(GuestException) in throw hardware.notModelled("esp32.\(name)", vm) })
            })
    }

    private var functions: MethodTable {
        // 128 is what a chip at room temperature reads, in Fahrenheit as legend has it: an example of the documentation.
        let temperature: MethodTable =
            chip == "esp32"
            ? ["raw_temperature": .fixed(0) { vm, _ throws(GuestException) in try vm.newInt(128) }]
            : ["mcu_temperature": .fixed(0) { vm, _ throws(GuestException) in try vm.newInt(27) }]
        let hold: MethodTable = [
            "gpio_deep_sleep_hold": .fixed(1) { vm, arguments throws(GuestException) in
                state.holdsDigitalPins = try vm.truth(of: arguments[0])
                return .none
            }
        ]
        let constants: MethodTable = [
            "WAKEUP_ALL_LOW": .constant { _ in .false }, "WAKEUP_ANY_HIGH": .constant { _ in .true },
            // MALLOC_CAP_8BIT and MALLOC_CAP_EXEC.
            "HEAP_DATA": .int(4), "HEAP_EXEC": .int(1),
        ]
        var table = wakeFunctions + hold + temperature
        table = table + absent("idf_heap_info", "idf_task_info")
        if chip != "esp32c3" { table = table + absent("ULP") }
        return table + constants
    }

    var module: NativeModule {
        let counters = chip == "esp32c3" ? [] : [PCNTObject(hardware: hardware).definition]
        return NativeModule(
            name: "esp32", members: functions,
            types: [
                NVSObject(hardware: hardware).definition, RMTObject(hardware: hardware).definition,
                PartitionObject(hardware: hardware).definition,
            ] + counters)
    }
}
