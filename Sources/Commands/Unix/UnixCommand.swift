import Foundation

/// A command of the host's that the guest runs by `os.system`.
enum UnixCommand {
    /// Runs it in a shell; its status as `wait` tells it: the exit code in the second byte, or the signal that ended it.
    static func run(_ command: String, _ environment: [String: String]) -> Int {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", command]
        process.environment = environment
        do { try process.run() } catch { return 127 << 8 }
        process.waitUntilExit()
        let status = Int(process.terminationStatus)
        return process.terminationReason == .exit ? status << 8 : status
    }
}
