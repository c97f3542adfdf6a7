import Devices
import Fabric
import Testing

@Suite struct ResistorTests {
    let circuit = Circuit(supplyVolts: 3.3)

    private func resistor(_ ohms: String, _ one: Net, _ other: Net) throws {
        let part = try Resistor(id: "r1", attributes: Attributes(["value": ohms]), circuit: circuit)
        try part.connect(pin: "1", to: one, at: .zero)
        try part.connect(pin: "2", to: other, at: .zero)
    }

    @Test func anLEDShinesThroughIt() throws {
        let pin = Pin(net: circuit.makeNet(named: "GP15"))
        pin.setMode(.output, at: .zero)
        let anode = circuit.makeNet(named: "led1:A")
        try resistor("220", pin.net, anode)
        let led = LED(id: "led1", circuit: circuit)
        try led.connect(pin: "A", to: anode, at: .zero)
        try led.connect(pin: "C", to: circuit.ground, at: .zero)
        pin.write(true, at: .milliseconds(1))
        #expect(led.brightness == 1)
        pin.setWaveform(PWMSignal(frequency: 1000, duty16: 16384, start: .milliseconds(2)), at: .milliseconds(2))
        #expect(abs(led.brightness - 0.25) < 0.001)
    }

    @Test func aButtonIsPulledUpByIt() throws {
        let net = circuit.makeNet(named: "GP14")
        try resistor("10000", net, circuit.supply)
        let button = Button(id: "btn1", attributes: Attributes(["bounce": "0"]), circuit: circuit)
        try button.connect(pin: "1.l", to: net, at: .zero)
        try button.connect(pin: "2.l", to: circuit.ground, at: .zero)
        #expect(net.level(at: .zero) == .high)
        button.setPressed(true, at: .milliseconds(1))
        #expect(net.level(at: .milliseconds(1)) == .low)
        button.setPressed(false, at: .milliseconds(2))
        #expect(net.level(at: .milliseconds(2)) == .high)
    }

    @Test(arguments: [("220", 220), ("4.7k", 4700), ("10K", 10_000), ("1M", 1e6), ("", 1000)])
    func aValueIsWrittenAsPeopleDo(value: String, ohms: Double) throws {
        #expect(try Resistor(id: "r1", attributes: Attributes(["value": value]), circuit: circuit).ohms == ohms)
    }

    @Test(arguments: ["brown", "k", "-1", "1e400", "10 k"])
    func aValueThatIsNoNumberSaysSo(value: String) {
        #expect {
            try Resistor(id: "r1", attributes: Attributes(["value": value]), circuit: circuit)
        } throws: {
            "\($0)" == "r1: attribute 'value' is '\(value)', expected ohms, such as 220, 4.7k or 1M"
        }
    }
}
