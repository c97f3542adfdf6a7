import Foundation

/// The terminal as a serial console needs it: each key at once and no echo, which is the board's to give. Ctrl-C stays a signal, unless the
/// board is to have all keys.
final class TerminalMode {
    private var saved = termios()

    /// Nil where stdin is no terminal.
    init?(takesKeys: Bool = false) {
        guard isatty(STDIN_FILENO) != 0, tcgetattr(STDIN_FILENO, &saved) == 0 else { return nil }
        var mode = saved
        mode.c_lflag &= ~tcflag_t(ICANON | ECHO)
        if takesKeys {
            mode.c_lflag &= ~tcflag_t(ISIG | IEXTEN)
            mode.c_iflag &= ~tcflag_t(IXON)
        }
        // A terminal sends CR for Enter, as boards expect.
        mode.c_iflag &= ~tcflag_t(ICRNL)
        tcsetattr(STDIN_FILENO, TCSANOW, &mode)
    }

    deinit { tcsetattr(STDIN_FILENO, TCSANOW, &saved) }
}
