import Board
import Foundation
import MicroPython
import TestBench
import Testing

/// Runs every program in `Fixtures/Python` as the 32-bit unix port does. What it must print stands in the file `.exp` beside it.
///
/// `UPDATE_EXPECTED=path/of/micropython swift test --filter PythonFixtureTests` rewrites those files from a real 32-bit MicroPython,
/// never from what Perch prints.
@Suite struct PythonFixtureTests {
    static let programs = Repository.files(under: "Fixtures/Python", ending: ".py")
        .filter { FileManager.default.fileExists(atPath: Repository.path(expected(for: $0))) }

    static func expected(for program: String) -> String { String(program.dropLast(3)) + ".exp" }

    @Test func thereArePrograms() { #expect(Self.programs.count > 20) }

    @Test(arguments: programs)
    func printsWhatMicroPythonPrints(program: String) throws {
        let folder = Repository.root.appending(path: program).deletingLastPathComponent()
        if let reference = ProcessInfo.processInfo.environment["UPDATE_EXPECTED"] {
            return try rewrite(program, in: folder, with: reference)
        }
        let name = String(program.split(separator: "/").last!)
        let result = try run(
            Repository.text(program), file: name, heapBytes: 4 << 20, files: SketchFolder(folder.path))
        let expected = Repository.text(Self.expected(for: program))
        #expect(result.text == expected, "\(program): \(Difference(result.text, expected))")
    }

    private func rewrite(_ program: String, in folder: URL, with reference: String) throws {
        let process = Process()
        process.executableURL = URL(filePath: reference)
        process.currentDirectoryURL = folder
        process.arguments = ["-X", "heapsize=4M", String(program.split(separator: "/").last!)]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        try bytes.write(to: Repository.root.appending(path: Self.expected(for: program)))
    }
}
