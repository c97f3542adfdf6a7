import ArgumentParser
import Bench
import Board

/// What `perch run` watches of the memory: limits, and a report.
final class RunMemory {
    private let limits: MemoryLimits
    private let reporter: MemoryReporter?
    private let file: (output: OutputFile, format: Format)?
    private let program: String

    private enum Format: String, CaseIterable { case txt, json, html }

    /// Says what cannot be before anything runs.
    init(_ board: Board, _ settings: RunSettings, program: String) throws(Complaint) {
        self.program = program
        do throws(MemoryLimits.Meaningless) {
            limits = try MemoryLimits(
                board, maxLiveBytes: settings.maxLive?.bytes, maxStackBytes: settings.maxStack?.bytes)
        } catch {
            throw Self.complaint(error, board)
        }
        guard let path = settings.memoryReport else {
            // At the end no line runs: those that hold the most have to be known.
            reporter = settings.maxLive == nil ? nil : MemoryReporter(board)
            file = nil
            return
        }
        guard let format = Format(rawValue: path.split(separator: ".").last.map(String.init)?.lowercased() ?? "") else {
            throw Complaint(.usage, "--memory-report: \(path) says no format; end its name in .txt, .json or .html")
        }
        file = (try OutputFile(path: path, option: "--memory-report"), format)
        reporter = MemoryReporter(board)
    }

    private static func complaint(_ error: MemoryLimits.Meaningless, _ board: Board) -> Complaint {
        let most = error.mostBytes.grouped
        return error.isLive
            ? Complaint(
                .usage,
                "--max-live: \(board.profile.name) never has so much: its heap has \(most) bytes of blocks; give a smaller limit, or a larger --heap or --ram"
            )
            : Complaint(
                .usage,
                "--max-stack: \(board.profile.name) never takes so much: calls end at \(most) bytes; give a smaller limit"
            )
    }

    /// Writes the report; says which limits were exceeded, one line each.
    func finish(_ end: RunEnd) -> [String] {
        let report = reporter?.report(program: program, end: end)
        if let file, let report {
            switch file.format {
            case .txt: file.output.write(Array(report.text().utf8))
            case .json: file.output.write(Array(((try? report.json()) ?? "").utf8))
            case .html: file.output.write(Array(report.html().utf8))
            }
        }
        return [
            words(limits.live, "bytes live", "at the end\(report?.greatestHolder ?? "")", "--max-live"),
            words(limits.stack, "bytes of stack", "to compile the program", "--max-stack"),
        ].compactMap { $0 }
    }

    /// `nowhere`: what it means that no line was running.
    private func words(
        _ excess: MemoryLimits.Excess?, _ unit: String, _ nowhere: String, _ option: String
    ) -> String? {
        guard let excess else { return nil }
        let place = excess.place.map { "at \($0) in \($0.function)" } ?? nowhere
        let worst = excess.worstBytes > excess.bytes ? ", \(excess.worstBytes.grouped) later" : ""
        return "\(excess.bytes.grouped) \(unit) \(place)\(worst); the limit is \(excess.limitBytes.grouped) (\(option))"
    }
}

extension MemoryReport {
    /// The line whose objects took the most where most was live.
    fileprivate var greatestHolder: String {
        guard let site = record.sites.max(by: { $0.liveBytesAtPeak < $1.liveBytesAtPeak }), site.liveBytesAtPeak > 0
        else { return "" }
        return ", \(site.liveBytesAtPeak.grouped) of them from \(site.title)"
    }
}
