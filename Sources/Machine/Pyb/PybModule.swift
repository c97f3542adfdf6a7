import Fabric
import MicroPython

/// `pyb` (modpyb.c of ports/stm32, v1.29). The small Nucleo boards leave out what `machine` and `time` have too.
///
/// Not modelled: `Accel`, `CAN`, `Flash`, `LCD`, `USB_HID`, `USB_VCP` and functions around USB and files, which say so.
struct PybModule: Sendable {
    let hardware: Hardware

    /// Milliseconds or microseconds that have passed since a reading of the clock, modulo 2^30.
    private func elapsed(_ count: @escaping @Sendable (Instant) -> UInt64) -> MethodTable.Member {
        .fixed(1) { vm, arguments throws(GuestException) in
            let start = UInt64(truncatingIfNeeded: try vm.int(arguments[0]))
            return Value(smallInt: Int32((count(hardware.sync()) &- start) & 0x3FFF_FFFF))
        }
    }

    /// A true random number on the chip; here of a fixed series, so that every run is the same (xorshift, Marsaglia 2003).
    private func random(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        var number = hardware.state.random
        number ^= number << 13
        number ^= number >> 17
        number ^= number << 5
        hardware.state.random = number
        return try vm.newInt(Int(number >> 2))
    }

    var randomMember: MethodTable { ["rng": .fixed(0, random)] }

    private func absent(_ names: String...) -> MethodTable {
        MethodTable(
            names.map { name in
                (name, .variable(0) { vm, _ throws(GuestException) in throw hardware.notModelled("pyb.\(name)", vm) })
            })
    }

    /// Members of another module under a name here.
    private static func pick(_ table: MethodTable, _ names: (from: String, to: String)...) -> MethodTable {
        MethodTable(
            names.compactMap { name in table.members.first { $0.name == name.from }.map { (name.to, $0.member) } })
    }

    var module: NativeModule {
        let machine = MachineModule(hardware: hardware).module
        let time = TimeModule(hardware: hardware).module.members
        let isSmall = !hardware.facts.chip.hasPrefix("stm32f4")
        var members = Self.pick(
            machine.members, ("idle", "wfi"), ("disable_irq", "disable_irq"), ("enable_irq", "enable_irq"))
        if !isSmall {
            members =
                members
                + Self.pick(
                    machine.members, ("bootloader", "bootloader"), ("reset", "hard_reset"),
                    ("unique_id", "unique_id"), ("freq", "freq"), ("lightsleep", "stop"), ("deepsleep", "standby"))
                + Self.pick(
                    time, ("ticks_ms", "millis"), ("ticks_us", "micros"), ("sleep_ms", "delay"),
                    ("sleep_us", "udelay")) + [
                    "elapsed_millis": elapsed { $0.milliseconds },
                    "elapsed_micros": elapsed { $0.microseconds },
                    "sync": .fixed(0) { _, _ throws(GuestException) in .none },
                    "have_cdc": .fixed(0) { _, _ throws(GuestException) in .true },
                ]
        }
        // MICROPY_HW_ENABLE_RNG.
        if hardware.facts.chip == "stm32f405" {
            members = members + randomMember
        }
        members =
            members + [
                "main": .keywords(1) { _, _ throws(GuestException) in .none },
                "fault_debug": .fixed(1) { _, _ throws(GuestException) in .none },
                "country": .range(0...1) { _, _ throws(GuestException) in .none },
                "repl_uart": .range(0...1) { _, _ throws(GuestException) in .none },
                "Pin": .constant { _ in Value(type: MachineTypes.pin) },
                "RTC": .constant { _ in Value(type: MachineTypes.rtc) },
                "UART": .constant { _ in Value(type: MachineTypes.uart) },
            ]
        if !isSmall {
            members =
                members
                + absent(
                    "info", "usb_mode", "mount", "Accel", "CAN", "Flash", "LCD", "USB_HID",
                    "USB_VCP")
        }
        var types = [
            PybLED(hardware: hardware).definition, PybExtInt(hardware: hardware).definition,
            PybTimer(hardware: hardware).definition, PybTimerChannel(hardware: hardware).definition,
            PybI2C(hardware: hardware).definition, PybSPI(hardware: hardware).definition,
        ]
        // MICROPY_HW_ENABLE_DAC of mpconfigboard.h.
        if ["stm32f405", "stm32f091"].contains(hardware.facts.chip) {
            types.append(PybDAC(hardware: hardware).definition)
        }
        // NUCLEO_L073RZ: MICROPY_HW_ENABLE_ADC 0.
        if hardware.facts.chip != "stm32l073" { types.append(PybADC(hardware: hardware).definition) }
        if !isSmall { types.append(PybADCAll(hardware: hardware).definition) }
        if PybSwitch.place(hardware.facts) != nil { types += PybSwitch(hardware: hardware).definitions }
        if PybSDCard.isThere(hardware.facts) { types.append(PybSDCard(hardware: hardware).definition) }
        if PybServo.isThere(hardware.facts) { types.append(PybServo(hardware: hardware).definition) }
        return NativeModule(name: "pyb", members: members, types: types)
    }
}
