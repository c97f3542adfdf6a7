import Fabric
import MicroPython

/// Who watches the guest's memory, through every life of it.
struct GuestWatch {
    let begins: (VM) -> Void
    let ends: (VM) -> Void
}

extension Board {
    /// Calls `begins` with the guest before it runs, now and after each reset, and `ends` when a reset or the end of the run is about to
    /// take it away. Both may look, neither may touch.
    public func watchGuest(begins: @escaping (VM) -> Void, ends: @escaping (VM) -> Void = { _ in }) {
        guestWatches.append(GuestWatch(begins: begins, ends: ends))
        if let vm = interpreter?.vm { begins(vm) }
    }

    /// The virtual time that the running instruction has come to. Unlike `now` it may be asked at any moment: the world stays where it is.
    public var guestTime: Instant { hardware.guestTime }

    func tellEnd() {
        guard let vm = interpreter?.vm else { return }
        for watch in guestWatches { watch.ends(vm) }
    }
}
