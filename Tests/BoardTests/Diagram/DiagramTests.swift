import BoardProfiles
import Testing

@testable import Board

/// Reading a `diagram.json`: what is in it, and what is wrong with it.
@Suite struct DiagramTests {
    static func read(_ text: String) throws -> Diagram { try Diagram.read(Array(text.utf8), file: "d.json") }

    @Test func readsPartsAttributesAndWires() throws {
        let diagram = try Self.read(
            """
            {"version": 1, "parts": [
              {"type": "wokwi-led", "id": "led1", "left": 10.5, "top": -3, "rotate": 90, "hide": true,
               "attrs": {"color": "red", "n": 220, "flip": true, "keys": ["1", 2], "none": null}}],
             "connections": [["a:1.l", "b:V+", "green", ["v0", "*", "h-9.6"]], ["a:7(SCK)", "$serialMonitor:RX"]],
             "serialMonitor": {"newline": "crlf"}, "dependencies": {}}
            """)
        #expect(diagram.notes == [])
        let part = diagram.parts[0]
        #expect(part.attributes == ["color": "red", "n": "220", "flip": "1"] && part.lists == ["keys": ["1", "2"]])
        #expect(part.position == Part.Position(left: 10.5, top: -3, rotation: 90, isHidden: true))
        #expect(part.place == TextPlace(file: "d.json", line: 2, column: 3))
        #expect(diagram.wires.map { "\($0)" } == ["a:1.l - b:V+", "a:7(SCK) - $serialMonitor:RX"])
        #expect(diagram.wires[0].path == ["v0", "*", "h-9.6"] && diagram.wires[0].color == "green")
        #expect(diagram.monitor.newline == "\r\n")
    }

    @Test(arguments: [
        ("{\"parts\": [}", "d.json:1:12: '}' where a value is expected"),
        ("{\n \"parts\": [],\n \"ä\": x }", "d.json:3:7: 'x' where a value is expected"),
        ("[]", "d.json:1:1: this is no object with 'parts'"), ("{}", "d.json:1:1: the diagram has no 'parts'"),
        ("{\"parts\": 3}", "d.json:1:11: 'parts' is no list"),
    ])
    func aFileThatIsNoDiagramIsOneLine(text: String, line: String) {
        #expect { try Self.read(text) } throws: { "\($0)" == line }
    }

    @Test func whatIsOddIsANoteEach() throws {
        let diagram = try Self.read(
            """
            {"parts": [{"type": "wokwi-led", "id": "led1"},
            {"type": "wokwi-led", "id": "led1"},
            {"id": "x"}, {"type": "t"}, 7,
            {"type": "wokwi-led", "id": "led2", "x": 5, "left": "far"}],
            "connections": [["led1:A", "nowhere"], ["led1:A"], 5]}
            """)
        #expect(diagram.parts.map(\.id) == ["led1", "led2"])
        #expect(
            diagram.notes == [
                "d.json:2:1: a second part has the id 'led1' (the first is in line 1); it is left out",
                "d.json:3:1: a part has no 'type'; it is left out",
                "d.json:3:14: a part of type t has no 'id'; it is left out",
                "d.json:3:29: a part is no object; it is left out",
                "d.json:4:42: led2: a part's place is 'left' and 'top', not 'x' and 'y'",
                "d.json:4:53: led2: 'left' is no number of pixels or degrees; 0 is taken",
                "d.json:5:17: a connection ends at 'part:pin', not at 'nowhere'; it is left out",
                "d.json:5:40: a connection is [from, to, color, path]; this one is left out",
                "d.json:5:52: a connection is [from, to, color, path]; this one is left out",
            ])
    }
}
