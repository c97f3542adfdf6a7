/// What one driver does to its net.
public enum Drive: Equatable, Sendable {
    /// High impedance: an input, an open drain that lets go.
    case released
    /// Strongly to ground: a push-pull low, an open drain that pulls, a ground rail.
    case low
    /// Strongly to the supply: a push-pull high, a supply rail.
    case high
    /// A resistor to the supply.
    case pullUp(Ohms)
    /// A resistor to ground.
    case pullDown(Ohms)
    /// A voltage behind a resistance: a potentiometer, a sensor, a DAC.
    case voltage(Volts, Ohms)
    /// Strongly low and high in turn, at a rate that is described and not played out.
    case pwm(PWMSignal)

    /// It wins over resistors and sources.
    var isStrong: Bool {
        switch self {
        case .low, .high, .pwm: true
        case .released, .pullUp, .pullDown, .voltage: false
        }
    }
}
