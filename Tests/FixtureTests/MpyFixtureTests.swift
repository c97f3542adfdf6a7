import Board
import Foundation
import MicroPython
import TestBench
import Testing

/// A program prints the same from its compiled file as from its source.
@Suite struct MpyFixtureTests {
    /// These print something else there too: a file's constants are folded by another build, and interned otherwise.
    static let different = ["bytes/construction.py", "float/with_ints.py", "str/identity.py"]
    static let programs = PythonFixtureTests.programs.filter { program in
        !different.contains { program.hasSuffix($0) }
    }

    @Test(arguments: programs)
    func printsTheSameCompiled(program: String) throws {
        let fixture = PythonFixture(program: program)
        let name = String(program.split(separator: "/").last!)
        let compiled: [UInt8]
        do {
            compiled = try CrossCompiler().compile(Array(Repository.text(program).utf8), name: name)
        } catch {
            // What cannot be compiled, or only for a chip.
            return
        }
        let folder = Repository.root.appending(path: program).deletingLastPathComponent().path
        let result = try run(
            compiled, file: "\(name.dropLast(3)).mpy", firmware: .unix32, heapBytes: 4 << 20,
            files: SketchFolder(folder))
        let expected = Repository.text(fixture.expectation)
        #expect(result.text == expected, "\(program): \(Difference(result.text, expected))")
    }
}
