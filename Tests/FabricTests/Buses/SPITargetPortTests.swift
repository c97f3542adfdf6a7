import Testing

@testable import Fabric

/// Answers each byte with the one before plus one.
private final class EchoTarget: SPITarget {
    var log: [String] = []
    var bytes: [UInt8] = []

    func select(at instant: Instant) -> UInt8 {
        log.append("select")
        return 0xA5
    }
    func exchange(_ byte: UInt8, at instant: Instant) -> UInt8 {
        bytes.append(byte)
        return byte &+ 1
    }
    func deselect(looseBits: UInt8, count: Int, at instant: Instant) { log.append("deselect \(count) \(looseBits)") }
}

@Suite struct SPITargetPortTests {
    private final class Bench {
        let circuit = Circuit()
        let controller: SPIController
        let select: Pin
        let target = EchoTarget()
        let port: SPITargetPort
        var edges: [(net: String, isHigh: Bool, at: Instant)] = []

        init(mode: SPIMode, targetMode: SPIMode? = nil, traced: Bool, hasOutput: Bool = true) {
            let wires = circuit
            let nets = ["SCK", "MOSI", "MISO", "CS"].map { wires.makeNet(named: $0) }
            controller = SPIController(
                clock: Pin(net: nets[0]), output: Pin(net: nets[1]), input: Pin(net: nets[2]), mode: mode,
                clockHertz: 125_000_000, divisor: 12)
            select = Pin(net: nets[3])
            select.write(true, at: .zero)
            select.setMode(.output, at: .zero)
            controller.takePins(at: .zero)
            port = SPITargetPort(mode: targetMode ?? mode)
            port.target = target
            port.attachClock(to: nets[0], at: .zero)
            port.attachInput(to: nets[1], at: .zero)
            if hasOutput { port.attachOutput(to: nets[2], at: .zero) }
            port.attachSelect(to: nets[3], at: .zero)
            if traced {
                circuit.trace.add { [unowned self] instant, event in
                    if case .edge(let id, let level) = event {
                        edges.append((circuit[id].name, level.isHigh, instant))
                    }
                }
            }
            controller.begin(at: .microseconds(1))
        }

        func transfer(_ bytes: [UInt8]) -> [UInt8] {
            var received = bytes
            received.withUnsafeMutableBytes { buffer in
                controller.transfer(
                    UnsafeRawBufferPointer(buffer), into: buffer,
                    calm: { circuit.events.nextDeadline ?? .distantFuture }
                ) {
                    circuit.events.runDue(at: $0)
                    return $0
                }
            }
            return received
        }
    }

    static let modes: [SPIMode] = [.mode0, .mode1, .mode2, .mode3]

    @Test(arguments: modes) func everyModeCarriesBothWays(mode: SPIMode) {
        for traced in [true, false] {
            let bench = Bench(mode: mode, traced: traced)
            bench.select.write(false, at: bench.controller.now)
            #expect(bench.transfer([0x3C, 0x81, 0xFF]) == [0xA5, 0x3D, 0x82])
            bench.select.write(true, at: bench.controller.now)
            #expect(bench.target.bytes == [0x3C, 0x81, 0xFF])
            #expect(bench.target.log == ["select", "deselect 0 0"])
            // 24 bits of 96 ns.
            #expect(bench.controller.now == .microseconds(1) + 24 * 96_000)
        }
    }

    /// Parts sample at the edge: mode 0 and mode 3 look the same to them.
    @Test func modesZeroAndThreeAreOneToAPart() {
        let bench = Bench(mode: .mode3, targetMode: .mode0, traced: true)
        bench.select.write(false, at: bench.controller.now)
        #expect(bench.transfer([0x12, 0x34]) == [0xA5, 0x13])
    }

    @Test func theWrongModeGarbles() {
        for traced in [true, false] {
            let bench = Bench(mode: .mode1, targetMode: .mode0, traced: traced)
            bench.select.write(false, at: bench.controller.now)
            _ = bench.transfer([0x80, 0x80])
            #expect(bench.target.bytes != [0x80, 0x80])
        }
    }

    @Test func leastSignificantBitFirst() {
        for traced in [true, false] {
            let bench = Bench(mode: .mode0, traced: traced)
            bench.controller.isLowBitFirst = true
            bench.select.write(false, at: bench.controller.now)
            #expect(bench.transfer([0x01, 0xF0]) == [0xA5, 0x81])
            #expect(bench.target.bytes == [0x80, 0x0F])
        }
    }

    @Test func whoIsNotSelectedHearsAndSaysNothing() {
        for traced in [true, false] {
            let bench = Bench(mode: .mode0, traced: traced)
            #expect(bench.transfer([1, 2]) == [0xFF, 0xFF], "nobody drives MISO")
            #expect(bench.target.bytes.isEmpty)
        }
    }

    @Test func bitsThatMakeNoByteAreHandedOver() {
        let bench = Bench(mode: .mode0, traced: true)
        bench.select.write(false, at: .zero)
        for bit in [true, false, true] {
            bench.controller.output!.write(bit, at: .zero)
            bench.controller.clock.write(true, at: .zero)
            bench.controller.clock.write(false, at: .zero)
        }
        bench.select.write(true, at: .zero)
        #expect(bench.target.log == ["select", "deselect 3 5"])
    }

    @Test func theClockRunsAtItsRate() {
        let bench = Bench(mode: .mode0, traced: true)
        bench.select.write(false, at: bench.controller.now)
        _ = bench.transfer([0xAA, 0x00])
        let rises = bench.edges.filter { $0.net == "SCK" && $0.isHigh }.map(\.at)
        #expect(rises.count == 16)
        for (one, next) in zip(rises, rises.dropFirst()) { #expect(next - one == 96_000) }
    }
}
