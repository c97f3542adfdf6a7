/// The only clock of a board: virtual time, counted in CPU cycles.
public struct VirtualClock: Sendable {}
