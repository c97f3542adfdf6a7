import Fabric
import MicroPython

/// `machine.UART` (extmod/machine_uart.c and machine_uart.c of ports/rp2, esp32 and stm32; v1.29).
///
/// Not modelled yet: `sendbreak`, `irq`, `readchar`, `writechar`, anything but 8N1, inversion, flow control, the pins' levels, the console's
/// port, the ESP8266, the Nucleo boards and the newer ESP32s; each says so. Of the heap only what ports/rp2 takes.
struct MachineUART: Sendable {
    let hardware: Hardware
    static let address = MachineTypes.address(MachineTypes.uart)

    private func uart(_ vm: VM, _ value: Value) throws(GuestException) -> UART {
        guard let uart = hardware.uart(Int(vm.word(value, 0))) else {
            throw vm.exception(.valueError, "UART doesn't exist")
        }
        return uart
    }

    // MARK: Making

    private func make(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try vm.checkArguments(arguments, 1, -1, keywords: true)
        guard let ports = hardware.facts.uartPorts else {
            throw hardware.notModelled("machine.UART of the \(hardware.facts.chip)", vm)
        }
        let port = try port(vm, arguments[0], ports)
        if port.isConsole { throw hardware.notModelled("UART(\(port.id)), which the console uses,", vm) }
        let object = try object(vm, port)
        let rest = arguments.dropFirst()
        // ports/stm32 opens nothing without arguments.
        if rest.count > 0 || rest.keywordCount > 0 || hardware.facts.port != .stm32 { try setUp(vm, object, rest) }
        return object
    }

    /// ports/rp2 has its two in flash.
    private func object(_ vm: VM, _ port: UARTPort) throws(GuestException) -> Value {
        let uart = hardware.uart(port.id)
        if let known = uart?.object { return known }
        let isStatic = hardware.facts.port == .rp2
        let object =
            isStatic
            ? vm.makeStaticObject(Self.address, wordCount: 1) : try vm.makeObject(Self.address, wordCount: 1)
        if isStatic { uart?.object = object }
        vm.setWord(object, 0, UInt32(port.id))
        return object
    }

    private func port(_ vm: VM, _ value: Value, _ ports: [UARTPort]) throws(GuestException) -> UARTPort {
        if vm.isString(value), hardware.facts.port == .stm32 {
            let name = try vm.string(of: value)
            if let port = ports.first(where: { $0.name == name }) { return port }
            throw vm.exception(.valueError, "UART(\(name)) doesn't exist")
        }
        let id = try vm.int(value)
        if let port = ports.first(where: { $0.id == id }) { return port }
        let words = hardware.facts.port == .esp32 ? "does not exist" : "doesn't exist"
        throw vm.exception(.valueError, "UART(\(id)) \(words)")
    }

    private func setUp(_ vm: VM, _ object: Value, _ arguments: Arguments) throws(GuestException) {
        let uart = try uart(vm, object)
        var reader = ArgumentReader(vm, arguments)
        let baud = reader.next("baudrate")
        try check(vm, reader.next("bits"), is: 8, "bits")
        if let parity = reader.next("parity"), parity != .none, try vm.int(parity) != -1 {
            throw hardware.notModelled("UART parity", vm)
        }
        try check(vm, reader.next("stop"), is: 1, "stop")
        if let tx = try reader.keyword("tx"), tx != .none { uart.tx = try pin(vm, tx, uart, isSender: true) }
        if let rx = try reader.keyword("rx"), rx != .none { uart.rx = try pin(vm, rx, uart, isSender: false) }
        try check(vm, reader.keyword("invert"), is: 0, "invert")
        try check(vm, reader.keyword("flow"), is: 0, "flow")
        if let wait = try reader.keyword("timeout") { uart.timeout = max(0, try vm.int(wait)) }
        if let wait = try reader.keyword("timeout_char") { uart.timeoutBetween = max(0, try vm.int(wait)) }
        if let size = try reader.keyword("txbuf") { uart.sendBytes = try bufferBytes(vm, size, "txbuf") }
        if let size = try reader.keyword("rxbuf") { uart.receiveBytes = try bufferBytes(vm, size, "rxbuf") }
        try reader.finish()
        try open(vm, uart, baud: baud)
    }

    private func open(_ vm: VM, _ uart: UART, baud: Value?) throws(GuestException) {
        var rate = try baud.map { value throws(GuestException) in try vm.int(value) } ?? 0
        if rate <= 0 { rate = uart.end.baud > 0 ? Int(uart.end.baud) : 115_200 }
        guard rate <= 10_000_000 else { throw vm.exception(.valueError, "UART baudrate is too high") }
        if hardware.facts.port == .rp2 { try uart.takeBuffers(vm) }
        hardware.sync()
        uart.end.setBaud(UInt64(rate))
        uart.end.capacity = uart.receiveBytes
        // A whole character at least, 13 bits to be safe.
        uart.timeoutBetween = max(uart.timeoutBetween, 13000 / rate + 1)
    }

    private func check(_ vm: VM, _ value: Value?, is wanted: Int, _ name: String) throws(GuestException) {
        guard let value, try vm.int(value) != wanted else { return }
        throw hardware.notModelled("UART \(name) other than \(wanted)", vm)
    }

    private func bufferBytes(_ vm: VM, _ value: Value, _ name: String) throws(GuestException) -> Int {
        let count = try vm.int(value)
        if count > 32766 { throw vm.exception(.valueError, "\(name) too large") }
        return max(32, count)
    }

    private func pin(_ vm: VM, _ value: Value, _ uart: UART, isSender: Bool) throws(GuestException) -> Int {
        let found = try hardware.findPin(value, vm)
        guard hardware.facts.port == .rp2 else { return found }
        // RP2040 datasheet 1.4.3: UART n on every fourth pin, in groups of eight.
        guard let number = hardware.facts.pins[found].number, number & 3 == (isSender ? 0 : 1),
            ((number + 4) & 8) >> 3 == uart.id
        else {
            throw vm.exception(.valueError, isSender ? "bad TX pin" : "bad RX pin")
        }
        return found
    }

    // MARK: Methods

    private func any(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        hardware.sync()
        return Value(smallInt: Int32(try uart(vm, arguments[0]).end.received.count))
    }

    /// What came until it stopped coming for a while; EAGAIN where nothing did.
    private func read(
        _ vm: VM, _ object: Value, _ buffer: UnsafeMutableRawBufferPointer
    ) throws(GuestException) -> StreamResult {
        let received = try hardware.receive(uart(vm, object), upTo: buffer.count, vm)
        buffer.copyBytes(from: received)
        return received.isEmpty ? .wouldWait : .done(received.count)
    }

    private func write(
        _ vm: VM, _ object: Value, _ bytes: UnsafeRawBufferPointer
    ) throws(GuestException) -> StreamResult {
        let sent = try hardware.send(Array(bytes), uart(vm, object), vm)
        return sent == 0 ? .wouldWait : .done(sent)
    }

    private func control(
        _ vm: VM, _ object: Value, _ request: StreamRequest, _ argument: UInt32
    ) throws(GuestException) -> StreamResult {
        let uart = try uart(vm, object)
        let now = hardware.sync()
        switch request {
        case .poll:
            let canWrite = uart.end.queued(at: now) < hardware.queueRoom(uart)
            return StreamPoll.answer(argument, canRead: !uart.end.received.isEmpty, canWrite: canWrite)
        case .flush:
            try hardware.wait(vm, until: uart.end.time(untilQueued: 0, at: now))
            return .done(0)
        default: return .refused
        }
    }

    private func isDone(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        Value(try uart(vm, arguments[0]).end.queued(at: hardware.sync()) == 0)
    }

    private func refuse(_ name: String) -> MethodTable.Member {
        .keywords(1) { vm, _ throws(GuestException) in throw hardware.notModelled("UART.\(name)()", vm) }
    }

    private func description(_ uart: UART) -> String {
        "UART(\(uart.id), baudrate=\(uart.end.baud), bits=8, parity=None, stop=1, tx=\(uart.tx), rx=\(uart.rx), "
            + "txbuf=\(uart.sendBytes), rxbuf=\(uart.receiveBytes), timeout=\(uart.timeout), "
            + "timeout_char=\(uart.timeoutBetween), invert=None, irq=0)"
    }

    // MARK: The table

    var definition: NativeTypeDefinition {
        let methods: MethodTable = [
            "init": .keywords(1) { vm, arguments throws(GuestException) in
                try setUp(vm, arguments[0], arguments.dropFirst())
                return .none
            },
            "deinit": .fixed(1) { vm, arguments throws(GuestException) in
                let uart = try uart(vm, arguments[0])
                uart.end.setBaud(0)
                uart.dropBuffers(vm)
                return .none
            },
            "any": .fixed(1, any), "read": StreamMethods.read, "readline": StreamMethods.readLine,
            "readinto": StreamMethods.readInto, "write": StreamMethods.write, "flush": StreamMethods.flush,
            "txdone": .fixed(1, isDone), "irq": refuse("irq"), "sendbreak": refuse("sendbreak"),
        ]
        return NativeTypeDefinition(
            number: MachineTypes.uart,
            TypeSlots(
                name: "UART",
                make: { vm, _, arguments throws(GuestException) in try make(vm, arguments) },
                print: { vm, value, printer, _ throws(GuestException) in
                    try printer.write(text: description(uart(vm, value)))
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
