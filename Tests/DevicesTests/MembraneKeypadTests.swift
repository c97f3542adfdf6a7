import Fabric
import Testing

@testable import Devices

@Suite struct MembraneKeypadTests {
    let bench = PartBench()

    /// Scans as sketches do: a row low at a time, columns with pull-ups.
    func scan() -> [String] {
        var down: [String] = []
        for row in 1...4 {
            for other in 1...4 { bench["R\(other)"].setMode(.input, at: bench.now) }
            bench.drive("R\(row)", false)
            for column in 1...4 where !bench.isHigh("C\(column)") { down.append("R\(row)C\(column)") }
        }
        return down
    }

    func keypad(_ words: [String: String] = [:]) throws -> MembraneKeypad {
        let part = try MembraneKeypad(id: "keypad1", attributes: Attributes(words), circuit: bench.circuit)
        _ = try bench.solder(part)
        for column in 1...4 { bench["C\(column)"].setPull(.up, at: .zero) }
        return part
    }

    @Test func eachKeyJoinsItsRowToItsColumn() throws {
        let part = try keypad()
        #expect(scan() == [])
        for key in 1...16 {
            try part.set(control: "key", to: Double(key), at: bench.now)
            #expect(scan() == ["R\((key - 1) / 4 + 1)C\((key - 1) % 4 + 1)"])
        }
        try part.set(control: "key", to: 0, at: bench.now)
        #expect(scan() == [])
        #expect(part.keys[13] == "0")
    }

    /// Three keys of a rectangle show as four: there are no diodes.
    @Test func threeKeysMakeAGhost() throws {
        let part = try keypad()
        for key in ["R1C1", "R1C2", "R2C1"] { try part.set(control: key, to: 1, at: bench.now) }
        #expect(scan() == ["R1C1", "R1C2", "R2C1", "R2C2"])
    }

    @Test func withThreeColumnsTheFourthHasNoKeys() throws {
        let part = try keypad(["columns": "3"])
        try part.set(control: "key", to: 4, at: bench.now)
        #expect(scan() == [])
    }
}
