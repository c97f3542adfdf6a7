import Devices
import MicroPython

/// The parts that a project brings: `NAME.chip.json` or `NAME.chip.yaml` says what the type `chip-NAME` is, `NAME.chip.py` what it does.
public struct CustomParts {
    /// What is wrong with them, one line each.
    public private(set) var notes: [String] = []
    private var kinds: [String: PartKind] = [:]

    /// Where the recording of a logic analyzer goes that does not say so itself (`wokwi.toml`).
    public private(set) var vcdFile: String?

    /// Those that lie in a folder, and where its `wokwi.toml` has them.
    public init(in folder: SketchFolder) {
        let names = ((try? folder.entries(in: "/")) ?? []).filter { $0.kind == .file }.map(\.name).sorted()
        for name in names {
            for ending in [".chip.json", ".chip.yaml", ".chip.yml"] where name.hasSuffix(ending) {
                add(String(name.dropLast(ending.count)), declaredIn: name, folder)
            }
        }
        guard let bytes = folder.read("wokwi.toml") else { return }
        let settings = WokwiSettings(bytes, file: folder.path + "/wokwi.toml")
        notes += settings.notes
        vcdFile = settings.vcdFile
        for chip in settings.chips where kinds[chip.name] == nil {
            let endings = [".chip.json", ".chip.yaml", ".chip.yml"]
            if let file = endings.map({ chip.path + $0 }).first(where: { folder.kind(of: $0) == .file }) {
                add(chip.name, declaredIn: file, folder)
            } else {
                notes.append("\(folder.path)/wokwi.toml: chip '\(chip.name)': there is no \(chip.path).chip.json")
            }
        }
    }

    /// The kind of part that a type means: `chip-NAME`, and `NAME` for short. Nil: the project has none of it.
    public func kind(of type: String) -> PartKind? {
        kinds[type.hasPrefix("chip-") ? String(type.dropFirst(5)) : type]
    }

    /// What `perch parts` says of them, in the order of their names.
    public var descriptions: [PartDescription] {
        kinds.sorted { $0.key < $1.key }.map { PartDescription("chip-" + $0.key, $0.value) }
    }

    private mutating func add(_ name: String, declaredIn file: String, _ folder: SketchFolder) {
        guard let bytes = folder.read(file) else { return notes.append("\(file): cannot be read") }
        let path = folder.path + "/" + file
        let declaration: PartDeclaration
        do throws(BoardError) {
            declaration = try PartDeclaration(bytes, file: path)
        } catch {
            return notes.append("\(error); there is no part chip-\(name)")
        }
        notes += declaration.notes
        let program = String(file[..<file.lastIndex(of: ".")!]) + ".py"
        let facts = PartFacts(
            declaration.name.isEmpty ? name : declaration.name, attributes: declaration.dials.map(\.attribute))
        let controls = declaration.dials.map(\.control)
        if let source = folder.read(program) {
            kinds[name] = PartKind(pinNames: declaration.pins, controls: controls, facts: facts) {
                id, attributes, circuit throws(DeviceError) in
                try PythonPart(
                    id: id, declaration, program: (program, source), files: folder, attributes, circuit)
            }
        } else if declaration.registers != nil {
            kinds[name] = PartKind(pinNames: declaration.pins, controls: controls, facts: facts) {
                id, attributes, circuit throws(DeviceError) in
                try RegisterPart(id: id, declaration, attributes, circuit)
            }
        } else if PartTypes.kind(of: "chip-" + name) == nil {
            // One of the catalogue's own needs no program.
            notes.append(
                "\(path): chip-\(name) needs a program in Python, \(program), or 'registers'; chips in C do not run here"
            )
        }
    }
}

extension Diagram {
    /// Makes parts of the project's own what they are; a part of the catalogue with the same name stands back.
    public mutating func adopt(_ custom: CustomParts) {
        notes += custom.notes
        if let file = custom.vcdFile {
            for place in parts.indices where parts[place].type == "wokwi-logic-analyzer" {
                if parts[place].attributes["vcdFile"] == nil { parts[place].attributes["vcdFile"] = file }
            }
        }
        for place in parts.indices where parts[place].type.hasPrefix("chip-") {
            parts[place].kind = custom.kind(of: parts[place].type)
        }
    }
}
