import StrictYAML
import Board
import BoardProfiles
import Foundation

/// What `perch parts` says.
struct PartList {
    /// One type of part.
    struct Entry: Codable {
        let type: String
        let summary: String
        let pins: [String]
        let attributes: [Attribute]
        let controls: [Control]
        let outputs: [String]
        let notModelled: String

        struct Attribute: Codable {
            let name: String
            let standard: String
            let meaning: String

            enum CodingKeys: String, CodingKey {
                case name, meaning
                case standard = "default"
            }
        }

        struct Control: Codable {
            let name: String
            let least: Double
            let most: Double
            let unit: String
        }

        enum CodingKeys: String, CodingKey {
            case type, summary, pins, attributes, controls, outputs
            case notModelled = "not_modelled"
        }
    }

    let entries: [Entry]

    /// All of them.
    init() { entries = PartDescription.all.map { Entry($0) } }

    /// Those that a project brings.
    init(of project: CustomParts) { entries = project.descriptions.map { Entry($0) } }

    /// One, with or without its prefix; the project's own go first.
    init(named name: String, in project: CustomParts? = nil) throws(Complaint) {
        let own = project?.descriptions ?? []
        if let found = own.first(where: { $0.type == name || $0.shortName == name }) ?? PartDescription.find(name) {
            entries = [Entry(found)]
            return
        }
        let names = own.map(\.shortName) + PartDescription.all.map(\.shortName)
        let near = NearestNames.find(name, among: names)
        let hint = near.isEmpty ? "`perch parts` lists all" : "did you mean \(near.joined(separator: " or "))?"
        throw Complaint(.usage, "unknown part '\(name)'; \(hint)")
    }

    /// An array of objects, for programs.
    var json: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(entries), as: UTF8.self) + "\n"
        }
    }

    /// One line each.
    var text: String {
        let width = entries.map(\.type.count).max() ?? 0
        return entries.map { entry in
            let space = String(repeating: " ", count: width - entry.type.count)
            return (entry.type + space + "  " + entry.summary).trimmingCharacters(in: .whitespaces) + "\n"
        }.joined()
    }
}

extension PartList.Entry {
    init(_ part: PartDescription) {
        type = part.type
        summary = part.summary
        pins = part.pins
        attributes = part.attributes.map { Attribute(name: $0.name, standard: $0.standard, meaning: $0.meaning) }
        controls = part.controls.map {
            Control(name: $0.name, least: $0.range.lowerBound, most: $0.range.upperBound, unit: $0.unit)
        }
        outputs = part.outputs
        notModelled = part.notModelled
    }

    /// All about it, for people.
    var text: String {
        var lines = [type + (summary.isEmpty ? "" : ": " + summary), "", "pins      " + pins.joined(separator: " ")]
        lines += Self.table("attrs", attributes.map { ($0.name, $0.standard.isEmpty ? "-" : $0.standard, $0.meaning) })
        lines += Self.table(
            "controls",
            controls.map { control in
                let range = "\(Self.number(control.least)) to \(Self.number(control.most))"
                return (control.name, range, control.unit)
            })
        if !outputs.isEmpty { lines.append("outputs   " + outputs.joined(separator: " ")) }
        if !notModelled.isEmpty { lines += ["", "Not modelled: \(notModelled)."] }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func table(_ title: String, _ rows: [(String, String, String)]) -> [String] {
        let widths = (rows.map(\.0.count).max() ?? 0, rows.map(\.1.count).max() ?? 0)
        return rows.enumerated().map { index, row in
            let head = (index == 0 ? title : "").padding(toLength: 10, withPad: " ", startingAt: 0)
            let name = row.0.padding(toLength: widths.0, withPad: " ", startingAt: 0)
            let middle = row.1.padding(toLength: widths.1, withPad: " ", startingAt: 0)
            return (head + name + "  " + middle + "  " + row.2).replacing(/[ ]+$/, with: "")
        }
    }

    private static func number(_ value: Double) -> String {
        value == value.rounded() && value.magnitude < 1e9 ? "\(Int(value))" : "\(value)"
    }
}
