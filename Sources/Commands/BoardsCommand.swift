import ArgumentParser
import BoardProfiles
import Foundation

/// `perch boards`: the boards with RAM, clock and pin counts.
struct BoardsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "boards", abstract: "List the boards.",
        discussion: """
            Sizes in bytes: all RAM of the chip, and what MicroPython's heap gets of it. A board of your own is a YAML file: \
            give its path wherever a board's name is asked for. `--memory` starts each and shows the heap's blocks, what of them is free \
            for a program, how deep functions, methods and functions with `*args` can call themselves, and what was published of such \
            boards.
            """)

    @Flag(help: "As JSON.")
    var json = false

    @Flag(help: "What each has of heap and stack when a program begins, beside published figures.")
    var memory = false

    func run() throws {
        try Complaint.reported {
            if memory {
                let boards = try BoardMemory.load()
                return StandardStreams.write(json ? try boards.json : boards.text)
            }
            let boards = try BoardList.load()
            StandardStreams.write(json ? try boards.json : boards.text)
        }
    }
}
