import ArgumentParser

/// The `perch` command and its subcommands.
public struct PerchCommand: AsyncParsableCommand {
    /// Name and subcommands.
    public static let configuration = CommandConfiguration(
        commandName: "perch", abstract: "MicroPython on a virtual microcontroller board.",
        subcommands: [CompileCommand.self])

    /// An empty command line.
    public init() {}
}
