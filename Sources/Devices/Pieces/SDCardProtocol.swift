import Fabric

/// An SD card's side of SPI mode: commands of six bytes, answers and blocks of data.
///
/// Datasheet: SD Physical Layer Simplified Specification 6.00, 7.2 to 7.5: commands 7.3.1.3, answers 7.3.2, data tokens 7.3.3, checksums 7.2.2.
final class SDCardProtocol: SPITarget {
    private static let blockBytes = FATVolume.sectorBytes

    private enum Phase {
        case command
        /// Waits for a data token, then takes a block; `isMultiple` until a stop token.
        case writing(place: Int, isMultiple: Bool)
        case block(place: Int, isMultiple: Bool)
    }

    /// No observer: it would copy the card at each write.
    private(set) var bytes: [UInt8]
    private(set) var registers: SDCardRegisters
    private(set) var readCount = 0
    private(set) var writeCount = 0
    /// Something was written or erased.
    private(set) var isChanged = false
    private(set) var isUsed = false
    /// It speaks the SD bus's own language until CMD0 finds CS low.
    private var isNative = true
    /// Commands and data must bear the right checksum.
    private var checksSums = false
    private var isIdle = true
    private var isApplication = false
    private var phase = Phase.command
    private var received: [UInt8] = []
    private var answers: [UInt8] = []
    private var next = 0
    /// Where a multiple read goes on.
    private var streaming: Int?

    /// The first and the last byte to erase.
    private var erased: (first: Int?, last: Int?)

    init(bytes: [UInt8]) {
        self.bytes = bytes
        registers = SDCardRegisters(byteCount: bytes.count)
    }

    /// Another card.
    func insert(_ bytes: [UInt8]) {
        self.bytes = bytes
        registers = SDCardRegisters(byteCount: bytes.count)
    }

    /// Power comes or goes.
    func reset() {
        isNative = true
        beginAnew()
    }

    private func beginAnew() {
        checksSums = false
        isIdle = true
        erased = (nil, nil)
        isApplication = false
        clear()
    }

    private func clear() {
        phase = .command
        received = []
        answers = []
        next = 0
        streaming = nil
    }

    // MARK: Bytes

    func select(at instant: Instant) -> UInt8 {
        received = []
        return nextAnswer()
    }

    func exchange(_ byte: UInt8, at instant: Instant) -> UInt8 {
        switch phase {
        case .command: takeCommand(byte)
        case .writing(let place, let isMultiple):
            if byte == 0xFE && !isMultiple || byte == 0xFC && isMultiple {
                phase = .block(place: place, isMultiple: isMultiple)
                received = []
            } else if byte == 0xFD && isMultiple {
                phase = .command
                answer([0xFF, 0x00, 0x00])
            }
        case .block(let place, let isMultiple):
            received.append(byte)
            if received.count == Self.blockBytes + 2 { store(at: place, isMultiple: isMultiple) }
        }
        return nextAnswer()
    }

    private func nextAnswer() -> UInt8 {
        if next == answers.count, let streaming {
            readCount += 1
            self.streaming =
                streaming + Self.blockBytes <= capacity - Self.blockBytes ? streaming + Self.blockBytes : nil
            answer([0xFF] + dataBlock(Array(bytes[streaming..<streaming + Self.blockBytes])))
        }
        guard next < answers.count else { return 0xFF }
        defer { next += 1 }
        return answers[next]
    }

    private var capacity: Int { min(bytes.count, registers.capacityBytes) }

    private func answer(_ bytes: [UInt8]) {
        answers = bytes
        next = 0
    }

    private func dataBlock(_ contents: [UInt8]) -> [UInt8] {
        let crc = SDChecksums.data(contents)
        return [0xFE] + contents + [UInt8(crc >> 8), UInt8(crc & 0xFF)]
    }

    private func store(at place: Int, isMultiple: Bool) {
        let block = received.prefix(Self.blockBytes)
        let sum = received.suffix(2).reduce(0) { $0 << 8 | UInt16($1) }
        received = []
        if checksSums, sum != SDChecksums.data(block) {
            answer([0x0B])
            phase = isMultiple ? .writing(place: place, isMultiple: true) : .command
            return
        }
        bytes.replaceSubrange(place..<place + Self.blockBytes, with: block)
        writeCount += 1
        isChanged = true
        // Accepted, then busy.
        answer([0x05, 0x00, 0x00])
        let following = place + Self.blockBytes
        phase = isMultiple && following < capacity ? .writing(place: following, isMultiple: true) : .command
    }

    // MARK: Commands

    private func takeCommand(_ byte: UInt8) {
        // A command begins with 01; between commands the line is high.
        if received.isEmpty && byte & 0xC0 != 0x40 { return }
        received.append(byte)
        guard received.count == 6 else { return }
        let command = received[0] & 0x3F
        let argument = received[1...4].reduce(0) { $0 << 8 | Int($1) }
        let isWhole = SDChecksums.command(received.prefix(5)) == received[5] | 1
        received = []
        let wasApplication = isApplication
        isApplication = false
        if isNative {
            guard command == 0, isWhole else { return }
        } else if (checksSums || command == 8) && !isWhole {
            return answer([0xFF, status | 0x08])
        }
        // One byte of waiting, as 7.5.1 allows 0 to 8.
        answer([0xFF] + ((wasApplication ? obeyApplication(command) : nil) ?? obey(command, argument)))
    }

    private var status: UInt8 { isIdle ? 1 : 0 }

    /// ACMD41 wakes it up. Nil: there is no such application command, the plain one is meant.
    private func obeyApplication(_ command: UInt8) -> [UInt8]? {
        switch command {
        case 13 where !isIdle: return [0, 0, 0xFF] + dataBlock(registers.status)
        case 23: return [status]
        case 41:
            isIdle = false
            return [status]
        case 51 where !isIdle: return [0, 0xFF] + dataBlock(registers.configuration)
        default: return nil
        }
    }

    private func obey(_ command: UInt8, _ argument: Int) -> [UInt8] {
        switch command {
        case 0:
            isNative = false
            isUsed = true
            beginAnew()
            return [status]
        case 1:
            isIdle = false
            return [status]
        case 8: return [status, 0, 0, UInt8(argument >> 8 & 0x0F), UInt8(argument & 0xFF)]
        case 9 where !isIdle: return [0, 0xFF] + dataBlock(registers.specificData)
        case 10 where !isIdle: return [0, 0xFF] + dataBlock(registers.identification)
        case 12:
            streaming = nil
            return [0xFF, 0]
        case 13: return [status, 0]
        case 16: return [argument == Self.blockBytes ? status : status | 0x40]
        case 17, 18, 24, 25: return isIdle ? [status | 4] : transfer(command, argument)
        case 32, 33, 38: return isIdle ? [status | 4] : erase(command, argument)
        case 55:
            isApplication = true
            return [status]
        case 58: return [status] + registers.operatingConditions(isIdle: isIdle)
        case 59:
            checksSums = argument & 1 != 0
            return [status]
        default: return [status | 4]
        }
    }

    private func place(_ argument: Int) -> Int { registers.isHighCapacity ? argument * Self.blockBytes : argument }

    private func transfer(_ command: UInt8, _ argument: Int) -> [UInt8] {
        let place = place(argument)
        guard place % Self.blockBytes == 0 else { return [0x20] }
        guard place + Self.blockBytes <= capacity else { return [0x40] }
        switch command {
        case 17:
            readCount += 1
            return [0, 0xFF] + dataBlock(Array(bytes[place..<place + Self.blockBytes]))
        case 18: streaming = place
        default: phase = .writing(place: place, isMultiple: command == 25)
        }
        return [0]
    }

    /// 7.2.6: first and last block, then all between them are as DATA_STAT_AFTER_ERASE of the SCR says.
    private func erase(_ command: UInt8, _ argument: Int) -> [UInt8] {
        switch command {
        case 32: erased.first = place(argument)
        case 33: erased.last = place(argument)
        default:
            defer { erased = (nil, nil) }
            guard let first = erased.first, let last = erased.last else { return [0x10] }
            let end = last + Self.blockBytes
            guard first <= last, end <= capacity else { return [0x40] }
            isChanged = true
            bytes.replaceSubrange(first..<end, with: repeatElement(0xFF, count: end - first))
            return [0, 0x00]
        }
        return [0]
    }
}
