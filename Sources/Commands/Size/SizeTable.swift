import ArgumentParser
import Bench
import Board
import Foundation
import MicroPython

/// What `perch size` says.
struct SizeTable {
    /// What a module takes from source and precompiled.
    struct Costs {
        let source: Result<ImportCost, FitRefusal>
        let compiled: Result<ImportCost, FitRefusal>
    }

    struct Row {
        let module: String
        let now: Costs
        var before: Costs?
    }

    let board: String
    let rows: [Row]
    let limits: [SizeLimit]
    let against: String?

    static func costs(of module: ModulePath, _ sizer: ModuleSizer) -> Costs {
        func cost(_ make: () throws -> any GuestFiles & Sendable) -> Result<ImportCost, FitRefusal> {
            Result { () throws(FitRefusal) in
                let files: any GuestFiles & Sendable
                do { files = try make() } catch {
                    throw .board(error as? BoardError ?? .missing(path: module.folder))
                }
                return try sizer.cost(of: module.name, in: files)
            }
        }
        return Costs(
            source: cost { try SketchFolder(module.folder) },
            compiled: cost { CompiledFiles(try SketchFolder(module.folder)) })
    }

    // MARK: Limits

    private func figure(_ key: SizeLimit.Key, _ costs: Costs) -> Int? {
        switch key {
        case .import: (try? costs.source.get())?.heapBytes
        case .importMpy: (try? costs.compiled.get())?.heapBytes
        case .kept: (try? costs.source.get())?.keptBytes
        case .keptMpy: (try? costs.compiled.get())?.keptBytes
        }
    }

    /// A line for each limit that is exceeded, and for each module that cannot be measured.
    var excesses: [String] {
        rows.flatMap { row in
            var lines: [String] = []
            if case .failure(let refusal) = row.now.source { lines.append("\(row.module): \(FitTable.words(refusal))") }
            for limit in limits {
                guard let bytes = figure(limit.key, row.now), bytes > limit.bytes else { continue }
                lines.append(
                    "\(row.module): \(limit.key.rawValue) is \(bytes.grouped) bytes, the limit is \(limit.bytes.grouped) (--limit)"
                )
            }
            return lines
        }
    }

    var exitCode: ExitCode {
        let isExceeded = rows.contains { row in
            limits.contains { (figure($0.key, row.now) ?? 0) > $0.bytes }
        }
        let isUnmeasured = rows.contains { figure(.import, $0.now) == nil || figure(.importMpy, $0.now) == nil }
        return isExceeded ? .memoryLimit : isUnmeasured ? .failed : .success
    }

    // MARK: Words

    func text() -> String {
        let keys: [SizeLimit.Key] = [.import, .importMpy, .kept, .keptMpy]
        var cells = [["MODULE", "FROM .PY", "FROM .MPY", "KEPT", "KEPT .MPY"]]
        for row in rows {
            cells.append(
                [row.module]
                    + keys.map { key in
                        guard let now = figure(key, row.now) else { return "-" }
                        guard let costs = row.before else { return now.grouped }
                        guard let before = figure(key, costs) else { return "\(now.grouped) (new)" }
                        let change = now - before
                        return "\(now.grouped) (\(change < 0 ? "" : "+")\(change.grouped))"
                    })
        }
        let since = against.map { ", in brackets the change since \($0)" } ?? ""
        return TextTable(cells, leftColumns: [0]).text
            + "Least heap for the import and what stays live, in bytes, on \(board)\(since)\n"
    }

    private struct Entry: Encodable {
        struct Figures: Encodable {
            var importHeapBytes: Int?
            var importMpyHeapBytes: Int?
            var keptBytes: Int?
            var keptMpyBytes: Int?
        }

        var module: String
        var board: String
        var now: Figures
        var before: Figures?
        var problem: String?
    }

    func json() throws -> String {
        func figures(_ costs: Costs) -> Entry.Figures {
            Entry.Figures(
                importHeapBytes: figure(.import, costs), importMpyHeapBytes: figure(.importMpy, costs),
                keptBytes: figure(.kept, costs), keptMpyBytes: figure(.keptMpy, costs))
        }
        return try JSONText.of(
            rows.map { row in
                var problem: String?
                if case .failure(let refusal) = row.now.source { problem = FitTable.words(refusal) }
                return Entry(
                    module: row.module, board: board, now: figures(row.now), before: row.before.map(figures),
                    problem: problem)
            })
    }
}
