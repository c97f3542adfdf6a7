import Fabric

/// The registers of the MFRC522 and what they do; see there.
final class ReaderChip: SPITarget {
    private enum Register {
        static let command = 0x01, irq = 0x04, divIrq = 0x05, error = 0x06, status2 = 0x08, fifo = 0x09, level = 0x0A
        static let control = 0x0C, framing = 0x0D, timerMode = 0x2A, prescaler = 0x2B, reloadHigh = 0x2C
        static let crcHigh = 0x21, crcLow = 0x22, version = 0x37
    }

    private enum Interrupt {
        static let timer: UInt8 = 0x01, idle: UInt8 = 0x10, received: UInt8 = 0x20, sent: UInt8 = 0x40
    }

    private static let fifoSize = 64
    private static let carrierHertz = 13_560_000.0
    /// A byte on the air, 9 bits of 128 cycles of the carrier, and the card's pause before it answers.
    private static let byteTime: Picoseconds = .nanoseconds(84_956)
    private static let pause: Picoseconds = .microseconds(91)

    var card: ProximityCard?
    private var registers = [UInt8](repeating: 0, count: 64)
    private var fifo: [UInt8] = []
    /// What happens at an instant: an answer, or none until the timer's end.
    private var pending: (at: Instant, frame: ProximityCard.Frame?)?
    /// Between select and deselect: the register of the transfer, and whether it reads.
    private var transfer: (register: Int, isReading: Bool)?

    init() { reset() }

    func reset() {
        registers = [UInt8](repeating: 0, count: registers.count)
        registers[Register.command] = 0x20
        registers[Register.irq] = 0x14
        registers[Register.control] = 0x10
        registers[0x11] = 0x3F
        registers[0x14] = 0x80
        registers[Register.version] = 0x92
        fifo = []
        pending = nil
        card?.reset()
    }

    // MARK: SPI

    func select(at instant: Instant) -> UInt8 {
        transfer = nil
        return 0
    }

    func exchange(_ byte: UInt8, at instant: Instant) -> UInt8 {
        let register = Int(byte >> 1 & 0x3F)
        guard let transfer else {
            self.transfer = (register, byte & 0x80 != 0)
            return byte & 0x80 != 0 ? read(register, at: instant) : 0
        }
        if transfer.isReading {
            // The next register's number, or 0 at the end.
            return byte & 0x80 != 0 ? read(register, at: instant) : 0
        }
        write(transfer.register, byte, at: instant)
        return 0
    }

    // MARK: Registers

    private func read(_ register: Int, at instant: Instant) -> UInt8 {
        settle(at: instant)
        switch register {
        case Register.fifo: return fifo.isEmpty ? 0 : fifo.removeFirst()
        case Register.level: return UInt8(fifo.count)
        default: return registers[register]
        }
    }

    private func write(_ register: Int, _ value: UInt8, at instant: Instant) {
        settle(at: instant)
        switch register {
        case Register.command: start(value & 0x0F, value, at: instant)
        // Bit 7 says whether the marked bits are set or cleared.
        case Register.irq, Register.divIrq:
            let bits = value & 0x7F
            registers[register] = value & 0x80 != 0 ? registers[register] | bits : registers[register] & ~bits
        case Register.fifo: if fifo.count < Self.fifoSize { fifo.append(value) }
        case Register.level: if value & 0x80 != 0 { fifo = [] }
        case Register.framing:
            registers[register] = value & 0x7F
            if value & 0x80 != 0 && registers[Register.command] & 0x0F == 0x0C { transceive(at: instant) }
        // The driver can only clear Crypto1On.
        case Register.status2: registers[register] &= value
        case Register.error, Register.version, Register.crcHigh, Register.crcLow: break
        default: registers[register] = value
        }
    }

    private func start(_ command: UInt8, _ value: UInt8, at instant: Instant) {
        registers[Register.command] = value & 0x3F
        pending = nil
        switch command {
        case 0x00: break
        case 0x03:
            let crc = Checksums.crcA(fifo)
            registers[Register.crcHigh] = UInt8(crc >> 8)
            registers[Register.crcLow] = UInt8(crc & 0xFF)
            registers[Register.divIrq] |= 4
            fifo = []
        case 0x0C: break
        case 0x0E: authenticate(at: instant)
        case 0x0F: reset()
        default: finish()
        }
    }

    private func finish() {
        registers[Register.command] &= 0x30
        registers[Register.irq] |= Interrupt.idle
    }

    // MARK: The air

    private func transceive(at instant: Instant) {
        let frame = ProximityCard.Frame(bytes: fifo, lastBits: Int(registers[Register.framing] & 7))
        fifo = []
        // TxControl: without its antenna nothing is heard.
        let answer = registers[0x14] & 3 == 0 ? nil : card?.answer(frame)
        registers[Register.irq] |= Interrupt.sent
        registers[Register.error] = 0
        let sent = instant + UInt64(frame.bytes.count) * Self.byteTime
        if let answer {
            pending = (sent + Self.pause + UInt64(answer.bytes.count) * Self.byteTime, answer)
        } else {
            planTimer(from: sent)
        }
    }

    /// TAuto: the timer starts at the end of sending and ends the wait for a card that is not there.
    private func planTimer(from instant: Instant) {
        guard registers[Register.timerMode] & 0x80 != 0 else { return }
        let prescaler = Double(Int(registers[Register.timerMode] & 0x0F) << 8 | Int(registers[Register.prescaler]))
        let reload = Double(Int(registers[Register.reloadHigh]) << 8 | Int(registers[Register.reloadHigh + 1]))
        let seconds = (reload + 1) * (2 * prescaler + 1) / Self.carrierHertz
        pending = (instant + Picoseconds(seconds: seconds), nil)
    }

    private func settle(at instant: Instant) {
        guard let due = pending, instant >= due.at else { return }
        pending = nil
        guard let frame = due.frame else {
            registers[Register.irq] |= Interrupt.timer
            return
        }
        fifo = frame.bytes
        registers[Register.control] = registers[Register.control] & 0xF8 | UInt8(frame.lastBits)
        registers[Register.irq] |= Interrupt.received
    }

    /// The FIFO holds 60 or 61, the block, six bytes of key and four of the identity (10.3.1.9).
    private func authenticate(at instant: Instant) {
        let bytes = fifo
        fifo = []
        guard bytes.count >= 12, registers[0x14] & 3 != 0 else { return planTimer(from: instant) }
        let isOpen =
            card?.authenticate(
                block: Int(bytes[1]), key: Array(bytes[2..<8]), isKeyB: bytes[0] == 0x61, uid: Array(bytes[8..<12]))
            ?? false
        if isOpen {
            registers[Register.status2] |= 8
            finish()
        } else {
            planTimer(from: instant)
        }
    }
}
