import Board
import BoardProfiles
import TestBench
import Testing

@testable import Window

/// A circuit as its diagram lays it out.
@Suite struct DiagramSheetTests {
    static let text = """
        {"parts": [
           {"type": "wokwi-pi-pico", "id": "pico", "left": 0, "top": 0},
           {"type": "wokwi-led", "id": "led1", "left": 150, "top": 20, "attrs": {"color": "red"}},
           {"type": "wokwi-resistor", "id": "r1", "left": 150, "top": 120, "rotate": 90, "attrs": {"value": "220"}},
           {"type": "wokwi-toaster", "id": "t1", "left": 260, "top": 60},
           {"type": "wokwi-led", "id": "led2", "left": 999, "top": 0, "hide": true}],
         "connections": [
           ["pico:GP15", "r1:1", "green", ["h-20", "v30", "h60"]], ["r1:2", "led1:A", "blue", ["v0"]],
           ["led1:C", "pico:GND.8", "black", ["v0"]], ["pico:GP0", "t1:X", "", ["v0"]]]}
        """

    static func snapshot() throws -> BoardSnapshot {
        let boards = try DiagramBoards(Diagram.read(Array(text.utf8), file: "diagram.json"))
        return try Board(boards.sites[0]).snapshot()
    }

    /// By hand: the gap behind `h20` is closed down first; behind `v0` it goes down as well.
    @Test func aPathIsReadFromBothEnds() {
        let (start, finish) = (Point(0, 0), Point(100, 50))
        #expect(
            WireRoute.points(from: start, to: finish, path: ["v10", "h20", "*", "h-30"])
                == [start, Point(0, 10), Point(20, 10), Point(20, 50), Point(70, 50), finish])
        #expect(WireRoute.points(from: start, to: finish, path: ["v0"]) == [start, Point(0, 50), finish])
        #expect(WireRoute.points(from: start, to: finish, path: ["h0"]) == [start, Point(100, 0), finish])
        #expect(
            WireRoute.points(from: start, to: finish, path: ["v10"]) == [start, Point(0, 10), Point(100, 10), finish])
        #expect(
            WireRoute.points(from: start, to: finish, path: ["x", "hh", "v1e400"]) == [start, Point(100, 0), finish])
    }

    @Test func partsLieWhereTheDiagramHasThem() throws {
        let layout = SceneLayout(try Self.snapshot(), width: 1100, height: 720)
        let sheet = try #require(layout.sheet)
        #expect(sheet.figures.map(\.part.id) == ["led1", "r1", "t1"])
        let (board, led, zoom) = (sheet.boardFrame, sheet.figures[0], sheet.zoom)
        #expect(abs(led.frame.x - board.x - 150 * zoom) < 1e-9 && abs(led.frame.y - board.y - 20 * zoom) < 1e-9)
        // A quarter turn to the right: pin 1, on the left, comes to stand above.
        let resistor = sheet.figures[1]
        #expect(resistor.frame.height > resistor.frame.width)
        #expect(
            abs(resistor.pins[0].at.y - resistor.frame.y) < 1 && abs(resistor.pins[1].at.y - resistor.frame.maxY) < 1)
        // Everything is on the desk.
        for figure in sheet.figures {
            #expect(figure.frame.x >= layout.desk.x && figure.frame.maxX <= layout.desk.maxX)
        }
        // The wire without a colour is not drawn.
        #expect(layout.wires.count == 3)
        let pad = try #require(layout.board.pins.indices.first { try! Self.snapshot().pins[$0].id == "GP15" })
        #expect(layout.wires[0].points.first == layout.board.pins[pad].pad)
    }

    @Test func theSameDiagramGivesTheSamePicture() throws {
        let isEqual = BoardScene.render(try Self.snapshot()) == BoardScene.render(try Self.snapshot())
        #expect(isEqual)
    }

    /// IEC 60062: 220 ohms are red, red, brown; 10 k brown, black, orange.
    @Test func aResistorWearsItsRings() {
        let (red, brown, black, orange) = (Colour(0xD2312B), Colour(0x8B4A21), Colour(0x1C1C1C), Colour(0xE9832A))
        #expect(Array(ResistorBands.colours(220).prefix(3)) == [red, red, brown])
        #expect(Array(ResistorBands.colours(10_000).prefix(3)) == [brown, black, orange])
        #expect(ResistorBands.colours(0).isEmpty && ResistorBands.colours(.nan).isEmpty)
    }
}
