import Foundation

/// The repository's Swift files, as the house rules read them.
enum SourceTree {
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// A Swift file, by its path from the root.
    struct File: Sendable {
        let path: String
        let text: String

        /// `BME280` of `Sources/Devices/BME280.swift`.
        var name: String { String(path.split(separator: "/").last!.dropLast(".swift".count)) }
        /// The text without comments and string literals, line by line as in the file.
        var code: String {
            text.replacing(/"""(?s:.*?)"""/) { match in
                String(repeating: "\n", count: match.output.filter(\.isNewline).count)
            }
            .replacing(/\/\/[^\n]*/, with: "").replacing(/"(?:\\.|[^"\\\n])*"/, with: "\"\"")
        }
        var lineCount: Int { text.reduce(0) { $1.isNewline ? $0 + 1 : $0 } }
    }

    /// All Swift files under a folder, in order of path; none where there is no such folder.
    static func files(under folder: String) -> [File] {
        let walker = FileManager.default.enumerator(atPath: root.appending(path: folder).path)
        let paths = (walker?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(".swift") }.sorted()
        return paths.map { path in
            let place = root.appending(path: folder + "/" + path)
            return File(path: folder + "/" + path, text: (try? String(contentsOf: place, encoding: .utf8)) ?? "")
        }
    }

    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appending(path: path).path)
    }

    static func text(of path: String) -> String {
        (try? String(contentsOf: root.appending(path: path), encoding: .utf8)) ?? ""
    }

    /// The folders under `folder`, itself included, that hold Swift files, and how many each holds.
    static func folders(under folder: String) -> [(path: String, fileCount: Int)] {
        let parents = files(under: folder).map { $0.path.split(separator: "/").dropLast().joined(separator: "/") }
        return Dictionary(grouping: parents) { $0 }.map { ($0.key, $0.value.count) }.sorted { $0.0 < $1.0 }
    }
}
