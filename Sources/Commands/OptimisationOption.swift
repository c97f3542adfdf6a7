import ArgumentParser

/// `-O` of the commands that compile.
struct OptimisationOption: ParsableArguments {
    @Option(
        name: .customShort("O", allowingJoined: true),
        help: ArgumentHelp("0 to 3: from 1 on without asserts, from 3 on without line numbers.", valueName: "level"))
    var level = 0

    func validate() throws {
        guard (0...3).contains(level) else { throw ValidationError("-O takes a level from 0 to 3") }
    }
}
