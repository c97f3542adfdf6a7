import ArgumentParser
import Foundation
import MicroPython

/// `perch compile FILE`: Python to .mpy, the same bytes as MicroPython's mpy-cross 1.29 writes.
struct CompileCommand: AsyncParsableCommand {
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

    func run() async throws {
        let source = try read()
        let bytes: [UInt8]
        do throws(CrossCompiler.Failure) {
            bytes = try CrossCompiler().compile(
                source, name: sourceName ?? file, optimisationLevel: optimisation)
        } catch {
            throw fail("\(error)", FailureCode.input)
        }
        let target = output ?? (file.hasSuffix(".py") ? String(file.dropLast(3)) : file) + ".mpy"
        do {
            try Data(bytes).write(to: URL(fileURLWithPath: target))
        } catch {
            throw fail("perch: cannot write \(target): \(reason(error))", FailureCode.output)
        }
    }

    private func read() throws -> [UInt8] {
        do {
            return try Array(Data(contentsOf: URL(fileURLWithPath: file)))
        } catch {
            throw fail("perch: cannot read \(file): \(reason(error))", FailureCode.missing)
        }
    }

    /// The exit codes of sysexits.h that the command uses.
    private enum FailureCode {
        static let input: Int32 = 65
        static let missing: Int32 = 66
        static let output: Int32 = 73
    }

    private func fail(_ message: String, _ code: Int32) -> ExitCode {
        FileHandle.standardError.write(Data((message + "\n").utf8))
        return ExitCode(code)
    }

    /// The system's own words, without Foundation's wrapping.
    private func reason(_ error: any Error) -> String {
        let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
        if let underlying, underlying.domain == NSPOSIXErrorDomain {
            return String(cString: strerror(Int32(underlying.code)))
        }
        return error.localizedDescription
    }
}
