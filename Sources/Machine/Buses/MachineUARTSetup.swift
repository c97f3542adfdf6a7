import Fabric
import MicroPython

/// How serial ports are made, set up and printed, as each port does it.
struct MachineUARTSetup: Sendable {
    let hardware: Hardware

    private var port: MachineFacts.Port { hardware.facts.port }

    /// Members of the class beside its methods.
    var constants: [(name: String, value: Int)] {
        switch port {
        case .rp2:
            [
                ("INV_TX", 1), ("INV_RX", 2), ("CTS", 1), ("RTS", 2), ("IRQ_RXIDLE", 0x40), ("IRQ_TXIDLE", 0x20),
                ("IRQ_BREAK", 0x200),
            ]
        // UART_SIGNAL_*_INV of the IDF.
        case .esp32:
            [
                ("INV_TX", 32), ("INV_RX", 4), ("INV_RTS", 64), ("INV_CTS", 8), ("RTS", 1), ("CTS", 2), ("IRQ_RX", 1),
                ("IRQ_RXIDLE", 0x1000), ("IRQ_BREAK", 2),
            ]
        case .esp8266: [("IRQ_RXIDLE", 0x100)]
        // USART_CR3_RTSE and CTSE.
        case .stm32: [("RTS", 0x100), ("CTS", 0x200), ("IRQ_RXIDLE", 0x10), ("IRQ_RX", 0x20)]
        }
    }

    // MARK: Making

    /// `UART(id, ...)`.
    func make(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try vm.checkArguments(arguments, 1, -1, keywords: true)
        guard let ports = hardware.facts.uartPorts else {
            throw hardware.notModelled("machine.UART of the \(hardware.facts.chip)", vm)
        }
        let found = try findPort(vm, arguments[0], ports)
        guard let uart = hardware.uart(found.id) else { throw hardware.notModelled("UART(\(found.id))", vm) }
        let object: Value
        if let known = uart.object {
            object = known
        } else if port == .rp2 {
            object = vm.makeStaticObject(MachineUART.address, wordCount: 1)
            uart.object = object
        } else {
            object = try vm.makeObject(MachineUART.address, wordCount: 1)
        }
        vm.setWord(object, 0, UInt32(found.id))
        let rest = arguments.dropFirst()
        // ports/stm32 opens nothing without arguments, ports/rp2 nothing that is open.
        let isBare = rest.count == 0 && rest.keywordCount == 0
        if !(isBare && (port == .stm32 || (port == .rp2 && uart.isOpen))) { try setUp(vm, uart, rest) }
        return object
    }

    private func findPort(_ vm: VM, _ value: Value, _ ports: [UARTPort]) throws(GuestException) -> UARTPort {
        if vm.isString(value), port == .stm32 {
            let name = try vm.string(of: value)
            if let found = ports.first(where: { $0.name == name && !name.isEmpty }) { return found }
            throw vm.exception(.valueError, "UART(\(name)) doesn't exist")
        }
        let id = try vm.int(value)
        if let found = ports.first(where: { $0.id == id }) {
            if port == .stm32 && found.isConsole { throw vm.exception(.valueError, "UART(\(id)) is reserved") }
            return found
        }
        let words = port == .esp32 || port == .esp8266 ? "does not exist" : "doesn't exist"
        throw vm.exception(.valueError, "UART(\(id)) \(words)")
    }

    // MARK: Setting up

    private func given(_ vm: VM, _ value: Value?) throws(GuestException) -> Int? {
        guard let value else { return nil }
        let number = try vm.int(value)
        return number < 0 ? nil : number
    }

    /// `UART.init(...)`: what is not given stays.
    func setUp(_ vm: VM, _ uart: UART, _ arguments: Arguments) throws(GuestException) {
        var reader = ArgumentReader(vm, arguments)
        var settings = uart.settings
        if let baud = try given(vm, reader.next("baudrate")), baud > 0 { settings.baud = baud }
        if settings.baud == 0 { settings.baud = port == .stm32 ? 9600 : 115_200 }
        if let bits = try given(vm, reader.next("bits")), bits > 0 { settings.bits = bits }
        if let parity = reader.next("parity"), parity != Value(smallInt: -1) {
            settings.parity = parity == .none ? nil : try vm.int(parity) & 1 == 1 ? .odd : .even
        }
        if let stop = try given(vm, reader.next("stop")), stop > 0 { settings.stop = stop }
        if let tx = try reader.keyword("tx"), tx != .none { uart.tx = try pin(vm, tx, uart, isSender: true) }
        if let rx = try reader.keyword("rx"), rx != .none { uart.rx = try pin(vm, rx, uart, isSender: false) }
        try setFlow(vm, uart, &settings, &reader)
        if let wait = try given(vm, reader.keyword("timeout")) { uart.timeout = wait }
        if let wait = try given(vm, reader.keyword("timeout_char")) { uart.timeoutBetween = wait }
        if let mask = try given(vm, reader.keyword("invert")) { try setInversion(vm, &settings, mask) }
        if let size = try reader.keyword("txbuf") { uart.sendBytes = try bufferBytes(vm, size, "txbuf") }
        if let size = try reader.keyword("rxbuf") { uart.receiveBytes = try bufferBytes(vm, size, "rxbuf") }
        try reader.finish()
        try check(vm, settings)
        setRate(&settings, uart.id)
        uart.settings = settings
        if port == .rp2 { try uart.takeBuffers(vm) }
        // A whole character at least, 13 bits to be safe.
        uart.timeoutBetween = max(uart.timeoutBetween, 13000 / settings.baud + 1)
        hardware.open(uart)
    }

    private func check(_ vm: VM, _ settings: UARTSettings) throws(GuestException) {
        guard settings.baud <= 10_000_000 else { throw vm.exception(.valueError, "UART baudrate is too high") }
        guard (5...8).contains(settings.bits), port != .stm32 || settings.bits >= 7 else {
            switch port {
            case .stm32: throw vm.exception(.valueError, "unsupported combination of bits and parity")
            default: throw vm.exception(.valueError, "invalid data bits")
            }
        }
        guard (1...2).contains(settings.stop) else { throw vm.exception(.valueError, "invalid stop bits") }
    }

    private func setFlow(
        _ vm: VM, _ uart: UART, _ settings: inout UARTSettings, _ reader: inout ArgumentReader
    ) throws(GuestException) {
        let clear = try reader.keyword("cts")
        let request = try reader.keyword("rts")
        let flow = try given(vm, reader.keyword("flow"))
        if port != .stm32 {
            if let clear, clear != .none { uart.cts = try flowPin(vm, clear, uart, "CTS", 2) }
            if let request, request != .none { uart.rts = try flowPin(vm, request, uart, "RTS", 3) }
        } else if hardware.facts.chip == "stm32f405" {
            // mpconfigboard.h of PYBV11: the second and the third have them.
            let names = uart.id == 2 ? ("A0", "A1") : uart.id == 3 ? ("B13", "B14") : ("", "")
            (uart.cts, uart.rts) = (hardware.pinIndex(named: names.0), hardware.pinIndex(named: names.1))
        }
        guard let flow, port != .esp8266 else { return }
        let sends = constants.first { $0.name == "CTS" }?.value ?? 0
        let receives = constants.first { $0.name == "RTS" }?.value ?? 0
        if port != .stm32, flow & ~(sends | receives) != 0 {
            throw vm.exception(
                .valueError, port == .rp2 ? "bad hardware flow control mask" : "invalid flow control mask")
        }
        settings.usesCTS = flow & sends != 0
        settings.usesRTS = flow & receives != 0
    }

    /// RP2040 datasheet 1.4.3: CTS and RTS on the third and fourth of four pins.
    private func flowPin(
        _ vm: VM, _ value: Value, _ uart: UART, _ name: String, _ place: Int
    ) throws(GuestException) -> Int {
        let found = try hardware.findPin(value, vm)
        guard port == .rp2 else { return found }
        guard let number = hardware.facts.pins[found].number, number & 3 == place, ((number + 4) & 8) >> 3 == uart.id
        else { throw vm.exception(.valueError, "bad \(name) pin") }
        return found
    }

    private func flowText(_ set: UARTSettings) -> String {
        let names = [set.usesRTS ? "RTS" : nil, set.usesCTS ? "CTS" : nil].compactMap { $0 }
        return names.joined(separator: "|")
    }

    private func setInversion(_ vm: VM, _ settings: inout UARTSettings, _ mask: Int) throws(GuestException) {
        let tx = constants.first { $0.name == "INV_TX" }?.value ?? 0
        let rx = constants.first { $0.name == "INV_RX" }?.value ?? 0
        if mask & ~(tx | rx) != 0 {
            throw vm.exception(.valueError, port == .rp2 ? "bad inversion mask" : "invalid inversion mask")
        }
        settings.invertsTX = mask & tx != 0
        settings.invertsRX = mask & rx != 0
    }

    private func bufferBytes(_ vm: VM, _ value: Value, _ name: String) throws(GuestException) -> Int {
        let count = try vm.int(value)
        if count > 32766 { throw vm.exception(.valueError, "\(name) too large") }
        return max(32, count)
    }

    private func pin(_ vm: VM, _ value: Value, _ uart: UART, isSender: Bool) throws(GuestException) -> Int {
        let found = try hardware.findPin(value, vm)
        guard port == .rp2 else { return found }
        // RP2040 datasheet 1.4.3: UART n on every fourth pin, in groups of eight.
        guard let number = hardware.facts.pins[found].number, number & 3 == (isSender ? 0 : 1),
            ((number + 4) & 8) >> 3 == uart.id
        else {
            throw vm.exception(.valueError, isSender ? "bad TX pin" : "bad RX pin")
        }
        return found
    }

    // MARK: Rates

    /// What the divider makes of the wish.
    private func setRate(_ settings: inout UARTSettings, _ id: Int) {
        let baud = UInt64(settings.baud)
        switch port {
        // PL011, RP2040 datasheet 4.2.7.1: 64ths of 16 clocks of clk_peri, which ports/rp2/main.c sets to 48 MHz.
        case .rp2:
            let eighths = 8 * 48_000_000 / baud + 1
            let whole = eighths >> 7
            let divider =
                whole == 0 ? 64 : whole >= 65535 ? 65535 * 64 : whole * 64 + (eighths & 0x7F) >> 1
            (settings.clockHertz, settings.divisor) = (4 * 48_000_000, divider)
        // 16ths of the APB clock (technical reference 13.3.3).
        case .esp32, .esp8266:
            (settings.clockHertz, settings.divisor) = (
                16 * 80_000_000, min(16 * 0xFFFFF, max(1, 16 * 80_000_000 / baud))
            )
        // RM0090 30.3.4: USART1 and USART6 hang on APB2.
        case .stm32:
            let cpu = hardware.clock.frequency
            let isF4 = hardware.facts.chip.hasPrefix("stm32f4")
            let bus = isF4 ? (id == 1 || id == 6 ? cpu / 2 : cpu / 4) : cpu
            (settings.clockHertz, settings.divisor) = (bus, min(0xFFFF, max(1, (bus + baud / 2) / baud)))
        }
    }

    // MARK: Printing

    func description(_ uart: UART) -> String {
        let set = uart.settings
        let parity = set.parity.map { "\($0.rawValue)" } ?? "None"
        let exact = Int(set.clockHertz / set.divisor)
        func number(_ pin: Int) -> String {
            guard hardware.facts.pins.indices.contains(pin) else { return "-1" }
            return hardware.facts.pins[pin].number.map(String.init) ?? hardware.facts.pins[pin].name
        }
        let (tx, rx) = (number(uart.tx), number(uart.rx))
        let waits = "timeout=\(uart.timeout), timeout_char=\(uart.timeoutBetween)"
        let trigger = hardware.interrupts[MachineUARTInterrupt.place(uart.id)]?.trigger ?? 0
        let inversion = [set.invertsTX ? "INV_TX" : nil, set.invertsRX ? "INV_RX" : nil].compactMap { $0 }
            .joined(separator: "|")
        switch port {
        case .rp2:
            return
                "UART(\(uart.id), baudrate=\(set.baud), bits=\(set.bits), parity=\(parity), stop=\(set.stop), tx=\(tx), "
                + "rx=\(rx), txbuf=\(uart.sendBytes), rxbuf=\(uart.receiveBytes), \(waits), "
                + "invert=\(inversion.isEmpty ? "None" : inversion), irq=\(trigger))"
        case .esp32:
            return
                "UART(\(uart.id), baudrate=\(exact), bits=\(set.bits), parity=\(parity), stop=\(set.stop), tx=\(tx), "
                + "rx=\(rx), rts=\(number(uart.rts)), cts=\(number(uart.cts)), txbuf=\(uart.sendBytes), rxbuf=\(uart.receiveBytes), \(waits), irq=\(trigger)"
                + (inversion.isEmpty ? "" : ", invert=\(inversion)")
                + (flowText(set).isEmpty ? "" : ", flow=\(flowText(set))") + ")"
        case .esp8266:
            return "UART(\(uart.id), baudrate=\(set.baud), bits=\(set.bits), parity=\(parity), stop=\(set.stop), "
                + "rxbuf=\(uart.receiveBytes), \(waits))"
        case .stm32:
            if !uart.isOpen { return "UART(\(uart.id))" }
            return "UART(\(uart.id), baudrate=\(exact), bits=\(set.bits), parity=\(parity), stop=\(set.stop), "
                + "flow=\(flowText(set).isEmpty ? "0" : flowText(set)), "
                + "\(waits), rxbuf=\(uart.receiveBytes)\(trigger == 0 ? "" : "; irq=0x\(String(trigger, radix: 16))"))"
        }
    }
}
