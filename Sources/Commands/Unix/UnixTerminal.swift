import Foundation

/// The terminal of this process as a prompt needs it: each key at once and unseen, Ctrl-C as a key; and as it was, while a program
/// runs (mp_hal_stdio_mode_raw, ports/unix/unix_mphal.c v1.29).
final class UnixTerminal {
    private var original = termios()

    func makeRaw() {
        tcgetattr(STDIN_FILENO, &original)
        var mode = original
        mode.c_iflag &= ~tcflag_t(BRKINT | ICRNL | INPCK | ISTRIP | IXON)
        mode.c_cflag = mode.c_cflag & ~tcflag_t(CSIZE | PARENB) | tcflag_t(CS8)
        mode.c_lflag = 0
        withUnsafeMutableBytes(of: &mode.c_cc) { keys in
            keys[Int(VMIN)] = 1
            keys[Int(VTIME)] = 0
        }
        tcsetattr(STDIN_FILENO, TCSANOW, &mode)
    }

    func restore() { tcsetattr(STDIN_FILENO, TCSANOW, &original) }

    /// The next key; nil at the end of the input.
    func read() -> UInt8? {
        var byte: UInt8 = 0
        while true {
            let count = Foundation.read(STDIN_FILENO, &byte, 1)
            if count < 0 && errno == EINTR { continue }
            if count <= 0 { return nil }
            return byte == 10 ? 13 : byte
        }
    }
}
