import TestBench
import Testing

@testable import Commands

/// Small memories: what fits runs, what does not ends as on the board, and the host never crashes.
@Suite struct MemoryLimitTests {
    /// Option values that make a small board.
    static let small = [["--board", "tiny16"], ["--board", "pico", "--heap", "12K"]]

    @Test(arguments: small)
    func blinkRuns(board: [String]) throws {
        let blink = Repository.path("Fixtures/Projects/blink")
        let run = try perchRun([blink, "--for", "3s"] + board)
        #expect(run.exitCode == 0)
        #expect(run.notes == [])
    }

    @Test(arguments: small)
    func appendingForeverEndsInMemoryError(board: [String]) throws {
        let run = try perchRun(["-c", "x = []\nwhile True:\n    x.append(0)"] + board)
        #expect(run.exitCode == 40)
        let pattern =
            /Traceback \(most recent call last\):\n  File "<stdin>", line 3, in <module>\nMemoryError: memory allocation failed, allocating (\d+) bytes\n/
        let match = try #require(run.serial.wholeMatch(of: pattern))
        // A list of n items of 4 bytes grows by doubling from 4: powers of two and 16 bytes at least (py/objlist.c).
        let bytes = try #require(Int(match.output.1))
        #expect(bytes >= 1024 && bytes & (bytes - 1) == 0)
        #expect(run.notes.count == 1)
        #expect(run.notes[0].contains("\(bytes) bytes asked") && run.notes[0].contains("<stdin>:3"))
    }

    @Test(arguments: small)
    func recursionEndsInRuntimeError(board: [String]) throws {
        let run = try perchRun(["-c", "def f(n):\n    return f(n + 1)\nf(0)"] + board)
        #expect(run.exitCode == 40)
        #expect(run.serial.hasSuffix("RuntimeError: maximum recursion depth exceeded\n"))
        #expect(run.notes.count == 1 && run.notes[0].hasPrefix("out of stack on "))
    }

    @Test func ramBelowTheFirmwaresNeedSaysTheLeast() throws {
        // pico.yaml: 23616 static, 8192 stack, 1712 the smallest heap.
        let pico = try perchRun(["-c", "pass", "--board", "pico", "--ram", "16K"])
        #expect(pico.exitCode == 64)
        #expect(pico.notes.count == 1 && pico.notes[0].contains("33520"))
        // tiny16.yaml: 3584 static, 4096 stack, 1712 the smallest heap.
        let tiny = try perchRun(["-c", "pass", "--board", "tiny16", "--ram", "3K"])
        #expect(tiny.exitCode == 64)
        #expect(tiny.notes.count == 1 && tiny.notes[0].contains("9392"))
    }
}
