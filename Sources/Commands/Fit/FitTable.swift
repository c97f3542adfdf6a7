import ArgumentParser
import Bench
import Board
import Foundation
import MicroPython

/// What `perch fit` says.
struct FitTable {
    struct Row {
        let board: String
        let result: Result<FitResult, FitRefusal>
    }

    /// As it was given.
    let sketch: String
    let length: TimeSpan
    let rows: [Row]
    /// See `FitRun`.
    let isDemand: Bool

    var exitCode: ExitCode {
        guard isDemand else { return .success }
        let fits = rows.allSatisfy { row in
            if case .success(let result) = row.result { return result.isSafeOnBoard }
            return false
        }
        return fits ? .success : .memoryLimit
    }

    // MARK: For people

    func text() -> String {
        if rows.count == 1, case .success(let result) = rows[0].result { return single(rows[0].board, result) }
        var cells = [["BOARD", "PASSES FROM", "SAFE FROM", "RAM", "HAS", "MARGIN", ""]]
        var notes: [String] = []
        for row in rows {
            switch row.result {
            case .success(let result):
                let verdict =
                    result.isSafeOnBoard
                    ? "safe" : result.board.heapBytes < result.passesFrom.heapBytes ? "too small" : "not safe"
                cells.append([
                    row.board, "\(result.passesFrom.heapBytes)", "\(result.safeFrom.heapBytes)",
                    "\(result.safeFrom.ramBytes)", "\(result.board.ramBytes)", "\(result.marginBytes)", verdict,
                ])
            case .failure(let refusal):
                cells.append([row.board, "-", "-", "-", "-", "-", Self.words(refusal)])
            }
        }
        notes.append(
            "\(sketch), \(length.description); bytes: PASSES FROM, SAFE FROM and MARGIN of heap, RAM and HAS of the whole board"
        )
        return TextTable(cells, leftColumns: [0, 6]).text + notes.map { $0 + "\n" }.joined()
    }

    private func single(_ board: String, _ result: FitResult) -> String {
        func size(_ size: FitResult.Size) -> String {
            "\(size.heapBytes.grouped) bytes of heap, \(size.ramBytes.grouped) of RAM"
        }
        var lines = ["\(sketch) on \(board), \(length.description), \(result.runCount) runs"]
        lines.append("passes from  " + size(result.passesFrom))
        lines.append("safe from    " + size(result.safeFrom))
        if result.failuresBetween > 0 {
            lines.append("             (\(result.failuresBetween) sizes between the two were seen to fail)")
        }
        lines.append(
            result.checkedToHeapBytes.map { "looked at    sizes up to \($0.grouped) bytes of heap" }
                ?? "proven       every larger heap is the same run")
        let spare =
            result.isSafeOnBoard
            ? "\(result.marginBytes.grouped) to spare: safe" : "\((-result.marginBytes).grouped) too few: not safe"
        lines.append("the board    has " + size(result.board) + "; " + spare)
        return lines.map { $0 + "\n" }.joined()
    }

    // MARK: For programs

    private struct Entry: Encodable {
        var board: String
        var passesFromHeapBytes: Int?
        var passesFromRamBytes: Int?
        var safeFromHeapBytes: Int?
        var safeFromRamBytes: Int?
        var failingSizesBetween: Int?
        var checkedToHeapBytes: Int?
        var boardHeapBytes: Int?
        var boardRamBytes: Int?
        var marginBytes: Int?
        var isSafe: Bool
        var runs: Int?
        var problem: String?
    }

    func json() throws -> String {
        let entries = rows.map { row in
            switch row.result {
            case .success(let result):
                Entry(
                    board: row.board, passesFromHeapBytes: result.passesFrom.heapBytes,
                    passesFromRamBytes: result.passesFrom.ramBytes,
                    safeFromHeapBytes: result.safeFrom.heapBytes, safeFromRamBytes: result.safeFrom.ramBytes,
                    failingSizesBetween: result.failuresBetween, checkedToHeapBytes: result.checkedToHeapBytes,
                    boardHeapBytes: result.board.heapBytes, boardRamBytes: result.board.ramBytes,
                    marginBytes: result.marginBytes, isSafe: result.isSafeOnBoard, runs: result.runCount)
            case .failure(let refusal): Entry(board: row.board, isSafe: false, problem: Self.words(refusal))
            }
        }
        return try JSONText.of(entries)
    }

    // MARK: Where there is no answer

    /// Without a remedy, for a row of the table.
    static func words(_ refusal: FitRefusal) -> String {
        switch refusal {
        case .board(let error): error.description
        case .memoryError(let failure, let plenty):
            failure.isHeapLocked
                ? "MemoryError\(place(failure)) in every heap: nothing can be allocated while it is locked, in a hard interrupt handler"
                : "MemoryError\(place(failure)) even with \(plenty >> 20) MB of heap: it asks for \(failure.bytesAsked.grouped) bytes"
        case .fails(let end, let lastLine):
            "it fails even with plenty of memory: \(lastLine.isEmpty ? "\(end)" : lastLine)"
        case .scenario(let words): words
        case .printsHeapSize(let line): "what it prints in line \(line) depends on the size of the heap"
        case .neverPasses(let heapBytes, let failure):
            "it fails in every heap up to \(heapBytes.grouped) bytes (\(failure.words))"
        case .noThreads: "the host has no thread to run it in"
        }
    }

    static func complaint(_ refusal: FitRefusal, on board: String, path: String?) -> Complaint {
        let remedy: String
        var code = ExitCode.failed
        switch refusal {
        case .board: (remedy, code) = ("", .usage)
        case .memoryError(let failure, _):
            remedy = failure.isHeapLocked ? "; allocate before, or use micropython.schedule" : "; make it ask for less"
        case .fails:
            remedy = "; make `perch run \(path ?? "-c ...") --board \(board)` pass first"
        case .scenario: remedy = "; make `perch run \(path ?? "-c ...") --board \(board) --scenario ...` pass first"
        case .printsHeapSize: remedy = "; print no gc.mem_free(), or use --any-output"
        case .neverPasses: remedy = ""
        case .noThreads: (remedy, code) = ("; raise `ulimit -u` or `ulimit -v`", .usage)
        }
        return Complaint(code, "\(board): " + words(refusal) + remedy)
    }

    private static func place(_ failure: MemoryFailure) -> String {
        failure.file.map { file in " at \(file)" + (failure.line.map { ":\($0)" } ?? "") } ?? ""
    }
}

extension FitFailure {
    fileprivate var words: String {
        switch self {
        case .memoryError(let failure): "MemoryError: \(failure.bytesAsked.grouped) bytes asked"
        case .output(let line): "it prints something else in line \(line)"
        case .end(let end): "it ends otherwise: \(end)"
        case .scenario(let words): words
        case .board(let error): error.description
        }
    }
}
