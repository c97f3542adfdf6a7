import Fabric
import Testing

@testable import Devices

/// Reads a DHT as every driver does: by the lengths of the highs.
func readDHT(_ bench: PartBench, low: Picoseconds) -> [UInt8]? {
    let pin = bench["SDA"]
    pin.write(false, at: bench.now)
    pin.setMode(.openDrain, at: bench.now)
    bench.wait(low)
    let edges = bench.edges(of: "SDA") {
        pin.write(true, at: bench.now)
        bench.wait(.milliseconds(6))
    }
    // The release, 80 µs low and high, then forty bits.
    let highs = zip(edges.dropFirst(2), edges.dropFirst(3)).filter { $0.0.level == .high }.map { $1.at - $0.at }
    guard highs.count == 41 else { return nil }
    return (0..<5).map { byte in
        (0..<8).reduce(UInt8(0)) { $0 << 1 | (highs[1 + 8 * byte + $1] > .microseconds(48) ? 1 : 0) }
    }
}

@Suite struct DHT22Tests {
    /// AM2302, "data": 0x028C is 65.2 %, 0x015F is 35.1 °C, the sum 0xEE; 0x8065 is -10.1 °C.
    @Test func theWorkedExamples() {
        #expect(DHT22.bytes(celsius: 35.1, percent: 65.2) == [0x02, 0x8C, 0x01, 0x5F])
        #expect(DHT22.bytes(celsius: -10.1, percent: 65.2)[2...3] == [0x80, 0x65])
    }

    @Test func aStartSignalOfAMillisecondGivesFortyBits() throws {
        let bench = PartBench()
        let part = try bench.solder(DHT22(id: "dht1", circuit: bench.circuit))
        try part.set(control: "temperature", to: 35.1, at: .zero)
        try part.set(control: "humidity", to: 65.2, at: .zero)
        #expect(readDHT(bench, low: .milliseconds(1)) == [0x02, 0x8C, 0x01, 0x5F, 0xEE])
        #expect(readDHT(bench, low: .microseconds(500)) == nil)
    }

    @Test func askedWithinTwoSecondsItRepeatsItself() throws {
        let bench = PartBench()
        let part = try bench.solder(DHT22(id: "dht1", circuit: bench.circuit))
        let first = readDHT(bench, low: .milliseconds(18))
        try part.set(control: "temperature", to: -10.1, at: bench.now)
        #expect(readDHT(bench, low: .milliseconds(18)) == first)
        bench.wait(.seconds(2))
        #expect(readDHT(bench, low: .milliseconds(18)).map { Array($0[2...3]) } == [0x80, 0x65])
    }

    @Test func withoutGroundItIsSilent() throws {
        let bench = PartBench()
        let part = try bench.solder(DHT22(id: "dht1", circuit: bench.circuit), without: ["GND"])
        #expect(readDHT(bench, low: .milliseconds(18)) == nil)
        #expect(part.complaints(at: .zero) == ["dht1: GND is not wired, so it has no power"])
    }
}
