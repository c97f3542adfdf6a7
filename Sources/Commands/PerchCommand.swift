import ArgumentParser

/// The `perch` command and its subcommands.
///
/// Not asynchronous: the window must stay on the process's first thread.
public struct PerchCommand: ParsableCommand {
    /// Name, help and subcommands.
    public static let configuration = CommandConfiguration(
        commandName: "perch", abstract: "MicroPython on a virtual microcontroller board.",
        discussion: ExitCode.table,
        subcommands: [RunCommand.self, BoardsCommand.self, CompileCommand.self, BenchCommand.self])

    /// For the parser.
    public init() {}
}
