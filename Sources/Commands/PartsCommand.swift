import ArgumentParser
import Board

/// `perch parts`: the parts that a diagram can have.
struct PartsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parts", abstract: "List the parts, or say all about one.",
        discussion: """
            The types are those of Wokwi's diagram.json, where the prefix wokwi- or board- may be left out here. Controls are \
            what a scenario or the window turns. Types that are unknown to Perch do nothing in a diagram, with a note.
            """)

    @Argument(help: "A type: dht22, wokwi-dht22.")
    var type: String?

    @Flag(help: "As JSON.")
    var json = false

    func run() throws {
        try Complaint.reported {
            let list = try type.map { name throws(Complaint) in try PartList(named: name) } ?? PartList()
            if json {
                StandardStreams.write(try list.json)
            } else {
                StandardStreams.write(type == nil ? list.text : list.entries.map(\.text).joined(separator: "\n"))
            }
        }
    }
}
