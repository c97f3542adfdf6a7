import ArgumentParser
import Foundation
import TestBench
import Testing

@testable import Bench
@testable import Commands

/// `perch fit`: least sizes, and clear words where there are none.
@Suite struct FitCommandTests {
    func fit(_ arguments: [String]) throws -> FitTable {
        try FitRun(try FitCommand.parse(arguments + ["--jobs", "2"]), tells: { _ in }).table()
    }

    func result(_ arguments: [String]) throws -> FitResult {
        try #require(try fit(arguments).rows.first).result.get()
    }

    /// Whether a program ends well and prints the same in a heap, by `perch run`.
    func passes(_ program: String, _ bytes: Int, board: String = "pico") throws -> Bool {
        let run = try perchRun(["-c", program, "--board", board, "--heap", "\(bytes)"])
        return run.exitCode == 0 && !run.serial.contains("caught")
    }

    static let collecting = """
        kept = []
        for i in range(40):
            text = str(i) * 20
            part = [text] * (i % 13)
            if i % 4 == 0: kept.append(text)
        print(len(kept))
        """

    @Test func theLeastHeapIsWhereRunBeginsToPass() throws {
        let program = "x = bytearray(5000)\nprint(len(x))"
        let found = try result(["-c", program, "--board", "pico"])
        #expect(found.passesFrom == found.safeFrom)
        #expect(found.checkedToHeapBytes == nil)
        #expect(try passes(program, found.passesFrom.heapBytes))
        #expect(try !passes(program, found.passesFrom.heapBytes - 80))
        // pico.yaml: 23616 static, 8192 stack.
        #expect(found.passesFrom.ramBytes == found.passesFrom.heapBytes + 23616 + 8192)
        #expect(found.isSafeOnBoard)
    }

    @Test func safeIsSafeAndTheLastFailureIsJustBelow() throws {
        let found = try result(["-c", Self.collecting, "--board", "pico"])
        #expect(found.passesFrom.heapBytes <= found.safeFrom.heapBytes)
        let groups = HeapGrid.groups(inHeap: found.safeFrom.heapBytes)
        #expect(try !passes(Self.collecting, HeapGrid.heapBytes(groups: groups - 1)))
        for size in stride(from: groups, to: groups + 40, by: 1) {
            #expect(try passes(Self.collecting, HeapGrid.heapBytes(groups: size)))
        }
        #expect(try passes(Self.collecting, found.passesFrom.heapBytes))
    }

    @Test func everySizeGivesTheSameAnswerAsTheShortWay() throws {
        let short = try result(["-c", Self.collecting, "--board", "tiny16"])
        let long = try result(["-c", Self.collecting, "--board", "tiny16", "--exact"])
        #expect(short.passesFrom == long.passesFrom)
        #expect(short.safeFrom == long.safeFrom)
        #expect(short.runCount <= long.runCount)
    }

    @Test func oneWorkerFindsWhatTwoDo() throws {
        let command = try FitCommand.parse(["-c", Self.collecting, "--board", "pico", "--jobs", "1"])
        let alone = try FitRun(command, tells: { _ in }).table().text()
        #expect(try fit(["-c", Self.collecting, "--board", "pico"]).text() == alone)
    }

    @Test func aCaughtMemoryErrorIsNoPass() throws {
        let program = "try:\n    x = [0] * 3000\nexcept MemoryError: pass\nprint(1)"
        #expect(try result(["-c", program, "--board", "pico"]).passesFrom.heapBytes > 12_000)
    }

    @Test func demandsFailWithForty() throws {
        let program = "x = [0] * 3000"
        #expect(try fit(["-c", program, "--board", "pico"]).exitCode == .success)
        #expect(try fit(["-c", program, "--board", "tiny16"]).exitCode == .memoryLimit)
        let all = try fit(["-c", program, "--board", "all"])
        #expect(all.exitCode == .success)
        #expect(all.rows.count >= 5)
        #expect(all.text().contains("too small") && all.text().contains("safe"))
    }

    @Test(arguments: [
        ("x = bytearray(1 << 30)", "even with 64 MB of heap: it asks for 1,073,741,824 bytes"),
        ("1/0", "ZeroDivisionError: divide by zero; make `perch run -c ... --board pico` pass first"),
        ("import gc; print(gc.mem_free())", "print no gc.mem_free(), or use --any-output"),
    ])
    func whatNeverPassesSaysWhy(program: String, words: String) throws {
        let complaint = #expect(throws: Complaint.self) { try fit(["-c", program, "--board", "pico"]) }
        #expect(complaint?.description.contains(words) == true)
        #expect(complaint?.exitCode == .failed)
    }

    @Test func anyOutputIgnoresWhatIsPrinted() throws {
        let found = try result(["-c", "import gc; print(gc.mem_free())", "--board", "pico", "--any-output"])
        #expect(found.safeFrom.heapBytes < 4000)
    }

    @Test func badInputIsToldClearly() throws {
        #expect(throws: Complaint.self) { try fit(["/no/such/file.py"]) }
        #expect(throws: Complaint.self) { try fit(["-c", "pass", "--board", "nonsense"]) }
        #expect(throws: (any Error).self) { try FitCommand.parse(["-c", "pass", "--jobs", "0"]) }
        #expect(throws: (any Error).self) { try FitCommand.parse([]) }
    }

    @Test func jsonHasTheFigures() throws {
        let text = try fit(["-c", "print(1)", "--board", "pico"]).json()
        #expect(text.contains("\"safe_from_heap_bytes\" : ") && text.contains("\"is_safe\" : true"))
    }
}
