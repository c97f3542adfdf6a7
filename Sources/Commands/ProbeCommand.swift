import ArgumentParser
import Foundation
import MicroPython

/// `perch probe`: figures that programs print, beside those of another MicroPython.
struct ProbeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "probe", abstract: "Compare figures that programs print with those of another MicroPython.",
        discussion: """
            A program prints lines of `name number`: bytes of heap, depths, counts. The file holds such lines too. What differs is \
            printed, `-` before the file's figure and `+` before Perch's, and is an error unless the file says why, behind a `#`. The \
            programs run as in the unix port's folder /home/user/python.
            """)

    /// Which MicroPython.
    enum Build: String, ExpressibleByArgument, CaseIterable {
        case unix32
        case cortexM3 = "cortex-m3"

        var firmware: Firmware { self == .unix32 ? .unix32 : .cortexM3 }
    }

    @Argument(help: "Programs, or folders of them.")
    var paths: [String]

    @Option(help: ArgumentHelp("The figures to compare with.", valueName: "file"))
    var against: String

    @Option(help: "The build whose figures they are: unix32 or cortex-m3.")
    var firmware = Build.unix32

    @Option(help: ArgumentHelp("Heap of each program.", valueName: "size"))
    var heap = ByteSize(bytes: 1 << 20)

    func run() throws {
        try Complaint.reported {
            let expected = FigureTable(try String(decoding: InputFile.read(against), as: UTF8.self))
            let found = try FigureTable(running: try programs(), firmware.firmware, heapBytes: heap.bytes)
            let differences = expected.differences(from: found)
            for line in differences.unexpected + differences.excused { StandardStreams.write(line + "\n") }
            let counts = "\(differences.unexpected.count) of \(expected.figures.count) figures differ"
            StandardStreams.write("\(counts), \(differences.excused.count) more for a known reason\n")
            if !differences.unexpected.isEmpty { throw ExitCode.failed }
        }
    }

    private func programs() throws(Complaint) -> [(name: String, source: [UInt8])] {
        try BenchmarkProgram.load(paths, skipping: []).map { program in
            (String(program.path.split(separator: "/").last ?? ""), program.source)
        }
    }
}
