import Fabric
import Testing

@testable import Devices

@Suite struct ButtonTests {
    let circuit = Circuit()
    let pin: Pin

    init() {
        pin = Pin(net: circuit.makeNet(named: "GP15"))
        pin.setPull(.up, at: .zero)
    }

    func button(id: String = "btn1", bounce: String = "") throws -> Button {
        let button = Button(id: id, attributes: Attributes(["bounce": bounce]), circuit: circuit)
        try button.connect(pin: "1.l", to: pin.net, at: .zero)
        try button.connect(pin: "2.r", to: circuit.ground, at: .zero)
        return button
    }

    /// The edges that the pin saw.
    func edges(while act: () throws -> Void) rethrows -> [(level: Level, at: Instant)] {
        var edges: [(Level, Instant)] = []
        let subscription = pin.net.observeEdges(at: .zero) { edges.append(($0, $1)) }
        try act()
        subscription.cancel()
        return edges
    }

    @Test func withoutBounceOnePressIsOneEdge() throws {
        let button = try button(bounce: "0")
        let edges = try edges {
            try button.set(control: "pressed", to: 1, at: .milliseconds(10))
            try button.set(control: "pressed", to: 0, at: .milliseconds(90))
        }
        #expect(edges.map(\.level) == [.low, .high])
        #expect(edges.map(\.at) == [.milliseconds(10), .milliseconds(90)])
        #expect(circuit.events.isEmpty)
    }

    @Test func itBouncesForAMillisecondAndComesToRest() throws {
        let button = try button()
        let edges = try edges {
            try button.set(control: "pressed", to: 1, at: .milliseconds(10))
            circuit.events.runDue(at: .milliseconds(20))
        }
        #expect(edges.first?.at == .milliseconds(10))
        #expect((11...101).contains(edges.count))
        #expect(edges.last!.at < .milliseconds(11))
        #expect(edges.last!.level == .low)
        #expect(zip(edges, edges.dropFirst()).allSatisfy { $0.at < $1.at && $0.level != $1.level })
        #expect(button.output("pressed", at: .milliseconds(20)) == 1)
    }

    @Test func everyRunBouncesAlikeAndEveryStrokeDifferently() {
        #expect(BouncingContact.delays(seed: 1) == BouncingContact.delays(seed: 1))
        #expect(BouncingContact.delays(seed: 1) != BouncingContact.delays(seed: 2))
        for seed: UInt64 in 0..<200 {
            let delays = BouncingContact.delays(seed: seed)
            #expect(delays.count.isMultiple(of: 2) && (10...100).contains(delays.count))
            #expect(delays.last! < .milliseconds(1))
        }
    }

    @Test func aReleaseWithinTheBounceEndsOpen() throws {
        let button = try button()
        button.setPressed(true, at: .milliseconds(10))
        circuit.events.runDue(at: .microseconds(10_300))
        button.setPressed(false, at: .microseconds(10_300))
        circuit.events.runDue(at: .milliseconds(20))
        #expect(pin.read(at: .milliseconds(20)))
    }

    @Test func bothLegsOfASideAreOnePiece() throws {
        let other = circuit.makeNet(named: "other")
        let button = try button(bounce: "0")
        try button.connect(pin: "1.r", to: other, at: .zero)
        #expect(other.level(at: .zero) == .high)
        button.setPressed(true, at: .zero)
        #expect(other.level(at: .zero) == .low)
    }

    @Test func aControlHasANameAndARange() throws {
        let button = try button()
        #expect(throws: DeviceError.unknownControl(part: "btn1", control: "press", known: ["pressed"])) {
            try button.set(control: "press", to: 1, at: .zero)
        }
        #expect(throws: DeviceError.self) { try button.set(control: "pressed", to: 2, at: .zero) }
        #expect(throws: DeviceError.self) { try button.set(control: "pressed", to: .nan, at: .zero) }
    }
}
