import Fabric
import Testing

@testable import Devices

@Suite struct ServoTests {
    @Test(arguments: [(544.0, 0.0), (1472, 90), (2400, 180), (400, 0), (2600, 180)])
    func aPulseOf544To2400MicrosecondsTurnsIt(microseconds: Double, degrees: Double) throws {
        let bench = PartBench()
        let part = try bench.solder(Servo(id: "servo1", circuit: bench.circuit))
        bench["PWM"].setMode(.output, at: .zero)
        let high = UInt64(microseconds * 1000)
        bench["PWM"].setWaveform(
            PWMSignal(periodNanoseconds: 20_000_000, highNanoseconds: high, start: .zero), at: .zero)
        bench.wait(.seconds(1))
        #expect(part.output("angle", at: bench.now) == degrees)
    }

    /// SG90: 0.1 s for 60 degrees. Pulses by hand.
    @Test func itTakesItsTime() throws {
        let bench = PartBench()
        let part = try bench.solder(Servo(id: "servo1", circuit: bench.circuit))
        bench.drive("PWM", true)
        bench.wait(.microseconds(2400))
        bench.drive("PWM", false)
        bench.wait(.milliseconds(100))
        #expect(abs(part.output("angle", at: bench.now)! - 60) < 1e-6)
        bench.wait(.milliseconds(200))
        #expect(part.output("angle", at: bench.now) == 180)
    }
}
