import Fabric
import Testing

@testable import Devices

@Suite struct MFRC522Tests {
    let bench = PartBench()

    func reader(_ words: [String: String] = [:]) throws -> MFRC522 {
        bench.drive("SDA", true)
        bench.drive("SCK", false)
        bench.drive("RST", true)
        let part = try MFRC522(id: "rfid1", attributes: Attributes(words), circuit: bench.circuit)
        _ = try bench.solder(part, without: ["3.3V"])
        try part.connect(pin: "3.3V", to: bench.circuit.supply, at: .zero)
        return part
    }

    func write(_ register: UInt8, _ values: UInt8...) {
        bench.drive("SDA", false)
        bench.exchange([register << 1] + values, output: "MOSI")
        bench.drive("SDA", true)
    }

    func read(_ register: UInt8) -> UInt8 {
        bench.drive("SDA", false)
        defer { bench.drive("SDA", true) }
        return bench.exchange([register << 1 | 0x80, 0], output: "MOSI", input: "MISO")[1]
    }

    /// Transceive as drivers do it; nil when the timer ends first.
    func transceive(_ bytes: [UInt8], bits: UInt8 = 0, command: UInt8 = 0x0C) -> [UInt8]? {
        write(0x01, 0x00)
        write(0x04, 0x7F)
        write(0x0A, 0x80)
        for byte in bytes { write(0x09, byte) }
        write(0x0D, bits)
        write(0x01, command)
        if command == 0x0C { write(0x0D, 0x80 | bits) }
        for _ in 0..<2000 {
            let irq = read(0x04)
            if irq & 0x30 != 0 { return (0..<read(0x0A)).map { _ in read(0x09) } }
            if irq & 1 != 0 { return nil }
        }
        Issue.record("neither an answer nor the timer")
        return nil
    }

    /// The beginning of the popular driver: timer, 100 % ASK, CRC preset, antenna on.
    func begin() {
        write(0x01, 0x0F)
        for (register, value): (UInt8, UInt8) in [
            (0x2A, 0x8D), (0x2B, 0x3E), (0x2D, 30), (0x2C, 0), (0x15, 0x40), (0x11, 0x3D), (0x14, 0x83),
        ] { write(register, value) }
    }

    func crc(_ bytes: [UInt8]) -> [UInt8] {
        write(0x01, 0x00)
        write(0x05, 0x04)
        write(0x0A, 0x80)
        for byte in bytes { write(0x09, byte) }
        write(0x01, 0x03)
        #expect(read(0x05) & 4 != 0)
        return [read(0x22), read(0x21)]
    }

    /// ISO 14443-3, annex B: CRC_A of 00 00 is A0 1E, of 12 34 is 26 CF.
    @Test func theCoprocessorComputesTheStandardsExamples() throws {
        _ = try reader()
        begin()
        #expect(read(0x37) == 0x92)
        #expect(crc([0x00, 0x00]) == [0xA0, 0x1E])
        #expect(crc([0x12, 0x34]) == [0x26, 0xCF])
    }

    @Test func aCardIsFoundSelectedReadAndWritten() throws {
        let part = try reader()
        begin()
        #expect(transceive([0x26], bits: 7) == nil)
        try part.set(control: "card", to: 2, at: bench.now)
        try part.set(control: "tagPresent", to: 1, at: bench.now)
        #expect(transceive([0x26], bits: 7) == [0x04, 0x00])
        let uid: [UInt8] = [0x55, 0x66, 0x77, 0x88]
        #expect(transceive([0x93, 0x20]) == uid + [0x55 ^ 0x66 ^ 0x77 ^ 0x88])
        let select = [0x93, 0x70] + uid + [0x55 ^ 0x66 ^ 0x77 ^ 0x88]
        #expect(transceive(select + crc(select))?.first == 0x08)
        let read4 = [UInt8](arrayLiteral: 0x30, 4)
        let key = [UInt8](repeating: 0xFF, count: 6)
        #expect(transceive([0x60, 4] + key + uid, command: 0x0E) == [])
        #expect(read(0x08) & 8 != 0)
        let write4 = [UInt8](arrayLiteral: 0xA0, 4)
        #expect(transceive(write4 + crc(write4)) == [0x0A])
        let data = (0..<16).map { UInt8($0) }
        #expect(transceive(data + crc(data)) == [0x0A])
        #expect(transceive(read4 + crc(read4)).map { Array($0.prefix(16)) } == data)
    }

    @Test func aWrongKeyOpensNothing() throws {
        let part = try reader(["uid": "DE:AD:BE:EF"])
        begin()
        try part.set(control: "tagPresent", to: 1, at: bench.now)
        _ = transceive([0x26], bits: 7)
        let uid: [UInt8] = [0xDE, 0xAD, 0xBE, 0xEF]
        let select = [0x93, 0x70] + uid + [0xDE ^ 0xAD ^ 0xBE ^ 0xEF]
        _ = transceive(select + crc(select))
        #expect(transceive([0x60, 4, 1, 2, 3, 4, 5, 6] + uid, command: 0x0E) == nil)
    }

    /// A tag of seven bytes in two levels.
    @Test func aLongIdentityComesInTwoLevels() throws {
        let part = try reader()
        begin()
        try part.set(control: "card", to: 4, at: bench.now)
        try part.set(control: "tagPresent", to: 1, at: bench.now)
        #expect(transceive([0x52], bits: 7) == [0x44, 0x00])
        let first = try #require(transceive([0x93, 0x20]))
        #expect(first.prefix(4) == [0x88, 0x04, 0x11, 0x22])
        let select = [0x93, 0x70] + first
        #expect(transceive(select + crc(select))?.first == 0x04)
        let second = try #require(transceive([0x95, 0x20]))
        #expect(second.prefix(4) == [0x33, 0x44, 0x55, 0x66])
        let last = [0x95, 0x70] + second
        #expect(transceive(last + crc(last))?.first == 0x00)
    }
}
