import ArgumentParser

/// The `perch` command and its subcommands.
///
/// Not asynchronous: the window must stay on the process's first thread.
public struct PerchCommand: ParsableCommand {
    /// Name, help and subcommands.
    public static let configuration = CommandConfiguration(
        commandName: "perch", abstract: "MicroPython on a virtual microcontroller board.",
        discussion: ExitCode.table,
        subcommands: [
            RunCommand.self, BoardsCommand.self, CompileCommand.self, BenchCommand.self, MicroPythonCommand.self,
            DisassembleCommand.self,
        ])

    /// Runs the command that the process was started with. Under the name `micropython`, through a link to it, the program
    /// is `perch micropython`: a drop-in for scripts that take one path.
    public static func start() {
        let words = CommandLine.arguments
        let name = words.first?.split(separator: "/").last
        main(name == "micropython" ? ["micropython"] + words.dropFirst() : Array(words.dropFirst()))
    }

    /// For the parser.
    public init() {}
}
