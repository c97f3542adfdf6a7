import ArgumentParser
import BoardProfiles
import Foundation

/// `perch boards`: the boards with RAM, clock and pin counts.
struct BoardsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "boards", abstract: "List the boards.",
        discussion: """
            Sizes in bytes: all RAM of the chip, and what MicroPython's heap gets of it. A board of your own is a YAML file: \
            give its path wherever a board's name is asked for.
            """)

    @Flag(help: "As JSON.")
    var json = false

    func run() throws {
        try Complaint.reported {
            let boards = try BoardList.load()
            StandardStreams.write(json ? try boards.json : boards.text)
        }
    }
}
