import Testing

@testable import Fabric

@Suite struct NetTests {
    let circuit = Circuit(supplyVolts: 3.3)

    func net(_ drives: Drive...) -> Net {
        let net = circuit.makeNet(named: "N")
        for drive in drives { net.addDriver(drive, at: .zero) }
        return net
    }

    @Test func nobodyThereFloats() { #expect(net().level(at: .zero) == .floating) }

    @Test func strongDriversWinOverPulls() {
        #expect(net(.low, .pullUp(10_000)).level(at: .zero) == .low)
        #expect(net(.high, .pullDown(10_000)).level(at: .zero) == .high)
    }

    @Test func anOpenDrainIsPulledUpWhenItLetsGo() {
        let net = net(.pullUp(10_000))
        let drain = net.addDriver(.low, at: .zero)
        #expect(net.level(at: .zero) == .low)
        net.setDrive(drain, to: .released, at: .nanoseconds(1))
        #expect(net.level(at: .nanoseconds(1)) == .high)
        #expect(net.volts(at: .nanoseconds(1)) == 3.3)
    }

    /// Divider of 10 k up and 30 k down: 3.3 V * 30 / 40.
    @Test func pullsAgainstEachOtherDivide() {
        #expect(abs(net(.pullUp(10_000), .pullDown(30_000)).volts(at: .zero) - 2.475) < 1e-12)
    }

    @Test func aSlowVoltageTurnsHighAndLowAtDifferentPoints() {
        let net = net()
        let source = net.addDriver(at: .zero)
        func level(_ volts: Volts) -> Level {
            net.setDrive(source, to: .voltage(volts, 1000), at: .zero)
            return net.level(at: .zero)
        }
        #expect(level(1.6) == .low)
        #expect(level(2.0) == .high)
        #expect(level(1.6) == .high)
        #expect(level(1.3) == .low)
    }

    @Test func aShortCircuitIsReportedAndWarnedOfOnce() {
        let net = circuit.makeNet(named: "short")
        var conflicts: [Bool] = []
        circuit.trace.add { _, event in
            if case .conflict(net.id, let isFirst) = event { conflicts.append(isFirst) }
        }
        net.addDriver(.high, at: .zero)
        let other = net.addDriver(.low, at: .nanoseconds(1))
        #expect(net.level(at: .nanoseconds(1)) == .conflict)
        net.setDrive(other, to: .released, at: .nanoseconds(2))
        #expect(net.level(at: .nanoseconds(2)) == .high)
        net.setDrive(other, to: .low, at: .nanoseconds(3))
        #expect(conflicts == [true, false])
    }

    @Test func theTraceHoldsEachEdgeOnce() {
        let net = circuit.makeNet(named: "GP0")
        var events: [(Instant, WireEvent)] = []
        circuit.trace.add { events.append(($0, $1)) }
        let pin = Pin(net: net)
        pin.setMode(.output, at: .nanoseconds(10))
        pin.write(true, at: .nanoseconds(20))
        pin.write(true, at: .nanoseconds(30))
        pin.write(false, at: .nanoseconds(40))
        #expect(events.map(\.0) == [.nanoseconds(10), .nanoseconds(20), .nanoseconds(40)])
        #expect(events.map(\.1) == [.edge(net.id, .low), .edge(net.id, .high), .edge(net.id, .low)])
    }

    @Test func aWaveformIsOneEventUntilSomeoneAsksForEdges() {
        let net = circuit.makeNet(named: "GP1")
        var events: [WireEvent] = []
        circuit.trace.add { events.append($1) }
        let pin = Pin(net: net)
        pin.setMode(.output, at: .zero)
        let signal = PWMSignal(frequency: 1000, duty16: 32768, start: .zero)
        pin.setWaveform(signal, at: .zero)
        #expect(events == [.edge(net.id, .low), .waveform(net.id, signal)])
        #expect(circuit.events.isEmpty)
        #expect(net.level(at: .microseconds(400)) == .high)
        #expect(net.level(at: .microseconds(600)) == .low)
        #expect(abs(net.averageVolts - 1.65) < 0.001)

        var edges: [Level] = []
        let subscription = net.observeEdges(at: .microseconds(100)) { level, _ in edges.append(level) }
        circuit.events.runDue(at: .microseconds(2100))
        #expect(edges == [.low, .high, .low, .high])
        pin.setWaveform(nil, at: .microseconds(2200))
        #expect(edges == [.low, .high, .low, .high, .low])
        #expect(circuit.events.isEmpty)
        pin.setWaveform(signal, at: .microseconds(3000))
        #expect(!circuit.events.isEmpty)
        subscription.cancel()
        #expect(circuit.events.isEmpty, "edges that nobody wants are not played")
    }

    @Test func closedContactsMakeOneNetOfMany() {
        let nets = (0..<3).map { circuit.makeNet(named: "\($0)") }
        nets[0].addDriver(.pullUp(50_000), at: .zero)
        let contacts = [Contact(between: nets[0], and: nets[1]), Contact(between: nets[1], and: nets[2])]
        let ground = Contact(between: nets[2], and: circuit.ground)
        for contact in contacts { contact.close(at: .zero) }
        #expect(nets.map { $0.level(at: .zero) } == [.high, .high, .high])
        ground.close(at: .nanoseconds(1))
        #expect(nets.map { $0.level(at: .nanoseconds(1)) } == [.low, .low, .low])
        contacts[0].open(at: .nanoseconds(2))
        #expect(nets.map { $0.level(at: .nanoseconds(2)) } == [.high, .low, .low])
        ground.open(at: .nanoseconds(3))
        #expect(nets.map { $0.level(at: .nanoseconds(3)) } == [.high, .floating, .floating])
    }

    @Test func twoWiresBetweenTheSameNetsAreBothNeeded() {
        let (one, other) = (net(.high), net())
        let first = circuit.join(one, other, at: .zero)
        let second = circuit.join(one, other, at: .zero)
        first.open(at: .zero)
        #expect(other.level(at: .zero) == .high)
        second.open(at: .zero)
        #expect(other.level(at: .zero) == .floating)
    }
}
