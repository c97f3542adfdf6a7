import ArgumentParser
import Foundation

/// `perch fuzz`: mutated programs against Perch itself. For those who work on it.
struct FuzzCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fuzz", abstract: "Feed mutated programs to Perch, in search of crashes and hangs.",
        discussion: """
            Each case is made of the seed and its number alone, and runs within a few hundred thousand cycles. A case that ends the \
            process, or takes ten seconds of CPU time, is kept as a file and told; exit code 1 then.
            """, shouldDisplay: false)

    @Argument(help: "Folders of .py files to mutate.")
    var folders: [String]

    @Option(help: "mpy (load and run a .mpy) or source (compile and run).")
    var target = FuzzTarget.source

    @Option(help: "What the cases come from.")
    var seed: UInt64 = 1

    @Option(help: "Number of the first case.")
    var first = 0

    @Option(help: "How many cases.")
    var count = 10_000

    @Option(help: "Folder for the cases that crash.")
    var keep = "fuzz-finds"

    @Flag(help: "Write the first case's bytes to stdout instead of running it.")
    var show = false

    /// The child's side: the file that says where it is.
    @Option(help: .hidden)
    var progress: String?

    func validate() throws {
        guard first >= 0, count >= 1, first < 1 << 60, count < 1 << 60 else {
            throw ValidationError("--first is 0 or more, --count 1 or more")
        }
    }

    func run() throws {
        try Complaint.reported {
            let run = FuzzRun(target: target, seed: seed, folders: folders, keep: keep)
            let numbers = first..<(first + count)
            // Read here too: the child's complaint about a folder would look like a crash.
            var corpus = try FuzzCorpus(folders, target: target)
            if show {
                return StandardStreams.write(corpus.input(first, seed: seed))
            }
            if let progress {
                let ends = try run.run(numbers, progress: progress).sorted { ($1.value, $0.key) < ($0.value, $1.key) }
                return StandardStreams.write(ends.map { "\($0.value) \($0.key)\n" }.joined())
            }
            var finds = 0
            try run.supervise(numbers, program: Bundle.main.executablePath ?? CommandLine.arguments[0]) { find in
                finds += 1
                StandardStreams.write("case \(find.number) of seed \(seed): \(find.words)\n  kept as \(find.path)\n")
            }
            StandardStreams.write("\(count) cases of \(target), seed \(seed): \(finds) finds\n")
            if finds > 0 { throw ExitCode.failed }
        }
    }
}
