import Board
import Foundation
import MicroPython

/// The program that `perch run` is given, with the files that it may import.
struct Sketch {
    /// What the board runs.
    let program: Program
    /// What lies beside it.
    let files: any GuestFiles & Sendable
    /// Its text, for a look at what board it was written for.
    let text: String

    /// A program from the command line; the unix port calls such a file so.
    init(code: String) {
        program = .source(code + "\n", file: "<stdin>")
        files = NoFiles()
        text = code
    }

    /// A file, or a folder with `main.py`.
    init(path: String) throws(Complaint) {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            let hint = FileManager.default.fileExists(atPath: path + ".py") ? "; did you mean \(path).py?" : ""
            throw Complaint(.missingInput, "\(path): no such file or folder\(hint)")
        }
        let place = URL(filePath: path)
        let folderPath = isFolder.boolValue ? path : place.deletingLastPathComponent().relativePath
        do throws(BoardError) {
            let folder = try SketchFolder(folderPath)
            if isFolder.boolValue {
                program = try .project(folder)
            } else if let source = folder.read(place.lastPathComponent) {
                program = .source(source, file: place.lastPathComponent)
            } else {
                throw .unreadable(path: path)
            }
            files = folder
        } catch {
            throw Self.complaint(error, folder: path)
        }
        text = program.scripts.map { String(decoding: $0.source, as: UTF8.self) }.joined(separator: "\n")
    }

    private static func complaint(_ error: BoardError, folder: String) -> Complaint {
        guard case .noMain = error else { return Complaint(.missingInput, "\(error); check its permissions") }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let programs = names.filter { $0.hasSuffix(".py") }.sorted()
        let remedy =
            programs.isEmpty
            ? "give the path of a .py file"
            : "did you mean \(URL(filePath: folder).appending(path: programs[0]).relativePath)?"
        return Complaint(.missingInput, "\(error); \(remedy)")
    }
}
