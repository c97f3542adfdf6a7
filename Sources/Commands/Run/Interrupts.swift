import Foundation
import Synchronization

/// Counts Ctrl-C. What it does is the run's business; the third one ends the process where it stands, in case that the run no longer looks.
enum Interrupts {
    private static let pressed = Atomic<Int>(0)

    static var count: Int { pressed.load(ordering: .relaxed) }

    /// Whether it was pressed since the last time this was asked.
    static func take() -> Bool { pressed.exchange(0, ordering: .relaxed) > 0 }

    static func install() {
        // Made before a signal can come: a first use inside the handler would take a lock.
        pressed.store(0, ordering: .relaxed)
        // Whoever started the process may have blocked the signal, as test runners and job schedulers do.
        var interrupt = sigset_t()
        sigemptyset(&interrupt)
        sigaddset(&interrupt, SIGINT)
        pthread_sigmask(SIG_UNBLOCK, &interrupt, nil)
        signal(SIGINT) { _ in
            if Interrupts.pressed.add(1, ordering: .relaxed).newValue > 2 { _exit(130) }
        }
    }
}
