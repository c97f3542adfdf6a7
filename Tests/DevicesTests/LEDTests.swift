import Devices
import Fabric
import Testing

@Suite struct LEDTests {
    let circuit = Circuit()

    func led(_ anode: Net, _ cathode: Net) throws -> LED {
        let led = LED(id: "led1", circuit: circuit)
        try led.connect(pin: "A", to: anode, at: .zero)
        try led.connect(pin: "C", to: cathode, at: .zero)
        return led
    }

    @Test func lightsWhenTheAnodeIsHigherThanTheCathode() throws {
        #expect(try led(circuit.supply, circuit.ground).brightness == 1)
        #expect(try led(circuit.ground, circuit.supply).brightness == 0)
        #expect(try led(circuit.supply, circuit.supply).brightness == 0)
        #expect(try led(circuit.supply, circuit.makeNet(named: "open")).brightness == 0)
    }

    @Test func anActiveLowLEDHangsOnTheSupply() throws {
        let pin = Pin(net: circuit.makeNet(named: "GPIO2"))
        let led = try led(circuit.supply, pin.net)
        pin.setMode(.output, at: .zero)
        #expect(led.brightness == 1)
        pin.write(true, at: .zero)
        #expect(led.brightness == 0)
    }

    @Test func aWaveformDimsIt() throws {
        let pin = Pin(net: circuit.makeNet(named: "GP25"))
        let led = try led(pin.net, circuit.ground)
        pin.setMode(.output, at: .zero)
        pin.setWaveform(PWMSignal(periodNanoseconds: 1000, highNanoseconds: 250, start: .zero), at: .zero)
        #expect(led.brightness == 0.25)
    }

    /// 3 ms on, 1 ms off, by hand: three quarters of the light.
    @Test func togglingByHandDimsItAsWell() throws {
        let pin = Pin(net: circuit.makeNet(named: "GP25"))
        let led = try led(pin.net, circuit.ground)
        pin.setMode(.output, at: .zero)
        for period: UInt64 in 0..<5 {
            pin.write(true, at: .milliseconds(4 * period))
            pin.write(false, at: .milliseconds(4 * period + 3))
        }
        #expect(led.litPicoseconds(at: .milliseconds(20)) == 15e9)
        #expect(led.output("lit_seconds", at: .milliseconds(20)) == 0.015)
    }

    @Test func aWrongPinNamesTheRightOnes() {
        let led = LED(id: "led1", circuit: circuit)
        let error = #expect(throws: DeviceError.self) { try led.connect(pin: "B", to: circuit.ground, at: .zero) }
        #expect(error?.description == "led1: no pin 'B' (its pins are A, C)")
    }
}
