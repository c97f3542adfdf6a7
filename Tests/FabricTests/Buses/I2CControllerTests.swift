import Testing

@testable import Fabric

/// Times of NXP UM10204 rev. 7.0, table 11 (fast mode), measured at the nets.
@Suite struct I2CControllerTests {
    /// The RP2040's divider for 400 kHz from 125 MHz: 313 cycles of 8 ns.
    static let timing = I2CTiming(hertz: 400_000, clockHertz: 125_000_000)

    final class Bench {
        let circuit = Circuit()
        let controller: I2CController
        var edges: [(net: String, isHigh: Bool, at: Instant)] = []

        init(traced: Bool, pullUp: Bool = true, targets: [any I2CTarget]) {
            let (clock, data) = (circuit.makeNet(named: "SCL"), circuit.makeNet(named: "SDA"))
            controller = I2CController(
                clock: Pin(net: clock), data: Pin(net: data), timing: I2CControllerTests.timing,
                timeout: .milliseconds(5), events: circuit.events)
            for net in [clock, data] where pullUp { net.addDriver(.pullUp(4700), at: .zero) }
            controller.takePins(at: .zero)
            for target in targets {
                let port = I2CTargetPort(circuit: circuit)
                port.target = target
                port.attachClock(to: clock, at: .zero)
                port.attachData(to: data, at: .zero)
                ports.append(port)
            }
            if traced {
                circuit.trace.add { [unowned self] instant, event in
                    if case .edge(let id, let level) = event {
                        edges.append((circuit[id].name, level.isHigh, instant))
                    }
                }
            }
            controller.begin(at: .microseconds(10))
        }
        private var ports: [I2CTargetPort] = []

        func pass(_ instant: Instant) -> Instant {
            circuit.events.runDue(at: instant)
            return instant
        }
        func start() -> I2CController.Failure? { controller.start(pass) }
        private var calm: Instant { circuit.events.nextDeadline ?? .distantFuture }
        func write(_ byte: UInt8) -> Bool {
            let sent = withUnsafeBytes(of: byte) { controller.sendAtOnce($0, before: { calm }) }
            if sent.count == 1 { return !sent.isRefused }
            return (try? controller.write(byte, pass).get()) ?? false
        }
        func read(last: Bool) -> UInt8 {
            var byte: UInt8 = 0
            let count = withUnsafeMutableBytes(of: &byte) {
                controller.receiveAtOnce(into: $0, isEnd: last, before: { calm })
            }
            if count == 1 { return byte }
            return (try? controller.read(acknowledges: !last, pass).get()) ?? 0
        }
        func stop() { controller.stop(pass) }
    }

    /// A write, a repeated START, a read; returns what was read and when it ended.
    private func transfer(_ bench: Bench) -> (bytes: [UInt8], end: Instant) {
        _ = bench.start()
        #expect(bench.write(0xA0))
        #expect(bench.write(0x20))
        #expect(bench.write(0x5A))
        _ = bench.start()
        #expect(bench.write(0xA0))
        #expect(bench.write(0x20))
        _ = bench.start()
        #expect(bench.write(0xA1))
        let bytes = [bench.read(last: false), bench.read(last: true)]
        bench.stop()
        return (bytes, bench.controller.now)
    }

    @Test func bytesAtOnceAreTheSameAtTheSameTimes() {
        let (slow, fast) = (MemoryTarget(.seven(0x50)), MemoryTarget(.seven(0x50)))
        slow.bytes[0x21] = 0x77
        fast.bytes[0x21] = 0x77
        let traced = transfer(Bench(traced: true, targets: [slow]))
        let quiet = transfer(Bench(traced: false, targets: [fast]))
        #expect(traced.bytes == [0x5A, 0x77])
        #expect(quiet.bytes == traced.bytes)
        #expect(quiet.end == traced.end)
        #expect(fast.log == slow.log)
    }

    @Test func stretchingTakesTheSameTimeBothWays() {
        let (slow, fast) = (MemoryTarget(.seven(0x50)), MemoryTarget(.seven(0x50)))
        slow.stretchTime = .microseconds(37)
        fast.stretchTime = .microseconds(37)
        let traced = transfer(Bench(traced: true, targets: [slow]))
        let quiet = transfer(Bench(traced: false, targets: [fast]))
        #expect(quiet.end == traced.end)
        #expect(quiet.bytes == traced.bytes)
        // Eight acknowledges, each with its stretch.
        #expect(traced.end - .zero > 8 * Picoseconds.microseconds(37))
    }

    /// fSCL, tLOW >= 1.3 us, tHIGH >= 0.6 us, tHD;STA >= 0.6 us, tSU;STO >= 0.6 us, data stable while SCL is high.
    @Test func everyClockIsThreeHundredAndThirteenCyclesLong() {
        let bench = Bench(traced: true, targets: [MemoryTarget(.seven(0x50))])
        _ = bench.start()
        _ = bench.write(0xA0)
        _ = bench.write(0x55)
        bench.stop()
        let clock = bench.edges.filter { $0.net == "SCL" }
        let data = bench.edges.filter { $0.net == "SDA" }
        let rises = clock.filter(\.isHigh).map(\.at)
        #expect(rises.count == 19)
        for (one, next) in zip(rises.prefix(18), rises.dropFirst().prefix(17)) {
            #expect(next - one == 313 * 8000)
        }
        #expect(clock[0].at - data[0].at >= .nanoseconds(600))
        for (fall, rise) in zip(clock.filter { !$0.isHigh }, clock.filter(\.isHigh)) {
            #expect(rise.at - fall.at >= .nanoseconds(1300))
        }
        #expect(data.last!.isHigh && data.last!.at - rises.last! >= .nanoseconds(600))
        for edge in data.dropFirst().dropLast() {
            #expect(!clock.contains { $0.isHigh && $0.at <= edge.at && edge.at < $0.at + .nanoseconds(900) })
        }
    }

    @Test func aBusWithoutPullUpsIsStuck() {
        let bench = Bench(traced: false, pullUp: false, targets: [])
        #expect(bench.start() == .busStuck)
    }

    @Test func aPartThatHoldsTheClockForEverEndsTheTransfer() {
        let bench = Bench(traced: false, targets: [])
        _ = bench.start()
        bench.controller.clock.net.addDriver(.low, at: bench.controller.now)
        let before = bench.controller.now
        let result = bench.controller.write(0xA0, bench.pass)
        #expect(result == .failure(.stretchedTooLong))
        #expect(bench.controller.now - before >= .milliseconds(5))
    }

    @Test func aHeldDataLineLosesTheBus() {
        let bench = Bench(traced: false, targets: [])
        _ = bench.start()
        bench.controller.data.net.addDriver(.low, at: bench.controller.now)
        bench.circuit.trace.add { _, _ in }
        #expect(bench.controller.write(0xFF, bench.pass) == .failure(.arbitrationLost))
    }

    @Test func nobodyThereRefuses() {
        let bench = Bench(traced: false, targets: [])
        _ = bench.start()
        #expect(!bench.write(0xA0))
        bench.stop()
    }
}
