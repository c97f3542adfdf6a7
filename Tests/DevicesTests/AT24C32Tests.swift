import Devices
import Fabric
import Testing

/// Atmel AT24C32 rev. 0336K, by a controller at 400 kHz.
@Suite struct AT24C32Tests {
    let circuit = Circuit(supplyVolts: 3.3)
    let chip: AT24C32
    let bus: I2CController

    init() throws {
        chip = AT24C32(id: "rom1", circuit: circuit)
        let (clock, data) = (circuit.makeNet(named: "SCL"), circuit.makeNet(named: "SDA"))
        bus = I2CController(
            clock: Pin(net: clock), data: Pin(net: data), timing: I2CTiming(hertz: 400_000, clockHertz: 125_000_000),
            timeout: .milliseconds(1), events: circuit.events)
        try chip.connect(pin: "SCL", to: clock, at: .zero)
        try chip.connect(pin: "SDA", to: data, at: .zero)
        for pin in ["A1", "A2"] { try chip.connect(pin: pin, to: circuit.ground, at: .zero) }
        bus.takePins(at: .zero)
    }

    private func pass(_ instant: Instant) -> Instant {
        circuit.events.runDue(at: instant)
        return instant
    }

    /// How many bytes were acknowledged, the address included.
    private func write(_ bytes: [UInt8], at instant: Instant) -> Int {
        bus.begin(at: instant)
        _ = bus.start(pass)
        var count = 0
        for byte in [0xA2] + bytes {
            guard case .success(true) = bus.write(byte, pass) else { break }
            count += 1
        }
        bus.stop(pass)
        return count
    }

    private func read(_ count: Int) -> [UInt8] {
        bus.begin(at: bus.now)
        _ = bus.start(pass)
        _ = bus.write(0xA3, pass)
        let bytes = (1...count).map { (try? bus.read(acknowledges: $0 < count, pass).get()) ?? 0 }
        bus.stop(pass)
        return bytes
    }

    @Test func aPageIsWrittenAndReadBack() {
        #expect(write([0x01, 0x00, 0xDE, 0xAD], at: .milliseconds(1)) == 5)
        #expect(write([0x01, 0x00], at: bus.now) == 0, "busy: the write cycle has begun")
        #expect(write([0x01, 0x00], at: bus.now + .milliseconds(10)) == 3)
        #expect(read(3) == [0xDE, 0xAD, 0xFF])
        #expect(Array(chip.bytes[0x100...0x102]) == [0xDE, 0xAD, 0xFF])
    }

    /// "If more than 32 data words are transmitted, the address will roll over": within the page.
    @Test func aPageRollsOver() {
        _ = write([0x00, 0x1E, 1, 2, 3, 4], at: .milliseconds(1))
        #expect(chip.bytes[0x1E] == 1 && chip.bytes[0x1F] == 2 && chip.bytes[0] == 3 && chip.bytes[1] == 4)
    }

    @Test func writeProtectKeepsItsBytes() throws {
        try chip.connect(pin: "WP", to: circuit.supply, at: .zero)
        #expect(write([0x00, 0x00, 0x12], at: .milliseconds(1)) == 4)
        #expect(chip.bytes[0] == 0xFF)
    }
}
