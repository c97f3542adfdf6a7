import Fabric

/// The way of a clock chip on the bus: time registers at 0 that are read from a copy and take effect at the end of a transfer; the part has
/// the registers behind them.
final class ClockChip: I2CSpeaker {
    private let address: UInt8
    private let registerCount: Int
    private let readOther: (Int, Instant) -> UInt8
    private let writeOther: (Int, UInt8, Instant) -> Void
    /// The bit of the seconds that stops the DS1307; the DS3231 has none.
    private let haltBit: UInt8
    var clock: ClockRegisters
    private var copy: [UInt8] = []
    private var written: Set<Int> = []
    private var register = 0
    private var isPointerNext = false

    init(
        address: UInt8, registerCount: Int, haltBit: UInt8, hasCentury: Bool = false, time: CalendarTime,
        readOther: @escaping (Int, Instant) -> UInt8, writeOther: @escaping (Int, UInt8, Instant) -> Void
    ) {
        self.address = address
        self.registerCount = registerCount
        self.haltBit = haltBit
        self.readOther = readOther
        self.writeOther = writeOther
        clock = ClockRegisters(time, hasCentury: hasCentury, at: .zero)
    }

    func answers(to address: UInt8) -> Bool { address == self.address }

    func begin(_ direction: I2CDirection, at instant: Instant) {
        isPointerNext = direction == .write
        copy = clock.bytes(at: instant)
        if clock.isHalted { copy[0] |= haltBit }
        written = []
    }

    func take(_ byte: UInt8, at instant: Instant) -> Bool {
        if isPointerNext {
            isPointerNext = false
            register = Int(byte) % registerCount
            return true
        }
        if register < ClockRegisters.count {
            copy[register] = byte
            written.insert(register)
            if register == 0 { clock.halt(byte & haltBit != 0, at: instant) }
        } else {
            writeOther(register, byte, instant)
        }
        register = (register + 1) % registerCount
        return true
    }

    func give(at instant: Instant) -> UInt8 {
        defer { register = (register + 1) % registerCount }
        return register < ClockRegisters.count ? copy[register] : readOther(register, instant)
    }

    func finish(at instant: Instant) {
        if written.isEmpty { return }
        clock.set(copy, hasNewSecond: written.contains(0), at: instant)
        written = []
    }
}
