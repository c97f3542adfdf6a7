import Fabric

/// An SD card's side of SPI mode: commands of six bytes, answers and blocks of data.
///
/// Datasheet: SD Physical Layer Simplified Specification 6.00, 7.2 to 7.5: commands 7.3.1.3, answers 7.3.2, data tokens 7.3.3.
final class SDCardProtocol: SPITarget {
    private static let blockBytes = FATVolume.sectorBytes

    private enum Phase {
        case command
        /// Waits for a data token, then takes a block; `isMultiple` until a stop token.
        case writing(place: Int, isMultiple: Bool)
        case block(place: Int, isMultiple: Bool)
    }

    var bytes: [UInt8]
    private(set) var readCount = 0
    private(set) var writeCount = 0
    private var isIdle = true
    private var isApplication = false
    private var phase = Phase.command
    private var received: [UInt8] = []
    private var answers: [UInt8] = []
    private var next = 0
    /// Where a multiple read goes on.
    private var streaming: Int?

    init(bytes: [UInt8]) { self.bytes = bytes }

    func reset() {
        isIdle = true
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
                streaming + Self.blockBytes <= bytes.count - Self.blockBytes ? streaming + Self.blockBytes : nil
            answer([0xFF] + dataBlock(Array(bytes[streaming..<streaming + Self.blockBytes])))
        }
        guard next < answers.count else { return 0xFF }
        defer { next += 1 }
        return answers[next]
    }

    private func answer(_ bytes: [UInt8]) {
        answers = bytes
        next = 0
    }

    private func dataBlock(_ contents: [UInt8]) -> [UInt8] {
        let crc = Checksums.crc16(contents)
        return [0xFE] + contents + [UInt8(crc >> 8), UInt8(crc & 0xFF)]
    }

    private func store(at place: Int, isMultiple: Bool) {
        bytes.replaceSubrange(place..<place + Self.blockBytes, with: received.prefix(Self.blockBytes))
        received = []
        writeCount += 1
        // Accepted, then busy.
        answer([0x05, 0x00, 0x00])
        let following = place + Self.blockBytes
        phase = isMultiple && following < bytes.count ? .writing(place: following, isMultiple: true) : .command
    }

    // MARK: Commands

    private func takeCommand(_ byte: UInt8) {
        // A command begins with 01; between commands the line is high.
        if received.isEmpty && byte & 0xC0 != 0x40 { return }
        received.append(byte)
        guard received.count == 6 else { return }
        let command = received[0] & 0x3F
        let argument = received[1...4].reduce(0) { $0 << 8 | Int($1) }
        received = []
        let wasApplication = isApplication
        isApplication = false
        // One byte of waiting, as 7.5.1 allows 0 to 8.
        answer([0xFF] + (wasApplication && obeyApplication(command) ?? false ? [status] : obey(command, argument)))
    }

    private var status: UInt8 { isIdle ? 1 : 0 }

    /// ACMD41 wakes it up. Nil: there is no such application command, the plain one is meant.
    private func obeyApplication(_ command: UInt8) -> Bool? {
        switch command {
        case 41:
            isIdle = false
            return true
        case 23: return true
        default: return nil
        }
    }

    private func obey(_ command: UInt8, _ argument: Int) -> [UInt8] {
        switch command {
        case 0:
            reset()
            return [status]
        case 1:
            isIdle = false
            return [status]
        case 8: return [status, 0, 0, UInt8(argument >> 8 & 0x0F), UInt8(argument & 0xFF)]
        case 9 where !isIdle: return [0, 0xFF] + dataBlock(specificData)
        case 10 where !isIdle: return [0, 0xFF] + dataBlock(identification)
        case 12:
            streaming = nil
            return [0xFF, 0]
        case 13: return [status, 0]
        case 16: return [argument == Self.blockBytes ? status : status | 0x40]
        case 17, 18, 24, 25: return isIdle ? [status | 4] : transfer(command, argument)
        case 55:
            isApplication = true
            return [status]
        // Powered up, 2.7 to 3.6 V, standard capacity.
        case 58: return [status, isIdle ? 0x00 : 0x80, 0xFF, 0x80, 0x00]
        case 59: return [status]
        default: return [status | 4]
        }
    }

    private func transfer(_ command: UInt8, _ place: Int) -> [UInt8] {
        guard place % Self.blockBytes == 0 else { return [0x20] }
        guard place + Self.blockBytes <= bytes.count else { return [0x40] }
        switch command {
        case 17:
            readCount += 1
            return [0, 0xFF] + dataBlock(Array(bytes[place..<place + Self.blockBytes]))
        case 18: streaming = place
        default: phase = .writing(place: place, isMultiple: command == 25)
        }
        return [0]
    }

    // MARK: Registers

    /// CSD version 1: blocks of 512 bytes, C_SIZE_MULT 7.
    private var specificData: [UInt8] {
        let size = bytes.count / (512 * 512) - 1
        var csd: [UInt8] = [0x00, 0x26, 0x00, 0x32, 0x5F, 0x59, 0x80, 0, 0, 0xF3, 0x80, 0x40, 0x0A, 0x40, 0x00]
        csd[6] |= UInt8(size >> 10 & 3)
        csd[7] = UInt8(size >> 2 & 0xFF)
        csd[8] = UInt8(size & 3) << 6 | 0x2D
        csd[9] = csd[9] & 0xFC | 3
        return csd + [Checksums.crc7(csd)]
    }

    private var identification: [UInt8] {
        let cid: [UInt8] = [0x03] + Array("PEPERCH".utf8) + [0x10, 0, 0, 0, 1, 0x01, 0x91]
        return cid + [Checksums.crc7(cid)]
    }
}
