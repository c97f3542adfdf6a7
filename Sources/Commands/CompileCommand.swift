import ArgumentParser
import Foundation
import MicroPython

/// `perch compile FILE`: Python to .mpy, the same bytes as MicroPython's mpy-cross 1.29 writes.
struct CompileCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compile", abstract: "Compile a Python file to a .mpy file, as mpy-cross does.")

    @Argument(help: "The Python file.") var file: String

    @Option(name: .short, help: "Where to write (default: FILE with .mpy in place of .py).")
    var output: String?

    @Option(name: .customShort("s"), help: "The file name that tracebacks show (default: FILE as given).")
    var sourceName: String?

    @Option(
        name: .customShort("O", allowingJoined: true),
        help: "0 to 3: from 1 on without asserts, from 3 on without line numbers.")
    var optimisation: Int = 0

    func validate() throws {
        guard (0...9).contains(optimisation) else { throw ValidationError("-O takes a level from 0 to 3") }
    }

    func run() throws {
        try Complaint.reported {
            let bytes = try compile(read())
            let target = output ?? (file.hasSuffix(".py") ? String(file.dropLast(3)) : file) + ".mpy"
            let outputFile = try OutputFile(path: target, option: "-o")
            outputFile.write(bytes)
        }
    }

    private func read() throws(Complaint) -> [UInt8] {
        guard FileManager.default.fileExists(atPath: file) else {
            throw Complaint(.missingInput, "\(file): no such file")
        }
        guard let bytes = FileManager.default.contents(atPath: file) else {
            throw Complaint(.missingInput, "\(file): cannot be read; is it a file, and may you read it?")
        }
        return Array(bytes)
    }

    private func compile(_ source: [UInt8]) throws -> [UInt8] {
        do throws(CrossCompiler.Failure) {
            return try CrossCompiler().compile(source, name: sourceName ?? file, optimisationLevel: optimisation)
        } catch {
            // MicroPython's own words: a traceback with file and line.
            StandardStreams.write("\(error)\n", to: STDERR_FILENO)
            throw ExitCode.badInput
        }
    }
}
