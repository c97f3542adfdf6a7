import ArgumentParser
import Foundation

/// `perch micropython`: the unix port of MicroPython, a 32-bit machine with doubles and 1 MB of heap.
struct MicroPythonCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "micropython", abstract: "Run programs as MicroPython's unix port does.",
        discussion: "`perch micropython -h` shows its options, which are the unix port's.")

    @Argument(parsing: .captureForPassthrough, help: "Options and program, as of the unix port's micropython.")
    var words: [String] = []

    static let help = """
        usage: perch micropython [options] [-c code | -m module | file] [argument ...]

        A 32-bit MicroPython with doubles, on the files, the clock and the terminal of this machine. A link named
        micropython to the perch program is the same command.

          -c code             run this text
          -m module           run a module found along sys.path, or a package's __main__
          file                run a file; its folder comes first in sys.path
          (none of these)     run what comes from stdin; the REPL, if that is a terminal
          -i                  the REPL afterwards; so does a MICROPYINSPECT in the environment
          -v                  tell of memory at the end; twice: list the bytecode too
          -O[level]           optimise: from 1 on no asserts, from 3 on no line numbers; -OO is -O2
          -X compile-only     parse and compile, run nothing
          -X emit=bytecode    emit=native is taken too, and gives bytecode
          -X heapsize=n[w][k|m]  bytes of heap; 1m without it
          -X firmware=coverage  with all options of the build on: t-strings, weakref, marshal, sys.settrace and more
          --clock virtual     time passes by the guest's own work and sleep alone: equal runs are equal to the byte
          --version, -h       what this is, and this text

        MICROPYPATH holds the folders of sys.path, separated by colons.

        """

    func run() throws {
        let code = Self.start(words)
        if code != 0 { throw ExitCode(code) }
    }

    /// Apart, so that what it opened is closed before the process exits.
    static func start(_ words: [String]) -> Int32 {
        switch UnixArguments.parse(words) {
        case .help: StandardStreams.write(help)
        case .version: StandardStreams.write(UnixSession.banner + "\n")
        case .invalid:
            StandardStreams.write("Invalid command line arguments. Use -h option for help.\n", to: STDERR_FILENO)
            return 1
        case .notModelled(let what):
            StandardStreams.note("not modelled: \(what)")
            return 1
        case .run(let arguments):
            BugHandler.install()
            do throws(Complaint) {
                return try UnixSession(arguments).run()
            } catch {
                StandardStreams.note(error.description)
                return error.exitCode.rawValue
            }
        }
        return 0
    }
}
