import BoardProfiles
import Devices
import Fabric
import Testing

@testable import Board

/// A diagram's boards and copper.
@Suite struct DiagramBoardsTests {
    static func boards(_ parts: String, _ wires: String, board: String? = nil) throws -> DiagramBoards {
        let text = "{\"parts\": [\(parts)], \"connections\": [\(wires)]}"
        return try DiagramBoards(DiagramTests.read(text), board: board.map { try BoardProfile.load($0) })
    }

    static let pico = #"{"type": "wokwi-pi-pico", "id": "pico"}"#
    static let led = #"{"type": "wokwi-led", "id": "led1"}"#

    @Test func theBoardIsTheOneThatTheDiagramNames() throws {
        #expect(try Self.boards(Self.pico, "").sites[0].profile.name == "pico")
        #expect(try Self.boards(Self.pico, "", board: "pyboard").sites[0].profile.name == "pyboard")
        #expect(try Self.boards(#"{"type": "board-perch-tiny16", "id": "b"}"#, "").sites[0].profile.name == "tiny16")
        #expect(throws: DiagramError.self) { try Self.boards(Self.led, "") }
        #expect(try Self.boards(Self.led, "", board: "pico").sites[0].profile.name == "pico")
    }

    @Test(arguments: [
        ("board-pi-pico-w", "pico-w"), ("board-pi-pico-2", "pico2"), ("board-pi-pico-2-w", "pico2-w"),
        ("wokwi-esp32-devkit-v1", "esp32"), ("board-esp32-devkit-c-v4", "esp32-devkitc"),
        ("board-esp32-s3-devkitc-1", "esp32-s3"), ("board-esp32-c3-devkitm-1", "esp32-c3"),
    ])
    func wokwisTypesAreKnown(type: String, name: String) throws {
        #expect(try BoardProfile.load(wokwiType: type)?.name == name)
    }

    @Test func aBoardThatDoesNotExistIsOneLine() {
        #expect { try Self.boards(#"{"type": "wokwi-arduino-uno", "id": "uno"}"#, "") } throws: {
            "\($0)".hasPrefix("d.json:1:12: uno: no board 'wokwi-arduino-uno' (there are esp32, ")
        }
    }

    @Test func wiresOverABreadboardAreOnePieceOfCopper() throws {
        let parts = [
            Self.pico, Self.led, #"{"type": "wokwi-breadboard-half", "id": "bb1"}"#,
            #"{"type": "wokwi-gnd", "id": "g"}"#,
        ]
        let wires = [
            #"["pico:GP2", "bb1:3t.a", "", ["$bb"]]"#, #"["led1:A", "bb1:3t.e"]"#, #"["led1:C", "bb1:tn.4"]"#,
            #"["bb1:tn.25", "g:GND"]"#,
        ]
        let boards = try Self.boards(parts.joined(separator: ","), wires.joined(separator: ","))
        #expect(boards.notes == [])
        let board = try Board(boards.sites[0])
        #expect(try board.net("led1:A") === board.net("GP2") && board.net("pico:GP2") === board.net("GP2"))
        #expect(try board.net("led1:C") === board.circuit.ground)
        #expect(board.run(.source("from machine import Pin\nPin(2, Pin.OUT).on()")) == .finished)
        #expect(board.parts[0].output("brightness", at: board.now) == 1)
    }

    @Test func pinsThatAWireJoinsHaveOneNet() throws {
        let board = try Board(Self.boards(Self.pico, #"["pico:GP2", "pico:GP3"]"#).sites[0])
        var text = ""
        board.serial.addSink { _, bytes in text += String(decoding: bytes, as: UTF8.self) }
        let sketch =
            "from machine import Pin\na = Pin(2, Pin.OUT)\nb = Pin(3, Pin.IN)\na(1)\nprint(b())\na(0)\nprint(b())"
        #expect(board.run(.source(sketch)) == .finished)
        #expect(text == "1\n0\n")
    }

    @Test func whatCannotBeWiredIsANoteEach() throws {
        let parts = [
            Self.pico, Self.led, #"{"type": "wokwi-toaster", "id": "t"}"#,
            #"{"type": "wokwi-arduino-uno", "id": "uno"}"#,
        ]
        let wires = [
            #"["pico:GP99", "led1:A"]"#, #"["pico:GP99", "led1:C"]"#, #"["led1:Q", "pico:GP1"]"#,
            #"["pico:GP1", "led9:A"]"#,
            #"["pico:GP1", "led9:C"]"#, #"["pico:GND.1", "pico:3V3"]"#, #"["t:1", "pico:GP1"]"#,
            #"["pico:TP5", "led1:A"]"#,
            #"["pico:GP1", "$serialMonitor:RX"]"#,
        ]
        let boards = try Self.boards(parts.joined(separator: ",\n"), wires.joined(separator: ",\n"))
        #expect(
            boards.notes == [
                "d.json:4:1: uno: no board 'wokwi-arduino-uno' (there are \(try BoardProfile.available.joined(separator: ", "))); "
                    + "choose one with --board; it is left out",
                "d.json:3:1: unknown part type 'wokwi-toaster'; it does nothing",
                "d.json:4:62: pico has no pin 'GP99' (did you mean 'GP19' or 'GP9' or 'GP0'?); the wire is left out",
                "d.json:6:1: led1: no pin 'Q' (its pins are A, C); the wire is left out",
                "d.json:7:1: no part 'led9' (there are pico, led1, t); the wire is left out",
                "d.json:9:1: pico:GND.1 - pico:3V3 joins ground and 3.3 V; the wire is left out",
            ])
        #expect(try Board(boards.sites[0]).net("led1:A").name == "GP25")
    }

    @Test func theReferenceOfThePicoIsARail() throws {
        let pot = #"{"type": "wokwi-potentiometer", "id": "p", "attrs": {"value": "1023"}}"#
        let wires = [#"["p:VCC", "pico:ADC_VREF"]"#, #"["p:GND", "pico:AGND"]"#, #"["p:SIG", "pico:GP26"]"#]
        let board = try Board(Self.boards(Self.pico + "," + pot, wires.joined(separator: ",")).sites[0])
        var text = ""
        board.serial.addSink { _, bytes in text += String(decoding: bytes, as: UTF8.self) }
        #expect(board.run(.source("from machine import ADC\nprint(ADC(26).read_u16())")) == .finished)
        #expect(text == "65535\n")
    }

    @Test func aBadAttributeIsPassedOver() throws {
        let pot = #"{"type": "wokwi-potentiometer", "id": "p", "attrs": {"value": "many"}}"#
        let board = try Board(Self.boards(Self.pico + "," + pot, #"["p:SIG", "pico:GP26"]"#).sites[0])
        #expect(
            board.notes.count == 1 && board.notes[0].hasPrefix("d.json:1:52: p: attribute 'value' is 'many', expected"))
        #expect(board.parts[0].output("position", at: board.now) == 0)
    }
}
