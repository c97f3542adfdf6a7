import ArgumentParser
import BoardProfiles

/// `perch new`: a folder to start from.
struct NewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new", abstract: "Write a starter project.",
        discussion: """
            DIR gets a main.py that blinks, a diagram.json with the board, an LED and its resistor, and a README.md. Files that \
            are there already are never written over.
            """)

    @Argument(help: "The folder; made if it is not there.")
    var dir: String

    @Option(help: ArgumentHelp("A name of `perch boards`.", valueName: "name"))
    var board = "pico"

    func run() throws {
        try Complaint.reported {
            let starter = try StarterProject(board: board)
            let written = try starter.write(to: dir)
            StandardStreams.write(written.map { "wrote \($0)\n" }.joined() + "run it: perch run \(dir)\n")
        }
    }
}
