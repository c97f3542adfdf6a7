import Foundation
import Testing

@testable import Commands

@Suite struct BenchmarkTests {
    private func samples(_ milliseconds: Double...) -> [BenchmarkSample] {
        milliseconds.map { BenchmarkSample(text: "fib \($0) 832040", wholeMilliseconds: $0 + 10)! }
    }

    private func output(of program: String) throws -> String {
        let arguments = ["micropython", "-c", program]
        let child = try #require(ChildProcess.run(PerchProcess.path, arguments, limit: .seconds(10)))
        #expect(child.exitCode == 0)
        return child.text
    }

    @Test func aSampleIsTheLastLineOfItsForm() {
        let sample = BenchmarkSample(text: "warming up\nfib 1244 2357016\n")
        #expect(sample?.name == "fib")
        #expect(sample?.milliseconds == 1244)
        #expect(sample?.checksum == "2357016")
        #expect(BenchmarkSample(text: "nothing here\n") == nil)
    }

    @Test func theRatioIsTakenRoundByRound() {
        let row = BenchmarkTable.Row(name: "fib", rounds: [samples(100, 200, 100), samples(300, 800, 500)])
        #expect(row.ratios(1, \.milliseconds) == [3, 4, 5])
        let table = BenchmarkTable(names: ["perch", "other"], nameWidth: 7)
        #expect(table.line(row) == "fib           100       110         500       510   4.00 (3.00..5.00)")
    }

    @Test func theSummaryNamesMeanAndWorst() {
        let rows = [
            BenchmarkTable.Row(name: "fib", rounds: [samples(100), samples(400), samples(50)]),
            BenchmarkTable.Row(name: "sieve", rounds: [samples(100), samples(900), []]),
        ]
        let table = BenchmarkTable(names: ["perch", "a", "b"], nameWidth: 7)
        let lines = table.summary(rows).split(separator: "\n")
        #expect(lines[0].hasPrefix("a: 6.00 times faster (geometric mean of 2), "))
        #expect(lines[0].hasSuffix("; worst fib 4.00, 0 slower"))
        #expect(lines[1].hasPrefix("b: 0.50 times faster (geometric mean of 1), "))
        #expect(table.line(rows[1]).hasSuffix("          -         -                   -"))
    }

    @Test func aSizeIsTwoNumbers() {
        #expect(BenchmarkSize(argument: "50,25") == BenchmarkSize(megahertz: 50, kilobytes: 25))
        for wrong in ["", "50", "50,", "a,b", "0,1", "1,2,3"] {
            #expect(BenchmarkSize(argument: wrong) == nil, "\(wrong)")
        }
    }

    /// Which parameters MicroPython's own runner would take: those of the largest key with 10 n <= 12 N and m <= M.
    @Test func theLargestParametersThatFitAreTaken() throws {
        let source = """
            bm_params = {(50, 10): 1, (100, 10): 2, (60, 100): 3, (120, 10): 4, (121, 10): 5}
            def bm_setup(params):
                return lambda: None, lambda: (1, params)

            """
        let program = BenchmarkProgram(path: "x/picks.py", source: Array(source.utf8))
        #expect(program.shape == .setup)
        let runner = BenchmarkScript.runner(name: program.name, size: BenchmarkSize(megahertz: 100, kilobytes: 50))
        let sample = try #require(BenchmarkSample(text: try output(of: source + runner)))
        #expect(sample.name == "picks")
        #expect(sample.checksum == "4")
    }

    @Test func aPeerThatCannotRunAProgramHasADash() throws {
        let comparison = Comparison(
            runners: [
                .perch(PerchProcess.path, heap: ByteSize(bytes: 65536)),
                try BenchmarkPeer("python3", heap: ByteSize(bytes: 65536)),
            ],
            rounds: 2, size: BenchmarkSize(megahertz: 100, kilobytes: 100))
        let folder = FileManager.default.temporaryDirectory.appending(path: "perch-bench-test-\(getpid())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, source) in [
            ("same", "print('same', 1.5, 7)"), ("silent", "pass"),
            ("ours", "import sys, micropython\nprint('ours', 2, sys.implementation.name)"),
            ("other", "import sys\nprint('other', 2, sys.implementation.name)"),
            ("theirs", "import ctypes\nprint('theirs', 2, 3)"),
        ] {
            try source.write(to: folder.appending(path: name + ".py"), atomically: true, encoding: .utf8)
        }
        let programs = try BenchmarkProgram.load([folder.path], skipping: ["nothing"])
        #expect(programs.map(\.name) == ["other", "ours", "same", "silent", "theirs"])
        let results = try programs.map { try comparison.measure($0) }
        #expect(results.map { $0.row?.rounds.map(\.count) } == [[2, 2], [2, 0], [2, 2], nil, [0, 2]])
        #expect(results.map(\.isFailure) == [true, false, false, false, true])
    }

    @Test func theHostsClockIsTheGuests() throws {
        let program =
            "import time\nt = time.ticks_us()\nprint('x', time.ticks_diff(time.ticks_us(), t) >= 0, time.ticks_diff(5, (1 << 30) - 5))"
        #expect(try output(of: program) == "x True 10\n")
    }

    @Test func thresholdsAreRatiosOfTheFastestRounds() throws {
        let text = "# kept by hand\nfib / sieve  0.4 .. 0.6\nsieve / fib 3 .. 4  # wrong\nwords / fib 1 .. 2\n"
        let thresholds = try BenchmarkThresholds(text: text, file: "t")
        let rows = [
            BenchmarkTable.Row(name: "fib", rounds: [samples(100, 300)]),
            BenchmarkTable.Row(name: "sieve", rounds: [samples(900, 200)]),
        ]
        #expect(
            thresholds.violations(rows) == ["sieve / fib is 2.000, not in 3.0 .. 4.0", "words / fib: not measured"])
        #expect(throws: Complaint(.badInput, "t:2: not of the form `fib / int_loop  0.2 .. 0.9`")) {
            try BenchmarkThresholds(text: "\nfib 1 2\n", file: "t")
        }
    }
}
