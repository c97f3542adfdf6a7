import Board
import Foundation
import Testing

@testable import Commands

@Suite struct PartListTests {
    @Test func listsEveryTypeOnALineOfItsOwn() {
        let lines = PartList().text.split(separator: "\n")
        #expect(lines.count == PartList().entries.count && lines.contains { $0.hasPrefix("wokwi-led ") })
        #expect(lines.contains { $0.hasPrefix("wokwi-breadboard ") })
    }

    @Test func onePartSaysAllAboutItself() throws {
        let text = try PartList(named: "potentiometer").entries[0].text
        #expect(text.hasPrefix("wokwi-potentiometer: Potentiometer, 10 kOhm linear"))
        #expect(text.contains("\npins      GND SIG VCC\n") && text.contains("\nattrs     value         0   where"))
        #expect(text.contains("\ncontrols  position  0 to 1\n") && text.contains("\nNot modelled: "))
        #expect(try PartList(named: "wokwi-potentiometer").entries[0].type == "wokwi-potentiometer")
    }

    @Test func aProjectsOwnPartsAreListed() throws {
        let folder = try TemporaryFolder([
            "soil.chip.yaml": """
            name: Soil moisture probe
            pins: [VCC, GND, SDA, SCL]
            controls: [{id: moisture, min: 0, max: 100, default: 30, unit: "%"}]
            i2c: {address: 0x36}
            registers: [{at: 0, name: level, from: moisture}]
            """
        ])
        let own = CustomParts(in: try SketchFolder(folder.path))
        #expect(own.notes == [] && PartList(of: own).text == "chip-soil  Soil moisture probe\n")
        let text = try PartList(named: "soil", in: own).entries[0].text
        #expect(text.contains("\npins      VCC GND SDA SCL\nattrs     moisture  30  0 to 100 %, at first\n"), "\(text)")
        #expect(text.contains("\ncontrols  moisture  0 to 100  %\n"), "\(text)")
        #expect(try PartList(named: "dht22", in: own).entries[0].type == "wokwi-dht22")
    }

    @Test func anUnknownPartNamesTheNearest() {
        #expect { try PartList(named: "potentiometr") } throws: {
            "\($0)" == "unknown part 'potentiometr'; did you mean potentiometer?"
        }
    }

    @Test func theJSONCanBeReadBack() throws {
        let entries = try JSONDecoder().decode([PartList.Entry].self, from: Data(try PartList().json.utf8))
        #expect(entries.first { $0.type == "wokwi-pushbutton" }?.controls.first?.name == "pressed")
    }
}
