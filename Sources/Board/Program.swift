/// What a board runs after each reset: scripts in `__main__`, one after the other, as `boot.py` and `main.py`.
public struct Program: Sendable {
    /// File names, as tracebacks show them, and sources (or `.mpy`).
    public var scripts: [(file: String, source: [UInt8])]

    /// Scripts; none: an empty flash.
    public init(scripts: [(file: String, source: [UInt8])] = []) { self.scripts = scripts }

    /// One script.
    public static func source(_ source: [UInt8], file: String = "main.py") -> Program {
        Program(scripts: [(file, source)])
    }

    /// One script.
    public static func source(_ source: String, file: String = "main.py") -> Program {
        .source(Array(source.utf8), file: file)
    }

    /// `boot.py` of a folder, if it has one, and its `main.py`.
    public static func project(_ folder: SketchFolder) throws(BoardError) -> Program {
        for name in ["boot.py", "main.py"] {
            if let reason = folder.obstacle(at: name) {
                throw .unreadable(path: "\(folder.path)/\(name)", reason: reason)
            }
        }
        guard let main = folder.read("main.py") else { throw .noMain(folder: folder.path) }
        let boot = folder.read("boot.py").map { [(file: "boot.py", source: $0)] } ?? []
        return Program(scripts: boot + [("main.py", main)])
    }
}
