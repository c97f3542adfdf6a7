/// What a user does to the board. The window returns these; the board turns them into world-face calls and serial bytes.
public enum BoardInput: Sendable, Equatable {
    /// A button goes down (id of a `ButtonSnapshot` or of a part).
    case press(String)
    /// A button comes up.
    case release(String)
    /// A control of a part is moved (`pot1`, `position`, 0.25).
    case set(part: String, control: String, value: Double)
    /// Bytes typed into the serial console, as a terminal sends them (Enter is CR, Backspace is DEL).
    case serial([UInt8])
    /// Stop the clock.
    case pause
    /// Let the clock run on.
    case resume
    /// Virtual seconds per second of the host.
    case speed(Double)
    /// Show the map of the heap, or hide it.
    case showHeap(Bool)
    /// The user closed the window.
    case close
}
