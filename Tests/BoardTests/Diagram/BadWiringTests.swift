import BoardProfiles
import Devices
import Fabric
import Testing

@testable import Board

/// What a sketch sees of a circuit that is wired wrongly, and the one line that says why.
@Suite struct BadWiringTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        /// `type id`, with attributes as `name=value`; one to a line of the diagram, from line 3.
        let parts: [String]
        /// `from to`; one to a line, after the parts and a line with `connections`.
        let wires: [String]
        let sketch: String
        var expected = ""
        /// Line, and the words after it.
        let note: (line: Int, words: String)
        var testDescription: String { name }

        var diagram: String {
            let parts = ["wokwi-pi-pico pico"] + parts
            let partLines = parts.map { line in
                let words = line.split(separator: " ").map(String.init)
                let attributes = words.dropFirst(2).map { word in
                    let halves = word.split(separator: "=", maxSplits: 1)
                    return "\"\(halves[0])\": \"\(halves[1])\""
                }
                return
                    #"{"type": "\#(words[0])", "id": "\#(words[1])", "attrs": {\#(attributes.joined(separator: ", "))}}"#
            }
            let wires = wires.map { line in
                let ends = line.split(separator: " ")
                return #"["\#(ends[0])", "\#(ends[1])", "green", []]"#
            }
            return """
                {"parts": [
                \(partLines.joined(separator: ",\n"))
                ], "connections": [
                \(wires.joined(separator: ",\n"))
                ]}
                """
        }
    }

    /// Runs a diagram's sketch; what it printed, and all that Perch says of it.
    static func run(_ diagram: String, _ sketch: String) throws -> (text: String, notes: [String], board: Board) {
        let boards = try DiagramBoards(.read(Array(diagram.utf8), file: "d.json"))
        let board = try Board(boards.sites[0])
        var text = ""
        board.serial.addSink { _, bytes in text += String(decoding: bytes, as: UTF8.self) }
        _ = board.run(.source(sketch), limits: RunLimits(until: .seconds(5)))
        return (text, boards.notes + board.notes, board)
    }

    @Test(arguments: BadWiring.cases)
    func isToldInOneLine(_ one: Case) throws {
        let (text, notes, _) = try Self.run(one.diagram, one.sketch)
        #expect(text == one.expected)
        #expect(notes.count == 1, "\(notes)")
        #expect(notes.first?.hasPrefix("d.json:\(one.note.line):") == true, "\(notes)")
        #expect(notes.first?.hasSuffix(": \(one.note.words)") == true, "\(notes)")
    }

    static let powered = Catalog.types.filter { Catalog.kind(of: $0) is any Powered.Type }

    /// The names of supply and ground pins, of those that a part may have of either.
    static let supplies = ["VCC", "VDD", "V+", "5V", "3.3V", "VIN", "3V3", "VCC.2", "V+.2", "VDD.2", "VMOT"]
    static let grounds = ["GND", "VSS", "GND.1", "GND.2", "VSS.2"]

    /// Every part: all of its pins go to pins of the board, but its ground to nothing.
    @Test(arguments: powered)
    func withoutGroundIsToldInOneLine(type: String) throws {
        let kind = try #require(Catalog.kind(of: type))
        var wires: [String] = []
        var free = Array((0...22)) + [26, 27, 28]
        for pin in kind.pinNames where !Self.grounds.contains(pin) {
            if Self.supplies.contains(pin) {
                wires.append("part:\(pin) pico:3V3")
            } else if let place = free.popLast() {
                wires.append("part:\(pin) pico:GP\(place)")
            }
        }
        let one = Case(
            name: type, parts: ["\(type) part"], wires: wires, sketch: "import time\ntime.sleep_ms(50)",
            note: (3, "part: no power"))
        let (_, notes, board) = try Self.run(one.diagram, one.sketch)
        let isParasitic = kind == DS18B20.self
        // A character display has two grounds, for its two ways of being wired.
        #expect(notes.count == 1, "\(notes)")
        #expect(notes.first?.hasPrefix("d.json:3:1: part: ") == true, "\(notes)")
        #expect(notes.first?.hasSuffix(" is not wired, so it has no power") == true, "\(notes)")
        #expect((board.parts[0] as? any Powered)?.rails.isOn == false || isParasitic)
    }
}
