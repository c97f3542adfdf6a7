import Fabric
import MicroPython

/// A serial port of the chip: what the guest set, its transmitter and its receiver on the pins, and its end of a line to another board.
///
/// Bytes to and from another board travel whole (`UARTLink`): the boards' clocks run apart by less than a byte. What this board sends is on its
/// pin edge by edge all the same. Not modelled: RTS and CTS between boards.
final class UART {
    let id: Int
    /// Towards another board.
    let end: UARTEnd
    let transmitter: SerialTransmitter
    let receiver: SerialReceiver
    /// What came and was not read.
    private(set) var received: [UInt8] = []
    /// Bytes that a full buffer lost.
    private(set) var lostCount = 0
    var settings = UARTSettings()
    /// It has been set up and not been closed.
    var isOpen = false
    /// Milliseconds to wait for the first byte, and between bytes.
    var timeout = 0
    var timeoutBetween = 0
    var receiveBytes = 256
    var sendBytes = 256
    /// By place; -1: not led out.
    var tx: Int
    var rx: Int
    /// Told what an interrupt may be for.
    var onEvent: ((_ event: UARTEvent, _ instant: Instant) -> Void)?
    /// The guest's object, where the port has it in flash, or while an interrupt needs it.
    var object: Value?
    /// Led out for flow control, by place; -1: not.
    var rts = -1
    var cts = -1
    /// Moves RTS.
    var tellRoom: ((_ hasRoom: Bool, _ instant: Instant) -> Void)?
    /// Watches CTS.
    var clearance: EdgeSubscription?
    /// A break that a sender makes counts as no byte, as ports/rp2 has it.
    var dropsBreaks = false
    private let events: EventQueue
    private var idle: EventQueue.Token?
    /// Blocks of the guest's heap for the receiver and the transmitter, and for how many bytes.
    private var buffers: [(block: Value, bytes: Int)?] = [nil, nil]

    init(id: Int, circuit: Circuit, tx: Int, rx: Int) {
        self.id = id
        self.tx = tx
        self.rx = rx
        events = circuit.events
        let format = SerialFormat(baud: 115_200)
        transmitter = SerialTransmitter(circuit: circuit, format: format)
        receiver = SerialReceiver(circuit: circuit, format: format)
        end = UARTEnd(events: circuit.events)
        end.taker = { [weak self] byte, flags, instant in
            self?.accept(UInt16(byte), flags, at: instant)
        }
        receiver.onFrame = { [weak self] data, flags, instant in self?.accept(data, flags, at: instant) }
        transmitter.onSent = { [weak self] waiting, instant in if waiting == 0 { self?.onEvent?(.sent, instant) } }
    }

    private func accept(_ data: UInt16, _ flags: SerialReceiver.Flags, at instant: Instant) {
        if flags.contains(.isBreak) {
            onEvent?(.isBreak, instant)
            if dropsBreaks { return }
        }
        // With RTS what comes late waits in the hardware's own queue.
        if received.count < receiveBytes + (settings.usesRTS ? 32 : 0) {
            received.append(UInt8(truncatingIfNeeded: data))
        } else {
            lostCount += 1
        }
        showRoom(at: instant)
        onEvent?(.received, instant)
        if let idle { events.cancel(idle) }
        // 32 bit times without another byte (RP2040 datasheet 4.2.6.3), a frame on the STM32.
        idle = events.schedule(at: instant + settings.idleTime) { [weak self] in
            self?.idle = nil
            self?.onEvent?(.idle, $0)
        }
    }

    func take() -> UInt8? { received.isEmpty ? nil : received.removeFirst() }

    /// RTS says, low, that there is room.
    func showRoom(at instant: Instant) { tellRoom?(received.count < receiveBytes, instant) }

    /// Puts a byte into the transmitter's queue.
    func send(_ byte: UInt8, at instant: Instant) {
        transmitter.send(UInt16(byte), at: instant)
        if end.isJoined { end.send(byte, at: instant) }
    }

    /// Nothing is set, nothing is heard.
    func close(at now: Instant) {
        isOpen = false
        transmitter.reset(at: now)
        transmitter.drive = nil
        transmitter.mayBegin = nil
        clearance?.cancel()
        clearance = nil
        tellRoom = nil
        receiver.detach()
        end.setBaud(0)
        if let idle { events.cancel(idle) }
        idle = nil
    }

    func reset(at now: Instant) {
        close(at: now)
        end.reset()
        received = []
        onEvent = nil
        settings = UARTSettings()
        timeout = 0
        timeoutBetween = 0
        receiveBytes = 256
        sendBytes = 256
        (rts, cts) = (-1, -1)
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

/// What a serial port may call the guest for.
enum UARTEvent {
    case received
    /// Nothing has come for a while.
    case idle
    /// The queue is empty.
    case sent
    case isBreak
}

/// How a serial port is set.
struct UARTSettings {
    var baud = 0
    var bits = 8
    var parity: SerialFormat.Parity?
    var stop = 1
    /// Both lines rest low.
    var invertsTX = false
    var invertsRX = false
    /// Flow control.
    var usesRTS = false
    var usesCTS = false
    /// `clockHertz / divisor` is the rate that the divider makes.
    var clockHertz: UInt64 = 115_200
    var divisor: UInt64 = 1

    var idleTime: Picoseconds { 32 * 1_000_000_000_000 / UInt64(max(1, baud)) }

    func format(isInverted: Bool) -> SerialFormat {
        SerialFormat(
            clockHertz: clockHertz, divisor: divisor, dataBits: bits, parity: parity, stopHalfBits: 2 * stop,
            isInverted: isInverted)
    }
}

extension Hardware {
    /// A serial port's end of the line, by the port's number; nil where the chip has no such port. What a board is wired to hangs there.
    public func uartEnd(_ id: Int) -> UARTEnd? { uart(id)?.end }

    func uart(_ id: Int) -> UART? {
        if let known = uarts[id] { return known }
        guard let port = facts.uartPorts?.first(where: { $0.id == id }) else { return nil }
        let uart = UART(id: id, circuit: circuit, tx: pinIndex(named: port.tx), rx: pinIndex(named: port.rx))
        uart.dropsBreaks = facts.port == .rp2
        uarts[id] = uart
        return uart
    }

    /// Takes the pins over with what the port is set to.
    func open(_ uart: UART) {
        let now = sync()
        let (sender, receiver) = (
            uart.settings.format(isInverted: uart.settings.invertsTX),
            uart.settings.format(isInverted: uart.settings.invertsRX)
        )
        uart.transmitter.format = sender
        uart.receiver.format = receiver
        if uart.tx >= 0 {
            let pin = pins[uart.tx]
            take(uart.tx, for: .uart(uart.id), at: now)
            if uart.transmitter.count == 0 { pin.write(!sender.isInverted, at: now) }
            pin.setMode(.output, at: now)
            uart.transmitter.drive = { isHigh, instant in pin.write(isHigh, at: instant) }
        }
        if uart.rx >= 0 {
            take(uart.rx, for: .uart(uart.id), at: now)
            pins[uart.rx].setMode(.input, at: now)
            // ports/rp2 leaves the pad's pull as it is; the other drivers pull the receiver up.
            if facts.port != .rp2 { pins[uart.rx].setPull(.up, at: now) }
            uart.receiver.attach(to: pins[uart.rx].net, at: now)
        }
        openFlow(uart, at: now)
        uart.end.set(sending: sender, receiving: receiver)
        uart.isOpen = true
        didPlan()
    }

    /// CTS holds the transmitter while it is high, RTS is high while there is no room (RP2040 datasheet 4.2.4).
    private func openFlow(_ uart: UART, at now: Instant) {
        if uart.settings.usesRTS, uart.rts >= 0 {
            let pin = pins[uart.rts]
            take(uart.rts, for: .uart(uart.id), at: now)
            uart.tellRoom = { hasRoom, instant in if pin.latch == hasRoom { pin.write(!hasRoom, at: instant) } }
            pin.write(uart.received.count >= uart.receiveBytes, at: now)
            pin.setMode(.output, at: now)
        }
        if uart.settings.usesCTS, uart.cts >= 0 {
            let pin = pins[uart.cts]
            take(uart.cts, for: .uart(uart.id), at: now)
            pin.setMode(.input, at: now)
            uart.transmitter.mayBegin = { [unowned self] in !pin.read(at: clock.now) }
            uart.clearance = pin.net.observeEdges(at: now) { [weak uart] level, instant in
                if !level.isHigh { uart?.transmitter.resume(at: instant) }
            }
        }
    }

    /// Waits for the first byte and for those that follow it closely, as the ports' read does.
    func receive(_ uart: UART, upTo count: Int, _ vm: VM) throws(GuestException) -> [UInt8] {
        var bytes: [UInt8] = []
        sync()
        while bytes.count < count {
            if let byte = uart.take() {
                bytes.append(byte)
                uart.showRoom(at: clock.now)
                continue
            }
            let patience = bytes.isEmpty ? uart.timeout : uart.timeoutBetween
            try wait(vm, until: sync() + .milliseconds(UInt64(patience))) { !uart.received.isEmpty }
            if uart.received.isEmpty { break }
        }
        return bytes
    }

    /// How many bytes can wait to be sent.
    func queueRoom(_ uart: UART) -> Int {
        switch facts.port {
        // The FIFO of a PL011 holds 32 bytes (RP2040 datasheet 4.2), that of the ESP32 and ESP8266 128 (technical reference 13.3).
        case .rp2: uart.sendBytes + 32
        case .esp32: uart.sendBytes + 128
        case .esp8266: 128
        // No buffer: one byte waits behind the one that leaves (RM0090 30.3.2).
        case .stm32: 2
        }
    }

    /// Puts bytes into the transmitter's queue and waits while it is full. Returns how many went in.
    func send(_ bytes: [UInt8], _ uart: UART, _ vm: VM) throws(GuestException) -> Int {
        let room = queueRoom(uart)
        for (index, byte) in bytes.enumerated() {
            let now = sync()
            if uart.transmitter.count >= room {
                let isBlocked = uart.transmitter.isBlocked
                let free = isBlocked ? .distantFuture : uart.transmitter.time(untilCount: room - 1, at: now)
                // Only the RP2040's write gives up.
                let end = facts.port == .rp2 ? min(free, now + .milliseconds(UInt64(uart.timeout))) : free
                try wait(vm, until: end, for: "UART.write() waits for CTS") { uart.transmitter.count < room }
                if uart.transmitter.count >= room { return index }
            }
            uart.send(byte, at: sync())
            didPlan()
        }
        return bytes.count
    }
}
