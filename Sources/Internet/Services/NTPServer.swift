import Fabric

/// A time server (RFC 5905) whose clock is the virtual one.
public final class NTPServer {
    /// The date at power on, in seconds since 1970: the beginning of 2025, unless a project says another.
    public var powerOnSeconds = 1_735_689_600

    /// From 1900 to 1970.
    private static let offsetSeconds = 2_208_988_800

    func answer(_ query: [UInt8], at now: Instant) -> [UInt8]? {
        // Mode 3 is a client's.
        guard query.count >= 48, query[0] & 7 == 3 else { return nil }
        var answer = [UInt8](repeating: 0, count: 48)
        // No leap second, the client's version, mode 4: server; stratum 1.
        answer[0] = query[0] & 0x38 | 4
        answer[1] = 1
        answer[2] = query[2]
        answer[3] = 0xEC
        answer.replaceSubrange(12..<16, with: Array("PRCH".utf8))
        answer.replaceSubrange(24..<32, with: query[40..<48])
        let stamp = timestamp(now)
        for place in [16, 32, 40] { answer.replaceSubrange(place..<place + 8, with: stamp) }
        return answer
    }

    private func timestamp(_ now: Instant) -> [UInt8] {
        let seconds = UInt64(max(0, powerOnSeconds + NTPServer.offsetSeconds)) + now.microseconds / 1_000_000
        let fraction = (now.microseconds % 1_000_000 << 32) / 1_000_000
        let number = seconds << 32 | fraction
        return (0..<8).map { UInt8(truncatingIfNeeded: number >> UInt64(56 - 8 * $0)) }
    }
}
