/// The time of a guest, for modules of the core that wait: `select`, `asyncio`.
public protocol GuestClock {
    /// Milliseconds since the start.
    func milliseconds(_ vm: VM) -> Int
    /// Lets time pass; callbacks and other threads run meanwhile.
    func wait(_ vm: VM, milliseconds: Int) throws(GuestException)
    /// Seconds since 1970 on its calendar: what changed files are given.
    func date(_ vm: VM) -> Int
}

extension GuestClock {
    /// 2000-01-01, for a clock without a calendar.
    public func date(_ vm: VM) -> Int { 946_684_800 }
}

/// A guest whose host gave it no clock: its cycles count as nanoseconds, and waiting adds to them.
struct CycleClock: GuestClock {
    private static let cyclesPerMillisecond = 1_000_000

    func milliseconds(_ vm: VM) -> Int { vm.cycles / Self.cyclesPerMillisecond }

    func wait(_ vm: VM, milliseconds: Int) throws(GuestException) {
        vm.charge(milliseconds * Self.cyclesPerMillisecond)
        try vm.giveTurn()
    }
}
