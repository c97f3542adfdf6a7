import Testing

@testable import Fabric

/// A target with one register pointer, for tests.
final class MemoryTarget: I2CTarget {
    var addresses: [I2CAddress]
    var bytes = Array(repeating: UInt8(0), count: 256)
    var pointer: UInt8 = 0
    var isFirst = true
    var stretchTime: Picoseconds = 0
    var log: [String] = []

    init(_ addresses: I2CAddress...) { self.addresses = addresses }

    func answers(to address: I2CAddress, at instant: Instant) -> Bool { addresses.contains(address) }
    func begin(_ direction: I2CDirection, at instant: Instant) {
        isFirst = true
        log.append(direction == .read ? "read" : "write")
    }
    func write(_ byte: UInt8, at instant: Instant) -> Bool {
        if isFirst { pointer = byte } else { bytes[Int(pointer)] = byte; pointer &+= 1 }
        isFirst = false
        return true
    }
    func read(at instant: Instant) -> UInt8 {
        defer { pointer &+= 1 }
        return bytes[Int(pointer)]
    }
    func end(isStop: Bool, at instant: Instant) { log.append(isStop ? "stop" : "restart") }
    func stretch(at instant: Instant) -> Picoseconds { stretchTime }
}

/// SCL and SDA with pull-ups, and the two pins that move them by hand.
final class I2CBench {
    let circuit = Circuit()
    let clock: Pin
    let data: Pin
    var now = Instant.microseconds(100)
    let quarter: Picoseconds = .nanoseconds(625)
    var ports: [I2CTargetPort] = []

    init(pullUp: Bool = true) {
        clock = Pin(net: circuit.makeNet(named: "SCL"))
        data = Pin(net: circuit.makeNet(named: "SDA"))
        for pin in [clock, data] {
            if pullUp { pin.net.addDriver(.pullUp(4700), at: .zero) }
            pin.write(true, at: .zero)
            pin.setMode(.openDrain, at: .zero)
        }
    }

    func add(_ target: any I2CTarget) {
        let port = I2CTargetPort(circuit: circuit)
        port.target = target
        port.attachClock(to: clock.net, at: .zero)
        port.attachData(to: data.net, at: .zero)
        ports.append(port)
    }

    func pass() {
        now = now + quarter
        circuit.events.runDue(at: now)
    }

    func start() {
        data.write(true, at: now); pass()
        clock.write(true, at: now); pass()
        data.write(false, at: now); pass()
        clock.write(false, at: now); pass()
    }

    func stop() {
        data.write(false, at: now); pass()
        clock.write(true, at: now); pass()
        data.write(true, at: now); pass()
    }

    func bit(_ value: Bool) -> Bool {
        data.write(value, at: now); pass()
        clock.write(true, at: now); pass()
        let seen = data.read(at: now)
        pass()
        clock.write(false, at: now); pass()
        return seen
    }

    /// True: acknowledged.
    func write(_ byte: UInt8) -> Bool {
        for place in 0..<8 { _ = bit(byte << UInt8(place) & 0x80 != 0) }
        return !bit(true)
    }

    func read(last: Bool) -> UInt8 {
        var byte: UInt8 = 0
        for _ in 0..<8 { byte = byte << 1 | (bit(true) ? 1 : 0) }
        _ = bit(last)
        return byte
    }
}

/// NXP UM10204 rev. 7.0, by edges made by hand.
@Suite struct I2CTargetPortTests {
    let bench = I2CBench()
    let memory = MemoryTarget(.seven(0x50))

    init() { bench.add(memory) }

    @Test func bytesAreWrittenAndReadBackAfterARepeatedStart() {
        bench.start()
        #expect(bench.write(0xA0))
        #expect(bench.write(0x10))
        #expect(bench.write(0xC3))
        #expect(bench.write(0x5A))
        bench.start()
        #expect(bench.write(0xA0))
        #expect(bench.write(0x10))
        bench.start()
        #expect(bench.write(0xA1))
        #expect(bench.read(last: false) == 0xC3)
        #expect(bench.read(last: true) == 0x5A)
        bench.stop()
        #expect(memory.log == ["write", "restart", "write", "restart", "read", "stop"])
        #expect(bench.data.net.level(at: bench.now) == .high)
    }

    @Test func nobodyThereIsNotAcknowledged() {
        bench.start()
        #expect(!bench.write(0xA2))
        bench.stop()
        #expect(memory.log.isEmpty)
    }

    /// 3.1.9: the target lets SDA go after a NACK, so that the controller can make STOP.
    @Test func readingPastNackReleasesTheLine() {
        memory.bytes[0] = 0x00
        bench.start()
        #expect(bench.write(0xA1))
        #expect(bench.read(last: true) == 0)
        #expect(bench.data.net.level(at: bench.now) == .high)
        bench.stop()
    }

    @Test func severalTargetsShareTheBus() {
        let other = MemoryTarget(.seven(0x51))
        bench.add(other)
        memory.bytes[0] = 0x11
        other.bytes[0] = 0x22
        bench.start()
        #expect(bench.write(0xA3))
        #expect(bench.read(last: true) == 0x22)
        bench.start()
        #expect(bench.write(0xA1))
        #expect(bench.read(last: true) == 0x11)
        bench.stop()
        #expect(other.log == ["read", "restart"])
    }

    /// Two of one address: the bits are wired together.
    @Test func targetsWithOneAddressAreWiredAnd() {
        let twin = MemoryTarget(.seven(0x50))
        bench.add(twin)
        memory.bytes[0] = 0b1100
        twin.bytes[0] = 0b1010
        bench.start()
        #expect(bench.write(0xA1))
        #expect(bench.read(last: true) == 0b1000)
        bench.stop()
    }

    /// 3.1.11: 11110 a9 a8 w, a7...a0, data; reading takes a repeated START with 11110 a9 a8 r.
    @Test func tenBitAddressesTakeTwoBytes() {
        let ten = MemoryTarget(.ten(0x2A5))
        bench.add(ten)
        bench.start()
        #expect(bench.write(0b1111_0100))
        #expect(bench.write(0xA5))
        #expect(bench.write(0x07))
        #expect(bench.write(0x99))
        bench.start()
        #expect(bench.write(0b1111_0101))
        _ = bench.read(last: true)
        bench.stop()
        #expect(ten.bytes[7] == 0x99)
        bench.start()
        #expect(!bench.write(0b1111_0010), "other upper bits")
        bench.stop()
        bench.start()
        #expect(bench.write(0b1111_0100))
        #expect(!bench.write(0xA6), "other lower bits")
        bench.start()
        #expect(!bench.write(0b1111_0101), "the whole address was not matched")
        bench.stop()
    }

    /// 3.1.13.
    @Test func aGeneralCallReachesThoseWhoListen() {
        let listener = MemoryTarget(.seven(0x33), .generalCall)
        bench.add(listener)
        bench.start()
        #expect(bench.write(0))
        #expect(bench.write(0x06))
        bench.stop()
        #expect(listener.log == ["write", "stop"])
        #expect(memory.log.isEmpty)
    }

    /// 3.1.7: the target holds SCL low after the acknowledge.
    @Test func aTargetStretchesTheClock() {
        memory.stretchTime = .microseconds(20)
        bench.start()
        #expect(bench.write(0xA0))
        let held = bench.now
        bench.clock.write(true, at: bench.now)
        #expect(bench.clock.net.level(at: bench.now) == .low)
        bench.now = held + .microseconds(20)
        bench.circuit.events.runDue(at: bench.now)
        #expect(bench.clock.net.level(at: bench.now) == .high)
    }

    @Test func withoutPowerItIsNotThere() {
        bench.ports[0].setPowered(false, at: bench.now)
        bench.start()
        #expect(!bench.write(0xA0))
    }

    @Test func withoutPullUpsTheBusIsDead() {
        let bench = I2CBench(pullUp: false)
        bench.add(memory)
        bench.start()
        // SDA reads low, but nobody has heard a START.
        _ = bench.write(0xA0)
        #expect(memory.log.isEmpty)
    }
}
