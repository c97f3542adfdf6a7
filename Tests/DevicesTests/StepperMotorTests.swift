import Fabric
import Testing

@testable import Devices

@Suite struct StepperMotorTests {
    let bench = PartBench()

    func energize(_ a: Int, _ b: Int) {
        bench.wait(.milliseconds(2))
        bench.drive("A+", a > 0)
        bench.drive("A-", a < 0)
        bench.drive("B+", b > 0)
        bench.drive("B-", b < 0)
    }

    /// Full steps with both coils: 1.8 degrees each, 200 a turn.
    @Test func twoHundredStepsAreATurn() throws {
        let part = try bench.solder(StepperMotor(id: "m1", circuit: bench.circuit))
        let sequence = [(1, 1), (-1, 1), (-1, -1), (1, -1)]
        for step in 0...200 { energize(sequence[step % 4].0, sequence[step % 4].1) }
        #expect(abs(part.output("angle", at: .zero)! - 360) < 1e-6)
        for step in (0..<200).reversed() { energize(sequence[step % 4].0, sequence[step % 4].1) }
        #expect(abs(part.output("steps", at: .zero)!) < 1e-6)
    }

    @Test func halfStepsAndAGear() throws {
        let words = ["gearRatio": "2:1"]
        let part = try StepperMotor(id: "m1", attributes: Attributes(words), circuit: bench.circuit)
        _ = try bench.solder(part)
        for (a, b) in [(1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0)] { energize(a, b) }
        #expect(abs(part.output("steps", at: .zero)! - 2) < 1e-6)
        #expect(abs(part.output("angle", at: .zero)! - 1.8) < 1e-6)
    }
}
