import Fabric
import MicroPython

/// `machine.WDT` (extmod/machine_wdt.c and machine_wdt.c of the ports, v1.29). It cannot be stopped; a soft reset leaves it running.
///
/// Not modelled: the STM32's window watchdog.
struct MachineWDT: Sendable {
    let hardware: Hardware
    static let address = MachineTypes.address(MachineTypes.wdt)

    private func make(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        var reader = ArgumentReader(vm, arguments)
        let id = reader.next("id") ?? Value(smallInt: 0)
        let timeout = try reader.next("timeout").map { value throws(GuestException) in try vm.int(value) } ?? 5000
        try reader.finish()
        let milliseconds =
            switch hardware.facts.port {
            case .rp2: try checkRP2(vm, id, timeout)
            case .esp32: try checkESP32(vm, id, timeout)
            case .esp8266: try checkESP8266(vm, id, timeout)
            case .stm32: try checkSTM32(vm, id, timeout)
            }
        hardware.startWatchdog(.milliseconds(UInt64(milliseconds)))
        return vm.staticInstance(of: Self.address)
    }

    private func checkRP2(_ vm: VM, _ id: Value, _ timeout: Int) throws(GuestException) -> Int {
        let number = try vm.int(id)
        if number != 0 { throw vm.exception(.valueError, "WDT(%d) doesn't exist", .int(number)) }
        // 24 bits, of which the RP2040 takes two a microsecond.
        let most = hardware.facts.chip == "rp2040" ? 8388 : 16777
        guard (0...most).contains(timeout) else { throw vm.exception(.valueError, "timeout exceeds \(most)") }
        return timeout
    }

    private func checkESP32(_ vm: VM, _ id: Value, _ timeout: Int) throws(GuestException) -> Int {
        guard id == Value(smallInt: 0) else { throw vm.exception(.valueError) }
        if timeout <= 0 { throw vm.exception(.valueError, "WDT timeout too short") }
        return timeout
    }

    private func checkESP8266(_ vm: VM, _ id: Value, _ timeout: Int) throws(GuestException) -> Int {
        guard id == Value(smallInt: 0), timeout == 5000 else { throw vm.exception(.valueError) }
        return timeout
    }

    /// The independent watchdog: 12 bits at 32 kHz, divided by 4 to 256.
    private func checkSTM32(_ vm: VM, _ id: Value, _ timeout: Int) throws(GuestException) -> Int {
        if vm.isString(id) {
            let name = try vm.string(of: id)
            if name == "WWDG" { throw hardware.notModelled("machine.WDT('WWDG')", vm) }
            if name != "IWDG" { throw vm.exception(.valueError, "WDT(%s) doesn't exist", .text(name)) }
        } else {
            let number = try vm.int(id)
            if number != 0 { throw vm.exception(.valueError, "WDT(%d) doesn't exist", .int(number)) }
        }
        var prescaler = 0
        var count = timeout
        while prescaler < 6 && count >= 512 {
            prescaler += 1
            count /= 2
        }
        if count <= 0 { throw vm.exception(.valueError, "WDT timeout too short") }
        if count * 8 > 0xFFF { throw vm.exception(.valueError, "WDT timeout too long") }
        return count << prescaler
    }

    var definition: NativeTypeDefinition {
        NativeTypeDefinition(
            number: MachineTypes.wdt,
            TypeSlots(
                name: "WDT",
                make: { vm, _, arguments throws(GuestException) in try make(vm, arguments) },
                methods: [
                    "feed": .fixed(1) { _, _ throws(GuestException) in
                        hardware.feedWatchdog()
                        return .none
                    }
                ]))
    }
}

extension Hardware {
    func startWatchdog(_ timeout: Picoseconds) {
        stopWatchdog()
        state.watchdog = PortState.Watchdog(timeout: timeout)
        feedWatchdog()
    }

    func feedWatchdog() {
        guard let watchdog = state.watchdog else { return }
        if let alarm = watchdog.alarm { circuit.events.cancel(alarm) }
        let deadline = sync() + watchdog.timeout
        state.watchdog?.alarm = circuit.events.schedule(at: deadline) { [unowned self] instant in
            state.watchdog = nil
            if stopReason == nil { stopReason = .reset(.watchdog, at: instant) }
            vm?.requestService()
        }
        didPlan()
    }

    /// A reset of the chip.
    func stopWatchdog() {
        if let alarm = state.watchdog?.alarm { circuit.events.cancel(alarm) }
        state.watchdog = nil
    }
}
