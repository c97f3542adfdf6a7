import Fabric
import Testing

@testable import Devices

@Suite struct INA219Tests {
    /// SBOS448G section 8.5.2.1 and table 8: 2 mOhm, 10 A at 11.98 V, calibration 0x5000: shunt 20 mV 0x07D0, bus 0x5D98, current 0x2710, power 0x1766.
    @Test func theWorkedExampleOfTheDataSheet() throws {
        let bench = PartBench()
        let part = try bench.solder(
            INA219(id: "ina1", attributes: Attributes(["shunt": "0.002"]), circuit: bench.circuit))
        try part.set(control: "voltage", to: 11.98, at: .zero)
        try part.set(control: "current", to: 10, at: .zero)
        #expect(bench.read(0x40, register: 0, 2) == [0x39, 0x9F])
        bench.write(0x40, [5, 0x50, 0x00])
        #expect(bench.read(0x40, register: 1, 2) == [0x07, 0xD0])
        #expect(bench.read(0x40, register: 2, 2).map { [$0[0], $0[1] & 0xF8] } == [0x5D, 0x98])
        #expect(bench.read(0x40, register: 4, 2) == [0x27, 0x10])
        #expect(bench.read(0x40, register: 3, 2) == [0x17, 0x66])
        try part.set(control: "current", to: -10, at: .zero)
        #expect(bench.read(0x40, register: 1, 2) == [0xF8, 0x30])
    }

    @Test func theAddressPinsAddOneAndFour() throws {
        let bench = PartBench()
        _ = try bench.solder(INA219(id: "ina1", circuit: bench.circuit))
        bench.drive("A1", true)
        #expect(bench.write(0x40, [0]) == 0 && bench.write(0x44, [0]) == 2)
    }
}
