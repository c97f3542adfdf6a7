import Fabric
import Testing

@testable import Devices

@Suite struct AnalogJoystickTests {
    /// Wokwi's page: x = 0.5 reads 768 of 1023, idle 512.
    @Test func theWipersFollowTheStick() throws {
        let bench = PartBench(supplyVolts: 5)
        let part = try bench.solder(AnalogJoystick(id: "joy1", circuit: bench.circuit))
        #expect(bench.volts("HORZ") == 2.5 && bench.volts("VERT") == 2.5)
        try part.set(control: "x", to: 0.5, at: .zero)
        #expect((bench.volts("HORZ") / 5 * 1024).rounded() == 768)
        try part.set(control: "y", to: -1, at: .zero)
        #expect(bench.volts("VERT") == 0)
    }

    @Test func theButtonJoinsGround() throws {
        let bench = PartBench()
        let part = try bench.solder(AnalogJoystick(id: "joy1", circuit: bench.circuit))
        bench["SEL"].setPull(.up, at: .zero)
        try part.set(control: "pressed", to: 1, at: bench.now)
        bench.wait(.milliseconds(2))
        #expect(!bench.isHigh("SEL"))
    }
}
