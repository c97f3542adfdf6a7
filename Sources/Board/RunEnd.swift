import Fabric

/// How a run ended.
public enum RunEnd: Equatable, Sendable {
    /// The program returned and nothing is armed.
    case finished
    /// `sys.exit(n)`.
    case exited(Int)
    /// An exception that nobody caught; its traceback is on the serial line.
    case uncaught(type: String, message: String)
    /// The time limit came first.
    case stillRunning(at: Instant)
    /// The program waits for something that nobody can bring about; in words what.
    case waitsForever(String)
    /// It reset itself again and again without getting anywhere.
    case resetLoop(resets: Int)
    /// A callback ran longer than it may.
    case callbackTooLong
    /// The host asked: `Board.stop`.
    case stopped

    /// Whether the guest ran out of heap or stack.
    public var isMemoryLimit: Bool {
        guard case .uncaught(let type, let message) = self else { return false }
        return type == "MemoryError" || (type == "RuntimeError" && message == "maximum recursion depth exceeded")
    }
}

/// What ends a run that does not end by itself. All of it in virtual time.
public struct RunLimits: Sendable {
    /// The run ends here (`stillRunning`).
    public var until: Instant?
    /// The longest that a callback may take.
    public var callback: Picoseconds?
    /// So many resets in a row, each within `resetInterval` of the one before, are a loop.
    public var resetsMax = 16
    /// See `resetsMax`.
    public var resetInterval: Picoseconds = .milliseconds(10)
    /// Ends a program that waits for a pin that nobody can move (`waitsForever`). Off where a person or a scenario may still do
    /// something.
    public var endsIdleRuns = true

    /// No limit of time.
    public init(until: Instant? = nil) { self.until = until }
}
