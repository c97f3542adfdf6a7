import Fabric
import Testing

@testable import Devices

@Suite struct MicroSDCardTests {
    let bench = PartBench()

    func card() throws -> MicroSDCard {
        bench.drive("CS", true)
        bench.drive("SCK", false)
        return try bench.solder(MicroSDCard(id: "sd1", circuit: bench.circuit))
    }

    func transfer(_ bytes: [UInt8]) -> [UInt8] { bench.exchange(bytes, output: "DI", input: "DO") }

    /// A command, its first answer, and `count` bytes behind it. CS stays low.
    func command(_ number: UInt8, _ argument: UInt32 = 0, _ count: Int = 0) -> [UInt8] {
        bench.drive("CS", false)
        let bytes = (0..<4).map { UInt8(argument >> (24 - 8 * UInt32($0)) & 0xFF) }
        _ = transfer([0x40 | number] + bytes + [Checksums.crc7([0x40 | number] + bytes)])
        for _ in 0..<8 {
            let answer = transfer([0xFF])[0]
            if answer & 0x80 == 0 { return [answer] + transfer([UInt8](repeating: 0xFF, count: count)) }
        }
        return []
    }

    func begin() {
        #expect(command(0) == [1])
        #expect(command(8, 0x1AA, 4) == [1, 0, 0, 1, 0xAA])
        #expect(command(55) == [1])
        #expect(command(41, 0x4000_0000) == [0])
    }

    /// 7.2.1: CMD0 with its checksum 0x95, CMD8 with 0x87.
    @Test func checksumsOfTheSpecification() {
        #expect(Checksums.crc7([0x40, 0, 0, 0, 0]) == 0x95)
        #expect(Checksums.crc7([0x48, 0, 0, 1, 0xAA]) == 0x87)
        #expect(Checksums.crc16([UInt8](repeating: 0xFF, count: 512)) == 0x7FA1)
    }

    /// As micropython-lib's sdcard.py reads the CSD.
    @Test func itHasEightMegabytes() throws {
        _ = try card()
        begin()
        let bytes = command(9, 0, 19)
        let start = try #require(bytes.firstIndex(of: 0xFE)) + 1
        let csd = bytes[start...].map(Int.init)
        let size = (csd[6] & 3) << 10 | csd[7] << 2 | csd[8] >> 6
        let multiplier = (csd[9] & 3) << 1 | csd[10] >> 7
        #expect((size + 1) << (multiplier + 2 + (csd[5] & 15)) == 8 * 1024 * 1024)
    }

    @Test func blocksAreWrittenAndRead() throws {
        let part = try card()
        begin()
        let block = (0..<512).map { UInt8($0 & 0xFF) ^ 0x5A }
        #expect(command(24, 512 * 1000) == [0])
        #expect(transfer([0xFF, 0xFE] + block + [0xFF, 0xFF, 0xFF]).last.map { $0 & 0x1F } == 5)
        #expect(transfer([0xFF, 0xFF, 0xFF]).last == 0xFF)
        let bytes = command(17, 512 * 1000, 515)
        #expect(Array(bytes[3..<515]) == block || Array(bytes[2..<514]) == block)
        #expect(part.output("writes", at: bench.now) == 1 && part.output("reads", at: bench.now) == 1)
        #expect(command(17, 512 * 16384) == [0x40])
    }

    /// FAT16 with long names: what a mount finds.
    @Test func itComesWithFiles() throws {
        let part = try card()
        #expect(part.format(with: [("main.py", Array("print(1)\n".utf8)), ("a longer name.txt", [1, 2, 3])]) == [])
        let bytes = part.contents
        #expect(bytes[510] == 0x55 && bytes[511] == 0xAA && bytes[54..<59].elementsEqual("FAT16".utf8))
        let root = 65 * 512
        let short = root + 32
        #expect(bytes[short..<short + 11].elementsEqual("MAIN~0  PY ".utf8))
        #expect(bytes[short + 28] == 9 && bytes[short + 26] == 2)
        #expect(bytes[97 * 512..<97 * 512 + 9].elementsEqual("print(1)\n".utf8))
    }

    @Test func withoutPowerTheLineFloats() throws {
        bench.drive("CS", true)
        bench.drive("SCK", false)
        _ = try bench.solder(MicroSDCard(id: "sd1", circuit: bench.circuit), without: ["VCC"])
        #expect(bench["DO"].net.level(at: .zero) == .floating)
        bench.drive("CS", false)
        #expect(bench["DO"].net.level(at: .zero) == .floating)
    }
}
