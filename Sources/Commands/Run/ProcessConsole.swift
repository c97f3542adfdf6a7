import Foundation

/// stdin, stdout and stderr of this process.
final class ProcessConsole: RunConsole {
    let isTerminal = isatty(STDOUT_FILENO) != 0
    private(set) var isInputOpen = true
    private var pending: [UInt8] = []
    private var terminal: TerminalMode?
    private static let pendingBytesMax = 1 << 14

    /// - Parameter takesKeys: what is typed goes to the board as it is, Ctrl-C too.
    init(takesKeys: Bool = false) {
        // A reader that goes away (`| head`) must not kill the run before its files are written.
        signal(SIGPIPE, SIG_IGN)
        Interrupts.install()
        if isTerminal { terminal = TerminalMode(takesKeys: takesKeys) }
    }

    deinit { flush() }

    var nanoseconds: UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    var interruptCount: Int { Interrupts.count }

    func write(_ bytes: UnsafeRawBufferPointer) {
        pending += bytes
        if pending.count > Self.pendingBytesMax { flush() }
    }

    func note(_ line: String) {
        flush()
        StandardStreams.note(line)
    }

    func read(waitingAtMost nanoseconds: UInt64) -> [UInt8] {
        flush()
        let milliseconds = Int32(clamping: (nanoseconds + 999_999) / 1_000_000)
        var request = pollfd(fd: isInputOpen ? STDIN_FILENO : -1, events: Int16(POLLIN), revents: 0)
        if !isInputOpen && milliseconds == 0 { return [] }
        guard poll(&request, 1, milliseconds) > 0 else { return [] }
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = Foundation.read(STDIN_FILENO, &buffer, buffer.count)
        if count == 0 || (count < 0 && errno != EINTR && errno != EAGAIN) { isInputOpen = false }
        return count > 0 ? Array(buffer.prefix(count)) : []
    }

    private func flush() {
        StandardStreams.write(pending)
        pending.removeAll(keepingCapacity: true)
    }
}
