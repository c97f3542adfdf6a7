import ArgumentParser

/// The `perch` command and its subcommands.
///
/// Not asynchronous: the window must stay on the process's first thread.
public struct PerchCommand: ParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "perch", abstract: "MicroPython on a virtual microcontroller board.",
        discussion: ExitCode.table,
        subcommands: [RunCommand.self, BoardsCommand.self, BenchCommand.self])

    public init() {}
}
