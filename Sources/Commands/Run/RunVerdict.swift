import ArgumentParser
import Bench
import Board
import Fabric
import MicroPython

/// What the end of a run means: the exit code, and Perch's words about it.
struct RunVerdict {
    let exitCode: ExitCode
    let notes: [String]

    init(
        end: RunEnd, expectation: SerialExpectation, scenario: ScenarioPlayer.Outcome?, settings: RunSettings,
        memoryFailure: MemoryFailure?,
        interrupts: Int,
        boardName: String, stackBytes: Int
    ) {
        if case .failed(let words) = scenario {
            let (code, notes) = Self.judge(
                end, settings, memoryFailure, interrupts: interrupts, boardName: boardName, stackBytes: stackBytes)
            // What ended the run too early says more.
            (exitCode, self.notes) = (code == .success ? .failed : code, notes + [words])
            return
        }
        switch expectation.verdict {
        case .met: (exitCode, notes) = (.success, [])
        case .failed(let line):
            (exitCode, notes) = (
                .failed, ["serial line \(line) contains '\(expectation.forbidden ?? "")' (--fail-text)"]
            )
        case nil:
            let (code, notes) = Self.judge(
                end, settings, memoryFailure, interrupts: interrupts, boardName: boardName, stackBytes: stackBytes)
            let missed = code == .success || code == .timeout ? expectation.expected : nil
            exitCode = missed != nil && code == .success ? .failed : code
            self.notes = notes + (missed.map { ["no serial line contains '\($0)' (--expect-text)"] } ?? [])
        }
    }

    private static func judge(
        _ end: RunEnd, _ settings: RunSettings, _ memoryFailure: MemoryFailure?, interrupts: Int, boardName: String,
        stackBytes: Int
    ) -> (ExitCode, [String]) {
        switch end {
        case .finished: (.success, [])
        case .exited(let code): (ExitCode(Int32(code)), [])
        case .uncaught(let type, _):
            if type == "MemoryError" {
                (.memoryLimit, [memoryFailure.map { words($0, boardName) } ?? "out of heap on \(boardName)"])
            } else if end.isMemoryLimit {
                (.memoryLimit, ["out of stack on \(boardName): \(stackBytes) bytes are used up by calls"])
            } else {
                (.failed, [])
            }
        case .stillRunning: stillRunning(settings)
        case .waitsForever(let what): (.timeout, ["the sketch waits forever: \(what)"])
        case .resetLoop(let resets): (.cycleLimit, ["reset loop: \(resets) resets one after the other"])
        case .callbackTooLong: (.cycleLimit, ["a callback ran longer than its limit"])
        case .stopped: (interrupts > 1 ? .interrupted : .success, [])
        }
    }

    private static func stillRunning(_ settings: RunSettings) -> (ExitCode, [String]) {
        let length = settings.length?.picoseconds ?? .max
        if let timeout = settings.timeout, timeout.picoseconds < length {
            return (.timeout, ["not finished after \(timeout.description) (--timeout)"])
        }
        if settings.length != nil { return (.success, []) }
        let limit = RunSettings.defaultTimeout
        return (
            .timeout, ["still running after \(limit.description); use --for \(limit.argument) if intended"]
        )
    }

    private static func words(_ failure: MemoryFailure, _ boardName: String) -> String {
        let place = failure.file.map { file in " at \(file)" + (failure.line.map { ":\($0)" } ?? "") } ?? ""
        return """
            out of heap on \(boardName)\(place): \(failure.bytesAsked) bytes asked, \(failure.bytesFree) of \
            \(failure.heapBytes) free, the largest free block has \(failure.largestFreeBytes)
            """
    }
}
