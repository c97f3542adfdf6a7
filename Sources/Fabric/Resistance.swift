/// A resistor between two nets.
///
/// A strongly driven net stands as it is; the voltages of the others follow from all resistors, pulls and sources around them
/// (`ResistorNetwork`). A waveform goes through a resistor as a waveform.
public final class Resistance {
    let one: Net
    let other: Net
    /// How large it is; at least a milliohm.
    public private(set) var ohms: Ohms

    /// Solders a resistor in (one whose ends are the same net does nothing).
    public init(between one: Net, and other: Net, ohms: Ohms, at instant: Instant) {
        self.one = one
        self.other = other
        self.ohms = max(ohms, 0.001)
        guard one !== other else { return }
        one.resistances.append(self)
        other.resistances.append(self)
        resolve(at: instant)
    }

    /// Turns, warms or lights it.
    public func setOhms(_ ohms: Ohms, at instant: Instant) {
        guard ohms != self.ohms else { return }
        self.ohms = max(ohms, 0.001)
        if one !== other { resolve(at: instant) }
    }

    var siemens: Double { 1 / ohms }

    func far(from net: Net) -> Net { net === one ? other : one }

    /// A strong end changes nothing by itself.
    private func resolve(at instant: Instant) { (one.isStrong ? other : one).resolve(at: instant) }
}
