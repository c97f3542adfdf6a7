import ArgumentParser
import Foundation

/// `perch bench`: how fast Perch runs programs, beside other Pythons.
struct BenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "Time programs, beside other Pythons.",
        discussion: """
            A program times its own work and prints `name milliseconds checksum`, or has the shape of MicroPython's perf_bench: \
            `bm_params`, and `bm_setup(params)` that gives (run, result). All get the same bytes of heap; they take turns, and \
            begin in turn, so that a busy machine slows all alike. The table shows medians over the rounds of the work's own time \
            and of the whole process. A peer that cannot run a program has a dash. It is an error when two disagree on a checksum.
            """)

    @Argument(help: "Programs, or folders of them.")
    var paths: [String]

    @Option(
        help: ArgumentHelp("Another MicroPython or Python to run them with; may be repeated.", valueName: "[name=]path")
    )
    var peer: [String] = []

    @Option(help: ArgumentHelp("How often each runs.", valueName: "n"))
    var rounds = 3

    @Option(help: ArgumentHelp("Heap of each MicroPython.", valueName: "size"))
    var heap = ByteSize(bytes: 1 << 20)

    @Option(help: ArgumentHelp("Amount of work of a perf_bench program: megahertz and kilobytes.", valueName: "N,M"))
    var size = BenchmarkSize(megahertz: 1000, kilobytes: 1000)

    @Option(
        help: ArgumentHelp("Leave out a folder's programs whose names begin so; may be repeated.", valueName: "name"))
    var skip: [String] = []

    @Option(
        help: ArgumentHelp(
            "Fail when the programs' times to each other leave these bounds in three measurements.", valueName: "file"))
    var thresholds: String?

    @Flag(help: "Time the translator and the allocator by themselves, on what the programs ask of them.")
    var engine = false

    func validate() throws {
        guard (1...1000).contains(rounds) else { throw ValidationError("--rounds goes from 1 to 1000") }
    }

    func run() throws {
        try Complaint.reported {
            let programs = try BenchmarkProgram.load(paths, skipping: skip)
            if engine {
                let sources = programs.map { (name: $0.path, source: String(decoding: $0.source, as: UTF8.self)) }
                return StandardStreams.write(try EngineBenchmark(programs: sources).text())
            }
            try compare(programs)
        }
    }

    private func compare(_ programs: [BenchmarkProgram]) throws {
        let own = BenchmarkPeer.perch(Bundle.main.executablePath ?? CommandLine.arguments[0], heap: heap)
        let runners = [own] + (try peer.map { try BenchmarkPeer($0, heap: heap) })
        let comparison = Comparison(runners: runners, rounds: rounds, size: size)
        let bounds = try thresholds.map { try BenchmarkThresholds.read($0) }
        // A machine that was busy in one measurement is hardly so in three.
        for attempt in 1...3 {
            let results = try table(of: programs, comparison)
            if results.contains(where: \.isFailure) { throw ExitCode.failed }
            guard let violations = bounds?.violations(results.compactMap(\.row)), !violations.isEmpty else { return }
            for violation in violations { StandardStreams.note(violation) }
            if attempt == 3 { throw ExitCode.failed }
        }
    }

    private func table(of programs: [BenchmarkProgram], _ comparison: Comparison) throws(Complaint) -> [Comparison
        .Result]
    {
        let names = comparison.runners.map(\.name)
        let table = BenchmarkTable(names: names, nameWidth: max(7, programs.map(\.name.count).max() ?? 0))
        StandardStreams.write(table.header + "\n")
        var results: [Comparison.Result] = []
        for program in programs {
            let result = try comparison.measure(program)
            if let row = result.row { StandardStreams.write(table.line(row) + "\n") }
            results.append(result)
        }
        StandardStreams.write(table.summary(results.compactMap(\.row)))
        for note in results.flatMap(\.notes) { StandardStreams.note(note) }
        return results
    }
}
