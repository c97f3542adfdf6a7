import Bench
import Board
import Foundation
import MicroPython

/// The program that `perch run` is given, with the files that it may import.
struct Sketch {
    /// What the board runs.
    let program: Program
    /// What lies beside it.
    let files: any GuestFiles & Sendable
    /// What a report calls it.
    let title: String
    /// What is wired to the board; nil where nobody says.
    let diagram: Diagram?
    /// The folder that it lies in; nil for a program from the command line.
    let path: String?
    /// What its `test.yaml` says of the network around it.
    let network: NetworkScript?
    /// Its text, for a look at what board it was written for.
    let text: String

    /// No program: an empty board.
    init() {
        program = Program()
        files = NoFiles()
        diagram = nil
        network = nil
        path = nil
        text = ""
        title = "an empty board"
    }

    /// A program from the command line; the unix port calls such a file so.
    init(code: String, diagramFile: String? = nil) throws(Complaint) {
        program = .source(code + "\n", file: "<stdin>")
        files = NoFiles()
        do throws(BoardError) {
            let folder = URL(filePath: diagramFile ?? ".").deletingLastPathComponent().relativePath
            diagram = diagramFile == nil ? nil : try Self.diagram(diagramFile, in: try SketchFolder(folder))
        } catch {
            throw Self.complaint(error, folder: "")
        }
        network = nil
        path = nil
        text = code
        title = "-c"
    }

    /// A file, or a folder with `main.py`; its circuit is the `diagram.json` beside it, unless another is named. A circuit in place
    /// of the file stands for the folder that it lies in.
    init(path given: String, diagramFile: String? = nil) throws(Complaint) {
        let isDiagram = diagramFile == nil && given.hasSuffix(".json") && Self.isFile(given)
        let path = isDiagram ? URL(filePath: given).deletingLastPathComponent().relativePath : given
        let diagramFile = isDiagram ? given : diagramFile
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            let hint = FileManager.default.fileExists(atPath: path + ".py") ? "; did you mean \(path).py?" : ""
            throw Complaint(.missingInput, "\(path): no such file or folder\(hint)")
        }
        title = path
        let place = URL(filePath: path)
        let folderPath = isFolder.boolValue ? path : place.deletingLastPathComponent().relativePath
        do {
            let folder = try SketchFolder(folderPath)
            if isFolder.boolValue {
                program = try .project(folder)
            } else if let source = folder.read(place.lastPathComponent) {
                program = .source(source, file: place.lastPathComponent)
            } else {
                let reason = folder.obstacle(at: place.lastPathComponent) ?? "check its permissions"
                throw BoardError.unreadable(path: path, reason: reason)
            }
            files = folder
            self.path = folderPath
            diagram = try Self.diagram(diagramFile, in: folder)
            network = try Self.network(in: folder)
        } catch let error as BoardError {
            throw Self.complaint(error, folder: path)
        } catch {
            throw Complaint(.badInput, "\(error)")
        }
        text = program.scripts.map { String(decoding: $0.source, as: UTF8.self) }.joined(separator: "\n")
    }

    /// What a board of a diagram with several runs: the folder of its name, if there is one with a `main.py`, else the same as all.
    func own(board id: String) -> (program: Program, files: any GuestFiles & Sendable) {
        guard let path, !id.isEmpty, !id.contains("/"), id != "..",
            let folder = try? SketchFolder(path + "/" + id), let own = try? Program.project(folder)
        else { return (program, files) }
        return (own, folder)
    }

    private static func network(in folder: SketchFolder) throws -> NetworkScript? {
        guard let bytes = folder.read("test.yaml") else { return nil }
        let file = URL(filePath: folder.path).appending(path: "test.yaml").relativePath
        return try NetworkScript(yaml: String(decoding: bytes, as: UTF8.self), file: file) { folder.read($0) }
    }

    private static func isFile(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
    }

    private static func diagram(_ file: String?, in folder: SketchFolder) throws(BoardError) -> Diagram? {
        let path = file ?? URL(filePath: folder.path).appending(path: "diagram.json").relativePath
        let bytes =
            file == nil ? folder.read("diagram.json") : FileManager.default.contents(atPath: path).map { [UInt8]($0) }
        guard let bytes else {
            if file == nil {
                guard let reason = folder.obstacle(at: "diagram.json") else { return nil }
                throw .unreadable(path: path, reason: reason)
            }
            throw FileManager.default.fileExists(atPath: path)
                ? .unreadable(path: path, reason: isFile(path) ? "check its permissions" : "it is a folder")
                : .missing(path: path)
        }
        var diagram = try Diagram.read(bytes, file: path)
        diagram.adopt(CustomParts(in: folder))
        return diagram
    }

    /// What a person should know of its text before it runs.
    var notes: [String] {
        program.scripts.filter { $0.source.starts(with: [0xEF, 0xBB, 0xBF]) }.map { script in
            "\(script.file):1:1: a byte order mark, which MicroPython takes for a part of the first name; save the file without one"
        }
    }

    private static func complaint(_ error: BoardError, folder: String) -> Complaint {
        if case .diagram = error { return Complaint(.badInput, error.description) }
        guard case .noMain = error else { return Complaint(.missingInput, error.description) }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let programs = names.filter { $0.hasSuffix(".py") }.sorted()
        let remedy =
            programs.isEmpty
            ? "give the path of a .py file"
            : "did you mean \(URL(filePath: folder).appending(path: programs[0]).relativePath)?"
        return Complaint(.missingInput, "\(error); \(remedy)")
    }
}
