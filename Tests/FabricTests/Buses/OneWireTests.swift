import Testing

@testable import Fabric

/// The controller's side of 1-Wire by hand, times of Maxim application note 126, table 1 (standard speed, recommended).
final class OneWireBench {
    let circuit = Circuit()
    let pin: Pin
    var now = Instant.milliseconds(1)

    init() {
        pin = Pin(net: circuit.makeNet(named: "DQ"))
        pin.net.addDriver(.pullUp(4700), at: .zero)
        pin.write(true, at: .zero)
        pin.setMode(.openDrain, at: .zero)
    }

    private func wait(_ microseconds: UInt64) {
        now = now + .microseconds(microseconds)
        circuit.events.runDue(at: now)
    }

    /// True: someone is there. H 480, I 70, J 410.
    func reset(low: UInt64 = 480) -> Bool {
        pin.write(false, at: now)
        wait(low)
        pin.write(true, at: now)
        wait(70)
        let isPresent = !pin.read(at: now)
        wait(410)
        return isPresent
    }

    /// A 6, B 64, C 60, D 10.
    func write(bit: Bool) {
        pin.write(false, at: now)
        wait(bit ? 6 : 60)
        pin.write(true, at: now)
        wait(bit ? 64 : 10)
    }

    /// A 6, E 9, F 55.
    func readBit() -> Bool {
        pin.write(false, at: now)
        wait(6)
        pin.write(true, at: now)
        wait(9)
        let bit = pin.read(at: now)
        wait(55)
        return bit
    }

    func write(_ bytes: UInt8...) {
        for byte in bytes { for place in 0..<8 { write(bit: byte >> UInt8(place) & 1 == 1) } }
    }

    func read(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in (0..<8).reduce(UInt8(0)) { $0 | (readBit() ? 1 << UInt8($1) : 0) } }
    }

    /// Application note 187: always the branch of ones where both are there, so this finds one part.
    func searchOnes() -> [UInt8] {
        var rom = [UInt8](repeating: 0, count: 8)
        for place in 0..<64 {
            let (bit, complement) = (readBit(), readBit())
            let choice = bit || !complement
            if choice { rom[place / 8] |= 1 << UInt8(place % 8) }
            write(bit: choice)
        }
        return rom
    }
}

@Suite struct OneWireTests {
    private final class Part: OneWireFunctions {
        let network: OneWireNetwork
        let port: OneWireTargetPort
        var received: [UInt8] = []
        var sending: [UInt8] = []

        init(serial: UInt64, _ bench: OneWireBench) {
            network = OneWireNetwork(family: 0x28, serial: serial)
            port = OneWireTargetPort(circuit: bench.circuit)
            network.part = self
            port.target = network
            port.attach(to: bench.pin.net, at: .zero)
        }
        func receive(_ byte: UInt8, at instant: Instant) { received.append(byte) }
        func nextByte(at instant: Instant) -> UInt8? { sending.isEmpty ? nil : sending.removeFirst() }
    }

    /// Application note 27's worked example: 02 1C B8 01 00 00 00 has the checksum A2.
    @Test func theChecksumOfTheApplicationNote() {
        #expect(OneWireNetwork.checksum([0x02, 0x1C, 0xB8, 0x01, 0, 0, 0]) == 0xA2)
        #expect(OneWireNetwork(family: 2, serial: 0x1B81C).rom.last == 0xA2)
    }

    @Test func aResetIsAnsweredByAPresencePulse() {
        let bench = OneWireBench()
        #expect(!bench.reset(), "nobody there")
        let part = Part(serial: 1, bench)
        #expect(bench.reset())
        #expect(!bench.reset(low: 400), "too short for a reset")
        part.port.setPowered(false, at: bench.now)
        #expect(!bench.reset())
    }

    @Test func theIdentityIsRead() {
        let bench = OneWireBench()
        let part = Part(serial: 0x1234_5678_9ABC, bench)
        _ = bench.reset()
        bench.write(0x33)
        #expect(bench.read(8) == part.network.rom)
        #expect(part.network.rom[0...6] == [0x28, 0xBC, 0x9A, 0x78, 0x56, 0x34, 0x12])
    }

    @Test func functionsReachTheMatchedPartOnly() {
        let bench = OneWireBench()
        let parts = [Part(serial: 0x11, bench), Part(serial: 0x12, bench)]
        _ = bench.reset()
        bench.write(0x55)
        for byte in parts[1].network.rom { bench.write(byte) }
        parts[1].sending = []
        bench.write(0xBE)
        parts[1].sending = [0x5A, 0x01]
        #expect(bench.read(2) == [0x5A, 0x01])
        #expect(bench.read(1) == [0xFF], "nothing to say")
        #expect(parts[0].received.isEmpty && parts[1].received.first == 0xBE)
    }

    @Test func everybodyIsSkippedTo() {
        let bench = OneWireBench()
        let parts = [Part(serial: 0x11, bench), Part(serial: 0x12, bench)]
        _ = bench.reset()
        bench.write(0xCC, 0x44)
        #expect(parts.allSatisfy { $0.received == [0x44] })
    }

    @Test func theSearchFindsOneOfTwo() {
        let bench = OneWireBench()
        let parts = [Part(serial: 0x11, bench), Part(serial: 0x13, bench)]
        _ = bench.reset()
        bench.write(0xF0)
        #expect(bench.searchOnes() == parts[1].network.rom)
        bench.write(0x44)
        #expect(parts[0].received.isEmpty && parts[1].received == [0x44], "the found one is selected")
    }
}
