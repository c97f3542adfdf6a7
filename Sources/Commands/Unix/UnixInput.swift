import Foundation
import MicroPython

/// Perch's own standard input as a guest's console, byte by byte, as the unix port reads it. What was printed
/// is out before anyone waits.
final class UnixInput: ConsoleInput {
    private let console: UnixConsole
    private let terminal = UnixTerminal()

    init(_ console: UnixConsole) { self.console = console }

    func next(_ vm: VM) throws(GuestException) -> UInt8? {
        console.flush()
        var byte: UInt8 = 0
        while true {
            let count = read(STDIN_FILENO, &byte, 1)
            if count == 1 { return byte }
            if count == 0 || errno != EINTR { return nil }
        }
    }

    func editsLine(_ isEditing: Bool) {
        if isEditing { terminal.makeRaw() } else { terminal.restore() }
    }

    var isReady: Bool {
        var request = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        return poll(&request, 1, 0) > 0
    }
}
