import BoardProfiles
import Fabric
import Foundation
import Testing

@testable import Board

/// What is wrong with a custom part is said with file and line, and the rest runs.
@Suite struct CustomPartsTests {
    private func folder(_ files: [String: String]) throws -> SketchFolder {
        let place = FileManager.default.temporaryDirectory.appending(path: "perch-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        for (name, text) in files { try text.write(to: place.appending(path: name), atomically: true, encoding: .utf8) }
        return try SketchFolder(place.path)
    }

    /// The notes of a run with one part of type chip-x, and what it printed; paths are cut to names.
    private func run(
        _ files: [String: String], _ sketch: String = "print('runs')", wires: [(pin: String, to: String)] = []
    ) throws -> (text: String, notes: [String]) {
        let folder = try folder(files)
        let custom = CustomParts(in: folder)
        var part = Part("chip-x", id: "x1", wires: wires)
        part.kind = custom.kind(of: part.type)
        let board = try Board(profile: BoardProfile.load("pico"), parts: part.kind == nil ? [] : [part])
        var text = ""
        board.serial.addSink { _, bytes in text += String(decoding: bytes, as: UTF8.self) }
        _ = board.run(.source(sketch), limits: RunLimits(until: .seconds(5)))
        return (text, (custom.notes + board.notes).map { $0.replacing(folder.path + "/", with: "") })
    }

    private static let declaration = #"{"name": "X", "pins": ["SDA", "SCL", "OUT"]}"#

    @Test func anExceptionNamesItsLineAndEndsThePartAlone() throws {
        let (text, notes) = try run(
            [
                "x.chip.json": Self.declaration,
                "x.chip.py":
                    "import chip\n\n\nclass X:\n    def read(self):\n        return 1 // 0\n\n\nchip.I2C(X(), address=9)\n",
            ],
            """
            from machine import I2C, Pin
            i2c = I2C(0, scl=Pin(5), sda=Pin(4))
            print(i2c.readfrom(9, 1), i2c.scan())
            """, wires: [("SDA", "GP4"), ("SCL", "GP5")])
        #expect(text == "b'\\xff' []\n")
        #expect(notes == ["x1: x.chip.py:6: ZeroDivisionError: divide by zero; it does nothing from here on"])
    }

    @Test func whatDoesNotCompileNamesItsLine() throws {
        let (text, notes) = try run(["x.chip.json": Self.declaration, "x.chip.py": "import chip\nx = = 1\n"])
        #expect(text == "runs\n")
        #expect(notes == ["x1: x.chip.py:2: SyntaxError: invalid syntax; it does nothing from here on"])
    }

    @Test func aLoopWithoutEndIsStopped() throws {
        let (text, notes) = try run(["x.chip.json": Self.declaration, "x.chip.py": "while True:\n    pass\n"])
        #expect(text == "runs\n")
        #expect(notes.count == 1)
        #expect(notes[0].hasPrefix("x1: x.chip.py:"))
        #expect(notes[0].hasSuffix("the part's program does not return; it does nothing from here on"))
    }

    @Test func aPinThatIsNotThere() throws {
        let (_, notes) = try run(["x.chip.json": Self.declaration, "x.chip.py": "import chip\nchip.Pin('CS')\n"])
        #expect(notes == ["x1: x.chip.py:2: ValueError: the part has no pin 'CS'; it does nothing from here on"])
    }

    static let bad: [(file: String, text: String, note: String)] = [
        ("x.chip.json", #"{"pins": "#, "x.chip.json:1:10: "),
        ("x.chip.json", "[]", "x.chip.json:1:1: a part is declared by an object with 'pins'"),
        ("x.chip.json", #"{"name": "a"}"#, "x.chip.json:1:1: the part has no 'pins'"),
        ("x.chip.json", #"{"pins": 3}"#, "x.chip.json:1:10: 'pins' is no list of names"),
        ("x.chip.json", #"{"pins": ["A"]}"#, "x.chip.json: chip-x needs a program in Python"),
        ("x.chip.yaml", "pins: [A\nname: b\n", "x.chip.yaml:"),
        ("x.chip.yaml", "pins: [A]\nregisters: []\n", "x.chip.yaml:1:1: a part with registers says 'i2c' or 'spi'"),
        (
            "x.chip.yaml", "pins: [SDA, SCL]\ni2c: {address: 0x99}\nregisters: []\n",
            "x.chip.yaml:2:6: i2c: 'address' is a number from 0x08 to 0x77"
        ),
        (
            "x.chip.yaml", "pins: [SDA]\ni2c: {address: 9}\nregisters: []\n",
            "x.chip.yaml:2:6: the part has no pin 'SCL' for scl"
        ),
        (
            "x.chip.yaml", "pins: [SDA, SCL]\ni2c: {address: 9}\nregisters:\n  - {at: 1, from: heat}\n",
            "x.chip.yaml:4:5: register '0x1' shows 'heat', which is no control"
        ),
        (
            "x.chip.yaml", "pins: [SDA, SCL]\ni2c: {address: 9}\nregisters:\n  - {bytes: 2}\n",
            "x.chip.yaml:4:5: a register says 'at', its number from 0 to 255"
        ),
    ]

    @Test(arguments: bad)
    func whatIsWrongWithADeclarationNamesItsPlace(file: String, text: String, note: String) throws {
        let (printed, notes) = try run([file: text])
        #expect(printed == "runs\n")
        #expect(notes.count == 1)
        #expect(notes.first?.hasPrefix(note) == true, "\(notes)")
    }

    @Test func pinsTimersAndPrint() throws {
        let program = """
            import chip

            out = chip.Pin("OUT", chip.OUTPUT, 0)
            inp = chip.Pin("SDA", chip.INPUT_PULLUP)
            inp.watch(lambda level: print("edge", level, chip.now()))
            timer = chip.Timer(lambda: out.write(not out.read()))
            timer.start(250, repeat=True)
            """
        let (text, notes) = try run(
            ["x.chip.json": Self.declaration, "x.chip.py": program],
            """
            from machine import Pin, time_pulse_us
            p = Pin(4, Pin.IN)
            print(p.value(), time_pulse_us(Pin(6, Pin.IN), 1))
            p.init(Pin.OUT, value=0)
            """, wires: [("SDA", "GP4"), ("OUT", "GP6")])
        #expect(text == "1 250\n")
        // The RP2040's pads come up with a pull-down (datasheet 2.19.6.3, PADS_BANK0): the pull-up wins once the sketch has its input.
        #expect(notes.count == 2)
        #expect(notes[0].hasPrefix("x1: edge 1 ") && notes[1].hasPrefix("x1: edge 0 "))
    }
}
