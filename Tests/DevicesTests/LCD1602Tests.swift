import Fabric
import Testing

@testable import Devices

/// What drivers do over the backpack: each nibble with E high, then low; P3 is the light.
struct Backpack {
    let bench: PartBench
    var address: UInt8 = 0x27

    func nibble(_ nibble: UInt8, isData: Bool = false) {
        let byte = nibble & 0xF0 | 8 | (isData ? 1 : 0)
        bench.write(address, [byte | 4, byte])
    }

    func byte(_ byte: UInt8, isData: Bool = false) {
        nibble(byte, isData: isData)
        nibble(byte << 4, isData: isData)
    }

    func text(_ text: String) { for character in text.utf8 { byte(character, isData: true) } }

    /// HD44780U, figure 24: initialising by instruction for four bits.
    func begin() {
        bench.wait(.milliseconds(20))
        for wait: UInt64 in [5, 1, 1] {
            nibble(0x30)
            bench.wait(.milliseconds(wait))
        }
        nibble(0x20)
        for command: UInt8 in [0x28, 0x08, 0x01] { byte(command) }
        bench.wait(.milliseconds(2))
        for command: UInt8 in [0x06, 0x0C] { byte(command) }
    }
}

@Suite struct LCD1602Tests {
    let bench = PartBench(supplyVolts: 5)

    func display(_ words: [String: String] = ["pins": "i2c"]) throws -> LCD1602 {
        let part = try LCD1602(id: "lcd1", attributes: Attributes(words), circuit: bench.circuit)
        return try bench.solder(part)
    }

    @Test func textOverTheBackpack() throws {
        let part = try display()
        let lcd = Backpack(bench: bench)
        lcd.begin()
        lcd.text("Hello, World!")
        lcd.byte(0x80 | 0x40)
        lcd.text("23\u{2}C ~")
        #expect(part.readout(at: bench.now) == .rows(["Hello, World!   ", "23\u{E002}C →          "]))
        #expect(part.output("backlight", at: bench.now) == 1)
        #expect(part.complaints(at: bench.now) == [])
    }

    @Test func anotherAddressIsNotAnswered() throws {
        _ = try display(["pins": "i2c", "i2cAddress": "0x3f"])
        #expect(bench.write(0x27, [0]) == 0)
        #expect(bench.write(0x3F, [0]) == 2)
    }

    /// A bell in place 1, seen in the dots.
    @Test func ownCharactersAreDrawn() throws {
        let part = try display()
        let lcd = Backpack(bench: bench)
        lcd.begin()
        lcd.byte(0x48)
        for row: UInt8 in [0x04, 0x0E, 0x0E, 0x0E, 0x1F, 0x00, 0x04, 0x00] { lcd.byte(row, isData: true) }
        lcd.byte(0x80)
        lcd.byte(1, isData: true)
        lcd.text("A")
        let picture = try #require(part.picture(at: bench.now))
        let rows = (0..<8).map { y in String((0..<11).map { picture[$0, y] == 0 ? "." as Character : "#" }) }
        #expect(
            rows == [
                "..#....###.", ".###..#...#", ".###..#...#", ".###..#...#", "#####.#####", "......#...#", "..#...#...#",
                "...........",
            ])
        #expect(picture.width == 95 && picture.height == 17)
    }

    @Test func shiftingMovesBothLines() throws {
        let part = try display()
        let lcd = Backpack(bench: bench)
        lcd.begin()
        lcd.text("abcdefghijklmnopqrst")
        for _ in 0..<4 { lcd.byte(0x18) }
        #expect(part.readout(at: bench.now) == .rows(["efghijklmnopqrst", "                "]))
        lcd.byte(0x02)
        bench.wait(.milliseconds(2))
        #expect(part.readout(at: bench.now) == .rows(["abcdefghijklmnop", "                "]))
    }

    /// Eight wires, R/W used for the busy flag (table 6: clear takes 1.52 ms).
    @Test func eightBitsByItsOwnPins() throws {
        let part = try display([:])
        func send(_ byte: UInt8, isData: Bool) {
            bench.drive("RS", isData)
            bench.drive("RW", false)
            for bit in 0..<8 { bench.drive("D\(bit)", byte >> UInt8(bit) & 1 == 1) }
            bench.drive("E", true)
            bench.wait(.microseconds(1))
            bench.drive("E", false)
            bench.wait(.microseconds(40))
        }
        func isBusy() -> Bool {
            for bit in 0..<8 { bench["D\(bit)"].setMode(.input, at: bench.now) }
            bench.drive("RS", false)
            bench.drive("RW", true)
            bench.drive("E", true)
            defer { bench.drive("E", false) }
            return bench.isHigh("D7")
        }
        for command: UInt8 in [0x38, 0x0C, 0x01] { send(command, isData: false) }
        #expect(isBusy())
        bench.wait(.milliseconds(2))
        #expect(!isBusy())
        for character in "OK".utf8 { send(character, isData: true) }
        #expect(part.readout(at: bench.now)?.text.hasPrefix("OK  ") == true)
    }

    @Test func aCommandThatComesTooEarlyIsLost() throws {
        let part = try display()
        let lcd = Backpack(bench: bench)
        lcd.begin()
        lcd.text("old")
        lcd.byte(0x01)
        lcd.text("x")
        #expect(part.readout(at: bench.now)?.text.hasPrefix("    ") == true)
        #expect(part.complaints(at: bench.now) == ["lcd1: a command came while the display was busy and was lost"])
    }
}
