import Foundation
import MicroPython

/// The time of a guest without a board: the host's, or a virtual one that only the guest's own work and sleep move.
///
/// A cycle counts as a nanosecond: threads that sleep wake by cycles, with either clock.
struct UnixClock: GuestClock, Sendable {
    let isVirtual: Bool
    /// Runs while the guest waits, as between its instructions: signals and scheduled calls.
    var poll: @Sendable (VM) throws(GuestException) -> Void = { (_) throws(GuestException) in }

    private let start = ContinuousClock.now

    init(isVirtual: Bool) { self.isVirtual = isVirtual }

    /// Nanoseconds since the start.
    func nanoseconds(_ vm: VM) -> Int { isVirtual ? vm.cycles : hostNanoseconds }

    private var hostNanoseconds: Int {
        let (seconds, attoseconds) = start.duration(to: .now).components
        return Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000)
    }

    /// Microseconds since 1970; the virtual clock starts there.
    func microsecondsSinceEpoch(_ vm: VM) -> Int {
        if isVirtual { return vm.cycles / 1000 }
        var now = timeval()
        gettimeofday(&now, nil)
        return Int(now.tv_sec) * 1_000_000 + Int(now.tv_usec)
    }

    /// Processor time that the process has used.
    func processorMicroseconds(_ vm: VM) -> Int { isVirtual ? vm.cycles / 1000 : Int(clock()) }

    /// Lets time pass; other threads run meanwhile.
    func wait(_ vm: VM, nanoseconds: Int) throws(GuestException) {
        let end = now(vm) + nanoseconds
        while true {
            try poll(vm)
            let left = end - now(vm)
            if left <= 0 { return }
            // On the host's clock nobody knows how many cycles the others will run meanwhile: it looks again after a few.
            let wake = vm.cycles + (isVirtual ? left : min(left, Self.lookCycles))
            if try vm.runOtherStrands(untilCycle: wake) { continue }
            pass(vm, nanoseconds: min(left, (vm.nextStrandCycle ?? .max) - vm.cycles))
        }
    }

    /// Seconds since 1970.
    func date(_ vm: VM) -> Int { microsecondsSinceEpoch(vm) / 1_000_000 }

    /// Milliseconds since the start.
    func milliseconds(_ vm: VM) -> Int { nanoseconds(vm) / 1_000_000 }

    /// As `wait(_:nanoseconds:)`.
    func wait(_ vm: VM, milliseconds: Int) throws(GuestException) {
        try wait(vm, nanoseconds: milliseconds * 1_000_000)
    }

    private static let lookCycles = 1 << 20

    private func now(_ vm: VM) -> Int { isVirtual ? vm.cycles : hostNanoseconds }

    /// No thread can run: those that sleep wake by and by.
    func idle(_ vm: VM, _ isDone: () -> Bool) throws(GuestException) {
        while !isDone() {
            try poll(vm)
            guard let wake = vm.nextStrandCycle else {
                throw vm.exception(.runtimeError, "deadlock: every thread waits for a lock that none can release")
            }
            pass(vm, nanoseconds: wake - vm.cycles)
        }
    }

    /// Nobody can run for so long.
    private func pass(_ vm: VM, nanoseconds: Int) {
        guard nanoseconds > 0 else { return }
        guard !isVirtual else { return vm.charge(nanoseconds) }
        let before = hostNanoseconds
        var request = timespec(tv_sec: nanoseconds / 1_000_000_000, tv_nsec: nanoseconds % 1_000_000_000)
        let wasInterrupted = nanosleep(&request, nil) != 0
        vm.charge(wasInterrupted ? min(nanoseconds, hostNanoseconds - before) : nanoseconds)
    }
}
