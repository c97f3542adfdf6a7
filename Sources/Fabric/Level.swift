/// Electric potential against the board's ground.
public typealias Volts = Double
/// Resistance.
public typealias Ohms = Double

/// What a digital input would make of a net.
public enum Level: UInt8, Sendable {
    /// Driven or pulled to ground.
    case low
    /// Driven or pulled to the supply.
    case high
    /// Nobody drives it.
    case floating
    /// Two strong drivers disagree: a short circuit.
    case conflict

    /// Low for false, high for true.
    public init(_ isHigh: Bool) { self = isHigh ? .high : .low }

    /// The level as a digital input reads it. A floating net and a short circuit read low: a real chip would read anything,
    /// a simulator must always read the same.
    public var isHigh: Bool { self == .high }
}
