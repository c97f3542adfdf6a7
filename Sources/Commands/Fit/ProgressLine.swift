import Foundation
import Synchronization

/// A line on stderr that is written over and over while something long is done; nothing where stderr is no terminal.
final class ProgressLine: Sendable {
    private let isTerminal = isatty(STDERR_FILENO) != 0
    private let shown = Mutex<(text: String, at: ContinuousClock.Instant?)>(("", nil))

    /// Shows a text, unless another one was shown just now. From any thread.
    func show(_ text: String) {
        guard isTerminal else { return }
        shown.withLock { shown in
            let now = ContinuousClock.now
            if let last = shown.at, now - last < .milliseconds(50) { return }
            StandardStreams.write("\r\u{1B}[K" + text, to: STDERR_FILENO)
            shown = (text, now)
        }
    }

    /// Takes the line away, before something else is said.
    func clear() {
        guard isTerminal else { return }
        shown.withLock { shown in
            if !shown.text.isEmpty { StandardStreams.write("\r\u{1B}[K", to: STDERR_FILENO) }
            shown = ("", nil)
        }
    }
}
