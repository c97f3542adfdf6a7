import Fabric
import MicroPython

/// `machine.UART` (extmod/machine_uart.c and machine_uart.c of the ports, v1.29). How ports read the arguments and print is in
/// `MachineUARTSetup`, interrupts are in `MachineUARTInterrupt`.
///
/// Not modelled: 9 bits, LIN; of the heap only what ports/rp2 takes.
struct MachineUART: Sendable {
    let hardware: Hardware
    static let address = MachineTypes.address(MachineTypes.uart)

    private func uart(_ vm: VM, _ value: Value) throws(GuestException) -> UART {
        guard vm.isObject(value, of: Self.address), let uart = hardware.uart(Int(vm.word(value, 0))) else {
            throw vm.exception(.valueError, "UART doesn't exist")
        }
        return uart
    }

    /// The console's port: the REPL's bytes are its bytes.
    private func isConsole(_ uart: UART) -> Bool {
        hardware.facts.uartPorts?.first { $0.id == uart.id }?.isConsole == true
    }

    // MARK: Streams

    private func any(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let uart = try uart(vm, arguments[0])
        hardware.sync()
        return Value(smallInt: Int32(isConsole(uart) ? hardware.console?.count() ?? 0 : uart.received.count))
    }

    /// What came until it stopped coming for a while; EAGAIN where nothing did.
    private func read(
        _ vm: VM, _ object: Value, _ buffer: UnsafeMutableRawBufferPointer
    ) throws(GuestException) -> StreamResult {
        let uart = try uart(vm, object)
        let received: [UInt8]
        if isConsole(uart) {
            received = try readConsole(vm, uart, upTo: buffer.count)
        } else {
            received = try hardware.receive(uart, upTo: buffer.count, vm)
        }
        buffer.copyBytes(from: received)
        return received.isEmpty ? .wouldWait : .done(received.count)
    }

    private func readConsole(_ vm: VM, _ uart: UART, upTo count: Int) throws(GuestException) -> [UInt8] {
        guard let console = hardware.console else { return [] }
        if console.count() == 0 {
            let end = hardware.sync() + .milliseconds(UInt64(uart.timeout))
            try hardware.wait(vm, until: end) { console.count() > 0 }
        }
        var bytes: [UInt8] = []
        while bytes.count < count, let byte = console.take() { bytes.append(byte) }
        return bytes
    }

    private func write(
        _ vm: VM, _ object: Value, _ bytes: UnsafeRawBufferPointer
    ) throws(GuestException) -> StreamResult {
        let uart = try uart(vm, object)
        if isConsole(uart) {
            hardware.console?.write(bytes)
            return .done(bytes.count)
        }
        let sent = try hardware.send(Array(bytes), uart, vm)
        return sent == 0 ? .wouldWait : .done(sent)
    }

    private func control(
        _ vm: VM, _ object: Value, _ request: StreamRequest, _ argument: UInt32
    ) throws(GuestException) -> StreamResult {
        let uart = try uart(vm, object)
        let now = hardware.sync()
        switch request {
        case .poll:
            let canRead = isConsole(uart) ? hardware.console.map { $0.count() > 0 } ?? false : !uart.received.isEmpty
            let canWrite = uart.transmitter.count < hardware.queueRoom(uart)
            return StreamPoll.answer(argument, canRead: canRead, canWrite: canWrite)
        case .flush:
            try hardware.wait(
                vm, until: uart.transmitter.isBlocked ? .distantFuture : uart.transmitter.time(untilCount: 0, at: now),
                for: "UART.flush() waits for CTS"
            ) { uart.transmitter.count == 0 }
            return .done(0)
        default: return .refused
        }
    }

    // MARK: Characters and breaks

    private func isDone(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        hardware.sync()
        return Value(try uart(vm, arguments[0]).transmitter.count == 0)
    }

    /// Thirteen bits low, waited for.
    private func sendBreak(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let uart = try uart(vm, arguments[0])
        guard uart.isOpen else { return .none }
        let length = Picoseconds.microseconds(UInt64(13_000_000 / max(1, uart.settings.baud) + 1))
        let start = uart.transmitter.time(untilCount: 0, at: hardware.sync())
        try hardware.wait(vm, until: start)
        let now = hardware.sync()
        uart.transmitter.sendBreak(length, at: now)
        uart.end.sendBreak(length, at: now)
        hardware.didPlan()
        try hardware.wait(vm, until: start + length)
        return .none
    }

    private func readCharacter(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let bytes = try hardware.receive(uart(vm, arguments[0]), upTo: 1, vm)
        return Value(smallInt: bytes.first.map { Int32($0) } ?? -1)
    }

    private func writeCharacter(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let byte = UInt8(truncatingIfNeeded: try vm.int(arguments[1]))
        _ = try hardware.send([byte], uart(vm, arguments[0]), vm)
        return .none
    }

    // MARK: The table

    private var methods: MethodTable {
        let setup = MachineUARTSetup(hardware: hardware)
        var methods: MethodTable = [
            "init": .keywords(1) { vm, arguments throws(GuestException) in
                try setup.setUp(vm, uart(vm, arguments[0]), arguments.dropFirst())
                return .none
            },
            "deinit": .fixed(1) { vm, arguments throws(GuestException) in
                let uart = try uart(vm, arguments[0])
                uart.close(at: hardware.sync())
                uart.dropBuffers(vm)
                return .none
            },
            "any": .fixed(1, any), "read": StreamMethods.read, "readline": StreamMethods.readLine,
            "readinto": StreamMethods.readInto, "write": StreamMethods.write, "flush": StreamMethods.flush,
            "txdone": .fixed(1, isDone),
        ]
        if hardware.facts.port != .esp8266 {
            methods = methods + ["sendbreak": .fixed(1, sendBreak)]
        }
        methods = methods + ["irq": .keywords(1, MachineUARTInterrupt(hardware: hardware).arm)]
        if hardware.facts.port == .stm32 {
            methods = methods + ["readchar": .fixed(1, readCharacter), "writechar": .fixed(2, writeCharacter)]
        }
        methods.members += setup.constants.map { ($0.name, .int($0.value)) }
        return methods
    }

    var definition: NativeTypeDefinition {
        let setup = MachineUARTSetup(hardware: hardware)
        return NativeTypeDefinition(
            number: MachineTypes.uart,
            TypeSlots(
                name: "UART",
                make: { vm, _, arguments throws(GuestException) in try setup.make(vm, arguments) },
                print: { vm, value, printer, _ throws(GuestException) in
                    try printer.write(text: setup.description(uart(vm, value)))
                },
                stream: StreamProtocol(
                    read: { vm, object, buffer throws(GuestException) in try read(vm, object, buffer) },
                    write: { vm, object, bytes throws(GuestException) in try write(vm, object, bytes) },
                    control: { vm, object, request, argument throws(GuestException) in
                        try control(vm, object, request, argument)
                    }),
                methods: methods))
    }
}
