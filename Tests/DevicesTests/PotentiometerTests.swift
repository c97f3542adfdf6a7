import Devices
import Fabric
import Testing

@Suite struct PotentiometerTests {
    let circuit = Circuit(supplyVolts: 3.3)

    @Test func theWiperDividesTheVoltageOfItsRails() throws {
        let wiper = circuit.makeNet(named: "GP26")
        let pot = try Potentiometer(id: "pot1", circuit: circuit)
        try pot.connect(pin: "SIG", to: wiper, at: .zero)
        try pot.connect(pin: "VCC", to: circuit.supply, at: .zero)
        try pot.connect(pin: "GND", to: circuit.ground, at: .zero)
        #expect(wiper.volts(at: .zero) == 0)
        try pot.set(control: "position", to: 0.5, at: .milliseconds(1))
        #expect(wiper.volts(at: .milliseconds(1)) == 1.65)
        try pot.set(control: "position", to: 1, at: .milliseconds(2))
        #expect(wiper.volts(at: .milliseconds(2)) == 3.3)
    }

    @Test func poweredFromAPinItFollowsThePin() throws {
        let power = Pin(net: circuit.makeNet(named: "GP22"))
        power.setMode(.output, at: .zero)
        let wiper = circuit.makeNet(named: "GP26")
        let pot = try Potentiometer(id: "pot1", attributes: Attributes(["value": "1023"]), circuit: circuit)
        try pot.connect(pin: "SIG", to: wiper, at: .zero)
        try pot.connect(pin: "VCC", to: power.net, at: .zero)
        #expect(wiper.volts(at: .zero) == 0)
        power.write(true, at: .zero)
        #expect(wiper.volts(at: .zero) == 3.3)
    }

    /// Half way, 10 k of track are 2.5 k at the wiper; a pull-up of 2.5 k lifts it half of the rest: 1.65 + 0.825.
    @Test func aLoadBendsTheVoltage() throws {
        let wiper = circuit.makeNet(named: "GP26")
        let pot = try Potentiometer(id: "pot1", circuit: circuit)
        try pot.connect(pin: "SIG", to: wiper, at: .zero)
        pot.setPosition(0.5, at: .zero)
        wiper.addDriver(.pullUp(2500), at: .zero)
        #expect(abs(wiper.volts(at: .zero) - 2.475) < 1e-9)
    }

    @Test func anAttributeThatIsNoNumberSaysSo() {
        let error = #expect(throws: DeviceError.self) {
            try Potentiometer(id: "pot1", attributes: Attributes(["value": "half"]), circuit: circuit)
        }
        #expect(error?.description == "pot1: attribute 'value' is 'half', expected a number from 0 to 1023")
    }
}
