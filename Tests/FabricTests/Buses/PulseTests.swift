import Testing

@testable import Fabric

@Suite struct PulseTests {
    let circuit = Circuit()

    /// HC-SR04: an echo of 58 µs for each centimetre.
    @Test func aTrainIsPlayedAndMeasured() {
        let net = circuit.makeNet(named: "ECHO")
        let train = PulseTrain(net: net, circuit: circuit, rest: .low, at: .zero)
        var pulses: [(Level, Picoseconds, Instant)] = []
        let meter = PulseMeter(net: net, at: .zero) { pulses.append(($0, $1, $2)) }
        train.play(
            [(.high, .microseconds(580)), (.low, .microseconds(20)), (.high, .microseconds(5))],
            from: .microseconds(100))
        #expect(train.isPlaying)
        circuit.events.runDue(at: .milliseconds(1))
        #expect(pulses.map(\.0) == [.high, .low, .high])
        #expect(pulses.map(\.1) == [.microseconds(580), .microseconds(20), .microseconds(5)])
        #expect(pulses.last?.2 == .microseconds(705))
        #expect(!train.isPlaying)
        withExtendedLifetime(meter) {}
    }

    @Test func aNewTrainTakesTheOldOnesPlace() {
        let net = circuit.makeNet(named: "DATA")
        net.addDriver(.pullUp(10_000), at: .zero)
        let train = PulseTrain(net: net, circuit: circuit, rest: .released, at: .zero)
        train.play([(.low, .milliseconds(10))], from: .zero)
        circuit.events.runDue(at: .zero)
        #expect(net.level(at: .zero) == .low)
        train.stop(at: .milliseconds(1))
        #expect(net.level(at: .milliseconds(1)) == .high)
        #expect(circuit.events.isEmpty)
    }
}
