import ArgumentParser
import Foundation
import MicroPython

/// `perch disassemble PATH`: the bytecode of a Python or .mpy file, as MicroPython's `-v -v` lists it.
struct DisassembleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disassemble", abstract: "List the bytecode of a .py or .mpy file.",
        discussion: """
            The listing is MicroPython's own. With --registers the instructions that Perch's engine makes of each are shown \
            under it: r3 is slot 3 of the frame, the first register of a line is the target. What is wrong with a file is \
            told in MicroPython's words, with exit code 65.
            """)

    @Argument(help: "The .py or .mpy file.")
    var path: String

    @Flag(help: "Show the engine's register form under each instruction.")
    var registers = false

    @OptionGroup
    var optimisation: OptimisationOption

    func run() throws {
        try Complaint.reported {
            var disassembly = Disassembly()
            disassembly.optimisationLevel = optimisation.level
            disassembly.showsRegisters = registers
            let bytes = try InputFile.read(path)
            do throws(CrossCompiler.Failure) {
                StandardStreams.write(try disassembly.text(of: bytes, name: path))
            } catch {
                StandardStreams.write(error.description + "\n", to: STDERR_FILENO)
                throw ExitCode.badInput
            }
        }
    }
}
