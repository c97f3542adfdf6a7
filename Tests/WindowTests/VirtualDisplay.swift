import Foundation

/// An X server without a screen, for the time of a test.
final class VirtualDisplay {
    let name: String
    private let server: Process

    /// `nil` where Xvfb is not installed or does not start.
    init?() {
        guard let program = Self.find("Xvfb") else { return nil }
        let server = Process()
        let pipe = Pipe()
        server.executableURL = program
        // The server chooses a free number and tells it, and ends with its last client.
        server.arguments = ["-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-terminate"]
        server.standardOutput = pipe
        server.standardError = FileHandle.nullDevice
        guard (try? server.run()) != nil else { return nil }
        let answer = String(decoding: pipe.fileHandleForReading.availableData, as: UTF8.self)
        guard let number = Int(answer.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            kill(server.processIdentifier, SIGKILL)
            return nil
        }
        self.server = server
        name = ":\(number)"
    }

    deinit {
        for _ in 0..<500 where server.isRunning { usleep(2000) }
        // SIGTERM would not do: a process that a test's worker thread has started inherits its blocked signals.
        if server.isRunning { kill(server.processIdentifier, SIGKILL) }
    }

    /// `waitUntilExit` turns the run loop, which the main thread of a test has not got.
    private static func wait(_ process: Process) {
        for _ in 0..<2500 where process.isRunning { usleep(2000) }
    }

    static func find(_ program: String) -> URL? {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
            .map { URL(filePath: String($0)).appending(path: program) }
            .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    }

    /// Runs xdotool on this display; its output.
    func xdotool(_ arguments: String...) throws -> String {
        guard let program = Self.find("xdotool") else { return "" }
        let tool = Process()
        let pipe = Pipe()
        tool.executableURL = program
        tool.arguments = arguments
        tool.environment = ProcessInfo.processInfo.environment.merging(["DISPLAY": name]) { $1 }
        tool.standardOutput = pipe
        tool.standardError = FileHandle.nullDevice
        try tool.run()
        Self.wait(tool)
        return String(decoding: pipe.fileHandleForReading.availableData, as: UTF8.self)
    }
}
