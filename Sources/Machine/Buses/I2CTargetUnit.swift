import Fabric
import MicroPython

/// A unit of the chip as an I2C target: with a memory of the guest's behind it, or with the guest's handlers (extmod/machine_i2c_target.c, v1.29).
final class I2CTargetUnit: I2CTarget {
    /// What it may call the guest for.
    struct Events: OptionSet {
        let rawValue: Int
        static let matchRead = Events(rawValue: 1)
        static let matchWrite = Events(rawValue: 2)
        static let readRequest = Events(rawValue: 4)
        static let writeRequest = Events(rawValue: 8)
        static let endRead = Events(rawValue: 16)
        static let endWrite = Events(rawValue: 32)
        /// The bus waits for the handler.
        static let hard: Events = [.matchRead, .matchWrite, .readRequest, .writeRequest]
    }

    private enum Phase { case idle, matchedRead, matchedWrite, selecting, reading, writing }

    let id: Int
    var clockPin: Int
    var dataPin: Int
    var address: I2CAddress?
    /// The guest's buffer, and how many bytes of it.
    var memory: (bytes: UnsafeMutableRawBufferPointer, addressBytes: Int)?
    /// The memory's object, while it is used.
    var memoryObject: Value?
    /// Tells the guest; false: it did not want to know.
    var onEvent: ((_ event: Events, _ instant: Instant) -> Bool)?
    var object: Value?
    /// Where the last transfer began.
    private(set) var lastPlace = 0
    /// Bytes for the guest, and bytes of the guest's.
    private var incoming: [UInt8] = []
    private var outgoing: [UInt8] = []
    private var place = 0
    private var addressBytesLeft = 0
    private var phase = Phase.idle
    private var hasWaited = false
    private let handlerTime: Picoseconds
    private var port: I2CTargetPort?

    /// What the peripherals' FIFOs hold (RP2040 datasheet 4.3.1).
    private static let fifoBytes = 16

    init(id: Int, clock: Int, data: Int, handlerTime: Picoseconds) {
        self.id = id
        clockPin = clock
        dataPin = data
        self.handlerTime = handlerTime
    }

    /// Hangs it on its pins, from now on.
    func open(_ hardware: Hardware, at now: Instant) {
        port?.detach(at: now)
        let port = I2CTargetPort(circuit: hardware.circuit)
        port.target = self
        for pin in [clockPin, dataPin] {
            hardware.take(pin, for: .i2c(id), at: now)
            hardware.pins[pin].setMode(.input, at: now)
            hardware.pins[pin].setPull(hardware.facts.port == .stm32 ? .none : .up, at: now)
        }
        port.attachClock(to: hardware.pins[clockPin].net, at: now)
        port.attachData(to: hardware.pins[dataPin].net, at: now)
        self.port = port
        (incoming, outgoing, place, lastPlace, phase) = ([], [], 0, 0, .idle)
    }

    func close(at now: Instant) {
        port?.detach(at: now)
        port = nil
        memory = nil
        onEvent = nil
    }

    // MARK: The guest's side

    func take(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, incoming.count)
        for index in 0..<count { buffer[index] = incoming[index] }
        incoming.removeFirst(count)
        return count
    }

    func put(_ bytes: UnsafeRawBufferPointer) -> Int {
        let count = min(bytes.count, Self.fifoBytes - outgoing.count)
        outgoing += bytes.prefix(count)
        return count
    }

    // MARK: The bus's side

    func answers(to address: I2CAddress, at instant: Instant) -> Bool { address == self.address }

    func begin(_ direction: I2CDirection, at instant: Instant) {
        phase = direction == .read ? .matchedRead : .matchedWrite
        tell(direction == .read ? .matchRead : .matchWrite, at: instant)
    }

    @discardableResult private func tell(_ event: Events, at instant: Instant) -> Bool {
        let isHeard = onEvent?(event, instant) ?? false
        if isHeard && Events.hard.contains(event) { hasWaited = true }
        return isHeard
    }

    func read(at instant: Instant) -> UInt8 {
        tell(.readRequest, at: instant)
        guard let memory, !memory.bytes.isEmpty else {
            phase = .reading
            return outgoing.isEmpty ? 0 : outgoing.removeFirst()
        }
        phase = .reading
        defer { place = place + 1 < memory.bytes.count ? place + 1 : 0 }
        return memory.bytes[place]
    }

    private func select(_ count: Int) {
        place %= count
        lastPlace = place
    }

    func write(_ byte: UInt8, at instant: Instant) -> Bool {
        if memory == nil && incoming.count < Self.fifoBytes { incoming.append(byte) }
        let isHeard = tell(.writeRequest, at: instant)
        guard let memory, !memory.bytes.isEmpty else {
            phase = .writing
            if !isHeard { incoming.removeAll() }
            return true
        }
        if phase == .matchedWrite {
            phase = .selecting
            place = 0
            addressBytesLeft = memory.addressBytes
        }
        if phase == .selecting && addressBytesLeft > 0 {
            place = (place << 8 | Int(byte)) & 0xFFFF_FFFF
            addressBytesLeft -= 1
            if addressBytesLeft == 0 { select(memory.bytes.count) }
            return true
        }
        if phase == .selecting { phase = .writing }
        memory.bytes[place] = byte
        place = place + 1 < memory.bytes.count ? place + 1 : 0
        return true
    }

    func end(isStop: Bool, at instant: Instant) {
        switch phase {
        case .reading: tell(.endRead, at: instant)
        case .matchedWrite, .writing: tell(.endWrite, at: instant)
        case .idle, .matchedRead, .selecting: break
        }
        // The place stays for a read that follows.
        phase = .idle
    }

    func stretch(at instant: Instant) -> Picoseconds {
        defer { hasWaited = false }
        return hasWaited ? handlerTime : 0
    }
}
