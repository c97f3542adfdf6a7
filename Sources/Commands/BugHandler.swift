import Foundation

/// Turns a trap of the host, which is always a bug in Perch, into the exit code that the contract names. Swift has written its
/// reason to stderr by then.
enum BugHandler {
    static func install() {
        for number in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT] {
            signal(number) { _ in
                let words: StaticString = "perch: this is a bug in Perch; please report it with the sketch\n"
                _ = write(STDERR_FILENO, words.utf8Start, words.utf8CodeUnitCount)
                _exit(70)
            }
        }
    }
}
