import Fabric
import MicroPython

/// `UART.irq(handler=None, trigger=0, hard=False)` (machine_uart.c of the ports, shared/runtime/mpirq.c, v1.29).
struct MachineUARTInterrupt: Sendable {
    let hardware: Hardware

    /// Bits of the port's constants, and what they stand for.
    static func bits(_ port: MachineFacts.Port) -> [(bit: Int, event: UARTEvent)] {
        switch port {
        // UART_UARTMIS bits: receive timeout, transmit, break error.
        case .rp2: [(0x40, .idle), (0x20, .sent), (0x200, .isBreak)]
        // 1 << UART_DATA, its own, 1 << UART_BREAK.
        case .esp32: [(1, .received), (0x1000, .idle), (2, .isBreak)]
        case .esp8266: [(0x100, .idle)]
        // UART_FLAG_IDLE, UART_FLAG_RXNE.
        case .stm32: [(0x10, .idle), (0x20, .received)]
        }
    }

    /// Of the places in `Hardware.interrupts` that are no pins.
    static func place(_ uart: Int) -> Int { 0x1_0000 | uart }

    func arm(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let object = arguments[0]
        guard vm.isObject(object, of: MachineUART.address), let uart = hardware.uart(Int(vm.word(object, 0))) else {
            throw vm.exception(.valueError, "UART doesn't exist")
        }
        var reader = ArgumentReader(vm, arguments, skipping: 1)
        let handler = reader.next("handler") ?? .none
        let trigger = try reader.next("trigger").map { value throws(GuestException) in try vm.int(value) } ?? 0
        let isHard = try reader.next("hard").map { value throws(GuestException) in try vm.truth(of: value) } ?? false
        try reader.finish()
        let port = hardware.facts.port
        if port == .esp32, hardware.facts.uartPorts?.first(where: { $0.id == uart.id })?.isConsole == true {
            throw vm.exception(.valueError, "REPL UART does not support IRQs")
        }
        let result = try MachineInterrupt(hardware: hardware).interruptObject(
            Self.place(uart.id), vm, onHeap: true)
        guard arguments.count > 1 || arguments.keywordCount > 0 else { return result }
        if handler != .none, try !vm.isCallable(handler) {
            throw vm.exception(.valueError, "handler must be None or callable")
        }
        let known = Self.bits(port).reduce(0) { $0 | $1.bit }
        if trigger & ~known != 0 {
            let digits = String(trigger & ~known & 0xFFFF_FFFF, radix: 16)
            let width = port == .stm32 ? 8 : 4
            let text = String(repeating: "0", count: max(0, width - digits.count)) + digits
            throw vm.exception(.valueError, "trigger 0x%s unsupported", .text(text))
        }
        if isHard && port == .esp32 { throw vm.exception(.valueError, "hard IRQ is not supported") }
        hardware.setInterrupt(uart: uart, object: object, handler: handler, trigger: trigger, isHard: isHard, vm)
        return result
    }
}

extension Hardware {
    /// Arms a serial port; its old handler is forgotten.
    func setInterrupt(uart: UART, object: Value, handler: Value, trigger: Int, isHard: Bool, _ vm: VM) {
        let place = MachineUARTInterrupt.place(uart.id)
        clearInterrupt(pin: place)
        uart.onEvent = nil
        guard handler != .none, trigger != 0 else { return }
        vm.retain(handler)
        if uart.object == nil {
            vm.retain(object)
            uart.object = object
        }
        interrupts[place] = PinInterrupt(handler: handler, trigger: trigger, isHard: isHard)
        let bits = MachineUARTInterrupt.bits(facts.port)
        uart.onEvent = { [unowned self] event, instant in
            guard let armed = interrupts[place], let bit = bits.first(where: { $0.event == event })?.bit,
                armed.trigger & bit != 0
            else { return }
            interrupts[place]?.flags = bit
            let call = InterruptCall(
                handler: armed.handler, argument: object, isHard: armed.isHard, source: .pin(place))
            deliver(call, after: instant)
        }
        didPlan()
    }
}
