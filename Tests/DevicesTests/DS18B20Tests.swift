import Devices
import Fabric
import Testing

/// Maxim DS18B20 19-7487 rev. 6, by the slots of application note 126.
@Suite struct DS18B20Tests {
    let circuit = Circuit(supplyVolts: 3.3)
    let pin: Pin

    init() {
        pin = Pin(net: circuit.makeNet(named: "DQ"))
        pin.net.addDriver(.pullUp(4700), at: .zero)
        pin.write(true, at: .zero)
        pin.setMode(.openDrain, at: .zero)
    }

    /// The controller: low for so long, then released; returns the level 9 µs after that, and ends the slot.
    private func slot(low: UInt64, _ now: inout Instant, rest: UInt64) -> Bool {
        pin.write(false, at: now)
        advance(&now, low)
        pin.write(true, at: now)
        advance(&now, 9)
        let level = pin.read(at: now)
        advance(&now, rest)
        return level
    }

    private func advance(_ now: inout Instant, _ microseconds: UInt64) {
        now = now + .microseconds(microseconds)
        circuit.events.runDue(at: now)
    }

    private func command(_ bytes: UInt8..., at now: inout Instant) {
        _ = slot(low: 480, &now, rest: 471)
        for byte in bytes {
            for place in 0..<8 { _ = slot(low: byte >> UInt8(place) & 1 == 1 ? 6 : 60, &now, rest: 55) }
        }
    }

    private func read(_ count: Int, _ now: inout Instant) -> [UInt8] {
        (0..<count).map { _ in
            (0..<8).reduce(UInt8(0)) { $0 | (slot(low: 6, &now, rest: 55) ? 1 << UInt8($1) : 0) }
        }
    }

    private func measure(_ sensor: DS18B20, _ celsius: Double, _ now: inout Instant) throws -> [UInt8] {
        try sensor.set(control: "temperature", to: celsius, at: now)
        command(0xCC, 0x44, at: &now)
        #expect(!slot(low: 6, &now, rest: 55), "it converts")
        advance(&now, 750_000)
        #expect(slot(low: 6, &now, rest: 55), "it has converted")
        command(0xCC, 0xBE, at: &now)
        return read(9, &now)
    }

    /// Table 1: +125 is 07D0h, +25.0625 is 0191h, -10.125 is FF5Eh, -55 is FC90h; after power on +85, 0550h.
    @Test func theTemperaturesOfTableOne() throws {
        let sensor = try DS18B20(id: "t1", circuit: circuit)
        try sensor.connect(pin: "DQ", to: pin.net, at: .zero)
        var now = Instant.milliseconds(1)
        command(0xCC, 0xBE, at: &now)
        let first = read(9, &now)
        #expect(first == [0x50, 0x05, 0x4B, 0x46, 0x7F, 0xFF, 0x0C, 0x10, 0x1C])
        for (celsius, low, high) in [
            (125.0, 0xD0, 0x07), (25.0625, 0x91, 0x01), (-10.125, 0x5E, 0xFF), (-55, 0x90, 0xFC),
        ] {
            let bytes = try measure(sensor, celsius, &now)
            #expect(bytes.prefix(2) == [UInt8(low), UInt8(high)])
            #expect(OneWireNetwork.checksum(bytes) == 0)
        }
    }

    /// Table 2: nine bits take 93.75 ms, and the lower three bits are zero here.
    @Test func aCoarseResolutionIsQuick() throws {
        let sensor = try DS18B20(id: "t1", attributes: Attributes(["temperature": "21.9"]), circuit: circuit)
        try sensor.connect(pin: "DQ", to: pin.net, at: .zero)
        var now = Instant.milliseconds(1)
        command(0xCC, 0x4E, 0, 0, 0x1F, at: &now)
        command(0xCC, 0x44, at: &now)
        advance(&now, 93_000)
        #expect(!slot(low: 6, &now, rest: 55))
        advance(&now, 750)
        #expect(slot(low: 6, &now, rest: 55))
        command(0xCC, 0xBE, at: &now)
        #expect(read(5, &now) == [0x58, 0x01, 0, 0, 0x1F], "21.5 degrees")
    }

    @Test func theIdentityIsThatOfTheAttributes() throws {
        let sensor = try DS18B20(id: "t1", attributes: Attributes(["deviceID": "0a0b0c0d0e0f"]), circuit: circuit)
        try sensor.connect(pin: "DQ", to: pin.net, at: .zero)
        var now = Instant.milliseconds(1)
        command(0x33, at: &now)
        #expect(read(7, &now) == [0x28, 0x0A, 0x0B, 0x0C, 0x0D, 0x0E, 0x0F])
        #expect(throws: DeviceError.self) {
            try DS18B20(id: "t1", attributes: Attributes(["deviceID": "xyz"]), circuit: circuit)
        }
    }
}
