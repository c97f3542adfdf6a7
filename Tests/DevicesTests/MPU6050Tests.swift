import Fabric
import Testing

@testable import Devices

@Suite struct MPU6050Tests {
    let bench = PartBench()

    func words(_ register: UInt8, _ count: Int) -> [Int] {
        let bytes = bench.read(0x68, register: register, 2 * count) ?? []
        return stride(from: 0, to: bytes.count, by: 2).map {
            Int(Int16(bitPattern: UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1])))
        }
    }

    /// RM-MPU-6000A 4.17 to 4.19: 16384 a g, 131 a degree a second, temperature = value / 340 + 36.53.
    @Test func awakeItMeasuresWithTheScalesOfItsRanges() throws {
        let part = try bench.solder(MPU6050(id: "imu1", circuit: bench.circuit))
        #expect(bench.read(0x68, register: 0x75, 1) == [0x68])
        for (name, value) in [("accelX", 0.5), ("rotationY", -100.0), ("temperature", 36.53)] {
            try part.set(control: name, to: value, at: bench.now)
        }
        #expect(words(0x3B, 7) == [0, 0, 0, 0, 0, 0, 0])
        bench.write(0x68, [0x6B, 0])
        #expect(words(0x3B, 7) == [8192, 0, 16384, 0, 0, -13100, 0])
        bench.write(0x68, [0x1B, 0x18, 0x10])
        #expect(words(0x3B, 7) == [1024 * 2, 0, 4096, 0, 0, -1638, 0].map { $0 })
    }

    @Test func theAddressPinChoosesTheAddress() throws {
        _ = try bench.solder(MPU6050(id: "imu1", circuit: bench.circuit))
        #expect(bench.write(0x69, [0x75]) == 0)
        bench.drive("AD0", true)
        #expect(bench.write(0x69, [0x75]) == 2 && bench.write(0x68, [0x75]) == 0)
    }

    /// 1 kHz with a filter, divided by 10: a pulse of 50 µs each 10 ms.
    @Test func dataReadyComesAtTheSampleRate() throws {
        _ = try bench.solder(MPU6050(id: "imu1", circuit: bench.circuit))
        for (register, value): (UInt8, UInt8) in [(0x6B, 0), (0x1A, 3), (0x19, 9), (0x38, 1)] {
            bench.write(0x68, [register, value])
        }
        let rises = bench.edges(of: "INT") { bench.wait(.milliseconds(105)) }.filter { $0.level == .high }
        #expect(rises.count == 10 && rises[1].at - rises[0].at == .milliseconds(10))
    }
}
