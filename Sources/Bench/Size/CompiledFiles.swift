import MicroPython
import Synchronization

/// Files as they are after each `.py` was compiled to a `.mpy` on the host and left out.
public final class CompiledFiles: GuestFiles, Sendable {
    private let sources: any GuestFiles & Sendable
    /// What was compiled already; nil for a source that has a mistake.
    private let compiled = Mutex<[String: [UInt8]?]>([:])

    /// Compiles when somebody asks.
    public init(_ sources: any GuestFiles & Sendable) { self.sources = sources }

    /// A source that compiles is not there, its .mpy is.
    public func kind(of path: String) -> GuestFileKind {
        if path.hasSuffix(".py") && read(Self.compiledName(path)) != nil { return .missing }
        if path.hasSuffix(".mpy") && read(path) != nil { return .file }
        return sources.kind(of: path)
    }

    /// A file as it is, or compiled now.
    public func read(_ path: String) -> [UInt8]? {
        guard path.hasSuffix(".mpy"), sources.kind(of: path) != .file else { return sources.read(path) }
        let source = String(path.dropLast(4)) + ".py"
        return compiled.withLock { compiled in
            if let known = compiled[source] { return known }
            let bytes = sources.read(source).flatMap { try? CrossCompiler().compile($0, name: Self.name(source)) }
            compiled[source] = .some(bytes)
            return bytes
        }
    }

    /// As the folder, with .mpy for .py.
    public func entries(in path: String) throws(FileError) -> [FileEntry] {
        try sources.entries(in: path).map { entry in
            let full = path + "/" + entry.name
            guard entry.name.hasSuffix(".py"), kind(of: full) == .missing else { return entry }
            return FileEntry(name: Self.compiledName(entry.name), kind: .file)
        }
    }

    private static func compiledName(_ path: String) -> String { String(path.dropLast(3)) + ".mpy" }
    private static func name(_ path: String) -> String { path.hasPrefix("/") ? String(path.dropFirst()) : path }
}
