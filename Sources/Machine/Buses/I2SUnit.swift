import Fabric
import MicroPython

/// What a port calls an I2S bus, and how its DMA cuts samples into pieces (machine_i2s.c of the ports, v1.29).
struct I2SFacts {
    var ids: ClosedRange<Int>
    var receive: Int
    var send: Int
    /// Frames that the DMA moves between two interrupts.
    var batchBytes: Int

    init?(_ facts: MachineFacts) {
        switch facts.port {
        // Half a DMA buffer of 256 bytes.
        case .rp2: (ids, receive, send, batchBytes) = (0...1, 0, 1, 128)
        // I2S_DIR_RX, I2S_DIR_TX; a descriptor of 256 frames. The C3 has one unit.
        case .esp32: (ids, receive, send, batchBytes) = (0...(facts.chip == "esp32c3" ? 0 : 1), 1, 2, 1024)
        // I2S_MODE_MASTER_RX and _TX of the HAL. Only the pyboard has a bus: the second.
        case .stm32 where facts.chip == "stm32f405": (ids, receive, send, batchBytes) = (2...2, 0x300, 0x200, 128)
        case .stm32, .esp8266: return nil
        }
    }
}

/// An I2S bus: its ring of samples, and the DMA that moves them.
final class I2SUnit {
    enum Waiting { case blocking, callback, asyncio }

    let id: Int
    let object: Value
    private unowned let hardware: Hardware
    private let facts: I2SFacts
    // As set up.
    var pins: (clock: Int, word: Int, data: Int) = (0, 0, 0)
    var mode = 0
    var bits = 16
    var isStereo = false
    var rate = 0
    var ringBytes = 0
    var waiting = Waiting.blocking
    var callback = Value.none
    /// The block of the guest's heap that the ring takes.
    var ringBlock: Value?
    private(set) var ring: [UInt8] = []
    private var line: AudioLine?
    private var batch: UInt64 = 0
    private var alarm: EventQueue.Token?
    /// What a callback's `write` or `readinto` has still to move.
    private var task: (address: UInt32, count: Int, done: Int)?

    init(id: Int, object: Value, facts: I2SFacts, hardware: Hardware) {
        (self.id, self.object, self.facts, self.hardware) = (id, object, facts, hardware)
    }

    var sends: Bool { mode == facts.send }
    /// Bits of a sample on the wire: parts that give samples give 32.
    private var slotBits: Int { sends ? bits : 32 }
    private var frameBytes: Int { slotBits / 4 }
    private var framesPerBatch: Int { max(1, min(facts.batchBytes, 256 * frameBytes) / frameBytes) }
    /// Bytes of a frame in the guest's buffers.
    var guestFrameBytes: Int { bits / 8 * (isStereo ? 2 : 1) }
    var isRunning: Bool { line != nil }

    /// A byte tells full from empty. The ESP32's DMA has two descriptors at least.
    private var capacity: Int {
        hardware.facts.port == .esp32 ? max(ringBytes, 2 * framesPerBatch * frameBytes) : ringBytes - 1
    }
    var room: Int { capacity - ring.count }

    // MARK: Running

    func start() {
        let now = hardware.sync()
        let clock = hardware.pins[pins.clock]
        let halves = UInt64(rate) * UInt64(slotBits) * 4
        var (tickRate, divisor) = (halves, UInt64(1))
        if hardware.facts.port == .rp2 {
            // Two instructions of a PIO program make a clock; its divider has eight bits of fraction.
            let divider = max(256, hardware.clock.frequency * 256 / max(1, halves))
            (tickRate, divisor) = (hardware.clock.frequency * 256, divider)
        }
        for pin in [pins.clock, pins.word, pins.data] {
            hardware.take(pin, for: hardware.facts.port == .rp2 ? .pio(0) : nil, at: now)
        }
        let line = AudioLine(
            clock: clock, word: hardware.pins[pins.word], data: hardware.pins[pins.data], slotBits: slotBits,
            tickRate: tickRate, divisor: divisor, events: hardware.circuit.events)
        line.start(at: now, sends: sends)
        self.line = line
        ring = []
        batch = 0
        plan()
        hardware.didPlan()
    }

    func stop() {
        if let alarm { hardware.circuit.events.cancel(alarm) }
        alarm = nil
        line?.stop(at: hardware.clock.now)
        line = nil
        task = nil
        ring = []
    }

    private func plan() {
        guard let line else { return }
        let end = line.begin(ofFrame: (batch + 1) * UInt64(framesPerBatch))
        alarm = hardware.circuit.events.schedule(at: end) { [weak self] in self?.batchEnded(at: $0) }
    }

    private func batchEnded(at instant: Instant) {
        guard let line else { return }
        batch += 1
        if sends {
            advanceTask(at: instant)
            feed(line)
        } else {
            drain(line)
            advanceTask(at: instant)
        }
        plan()
    }

    /// The next frames go out; silence where too few are there.
    private func feed(_ line: AudioLine) {
        let sampleBytes = bits / 8
        let needed = framesPerBatch * guestFrameBytes
        let isThere = ring.count >= needed
        var frames: [(left: Int32, right: Int32)] = []
        for frame in 0..<framesPerBatch {
            guard isThere else {
                frames.append((0, 0))
                continue
            }
            let left = sample(at: frame * guestFrameBytes, sampleBytes)
            frames.append((left, isStereo ? sample(at: frame * guestFrameBytes + sampleBytes, sampleBytes) : left))
        }
        if isThere { ring.removeFirst(needed) }
        line.send(frames, from: batch * UInt64(framesPerBatch))
    }

    private func sample(at place: Int, _ count: Int) -> Int32 {
        let word = (0..<count).reduce(UInt32(0)) { $0 | UInt32(ring[place + $1]) << UInt32(8 * $1) }
        return count == 2 ? Int32(Int16(truncatingIfNeeded: word)) : Int32(bitPattern: word)
    }

    /// What came in the last frames goes into the ring, in the guest's format; what finds no room is lost.
    private func drain(_ line: AudioLine) {
        let first = (batch - 1) * UInt64(framesPerBatch)
        for frame in 0..<framesPerBatch {
            let (left, right) = line.receive(at: line.begin(ofFrame: first + UInt64(frame)))
            guard room >= guestFrameBytes else { continue }
            for value in isStereo ? [left, right] : [left] {
                let word = UInt32(bitPattern: value)
                // Of 32 bits the upper 16 are kept.
                for byte in (4 - bits / 8)..<4 { ring.append(UInt8(truncatingIfNeeded: word >> UInt32(8 * byte))) }
            }
        }
    }

    // MARK: The guest's buffers

    /// Puts in as much as there is room for.
    func put(_ bytes: UnsafeRawBufferPointer) -> Int {
        let count = min(bytes.count, max(0, room))
        ring.append(contentsOf: bytes.prefix(count))
        return count
    }

    /// Takes out as many whole frames as there are.
    func get(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, ring.count) / guestFrameBytes * guestFrameBytes
        for index in 0..<count { buffer[index] = ring[index] }
        ring.removeFirst(count)
        return count
    }

    /// `write` and `readinto` with a callback: the buffer is moved bit by bit while the program goes on.
    func begin(address: UInt32, count: Int) { task = (address, count, 0) }

    private func advanceTask(at instant: Instant) {
        guard let (address, count, done) = task, let vm = hardware.vm else { return }
        var moved = done
        // Four batches at a time.
        let limit = min(count, done + 4 * facts.batchBytes)
        if sends {
            guard room >= limit - done else { return }
            while moved < limit, let byte = vm.memory(at: address &+ UInt32(moved), byteCount: 1) {
                ring.append(UInt8(truncatingIfNeeded: byte))
                moved += 1
            }
        } else {
            let whole = min(limit - done, ring.count) / guestFrameBytes * guestFrameBytes
            for index in 0..<whole {
                _ = vm.setMemory(at: address &+ UInt32(moved + index), byteCount: 1, to: UInt32(ring[index]))
            }
            ring.removeFirst(whole)
            moved += whole
        }
        task = moved < count ? (address, count, moved) : nil
        guard moved >= count, callback != .none else { return }
        hardware.deliver(
            InterruptCall(handler: callback, argument: object, isHard: false, source: .audio), after: instant)
    }
}
