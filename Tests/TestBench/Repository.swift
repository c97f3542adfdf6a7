import Foundation

/// Files of this repository, for tests that read fixtures.
public enum Repository {
    /// Its top folder.
    public static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The path of a file or folder.
    public static func path(_ relative: String) -> String { root.appending(path: relative).path }

    /// A file's text; empty where it is missing.
    public static func text(_ relative: String) -> String {
        (try? String(contentsOf: root.appending(path: relative), encoding: .utf8)) ?? ""
    }

    /// The paths from the root of all files under a folder with this ending, in order.
    public static func files(under folder: String, ending: String) -> [String] {
        let walker = FileManager.default.enumerator(atPath: path(folder))
        let paths = (walker?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(ending) }
        return paths.map { "\(folder)/\($0)" }.sorted()
    }

    /// The names of the folders in a folder, in order.
    public static func folders(in folder: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path(folder))) ?? []
        return names.filter { FileManager.default.fileExists(atPath: path("\(folder)/\($0)/main.py")) }.sorted()
    }
}
