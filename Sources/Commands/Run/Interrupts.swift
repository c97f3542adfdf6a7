import Foundation
import Synchronization

/// Counts Ctrl-C. What it does is the run's business; the third one ends the process where it stands, in case that the run no longer looks.
enum Interrupts {
    private static let pressed = Atomic<Int>(0)

    static var count: Int { pressed.load(ordering: .relaxed) }

    static func install() {
        // Made before a signal can come: a first use inside the handler would take a lock.
        pressed.store(0, ordering: .relaxed)
        signal(SIGINT) { _ in
            if Interrupts.pressed.add(1, ordering: .relaxed).newValue > 2 { _exit(130) }
        }
    }
}
