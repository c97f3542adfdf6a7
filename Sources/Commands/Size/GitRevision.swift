import Foundation

/// A folder as it was in a revision of git: a copy that is gone when nobody needs it any more.
final class GitRevision {
    let path: String

    init(_ revision: String, folder: String) throws(Complaint) {
        path = NSTemporaryDirectory() + "perch-size-" + UUID().uuidString
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw Complaint(.usage, "--against: \(path) cannot be made: \(error.localizedDescription)")
        }
        let archive = path + ".tar"
        defer { try? FileManager.default.removeItem(atPath: archive) }
        // Of the folder alone: `git archive` takes what lies below where it runs.
        try Self.run(
            ["git", "-C", folder, "archive", "--format=tar", "-o", archive, "--end-of-options", revision],
            "--against: git has no '\(revision)' of \(folder)")
        try Self.run(["tar", "-xf", archive, "-C", path], "--against: cannot unpack what git gave")
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    private static func run(_ words: [String], _ complaint: String) throws(Complaint) {
        guard let child = ChildProcess.run("/usr/bin/env", words, limit: .seconds(60)), child.exitCode == 0 else {
            let reason = ChildProcess.run("/usr/bin/env", words, limit: .seconds(60))?.text ?? "it cannot be run"
            throw Complaint(.usage, "\(complaint) (\(reason.split(separator: "\n").first ?? "no reason given"))")
        }
    }
}
