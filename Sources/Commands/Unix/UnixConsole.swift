import Foundation

/// stdout and stderr of this process as a guest's consoles: output is gathered, and out before anyone waits for it.
final class UnixConsole {
    private var pending: [UInt8] = []
    private let isTerminal = isatty(STDOUT_FILENO) != 0
    private static let pendingBytesMax = 1 << 14

    func write(_ bytes: UnsafeRawBufferPointer) {
        pending += bytes
        if isTerminal || pending.count > Self.pendingBytesMax { flush() }
    }

    /// In the order of the two streams' output.
    func writeError(_ bytes: UnsafeRawBufferPointer) {
        flush()
        StandardStreams.write(Array(bytes), to: STDERR_FILENO)
    }

    func flush() {
        StandardStreams.write(pending)
        pending.removeAll(keepingCapacity: true)
    }
}
