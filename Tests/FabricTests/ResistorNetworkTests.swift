import Testing

@testable import Fabric

/// Voltages by hand calculation; the supply is 3.3 V.
@Suite struct ResistorNetworkTests {
    let circuit = Circuit(supplyVolts: 3.3)

    private func net(_ name: String = "N") -> Net { circuit.makeNet(named: name) }

    private func resistor(_ one: Net, _ other: Net, _ ohms: Ohms) {
        _ = Resistance(between: one, and: other, ohms: ohms, at: .zero)
    }

    /// 3.3 V * 20 / 30.
    @Test func aDividerDivides() {
        let middle = net()
        resistor(circuit.supply, middle, 10_000)
        resistor(middle, circuit.ground, 20_000)
        #expect(abs(middle.volts(at: .zero) - 2.2) < 1e-9)
        #expect(middle.level(at: .zero) == .high)
    }

    /// A ladder of four equal resistors: three unknown nodes at 3/4, 1/2 and 1/4.
    @Test func aLadderHasSeveralUnknownNodes() {
        let nodes = (0..<3).map { _ in net() }
        resistor(circuit.supply, nodes[0], 1000)
        resistor(nodes[0], nodes[1], 1000)
        resistor(nodes[1], nodes[2], 1000)
        resistor(nodes[2], circuit.ground, 1000)
        for (node, share) in zip(nodes, [0.75, 0.5, 0.25]) { #expect(abs(node.volts(at: .zero) - 3.3 * share) < 1e-9) }
    }

    /// R-2R: 4 bits, code 0b1010 gives 10/16.
    @Test func aLadderOfPinsIsAConverter() {
        let pins = (0..<4).map { _ in Pin(net: net()) }
        let nodes = (0..<4).map { _ in net() }
        resistor(nodes[0], circuit.ground, 20_000)
        for place in 0..<4 {
            pins[place].setMode(.output, at: .zero)
            resistor(pins[place].net, nodes[place], 20_000)
            if place > 0 { resistor(nodes[place - 1], nodes[place], 10_000) }
        }
        for place in 0..<4 { pins[place].write(0b1010 >> place & 1 == 1, at: .zero) }
        #expect(abs(nodes[3].volts(at: .zero) - 3.3 * 10 / 16) < 1e-9)
    }

    @Test func whatNobodyReachesFloats() {
        let (one, other) = (net(), net())
        resistor(one, other, 1000)
        #expect(one.level(at: .zero) == .floating)
        let pull = one.addDriver(.pullUp(10_000), at: .zero)
        #expect(other.level(at: .zero) == .high)
        one.setDrive(pull, to: .released, at: .zero)
        #expect(other.level(at: .zero) == .floating)
    }

    @Test func aPinDrivesThroughAResistorAndWinsOverWeakOnes() {
        let pin = Pin(net: net())
        let far = net()
        resistor(pin.net, far, 220)
        far.addDriver(.pullUp(10_000), at: .zero)
        pin.setMode(.output, at: .zero)
        #expect(far.level(at: .zero) == .low)
        // 3.3 * 220 / 10220.
        #expect(abs(far.volts(at: .zero) - 0.071037) < 1e-6)
        pin.write(true, at: .nanoseconds(1))
        #expect(far.level(at: .nanoseconds(1)) == .high)
        pin.setMode(.input, at: .nanoseconds(2))
        #expect(pin.read(at: .nanoseconds(2)), "the pull-up reaches the pin through the resistor")
    }

    @Test func twoOutputsMayMeetAcrossAResistor() {
        let (one, other) = (Pin(net: net()), Pin(net: net()))
        resistor(one.net, other.net, 330)
        for pin in [one, other] { pin.setMode(.output, at: .zero) }
        one.write(true, at: .zero)
        #expect(one.net.level(at: .zero) == .high && other.net.level(at: .zero) == .low)
        #expect(circuit.trace.warnings.isEmpty)
    }

    @Test func aWaveformGoesThroughAsAWaveform() {
        let pin = Pin(net: net())
        let far = net()
        resistor(pin.net, far, 1000)
        pin.setMode(.output, at: .zero)
        let signal = PWMSignal(frequency: 1000, duty16: 16384, start: .zero)
        pin.setWaveform(signal, at: .zero)
        #expect(far.waveform == signal)
        #expect(abs(far.dutyHigh - 0.25) < 1e-4)
        var edges = 0
        let subscription = far.observeEdges(at: .zero) { _, _ in edges += 1 }
        circuit.events.runDue(at: .microseconds(2600))
        #expect(edges == 5)
        subscription.cancel()
    }

    /// A divider of 1 k and 3 k: 2.475 V, still high; of 3 k and 1 k: 0.825 V, never high.
    @Test func aDividerMakesAWaveformSmaller() {
        let pin = Pin(net: net())
        let (large, small) = (net(), net())
        for (node, up, down) in [(large, 1000.0, 3000.0), (small, 3000, 1000)] {
            resistor(pin.net, node, up)
            resistor(node, circuit.ground, down)
        }
        pin.setMode(.output, at: .zero)
        pin.setWaveform(PWMSignal(frequency: 1000, duty16: 32768, start: .zero), at: .zero)
        #expect(abs(large.volts(at: .microseconds(100)) - 2.475) < 1e-9)
        #expect(large.volts(at: .microseconds(600)) == 0)
        #expect(small.level(at: .microseconds(100)) == .low)
        #expect(abs(small.averageVolts - 0.4125) < 1e-4)
    }

    @Test func aSensorsResistanceChanges() {
        let middle = net()
        resistor(circuit.supply, middle, 10_000)
        let sensor = Resistance(between: middle, and: circuit.ground, ohms: 10_000, at: .zero)
        #expect(abs(middle.volts(at: .zero) - 1.65) < 1e-9)
        sensor.setOhms(5000, at: .nanoseconds(1))
        #expect(abs(middle.volts(at: .nanoseconds(1)) - 1.1) < 1e-9)
        #expect(middle.level(at: .nanoseconds(1)) == .low)
    }

    @Test func aContactJoinsTwoNetworks() {
        let (one, other) = (net(), net())
        resistor(circuit.supply, one, 10_000)
        resistor(other, circuit.ground, 10_000)
        let contact = Contact(between: one, and: other)
        #expect(one.level(at: .zero) == .high && other.level(at: .zero) == .low)
        contact.close(at: .zero)
        #expect(abs(one.volts(at: .zero) - 1.65) < 1e-9)
        #expect(one.volts(at: .zero) == other.volts(at: .zero))
        contact.open(at: .nanoseconds(1))
        #expect(one.level(at: .nanoseconds(1)) == .high && other.level(at: .nanoseconds(1)) == .low)
    }

    @Test func aShortCircuitIsWarnedOfOnce() {
        let net = net("GP3")
        net.addDriver(.high, at: .zero)
        let other = net.addDriver(.low, at: .zero)
        net.setDrive(other, to: .released, at: .nanoseconds(1))
        net.setDrive(other, to: .low, at: .nanoseconds(2))
        #expect(circuit.trace.warnings == ["GP3: two outputs drive it against each other"])
    }

    /// What a pin with a series resistor shows behind it, edge by edge, at the same instants.
    @Test func aLeafFollowsItsPin() {
        let pin = Pin(net: net("GP2"))
        let (data, led) = (net("DIN"), net("A"))
        resistor(pin.net, data, 330)
        resistor(pin.net, led, 220)
        resistor(pin.net, circuit.supply, 10_000)
        pin.setMode(.output, at: .nanoseconds(1))
        var edges: [(String, Level, Instant)] = []
        circuit.trace.add { instant, event in
            if case .edge(let id, let level) = event { edges.append((circuit[id].name, level, instant)) }
        }
        pin.write(true, at: .nanoseconds(10))
        pin.write(false, at: .nanoseconds(20))
        #expect(edges.map(\.0) == ["GP2", "DIN", "A", "GP2", "DIN", "A"])
        #expect(edges.map(\.2) == [10, 10, 10, 20, 20, 20].map { .nanoseconds($0) })
        pin.setMode(.input, at: .nanoseconds(30))
        #expect(data.level(at: .nanoseconds(30)) == .high && led.level(at: .nanoseconds(30)) == .high)
        let load = data.addDriver(.low, at: .nanoseconds(40))
        #expect(pin.net.level(at: .nanoseconds(40)) == .low, "10 k up, 330 down")
        data.setDrive(load, to: .released, at: .nanoseconds(50))
        #expect(pin.net.level(at: .nanoseconds(50)) == .high)
    }
}
