import ArgumentParser
import Foundation
import MicroPython

/// `perch compile FILE`: Python to .mpy, the same bytes as MicroPython's mpy-cross 1.29 writes.
struct CompileCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compile", abstract: "Compile a Python file to a .mpy file, as mpy-cross does.",
        discussion: """
            The file loads in every MicroPython that takes .mpy version 6. What is wrong with a source is told in \
            MicroPython's own words, with exit code 65.
            """)

    @Argument(help: "The Python file.")
    var file: String

    @Option(
        name: .customShort("o"),
        help: ArgumentHelp(
            "Where to write; by default FILE with .mpy in place of .py, and - is stdout.", valueName: "file"))
    var output: String?

    @Option(
        name: .customShort("s"),
        help: ArgumentHelp("The file name that tracebacks show; by default FILE as given.", valueName: "name"))
    var sourceName: String?

    @Option(
        name: .customShort("O", allowingJoined: true),
        help: ArgumentHelp("0 to 3: from 1 on without asserts, from 3 on without line numbers.", valueName: "level"))
    var optimisation = 0

    func validate() throws {
        guard (0...3).contains(optimisation) else { throw ValidationError("-O takes a level from 0 to 3") }
    }

    func run() throws {
        try Complaint.reported {
            let source = try InputFile.read(file)
            let bytes: [UInt8]
            do throws(CrossCompiler.Failure) {
                bytes = try CrossCompiler().compile(
                    source, name: sourceName ?? file, file: file, optimisationLevel: optimisation)
            } catch {
                // MicroPython's words stand alone, as a sketch's traceback does.
                StandardStreams.write(error.description + "\n", to: STDERR_FILENO)
                throw ExitCode.badInput
            }
            try write(bytes)
        }
    }

    private func write(_ bytes: [UInt8]) throws {
        let target = output ?? (file.hasSuffix(".py") ? String(file.dropLast(3)) : file) + ".mpy"
        if target == "-" { return StandardStreams.write(bytes) }
        guard let stream = fopen(target, "wb") else {
            throw Complaint(.usage, "cannot write \(target): \(String(cString: strerror(errno)))")
        }
        let written = fwrite(bytes, 1, bytes.count, stream)
        guard fclose(stream) == 0, written == bytes.count else {
            throw Complaint(.usage, "cannot write all of \(target): \(String(cString: strerror(errno)))")
        }
    }
}
