import Foundation
import Testing

@testable import Commands

@Suite struct BoardListTests {
    @Test func listsTheBoardsWithTheirFigures() throws {
        let entries = try BoardList.load().entries
        #expect(Set(entries.map(\.board)).isSuperset(of: ["esp32", "nodemcu", "pico", "pyboard", "tiny16"]))
        let pico = try #require(entries.first { $0.board == "pico" })
        #expect(pico.ramBytes == 264 * 1024)
        #expect(pico.clockHz == 125_000_000)
        // GPIO0 to 29, four of them analog, and the temperature sensor.
        #expect(pico.digitalPins == 30)
    }

    @Test func theTextHasALineForEach() throws {
        let list = try BoardList.load()
        let lines = list.text.split(separator: "\n")
        #expect(lines.count == list.entries.count + 1)
        #expect(lines[0].hasPrefix("BOARD"))
    }

    @Test func theJSONCanBeReadBack() throws {
        let json = try BoardList.load().json
        let entries = try JSONDecoder().decode([BoardList.Entry].self, from: Data(json.utf8))
        #expect(entries.contains { $0.board == "tiny16" && $0.ramBytes == 16384 })
    }
}
