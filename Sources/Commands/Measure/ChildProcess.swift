import Foundation

/// Another program, run to its end and timed from outside.
///
/// Not Foundation's `Process`: that one learns of the end through a thread of its own, milliseconds late.
struct ChildProcess {
    /// What it printed, stderr included.
    let text: String
    /// nil when a signal ended it.
    let exitCode: Int32?
    /// From before it was made until it was gone.
    let milliseconds: Double

    /// Runs a program; nil when there is none at this path.
    ///
    /// - Parameter limit: after this long it is killed.
    static func run(_ executable: String, _ arguments: [String], limit: Duration) -> ChildProcess? {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { return nil }
        defer { close(ends[0]) }
        let start = ContinuousClock.now
        let child = spawn(executable, arguments, output: ends)
        close(ends[1])
        guard let child else { return nil }
        let output = read(ends[0], until: start + limit) { kill(child, SIGKILL) }
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0 && errno == EINTR {}
        return ChildProcess(
            text: String(decoding: output, as: UTF8.self), exitCode: status & 0x7F == 0 ? (status >> 8) & 0xFF : nil,
            milliseconds: (ContinuousClock.now - start) / .milliseconds(1))
    }

    private static func spawn(_ executable: String, _ arguments: [String], output ends: [Int32]) -> pid_t? {
        #if canImport(Darwin)
            var actions: posix_spawn_file_actions_t?
        #else
            var actions = posix_spawn_file_actions_t()
        #endif
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO)
        for end in ends { posix_spawn_file_actions_addclose(&actions, end) }
        var words: [UnsafeMutablePointer<CChar>?] = ([executable] + arguments).map { strdup($0) }
        defer { for word in words { free(word) } }
        words.append(nil)
        var child: pid_t = 0
        return posix_spawn(&child, executable, &actions, nil, words, environ) == 0 ? child : nil
    }

    /// All that comes until the other end is closed; when that takes too long, `stop` is called to close it.
    private static func read(_ descriptor: Int32, until deadline: ContinuousClock.Instant, stop: () -> Void) -> [UInt8]
    {
        var output: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        var isStopped = false
        while true {
            let left = (deadline - .now) / .milliseconds(1)
            if left <= 0 && !isStopped {
                stop()
                isStopped = true
            }
            var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&waiting, 1, isStopped ? -1 : Int32(min(left.rounded(.up), 1e6))) > 0 else { continue }
            let count = Foundation.read(descriptor, &chunk, chunk.count)
            if count < 0 && errno == EINTR { continue }
            if count <= 0 { return output }
            output += chunk[..<count]
        }
    }
}
