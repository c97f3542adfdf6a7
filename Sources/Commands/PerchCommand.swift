import ArgumentParser
import Foundation

/// The `perch` command and its subcommands.
///
/// Not asynchronous: the window must stay on the process's first thread.
public struct PerchCommand: ParsableCommand {
    /// Name, help and subcommands.
    public static let configuration = CommandConfiguration(
        commandName: "perch", abstract: "MicroPython on a virtual microcontroller board.",
        discussion: ExitCode.table,
        subcommands: [
            RunCommand.self, FitCommand.self, SizeCommand.self, NewCommand.self, BoardsCommand.self, PartsCommand.self,
            CompileCommand.self, BenchCommand.self, ProbeCommand.self, MicroPythonCommand.self,
            FuzzCommand.self,
            DisassembleCommand.self,
        ])

    /// Runs the command that the process was started with. Under the name `micropython`, through a link to it, the program
    /// is `perch micropython`: a drop-in for scripts that take one path.
    public static func start() {
        var words = CommandLine.arguments[...]
        if words.popFirst()?.split(separator: "/").last == "micropython" { words = ["micropython"] + words }
        // Straight there: to read the words in the general way first takes 2 of 7 ms, and the unix port's are read apart anyway.
        if words.first == "micropython" { Foundation.exit(MicroPythonCommand.start(Array(words.dropFirst()))) }
        main(Array(words))
    }

    /// For the parser.
    public init() {}
}
