import Fabric
import Testing

@testable import Devices

/// Decodes a NEC frame from the edges of a receiver: address, command, and whether the complements fit.
func decodeNEC(_ edges: [(level: Level, at: Instant)]) -> (address: UInt8, command: UInt8)? {
    let lengths = zip(edges, edges.dropFirst()).map { $1.at - $0.at }
    guard lengths.count == 67, lengths[0] == .milliseconds(9), lengths[1] == .microseconds(4500) else { return nil }
    var bytes: [UInt8] = [0, 0, 0, 0]
    for bit in 0..<32 where lengths[3 + 2 * bit] > .milliseconds(1) { bytes[bit / 8] |= 1 << UInt8(bit % 8) }
    return bytes[0] == ~bytes[1] && bytes[2] == ~bytes[3] ? (bytes[0], bytes[2]) : nil
}

@Suite struct IRReceiverTests {
    /// NEC: 67.5 ms and a final burst of 562.5 µs, least significant bit first.
    @Test func aFrameAimedAtItComesOutInverted() throws {
        let bench = PartBench()
        let part = try bench.solder(IRReceiver(id: "ir1", circuit: bench.circuit))
        #expect(bench.isHigh("DAT"))
        let edges = try bench.edges(of: "DAT") {
            try part.set(control: "address", to: 4, at: bench.now)
            try part.set(control: "command", to: 0x45, at: bench.now)
            bench.wait(.milliseconds(100))
        }
        let frame = try #require(decodeNEC(edges))
        #expect(frame == (4, 0x45))
        #expect(edges.last!.at - edges.first!.at == .nanoseconds(68_062_500))
    }
}
