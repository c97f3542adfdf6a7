import ArgumentParser
import Bench
import Board
import BoardProfiles
import Foundation

/// `perch fit`: how little RAM is enough for a sketch.
struct FitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fit", abstract: "Find the least RAM in which a sketch runs.",
        discussion: """
            A sketch passes in a heap when it runs its time, or to its end, prints the same as with plenty of memory (64 MB), and raises \
            no MemoryError, caught ones included. That is not monotone: a collection at another moment leaves other holes. So there are \
            two answers, in heap and in total RAM of the board.

            PASSES FROM is the least heap in which it passes. Every smaller one was run and failed, or is smaller than what a failing run held \
            and asked for, less a sixteenth for stale words that keep dead objects alive in one size and not in another.

            SAFE FROM: it passes in this heap and in every larger one. Above the last failure each of 256 sizes (16 KB) is run, above \
            those every 32nd part of the size, and all sizes around a run that came close to failing: a free run that was left by less than a \
            sixteenth of the heap. This goes on up to eight times the last failure, or to the size from which on nothing is ever collected for \
            want of room: there all sizes are the same run, which proves them. The answer says which of the two. --exact runs every size in that range.

            Sizes are those that differ: 64 bytes of blocks and their tables. All runs are of virtual time, so the answer is the same on every \
            machine. With --board given, the exit code is 40 when the sketch is not safe on one of them.
            """)

    @Argument(help: "A .py file, or a folder with main.py.")
    var path: String?

    @Option(name: .customShort("c"), help: ArgumentHelp("Fit this program text.", valueName: "code"))
    var code: String?

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "Names of `perch boards`, paths of profiles, or all; read off the sketch without it.", valueName: "name"))
    var board: [String] = []

    @Option(
        help: ArgumentHelp(
            "Play this scenario in each run, which ends with it and passes only with it.", valueName: "file"))
    var scenario: String?

    @Option(
        name: .customLong("for"),
        help: ArgumentHelp("Virtual time of each run: 10s, or 10m with a scenario.", valueName: "time"))
    var ownLength: TimeSpan?

    /// Virtual time of each run.
    var length: TimeSpan { ownLength ?? TimeSpan(picoseconds: scenario == nil ? .seconds(10) : .seconds(600)) }

    @Flag(help: "Run every size of the heap in the range that is looked at.")
    var exact = false

    @Flag(help: "It may print something else: only MemoryErrors and how it ends count.")
    var anyOutput = false

    @Flag(help: "As JSON.")
    var json = false

    @Option(help: ArgumentHelp("Runs at a time; by default one a core.", valueName: "n"))
    var jobs: Int?

    func validate() throws {
        guard (path == nil) != (code == nil) else {
            throw ValidationError(path == nil ? "give a PATH, or -c with a program" : "give a PATH or -c, not both")
        }
        guard (jobs ?? 1) > 0 else { throw ValidationError("--jobs counts from 1") }
    }

    func run() throws {
        BugHandler.install()
        var exitCode = ExitCode.success
        try Complaint.reported {
            let run = try FitRun(self, tells: { StandardStreams.note($0) })
            let table = try run.table()
            StandardStreams.write(json ? try table.json() : table.text())
            exitCode = table.exitCode
        }
        if exitCode != .success { throw exitCode }
    }
}
