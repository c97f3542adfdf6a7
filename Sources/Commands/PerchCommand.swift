import ArgumentParser

/// The `perch` command and its subcommands.
public struct PerchCommand: AsyncParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "perch", abstract: "MicroPython on a virtual microcontroller board.",
        subcommands: [CompileCommand.self])

    public init() {}
}
