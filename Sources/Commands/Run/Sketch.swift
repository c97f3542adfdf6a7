import Foundation

/// The program that `perch run` is given.
struct Sketch {
    /// The name that tracebacks show.
    let file: String
    /// Its bytes.
    let source: [UInt8]
    /// Where its imports lie; nil for none.
    let folder: String?

    /// A program from the command line.
    init(code: String) {
        // What the unix port calls it.
        file = "<stdin>"
        source = Array(code.utf8) + [UInt8(ascii: "\n")]
        folder = nil
    }

    /// A file, or a folder with `main.py`.
    init(path: String) throws(Complaint) {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw Complaint(.missingInput, "\(path): no such file or folder\(Self.hint(for: path))")
        }
        let program = isFolder.boolValue ? (path.hasSuffix("/") ? path : path + "/") + "main.py" : path
        guard FileManager.default.fileExists(atPath: program) else {
            let others = Self.programs(in: path)
            let remedy = others.isEmpty ? "give the path of a .py file" : "did you mean \(path)/\(others[0])?"
            throw Complaint(.missingInput, "\(path): this folder has no main.py; \(remedy)")
        }
        guard let bytes = FileManager.default.contents(atPath: program) else {
            throw Complaint(.missingInput, "\(program): cannot be read; check its permissions")
        }
        let slash = program.lastIndex(of: "/")
        file = slash.map { String(program[program.index(after: $0)...]) } ?? program
        folder = slash.map { String(program[..<$0]) } ?? "."
        source = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : Array(bytes)
    }

    /// Its text, for a look at what it imports.
    var text: String { String(decoding: source, as: UTF8.self) }

    private static func hint(for path: String) -> String {
        FileManager.default.fileExists(atPath: path + ".py") ? "; did you mean \(path).py?" : ""
    }

    private static func programs(in folder: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".py") }.sorted()
    }
}
