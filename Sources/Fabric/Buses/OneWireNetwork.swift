/// What a 1-Wire part does once it has been selected: bytes, least significant bit first.
public protocol OneWireFunctions: AnyObject {
    /// It answers the alarm search.
    var hasAlarm: Bool { get }
    /// A ROM command selected it: the next byte is a function command.
    func select(at instant: Instant)
    /// A byte for it.
    func receive(_ byte: UInt8, at instant: Instant)
    /// The byte that it sends next; nil while it listens.
    func nextByte(at instant: Instant) -> UInt8?
    /// A single bit in place of bytes, asked at each slot that is not within a byte: DS18B20 sends 0 while it converts. Nil: none.
    func status(at instant: Instant) -> Bool?
}

extension OneWireFunctions {
    /// Never alarmed.
    public var hasAlarm: Bool { false }
    /// Nothing to prepare.
    public func select(at instant: Instant) {}
    /// No status.
    public func status(at instant: Instant) -> Bool? { nil }
}

/// The network layer that all 1-Wire parts share: read, match, skip and search ROM. It stands between port and part.
///
/// Specification: DS18B20 data sheet, "ROM commands"; Maxim application note 187 (search).
public final class OneWireNetwork: OneWireTarget {
    private enum Phase {
        /// Not selected, until the next reset.
        case deaf
        case command
        case sendingROM
        /// Bit, its complement, then the controller's choice.
        case search(step: Int)
        case match
        case functions
    }

    /// The part.
    public weak var part: (any OneWireFunctions)?
    /// Family code, serial number, checksum: in the order in which they are sent.
    public let rom: [UInt8]

    private var phase = Phase.deaf
    private var bitCount = 0
    private var shift: UInt8 = 0
    private var sending: UInt8?

    /// A part's identity; `serial` has 48 bits.
    public init(family: UInt8, serial: UInt64) {
        var bytes = [family]
        for place in 0..<6 { bytes.append(UInt8(truncatingIfNeeded: serial >> UInt64(8 * place))) }
        rom = bytes + [OneWireNetwork.checksum(bytes)]
    }

    /// The CRC-8 of 1-Wire: x^8 + x^5 + x^4 + 1, least significant bit first (application note 27).
    public static func checksum(_ bytes: some Sequence<UInt8>) -> UInt8 {
        var crc: UInt8 = 0
        for byte in bytes {
            crc ^= byte
            for _ in 0..<8 { crc = crc & 1 == 0 ? crc >> 1 : crc >> 1 ^ 0x8C }
        }
        return crc
    }

    private func begin(_ phase: Phase) {
        self.phase = phase
        bitCount = 0
        shift = 0
        sending = nil
    }

    private var romBit: Bool { rom[bitCount / 8] >> UInt8(bitCount % 8) & 1 == 1 }

    // MARK: Slots

    /// Every part on the bus answers.
    public func reset(at instant: Instant) -> Bool {
        begin(.command)
        return true
    }

    /// The next bit of what is being sent.
    public func nextBit(at instant: Instant) -> Bool? {
        switch phase {
        case .deaf, .command, .match: return nil
        case .sendingROM:
            let bit = romBit
            bitCount += 1
            if bitCount == 64 { begin(.functions) }
            return bit
        case .search(let step):
            if step == 2 { return nil }
            phase = .search(step: step + 1)
            return romBit == (step == 0)
        case .functions: return nextFunctionBit(at: instant)
        }
    }

    private func nextFunctionBit(at instant: Instant) -> Bool? {
        if bitCount == 0 && sending == nil { sending = part?.nextByte(at: instant) }
        guard let byte = sending else { return bitCount == 0 ? part?.status(at: instant) : nil }
        let bit = byte >> UInt8(bitCount) & 1 == 1
        bitCount += 1
        if bitCount == 8 {
            bitCount = 0
            sending = nil
        }
        return bit
    }

    /// A bit of a command, of a ROM to match, or of the part's own bytes.
    public func receive(_ bit: Bool, at instant: Instant) {
        switch phase {
        case .deaf, .sendingROM: break
        case .match, .search:
            if bit != romBit { return begin(.deaf) }
            bitCount += 1
            if case .search = phase { phase = .search(step: 0) }
            if bitCount == 64 { chosen(at: instant) }
        case .command, .functions:
            if bit { shift |= 1 << UInt8(bitCount) }
            bitCount += 1
            guard bitCount == 8 else { return }
            let byte = shift
            (bitCount, shift) = (0, 0)
            if case .command = phase { command(byte, at: instant) } else { part?.receive(byte, at: instant) }
        }
    }

    private func command(_ byte: UInt8, at instant: Instant) {
        switch byte {
        case 0x33: begin(.sendingROM)
        case 0x55: begin(.match)
        case 0xCC: chosen(at: instant)
        case 0xF0: begin(.search(step: 0))
        case 0xEC: begin(part?.hasAlarm == true ? .search(step: 0) : .deaf)
        default: begin(.deaf)
        }
    }

    private func chosen(at instant: Instant) {
        begin(.functions)
        part?.select(at: instant)
    }
}
