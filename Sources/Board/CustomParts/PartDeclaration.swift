import Devices

/// What `NAME.chip.json` or `NAME.chip.yaml` says of a part: Wokwi's description of a custom chip, and in place of its program, for parts that
/// need none, its registers.
struct PartDeclaration: Sendable {
    /// A control, and how it stands at first.
    struct Dial: Sendable {
        let control: Control
        let start: Double

        /// How it stands at first can be said in the diagram.
        var attribute: PartFacts.Attribute { .init(startOf: control, default: start) }
    }

    let file: String
    var name = ""
    var pins: [String] = []
    var dials: [Dial] = []
    /// Its display, in pixels.
    var display: (width: Int, height: Int)?
    /// Its registers; nil: a program says what it does.
    var registers: RegisterDeclaration?
    /// What is wrong and was passed over, one line each.
    var notes: [String] = []

    /// Reads a declaration; only what is no declaration at all is an error.
    init(_ bytes: [UInt8], file: String) throws(BoardError) {
        self.file = file
        let lines = TextLines(bytes, file: file)
        let root: JSONValue
        if file.hasSuffix(".json") {
            var reader = JSONReader(bytes)
            do {
                root = try reader.read()
            } catch {
                throw .diagram(lines.place(of: error.offset), error.words)
            }
        } else {
            do throws(YAMLText.Failure) {
                root = try YAMLText.read(bytes)
            } catch {
                throw .diagram(lines.place(of: error.offset), error.words)
            }
        }
        guard root.entries != nil else {
            throw .diagram(lines.place(of: root.offset), "a part is declared by an object with 'pins'")
        }
        guard let pins = root["pins"] else { throw .diagram(lines.place(of: root.offset), "the part has no 'pins'") }
        guard let list = pins.list else { throw .diagram(lines.place(of: pins.offset), "'pins' is no list of names") }
        name = root["name"]?.word ?? ""
        // Wokwi leaves gaps in a row of pins by empty names.
        self.pins = list.compactMap(\.word).filter { !$0.isEmpty }
        for control in root["controls"]?.list ?? [] { add(control, lines) }
        readDisplay(root["display"], lines)
        if let registers = root["registers"] {
            self.registers = try RegisterDeclaration(registers, of: root, pins: self.pins, lines)
            for entry in self.registers?.registers ?? [] {
                guard let source = entry.source, !dials.contains(where: { $0.control.name == source }) else { continue }
                throw .diagram(entry.place, "register '\(entry.name)' shows '\(source)', which is no control")
            }
        }
    }

    private mutating func note(_ words: String, _ value: JSONValue, _ lines: TextLines) {
        notes.append("\(lines.place(of: value.offset)): \(words)")
    }

    private mutating func add(_ value: JSONValue, _ lines: TextLines) {
        guard let id = value["id"]?.word ?? value["name"]?.word else {
            return note("a control has no 'id'; it is left out", value, lines)
        }
        let type = value["type"]?.word ?? "range"
        if type == "string" { return note("control '\(id)' is no number; its attribute is read once", value, lines) }
        let least = type == "boolean" ? 0 : value["min"]?.number ?? 0
        let most = type == "boolean" ? 1 : value["max"]?.number ?? 100
        guard least <= most else { return note("control '\(id)' goes from more to less; it is left out", value, lines) }
        let start = value["default"]?.number ?? value["value"]?.number ?? min(max(0, least), most)
        let control = Control(id, least...most, unit: value["unit"]?.word ?? "")
        dials.append(Dial(control: control, start: min(max(start, least), most)))
    }

    /// A display is not larger than a desk's screen.
    private static let sideMax = 4096.0

    private mutating func readDisplay(_ value: JSONValue?, _ lines: TextLines) {
        guard let value else { return }
        let sides = 1...Self.sideMax
        guard let width = value["width"]?.number, let height = value["height"]?.number, sides.contains(width),
            sides.contains(height)
        else { return note("a display has 'width' and 'height' from 1 to 4096; it is left out", value, lines) }
        display = (Int(width), Int(height))
    }

    /// How its controls stand at first, in a part with these attributes.
    func settings(_ attributes: Attributes, part: String) throws(DeviceError) -> [String: Double] {
        var settings: [String: Double] = [:]
        for dial in dials {
            settings[dial.control.name] = try attributes.number(
                dial.control.name, default: dial.start, in: dial.control.range, part: part)
        }
        return settings
    }
}
