import Foundation
import MicroPython

/// Cases of one seed, run by a child process: a crash ends the child, is noted, and the next child goes on behind it.
struct FuzzRun {
    let target: FuzzTarget
    let seed: UInt64
    let folders: [String]
    /// Where the cases go that crash.
    let keep: String

    /// Cases that one child runs.
    private static let casesPerChild = 20_000
    /// Cases that one guest runs: a guest costs as much as a few cases.
    static let casesPerGuest = 16
    /// CPU time that a case may take before it counts as a hang.
    private static let secondsPerCase = 10
    /// ITIMER_PROF, which Swift imports as an enum's case on Linux and as a number on macOS.
    private static let processorTimer: Int32 = 2

    /// A case at which a child ended before its time.
    struct Find {
        let number: Int
        let path: String
        let words: String
    }

    /// Runs the cases of these numbers; calls `note` with each find.
    func supervise(_ numbers: Range<Int>, program: String, note: (Find) -> Void) throws(Complaint) {
        let progress = try Progress.make()
        defer { progress.remove() }
        var next = numbers.lowerBound
        while next < numbers.upperBound {
            let end = min(numbers.upperBound, next + Self.casesPerChild)
            let words = [
                "fuzz", "--target", target.rawValue, "--seed", "\(seed)", "--first", "\(next)", "--count",
                "\(end - next)",
            ]
            let child = ChildProcess.run(
                program, words + ["--progress", progress.path] + folders, limit: .seconds(3600 * 4))
            guard let child else { throw Complaint(.bug, "\(program) cannot be run") }
            if child.exitCode == 0 {
                next = end
                continue
            }
            let number = progress.number
            guard number >= next, number < end else {
                throw Complaint(.bug, "the child ended at no case\n\(child.text)")
            }
            note(try find(number, child.text))
            next = number + 1
        }
    }

    private func find(_ number: Int, _ text: String) throws(Complaint) -> Find {
        var corpus = try FuzzCorpus(folders, target: target)
        let path = "\(keep)/\(target.rawValue)-\(seed)-\(number)\(target.ending)"
        try? FileManager.default.createDirectory(atPath: keep, withIntermediateDirectories: true)
        guard FileManager.default.createFile(atPath: path, contents: Data(corpus.input(number, seed: seed))) else {
            throw Complaint(.usage, "\(path) cannot be written")
        }
        let lines = text.split(whereSeparator: \.isNewline)
        let frames = lines.filter { $0.contains("[ra]") }.prefix(4).map { $0.split(separator: " in ").first ?? $0 }
        let reason = lines.first { $0.contains("Fatal error") } ?? lines.first ?? "no words: a hang, or out of stack"
        return Find(number: number, path: path, words: ([reason] + frames).joined(separator: "\n  "))
    }

    private static func name(of outcome: Interpreter.Outcome) -> String {
        switch outcome {
        case .finished: "finished"
        case .exited: "SystemExit"
        case .raised(let type, _): type
        case .stopped: "stopped"
        }
    }

    /// The child's side.
    ///
    /// - Returns: how often the cases ended in each way.
    func run(_ numbers: Range<Int>, progress path: String?) throws(Complaint) -> [String: Int] {
        let progress = path.flatMap { Progress(path: $0) }
        var corpus = try FuzzCorpus(folders, target: target)
        var guest: FuzzGuest?
        var ends: [String: Int] = [:]
        for number in numbers {
            if guest == nil || number % Self.casesPerGuest == 0 {
                var random = FuzzRandom(seed: seed, number: -1 - number / Self.casesPerGuest)
                guest = try FuzzGuest(heapBytes: random.pick([8, 16, 40, 64, 64, 128]) << 10)
            }
            let input = corpus.input(number, seed: seed)
            progress?.number = number
            // Of processor time: a busy machine makes no hang.
            var limit = itimerval()
            limit.it_value.tv_sec = Self.secondsPerCase
            setitimer(Self.processorTimer, &limit, nil)
            guard let outcome = guest?.run(input, as: target) else { continue }
            ends[Self.name(of: outcome), default: 0] += 1
        }
        return ends
    }
}
