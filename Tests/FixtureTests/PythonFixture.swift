import Board
import Foundation
import MicroPython
import TestBench
import Testing

/// A program under `Fixtures`; what it must print stands in the file `.exp` beside it.
struct PythonFixture {
    /// From the top of the repository.
    let program: String

    /// The programs under a folder that have expectations; others are modules that these import.
    static func programs(under folder: String) -> [String] {
        Repository.files(under: folder, ending: ".py").filter {
            FileManager.default.fileExists(atPath: Repository.path(PythonFixture(program: $0).expectation))
        }
    }

    var expectation: String { String(program.dropLast(3)) + ".exp" }
    private var name: String { String(program.split(separator: "/").last!) }
    private var folder: URL { Repository.root.appending(path: program).deletingLastPathComponent() }

    /// Runs it and compares; or, where a real MicroPython is given, writes down what that prints.
    func check(_ firmware: Firmware, reference: String?) throws {
        if let reference { return try rewrite(with: reference) }
        let result = try run(
            Repository.text(program), file: name, firmware: firmware, heapBytes: 4 << 20,
            files: SketchFolder(folder.path))
        let expected = Repository.text(expectation)
        #expect(result.text == expected, "\(program): \(Difference(result.text, expected))")
    }

    private func rewrite(with reference: String) throws {
        let process = Process()
        process.executableURL = URL(filePath: reference)
        process.currentDirectoryURL = folder
        process.arguments = ["-X", "heapsize=4M", name]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        try bytes.write(to: Repository.root.appending(path: expectation))
    }
}
