import Fabric
import Testing

@testable import Devices

@Suite struct VL53L0XTests {
    let bench = PartBench()

    func write(_ pairs: (UInt8, UInt8)...) { for (register, value) in pairs { bench.write(0x29, [register, value]) } }

    /// As drivers read it: start, wait for 13, ten bytes behind 14, clear.
    func range() -> Int? {
        write((0x00, 0x01))
        for _ in 0..<100 where bench.read(0x29, register: 0x13, 1).map({ $0[0] & 7 }) == 0 {
            bench.wait(.milliseconds(1))
        }
        guard let bytes = bench.read(0x29, register: 0x1E, 2) else { return nil }
        write((0x0B, 0x01))
        return Int(bytes[0]) << 8 | Int(bytes[1])
    }

    @Test func millimetresUpToTwoMetres() throws {
        let part = try bench.solder(VL53L0X(id: "tof1", circuit: bench.circuit), without: ["XSHUT"])
        #expect(bench.read(0x29, register: 0xC0, 3) == [0xEE, 0xAA, 0x10])
        #expect(range() == 400)
        try part.set(control: "distance", to: 1234, at: bench.now)
        #expect(range() == 1234)
        try part.set(control: "distance", to: 2500, at: bench.now)
        #expect(range() == 8190)
    }

    /// What ST's API asks at the beginning: the stop variable of page 1 and the SPADs of page 7.
    @Test func theBeginningOfADriver() throws {
        _ = try bench.solder(VL53L0X(id: "tof1", circuit: bench.circuit), without: ["XSHUT"])
        write((0x80, 0x01), (0xFF, 0x01), (0x00, 0x00))
        #expect(bench.read(0x29, register: 0x91, 1) == [0x3C])
        write((0x00, 0x01), (0xFF, 0x07), (0x94, 0x6B), (0x83, 0x00))
        #expect(bench.read(0x29, register: 0x83, 1) != [0])
        #expect(bench.read(0x29, register: 0x92, 1) == [0x85])
        write((0xFF, 0x00))
        #expect(bench.read(0x29, register: 0x13, 1) == [0])
    }

    @Test func shutdownAndAnotherAddress() throws {
        _ = try bench.solder(VL53L0X(id: "tof1", circuit: bench.circuit))
        bench.drive("XSHUT", false)
        #expect(bench.write(0x29, [0xC0]) == 0)
        bench.drive("XSHUT", true)
        bench.write(0x29, [0x8A, 0x30])
        #expect(bench.write(0x29, [0xC0]) == 0 && bench.write(0x30, [0xC0]) == 2)
    }
}
