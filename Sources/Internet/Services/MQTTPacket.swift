/// Control packets of MQTT 3.1.1 (OASIS standard, 2014), section 2 and 3.
struct MQTTPacket {
    static let connect: UInt8 = 1
    static let connectAcknowledge: UInt8 = 2
    static let publish: UInt8 = 3
    static let publishAcknowledge: UInt8 = 4
    static let publishReceived: UInt8 = 5
    static let publishRelease: UInt8 = 6
    static let publishComplete: UInt8 = 7
    static let subscribe: UInt8 = 8
    static let subscribeAcknowledge: UInt8 = 9
    static let unsubscribe: UInt8 = 10
    static let unsubscribeAcknowledge: UInt8 = 11
    static let ping: UInt8 = 12
    static let pingAnswer: UInt8 = 13
    static let disconnect: UInt8 = 14

    var type: UInt8
    var flags: UInt8
    var body: [UInt8]

    enum Reading {
        case incomplete, malformed
        case whole(MQTTPacket, byteCount: Int)
    }

    /// The first packet of some bytes.
    static func read(_ bytes: [UInt8]) -> Reading {
        guard bytes.count >= 2 else { return .incomplete }
        var length = 0
        var place = 1
        while true {
            guard place < bytes.count else { return place > 4 ? .malformed : .incomplete }
            guard place <= 4 else { return .malformed }
            length |= Int(bytes[place] & 0x7F) << (7 * (place - 1))
            place += 1
            if bytes[place - 1] & 0x80 == 0 { break }
        }
        guard bytes.count >= place + length else { return .incomplete }
        let packet = MQTTPacket(
            type: bytes[0] >> 4, flags: bytes[0] & 15, body: Array(bytes[place..<place + length]))
        return .whole(packet, byteCount: place + length)
    }

    /// As it is sent.
    var bytes: [UInt8] {
        var length = body.count
        var bytes = [type << 4 | flags]
        repeat {
            bytes.append(UInt8(length & 0x7F) | (length > 0x7F ? 0x80 : 0))
            length >>= 7
        } while length > 0
        return bytes + body
    }

    static func text(_ bytes: [UInt8]) -> [UInt8] { number(UInt16(truncatingIfNeeded: bytes.count)) + bytes }

    static func number(_ number: UInt16) -> [UInt8] { [UInt8(number >> 8), UInt8(number & 0xFF)] }
}

/// Reads the fields of a packet's body; nil at its end.
struct MQTTFields {
    private var rest: ArraySlice<UInt8>

    init(_ body: [UInt8]) { rest = body[...] }

    var isAtEnd: Bool { rest.isEmpty }
    /// What is left.
    var remainder: [UInt8] { Array(rest) }

    mutating func byte() -> UInt8? { rest.popFirst() }

    mutating func number() -> UInt16? {
        guard let high = rest.popFirst(), let low = rest.popFirst() else { return nil }
        return UInt16(high) << 8 | UInt16(low)
    }

    mutating func bytes() -> [UInt8]? {
        guard let count = number(), rest.count >= Int(count) else { return nil }
        defer { rest = rest.dropFirst(Int(count)) }
        return Array(rest.prefix(Int(count)))
    }

    mutating func text() -> String? { bytes().map { String(decoding: $0, as: UTF8.self) } }
}
