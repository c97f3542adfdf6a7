import Fabric
import Testing

@testable import Devices

@Suite struct PIRMotionSensorTests {
    let bench = PartBench()

    func sensor(_ words: [String: String] = [:]) throws -> PIRMotionSensor {
        let part = try PIRMotionSensor(id: "pir1", attributes: Attributes(words), circuit: bench.circuit)
        return try bench.solder(part)
    }

    func move(_ part: PIRMotionSensor, _ isMoving: Bool) throws {
        try part.set(control: "motion", to: isMoving ? 1 : 0, at: bench.now)
    }

    /// HC-SR501 as delivered in Wokwi: 5 s high, then blind for 1.2 s.
    @Test func motionMakesItHighForTheDelayThenItIsBlind() throws {
        let part = try sensor()
        #expect(bench["OUT"].net.level(at: .zero) == .low)
        try move(part, true)
        try move(part, false)
        bench.wait(.milliseconds(4999))
        #expect(bench.isHigh("OUT"))
        bench.wait(.milliseconds(1))
        #expect(!bench.isHigh("OUT"))
        bench.wait(.milliseconds(1000))
        try move(part, true)
        #expect(!bench.isHigh("OUT"))
        bench.wait(.milliseconds(200))
        #expect(bench.isHigh("OUT"))
    }

    @Test func motionThatGoesOnProlongsIt() throws {
        let part = try sensor(["delayTime": "2"])
        try move(part, true)
        bench.wait(.seconds(7))
        #expect(bench.isHigh("OUT"))
        try move(part, false)
        bench.wait(.seconds(2))
        #expect(!bench.isHigh("OUT"))
    }

    @Test func withoutRetriggeringItFallsInTime() throws {
        let part = try sensor(["delayTime": "2", "retrigger": "0"])
        try move(part, true)
        bench.wait(.milliseconds(2001))
        #expect(!bench.isHigh("OUT"))
    }
}
