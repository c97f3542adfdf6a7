import Fabric
import Testing

@testable import Devices

@Suite struct HCSR04Tests {
    let bench = PartBench()

    func echo(trigger: Picoseconds) -> Picoseconds? {
        bench.drive("TRIG", false)
        let edges = bench.edges(of: "ECHO") {
            bench.drive("TRIG", true)
            bench.wait(trigger)
            bench.drive("TRIG", false)
            bench.wait(.milliseconds(30))
        }
        return edges.count == 2 ? edges[1].at - edges[0].at : nil
    }

    /// ElecFreaks: centimetres = microseconds / 58.
    @Test(arguments: [2.0, 10, 123.4, 400])
    func theEchoLasts58MicrosecondsACentimetre(centimetres: Double) throws {
        let part = try bench.solder(HCSR04(id: "ultrasonic1", circuit: bench.circuit))
        try part.set(control: "distance", to: centimetres, at: .zero)
        let width = try #require(echo(trigger: .microseconds(10)))
        #expect(abs(Double(width) / 1e6 / 58 - centimetres) < 0.001)
    }

    @Test func aShortTriggerGivesNoEchoAndOneComplaint() throws {
        let part = try bench.solder(HCSR04(id: "ultrasonic1", circuit: bench.circuit))
        #expect(echo(trigger: .microseconds(9)) == nil)
        #expect(echo(trigger: .microseconds(2)) == nil)
        #expect(
            part.complaints(at: bench.now) == ["ultrasonic1: a pulse at TRIG was shorter than 10 µs and gave no echo"])
    }

    @Test func withoutSupplyThereIsNoEcho() throws {
        let part = try bench.solder(HCSR04(id: "ultrasonic1", circuit: bench.circuit), without: ["VCC"])
        #expect(echo(trigger: .microseconds(10)) == nil)
        #expect(part.complaints(at: bench.now) == ["ultrasonic1: VCC is not wired, so it has no power"])
    }

    /// Wokwi's diagrams often leave both away.
    @Test func withNeitherItRunsAndSaysSo() throws {
        let part = try bench.solder(HCSR04(id: "ultrasonic1", circuit: bench.circuit), without: ["VCC", "GND"])
        #expect(echo(trigger: .microseconds(10)) != nil)
        #expect(
            part.complaints(at: bench.now) == ["ultrasonic1: neither VCC nor GND is wired; it runs as if both were"])
    }
}
