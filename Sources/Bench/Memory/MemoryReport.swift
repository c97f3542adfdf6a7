import Board
import BoardProfiles
import Fabric
import MicroPython

/// Where the bytes of one run went.
public struct MemoryReport: Sendable {
    /// The program, as it was given.
    public var program: String
    /// The board's name and title.
    public var board: String
    /// See `board`.
    public var boardTitle: String
    /// How its RAM is divided.
    public var ram: BoardProfiles.RAMLayout
    /// How the run ended, in words.
    public var ending: String
    /// Virtual time of the run.
    public var nanoseconds: UInt64
    /// How often the program was started anew.
    public var resetCount: Int
    /// Which start the record is of, from 1: the last one that ran out of memory, else the one with the most live bytes.
    public var start: Int
    /// What was seen.
    public var record: MemoryRecord

    /// The moment that matters: the last MemoryError, else the peak.
    public var moment: MemoryMoment { record.lastFailure?.moment ?? record.peak }
    /// Which start this is, in words; nil where there was only one.
    var startWords: String? {
        if resetCount == 0 { return nil }
        let reason = record.lastFailure != nil ? "the last that ran out of memory" : "the one with the most live bytes"
        return "\(resetCount + 1) starts; this is number \(start), \(reason)."
    }
    /// What would help.
    public var advice: [String] { MemoryAdvice(record).sentences }

    /// Lines that asked for memory, most first, at most so many.
    func sites(_ count: Int) -> ArraySlice<MemoryRecord.Site> { record.sites.prefix(count) }

    static let siteCount = 30
}

/// Records the memory of each start of a board's guest, and keeps the one that matters most.
public final class MemoryReporter {
    private let board: Board
    private var recorder: MemoryRecorder?
    private var kept: (record: MemoryRecord, start: Int)?
    private var startCount = 0

    /// Begins to watch.
    public init(_ board: Board) {
        self.board = board
        board.watchGuest(
            begins: { [unowned self, unowned board] vm in
                recorder = MemoryRecorder(vm) { board.guestTime.nanoseconds }
            },
            ends: { [unowned self] _ in
                guard let recorder else { return }
                startCount += 1
                keep(recorder.record())
            })
    }

    private func keep(_ record: MemoryRecord) {
        let isFailure = record.lastFailure != nil
        if let kept, !isFailure {
            let hasFailure = kept.record.lastFailure != nil
            if hasFailure || kept.record.peak.liveBytes >= record.peak.liveBytes { return }
        }
        kept = (record, startCount)
    }

    /// The report of a run that has ended; nil where none has.
    public func report(program: String, end: RunEnd) -> MemoryReport? {
        guard let kept else { return nil }
        return MemoryReport(
            program: program, board: board.profile.name, boardTitle: board.profile.title, ram: board.ram,
            ending: end.summary, nanoseconds: board.now.nanoseconds, resetCount: board.resetCount,
            start: kept.start, record: kept.record)
    }
}

extension RunEnd {
    /// For a report.
    var summary: String {
        switch self {
        case .finished: "the program returned"
        case .exited(let code): "sys.exit(\(code))"
        case .uncaught(let type, let message): message.isEmpty ? type : "\(type): \(message)"
        case .stillRunning: "still running when its time was up"
        case .waitsForever(let what): "waits for ever: \(what)"
        case .resetLoop(let resets): "a loop of \(resets) resets"
        case .callbackTooLong: "a callback took too long"
        case .stopped: "stopped"
        }
    }
}

extension MemoryRecord.Site {
    /// For people: the line, or what took it instead.
    public var title: String {
        guard let place else { return "start of the firmware" }
        return isCompiling ? "compiling \(place.file)" : place.description
    }
}

extension MemoryMoment {
    /// The share of the free bytes that the longest free run does not have: 0 to 1.
    var fragmentation: Double { freeBytes == 0 ? 0 : 1 - Double(largestFreeBytes) / Double(freeBytes) }
}

extension UInt64 {
    /// Nanoseconds in seconds: `1.234567 s`.
    var secondsText: String {
        let microseconds = self / 1000
        let digits = String(microseconds % 1_000_000)
        return "\(microseconds / 1_000_000).\(String(repeating: "0", count: 6 - digits.count))\(digits) s"
    }
}
