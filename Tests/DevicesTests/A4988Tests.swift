import Fabric
import Testing

@testable import Devices

@Suite struct A4988Tests {
    let bench = PartBench()

    func carrier(without: Set<String> = []) throws -> (driver: A4988, motor: StepperMotor) {
        let driver = try bench.solder(A4988(id: "drv1", circuit: bench.circuit), without: without)
        let motor = try StepperMotor(id: "m1", circuit: bench.circuit)
        for (coil, pin) in [("B-", "1B"), ("B+", "1A"), ("A+", "2A"), ("A-", "2B")] {
            try motor.connect(pin: coil, to: bench[pin].net, at: .zero)
        }
        return (driver, motor)
    }

    func step(_ count: Int) {
        for _ in 0..<count {
            bench.wait(.microseconds(2))
            bench.drive("STEP", true)
            bench.wait(.microseconds(2))
            bench.drive("STEP", false)
            bench.wait(.microseconds(2))
        }
    }

    /// Data sheet, table 1.
    @Test(arguments: [("", 200), ("1", 400), ("2", 800), ("12", 1600), ("123", 3200)])
    func microstepsOfATurn(pins: String, count: Int) throws {
        let (_, motor) = try carrier()
        bench.drive("RESET", true)
        bench.drive("DIR", true)
        for pin in pins { bench.drive("MS\(pin)", true) }
        step(count)
        #expect(abs(motor.degrees - 360) < 1e-6)
        bench.drive("DIR", false)
        step(count)
        #expect(abs(motor.degrees) < 1e-6)
    }

    @Test func aFloatingResetHoldsItAndIsComplainedOf() throws {
        let (driver, motor) = try carrier(without: ["RESET"])
        step(10)
        #expect(motor.degrees == 0)
        #expect(driver.complaints(at: .zero) == ["drv1: RESET floats, so it does not step; wire it to SLEEP"])
    }

    @Test func disabledItLetsTheCoilsGo() throws {
        _ = try carrier()
        bench.drive("RESET", true)
        #expect(bench.volts("2A") > 1.65)
        bench.drive("ENABLE", true)
        #expect(bench["2A"].net.level(at: .zero) == .floating)
    }
}
