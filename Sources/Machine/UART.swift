import Fabric
import MicroPython

/// A serial port of the chip: what the guest set, and its end of the line.
final class UART {
    let id: Int
    let end: UARTEnd
    /// Milliseconds to wait for the first byte, and between bytes.
    var timeout = 0
    var timeoutBetween = 0
    var receiveBytes = 256
    var sendBytes = 256
    var tx: Int
    var rx: Int
    /// The guest's object, where the port has it in flash.
    var object: Value?
    /// Blocks of the guest's heap for the receiver and the transmitter, and for how many bytes.
    private var buffers: [(block: Value, bytes: Int)?] = [nil, nil]

    init(id: Int, events: EventQueue, tx: Int, rx: Int) {
        self.id = id
        self.tx = tx
        self.rx = rx
        end = UARTEnd(events: events)
    }

    func reset(at now: Instant) {
        end.reset()
        timeout = 0
        timeoutBetween = 0
        receiveBytes = 256
        sendBytes = 256
        object = nil
        buffers = [nil, nil]
    }

    /// Takes the heap that the RP2040's driver takes: two rings with a byte more than they hold. They stay while their size does.
    func takeBuffers(_ vm: VM) throws(GuestException) {
        for (index, bytes) in [receiveBytes, sendBytes].enumerated() where buffers[index]?.bytes != bytes {
            dropBuffer(index, vm)
            let block = try vm.makeObject(MachineUART.address, wordCount: (bytes + 1 + 3) / 4 - 1)
            vm.retain(block)
            buffers[index] = (block, bytes)
        }
    }

    func dropBuffers(_ vm: VM) {
        for index in buffers.indices { dropBuffer(index, vm) }
    }

    private func dropBuffer(_ index: Int, _ vm: VM) {
        if let old = buffers[index] { vm.release(old.block) }
        buffers[index] = nil
    }
}

extension Hardware {
    /// A serial port's end of the line, by the port's number; nil where the chip has no such port. What a board is wired to hangs there.
    public func uartEnd(_ id: Int) -> UARTEnd? { uart(id)?.end }

    func uart(_ id: Int) -> UART? {
        if let known = uarts[id] { return known }
        guard let port = facts.uartPorts?.first(where: { $0.id == id }) else { return nil }
        let uart = UART(id: id, events: circuit.events, tx: pinIndex(named: port.tx), rx: pinIndex(named: port.rx))
        uarts[id] = uart
        return uart
    }

    /// Waits for the first byte and for those that follow it closely, as the ports' read does.
    func receive(_ uart: UART, upTo count: Int, _ vm: VM) throws(GuestException) -> [UInt8] {
        var bytes: [UInt8] = []
        sync()
        while bytes.count < count {
            if let byte = uart.end.take() {
                bytes.append(byte)
                continue
            }
            let patience = bytes.isEmpty ? uart.timeout : uart.timeoutBetween
            try wait(vm, until: sync() + .milliseconds(UInt64(patience))) { !uart.end.received.isEmpty }
            if uart.end.received.isEmpty { break }
        }
        return bytes
    }

    /// How many bytes can wait to be sent.
    func queueRoom(_ uart: UART) -> Int {
        switch facts.port {
        // The FIFO of a PL011 holds 32 bytes (RP2040 datasheet 4.2), that of the ESP32 128 (technical reference 13.3).
        case .rp2: uart.sendBytes + 32
        case .esp32: uart.sendBytes + 128
        // No buffer: one byte waits behind the one that leaves (RM0090 30.3.2).
        case .stm32, .esp8266: 2
        }
    }

    /// Puts bytes into the transmitter's queue and waits while it is full. Returns how many went in.
    func send(_ bytes: [UInt8], _ uart: UART, _ vm: VM) throws(GuestException) -> Int {
        let room = queueRoom(uart)
        for (index, byte) in bytes.enumerated() {
            let now = sync()
            if uart.end.queued(at: now) >= room {
                let free = uart.end.time(untilQueued: room - 1, at: now)
                // Only the RP2040's write gives up.
                let end = facts.port == .rp2 ? min(free, now + .milliseconds(UInt64(uart.timeout))) : free
                try wait(vm, until: end)
                if uart.end.queued(at: sync()) >= room { return index }
            }
            uart.end.send(byte, at: sync())
            didPlan()
        }
        return bytes.count
    }
}
