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
        _ = transfer([0x40 | number] + bytes + [SDChecksums.command([0x40 | number] + bytes)])
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
        #expect(SDChecksums.command([0x40, 0, 0, 0, 0]) == 0x95)
        #expect(SDChecksums.command([0x48, 0, 0, 1, 0xAA]) == 0x87)
        #expect(SDChecksums.data([UInt8](repeating: 0xFF, count: 512)) == 0x7FA1)
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

    /// 7.2.2: with CRC_ON_OFF commands and blocks must bear their checksums; without, CMD0 and CMD8 must.
    @Test func checksumsAreChecked() throws {
        let part = try card()
        bench.drive("CS", false)
        _ = transfer([0x40, 0, 0, 0, 0, 0x01])
        #expect(transfer([0xFF, 0xFF, 0xFF]) == [0xFF, 0xFF, 0xFF])
        begin()
        #expect(command(59, 1) == [0])
        _ = transfer([0x40 | 13, 0, 0, 0, 0, 0xFF])
        #expect(transfer([0xFF, 0xFF]).last == 0x08)
        let block = [UInt8](repeating: 0xFF, count: 512)
        #expect(command(24, 0) == [0])
        #expect(transfer([0xFE] + block + [0x7F, 0xA0, 0xFF]).last == 0x0B)
        #expect(command(24, 0) == [0])
        // The specification's example: 512 bytes of FFh have 7FA1h.
        #expect(transfer([0xFE] + block + [0x7F, 0xA1, 0xFF]).last == 0x05)
        #expect(part.output("writes", at: bench.now) == 1)
    }

    /// 7.2.6: erased blocks are all ones where the SCR's DATA_STAT_AFTER_ERASE is 1.
    @Test func blocksAreErased() throws {
        let part = try card()
        begin()
        #expect(command(32, 512) == [0] && command(33, 1024) == [0] && command(38) == [0])
        #expect(part.contents[512..<1536].allSatisfy { $0 == 0xFF } && part.contents[510] == 0x55)
        let answer = command(55) + command(51, 0, 12)
        let start = try #require(answer.firstIndex(of: 0xFE)) + 1
        #expect(answer[start + 1] & 0x80 != 0)
    }

    /// A card of more than 1 GB counts blocks instead of bytes (4.3.14).
    @Test func anotherCardCanBePutIn() throws {
        let part = try card()
        var image = [UInt8](repeating: 0, count: 1 << 30 | 1 << 20)
        image.replaceSubrange(512..<515, with: [1, 2, 3])
        part.contents = image
        begin()
        #expect(command(58, 0, 4)[1] == 0xC0)
        let bytes = command(17, 1, 515)
        let start = try #require(bytes.firstIndex(of: 0xFE)) + 1
        #expect(Array(bytes[start..<start + 4]) == [1, 2, 3, 0])
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
