import Fabric
import MicroPython

/// Edges that a peripheral, or the CPU itself, makes one after the other while the guest's program waits for them.
extension Hardware {
    /// Before this instant nobody does anything but who makes edges now: the clock may stay behind, and whole bytes may go at once. Where
    /// it ends does not depend on how edges are made, so that a run with a trace and one without are the same.
    var calmUntil: Instant {
        if stopReason != nil || !hardCalls.isEmpty { return .zero }
        var calm = min(horizon, circuit.events.nextDeadline ?? horizon)
        if let until { calm = min(calm, until) }
        if host != nil { calm = min(calm, nextHostTick) }
        if let callbackLimit, let callbackStart { calm = min(calm, callbackStart + callbackLimit) }
        return calm
    }

    /// Lets the world come as far as an edge that is to be made. Returns how far it has come: later, when handlers of the guest's ran meanwhile.
    func letEdgesPass(_ vm: VM, to instant: Instant) throws(GuestException) -> Instant {
        if instant < calmUntil {
            edgesReached = max(edgesReached, instant)
            return instant
        }
        catchUp(vm)
        try wait(vm, until: instant, runsCallbacks: false)
        return clock.cycle(atOrAfter: instant) == clock.cycles ? instant : clock.now
    }

    /// The program goes on where a transfer has ended.
    func finishEdges(_ vm: VM, at instant: Instant) throws(GuestException) {
        catchUp(vm)
        try wait(vm, until: instant, runsCallbacks: false)
    }

    /// Brings the clock to the edges that were made ahead of it: whoever acts next must not act before them.
    private func catchUp(_ vm: VM) {
        let cycle = clock.cycle(atOrAfter: edgesReached)
        guard edgesReached <= horizon, cycle > clock.cycles else { return }
        vm.charge(Int(cycle - clock.cycles))
        clock.advance(toCycle: cycle)
    }

    /// A busy wait of the C code's: edges of a bit-banged protocol lie between such waits.
    func delay(_ vm: VM, microseconds: UInt64) throws(GuestException) {
        try wait(vm, until: sync() + .microseconds(microseconds), runsCallbacks: false)
    }

    /// A pin becomes an open drain that lets go, as `mp_hal_pin_open_drain` of the ports makes it.
    func openDrain(_ pin: Int, for user: PinUser? = nil, at now: Instant) {
        take(pin, for: user, at: now)
        pins[pin].write(true, at: now)
        pins[pin].setMode(.openDrain, at: now)
    }

    /// A peripheral takes a pin over.
    func take(_ pin: Int, for user: PinUser? = nil, at now: Instant) {
        takeFromPeripherals(pin: pin, at: now)
        isConfigured[pin] = true
        pinSettings[pin].user = user
    }
}
