import Fabric

/// How a board starts anew.
public enum ResetKind: String, Hashable, Sendable {
    /// The supply came on.
    case powerOn = "power_on"
    /// `machine.reset()`.
    case hard = "reset"
    /// The watchdog.
    case watchdog
    /// Waking from `machine.deepsleep`.
    case deepSleep = "deepsleep"
    /// `machine.soft_reset()`.
    case soft = "soft_reset"
}

/// Why the hardware stopped the guest.
public enum StopReason: Equatable, Sendable {
    /// The time limit.
    case limit
    /// The host asked.
    case host
    /// A reset, at this time.
    case reset(ResetKind, at: Instant)
    /// It waits for what can never come.
    case waitsForever(String)
    /// A callback ran too long.
    case callbackTooLong
}
