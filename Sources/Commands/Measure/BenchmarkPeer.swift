import Foundation

/// An interpreter that takes part in a comparison, Perch among them.
struct BenchmarkPeer {
    let name: String
    private let executable: String
    private let arguments: [String]

    /// Longer than the longest program that is worth waiting for.
    private static let limit = Duration.seconds(120)

    /// Perch, with the same bytes of heap as the others.
    static func perch(_ executable: String, heap: ByteSize) -> BenchmarkPeer {
        BenchmarkPeer(
            name: "perch", executable: executable, arguments: ["micropython", "-X", "heapsize=\(heap.bytes)"])
    }

    private init(name: String, executable: String, arguments: [String]) {
        self.name = name
        self.executable = executable
        self.arguments = arguments
    }

    /// Another one: a path, or `name=path`. It says itself whether it is a MicroPython, and so takes a heap.
    init(_ words: String, heap: ByteSize) throws(Complaint) {
        let path = String(words.drop { $0 != "=" }.dropFirst())
        guard path.isEmpty else {
            try self.init(path, named: String(words.prefix { $0 != "=" }), heap: heap)
            return
        }
        try self.init(words, named: String(words.split(separator: "/").last ?? "peer"), heap: heap)
    }

    private init(_ path: String, named name: String, heap: ByteSize) throws(Complaint) {
        let question = "import sys; print(sys.implementation.name if hasattr(sys, 'implementation') else '?')"
        let program = Self.find(path)
        guard let answer = ChildProcess.run(program, ["-c", question], limit: .seconds(10)), answer.exitCode == 0 else {
            throw Complaint(.missingInput, "\(path): cannot be run; give --peer the path of a MicroPython or Python")
        }
        let isMicroPython = answer.text.hasPrefix("micropython")
        self.init(
            name: name, executable: program,
            arguments: isMicroPython ? ["-X", "heapsize=\(heap.bytes)"] : [])
    }

    enum Answer {
        case sample(BenchmarkSample)
        /// Ran to its end without a word: no benchmark.
        case silence
        /// It cannot do it: the last line of what it said.
        case refusal(String)
    }

    func run(_ script: borrowing BenchmarkScript) -> Answer {
        guard let child = ChildProcess.run(executable, arguments + [script.path], limit: Self.limit) else {
            return .refusal("\(executable) is gone")
        }
        guard let code = child.exitCode else { return .refusal("killed, or no end within \(Self.limit)") }
        if code == 0, let sample = BenchmarkSample(text: child.text, wholeMilliseconds: child.milliseconds) {
            return .sample(sample)
        }
        if code == 0 && child.text.isEmpty { return .silence }
        let last = child.text.split(whereSeparator: \.isNewline).last.map(String.init)
        if code == 0, let last { return .refusal("no line `name milliseconds checksum`; it printed: \(last)") }
        return .refusal(last ?? "exit code \(code)")
    }

    /// A bare name is looked up on the path, as a shell does.
    private static func find(_ path: String) -> String {
        if path.contains("/") { return path }
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return folders.map { "\($0)/\(path)" }.first { FileManager.default.isExecutableFile(atPath: $0) } ?? path
    }
}
