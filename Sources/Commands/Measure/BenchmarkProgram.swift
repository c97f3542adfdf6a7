import Foundation

/// A Python program that measures its own work, in one of two shapes.
struct BenchmarkProgram {
    let path: String
    let source: [UInt8]

    /// How it tells what it measured.
    enum Shape {
        /// Prints `name milliseconds checksum` itself.
        case whole
        /// Defines `bm_params` and `bm_setup` and leaves the rest to its runner, as the programs of MicroPython's perf_bench do.
        case setup
    }

    /// The file's name without its ending.
    var name: String { String(path.split(separator: "/").last?.dropLast(3) ?? "") }

    var shape: Shape {
        let lines = source.split(separator: UInt8(ascii: "\n"))
        return lines.contains { $0.starts(with: "bm_params".utf8) } ? .setup : .whole
    }

    /// The programs of files and folders, in the order given, a folder's by name.
    ///
    /// - Parameter skipped: beginnings of names that are left out of folders.
    static func load(_ paths: [String], skipping skipped: [String] = []) throws(Complaint) -> [BenchmarkProgram] {
        var programs: [BenchmarkProgram] = []
        for path in paths {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
                throw Complaint(.missingInput, "\(path): no such file or folder")
            }
            let files = isFolder.boolValue ? files(in: path, skipping: skipped) : [path]
            guard !files.isEmpty else { throw Complaint(.missingInput, "\(path): this folder has no .py file") }
            for file in files {
                guard let bytes = FileManager.default.contents(atPath: file) else {
                    throw Complaint(.missingInput, "\(file): cannot be read; check its permissions")
                }
                programs.append(BenchmarkProgram(path: file, source: Array(bytes)))
            }
        }
        return programs
    }

    private static func files(in folder: String, skipping skipped: [String]) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let kept = names.filter { name in name.hasSuffix(".py") && !skipped.contains { name.hasPrefix($0) } }
        return kept.sorted().map { "\(folder)/\($0)" }
    }
}
