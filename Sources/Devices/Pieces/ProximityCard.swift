/// A card of ISO 14443 A in the field of a reader: answers frames as a MIFARE Classic or Ultralight does.
///
/// Datasheet: ISO/IEC 14443-3 chapter 6 (REQA, anticollision, select, halt), NXP MF1S50YYX V1 3.2 (16 sectors of 4 blocks, key A and B in each last one) and MF0ICU1 3.9 (16
/// pages of 4 bytes).
/// Not modelled: encryption on the air (the reader's own business), access bits beyond the keys, value blocks.
struct ProximityCard {
    private enum State { case idle, ready, halfReady, active, halted }

    /// A frame: whole bytes, and how many bits of the last one count (0: all).
    struct Frame: Equatable {
        var bytes: [UInt8]
        var lastBits = 0
    }

    let uid: [UInt8]
    private let isUltralight: Bool
    private let sak: UInt8
    private var memory: [UInt8]
    private var state = State.idle
    /// The sector that was authenticated.
    private var sector: Int?
    /// The block that the next frame's data go to.
    private var writing: Int?

    init(uid: [UInt8], sectors: Int) {
        self.uid = uid
        isUltralight = uid.count == 7
        sak = isUltralight ? 0x00 : sectors == 5 ? 0x09 : 0x08
        memory = [UInt8](repeating: 0, count: isUltralight ? 64 : sectors * 64)
        if isUltralight {
            let first = uid[0..<3] + [0x88 ^ uid[0] ^ uid[1] ^ uid[2]] + uid[3..<7]
            memory.replaceSubrange(0..<9, with: first + [uid[3] ^ uid[4] ^ uid[5] ^ uid[6]])
            return
        }
        memory.replaceSubrange(0..<8, with: uid + [Self.check(uid), sak, 0x04, 0x00])
        let keys: [UInt8] = [UInt8](repeating: 0xFF, count: 6)
        for sector in 0..<sectors {
            memory.replaceSubrange(sector * 64 + 48..<sector * 64 + 64, with: keys + [0xFF, 0x07, 0x80, 0x69] + keys)
        }
    }

    /// BCC: all bytes of a level exclusive-or.
    private static func check(_ bytes: some Sequence<UInt8>) -> UInt8 { bytes.reduce(0, ^) }

    static func withCRC(_ bytes: [UInt8]) -> [UInt8] {
        let crc = Checksums.crcA(bytes)
        return bytes + [UInt8(crc & 0xFF), UInt8(crc >> 8)]
    }

    private static let acknowledge = Frame(bytes: [0x0A], lastBits: 4)
    private static let refusal = Frame(bytes: [0x04], lastBits: 4)

    /// It came into the field.
    mutating func reset() {
        state = .idle
        sector = nil
        writing = nil
    }

    // MARK: Frames

    /// What it answers; nil: nothing.
    mutating func answer(_ frame: Frame) -> Frame? {
        if frame.lastBits == 7 && frame.bytes.count == 1 { return answerRequest(frame.bytes[0]) }
        guard frame.lastBits == 0 else { return nil }
        switch state {
        case .idle, .halted: return nil
        case .ready, .halfReady: return answerSelect(frame.bytes)
        case .active: return answerCommand(frame.bytes)
        }
    }

    private mutating func answerRequest(_ byte: UInt8) -> Frame? {
        // REQA; WUPA wakes a halted one too. A card that was spoken to falls back.
        let isFit = byte == 0x52 || byte == 0x26 && state == .idle
        guard isFit else {
            if state != .halted { state = .idle }
            return nil
        }
        state = .ready
        sector = nil
        return Frame(bytes: isUltralight ? [0x44, 0x00] : [0x04, 0x00])
    }

    /// The four bytes of this level; the first level of a long identity begins with the cascade tag 0x88.
    private var level: [UInt8] {
        guard isUltralight else { return uid }
        return state == .ready ? [0x88] + uid[0..<3] : Array(uid[3..<7])
    }

    private mutating func answerSelect(_ bytes: [UInt8]) -> Frame? {
        guard bytes.count >= 2, bytes[0] == (state == .ready ? 0x93 : 0x95) else {
            state = .idle
            return nil
        }
        let level = level + [Self.check(level)]
        if bytes[1] == 0x20 { return Frame(bytes: level) }
        guard bytes[1] == 0x70, bytes == Self.withCRC([bytes[0], 0x70] + level) else {
            state = .idle
            return nil
        }
        let isLast = !isUltralight || state == .halfReady
        state = isLast ? .active : .halfReady
        // Bit 2: the identity goes on.
        return Frame(bytes: Self.withCRC([isLast ? sak : 0x04]))
    }

    private mutating func answerCommand(_ bytes: [UInt8]) -> Frame? {
        guard bytes.count >= 3, Self.withCRC(Array(bytes.dropLast(2))) == bytes else {
            writing = nil
            return Self.refusal
        }
        if let place = writing {
            writing = nil
            guard bytes.count == 18 else { return Self.refusal }
            memory.replaceSubrange(place..<place + 16, with: bytes.prefix(16))
            return Self.acknowledge
        }
        let block = Int(bytes[1])
        switch bytes[0] {
        case 0x50:
            state = .halted
            sector = nil
            return nil
        case 0x30: return read(block)
        case 0xA0 where !isUltralight:
            guard mayTouch(block), block > 0 else { return refuse() }
            writing = block * 16
            return Self.acknowledge
        case 0xA2 where isUltralight:
            guard bytes.count == 8, (4..<16).contains(block) else { return refuse() }
            memory.replaceSubrange(block * 4..<block * 4 + 4, with: bytes[2..<6])
            return Self.acknowledge
        default: return refuse()
        }
    }

    private mutating func refuse() -> Frame {
        state = .idle
        sector = nil
        return Self.refusal
    }

    private mutating func read(_ block: Int) -> Frame {
        if isUltralight {
            guard block < 16 else { return refuse() }
            // Four pages, rolling over at the end.
            return Frame(bytes: Self.withCRC((0..<16).map { memory[(block * 4 + $0) % memory.count] }))
        }
        guard mayTouch(block) else { return refuse() }
        var bytes = Array(memory[block * 16..<block * 16 + 16])
        // Key A is never read.
        if block % 4 == 3 { bytes.replaceSubrange(0..<6, with: [UInt8](repeating: 0, count: 6)) }
        return Frame(bytes: Self.withCRC(bytes))
    }

    private func mayTouch(_ block: Int) -> Bool { block * 16 < memory.count && sector == block / 4 }

    /// MFAuthent: opens a block's sector if the key is that of its last block.
    mutating func authenticate(block: Int, key: [UInt8], isKeyB: Bool, uid: [UInt8]) -> Bool {
        guard state == .active, !isUltralight, block * 16 < memory.count, uid == self.uid else { return false }
        let place = block / 4 * 64 + 48 + (isKeyB ? 10 : 0)
        sector = key == Array(memory[place..<place + 6]) ? block / 4 : nil
        if sector == nil { state = .idle }
        return sector != nil
    }
}
