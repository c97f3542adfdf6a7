import ArgumentParser
import Board
import Foundation

/// `perch parts`: the parts that a diagram can have.
struct PartsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parts", abstract: "List the parts, or say all about one.",
        discussion: """
            The types are those of Wokwi's diagram.json, where the prefix wokwi- or board- may be left out here. Controls are \
            what a scenario or the window turns. Types that are unknown to Perch do nothing in a diagram, with a note. A \
            project's folder in place of the type lists the parts that it brings (NAME.chip.json, NAME.chip.yaml).
            """)

    @Argument(help: "A type, dht22 or wokwi-dht22, or a project's folder.")
    var type: String?

    @Option(help: ArgumentHelp("Know the parts that this project brings as well.", valueName: "dir"))
    var project: String?

    @Flag(help: "As JSON.")
    var json = false

    func run() throws {
        try Complaint.reported {
            let (list, isOne) = try list()
            if json {
                StandardStreams.write(try list.json)
            } else {
                StandardStreams.write(isOne ? list.entries.map(\.text).joined(separator: "\n") : list.text)
            }
        }
    }

    private func list() throws(Complaint) -> (PartList, isOne: Bool) {
        let own = try project.map { path throws(Complaint) in try Self.parts(of: path) }
        guard let type else { return (own.map { PartList(of: $0) } ?? PartList(), false) }
        // A folder that is called like a part is asked for with a slash.
        if own == nil, PartDescription.find(type) == nil, FileManager.default.fileExists(atPath: type) {
            return (PartList(of: try Self.parts(of: type)), false)
        }
        return (try PartList(named: type, in: own), true)
    }

    private static func parts(of path: String) throws(Complaint) -> CustomParts {
        do throws(BoardError) {
            let parts = CustomParts(in: try SketchFolder(path))
            for note in parts.notes { StandardStreams.note(note) }
            if parts.descriptions.isEmpty { StandardStreams.note("\(path): it brings no parts of its own") }
            return parts
        } catch {
            throw Complaint(.missingInput, error.description)
        }
    }
}
