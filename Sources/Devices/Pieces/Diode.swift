import Fabric

/// A LED between two nets. It is lit while its anode is higher than its cathode.
///
/// Not modelled: forward voltage, current, light from a weak drive, both legs on waveforms of one phase.
final class Diode {
    /// More than one where the part has several pins for the same leg.
    private var anodes: [Net] = []
    private var cathodes: [Net] = []
    private(set) var lamp = Lamp()
    private var hasBeenBare = false
    private var hasBeenReversed = false

    /// Solders a leg.
    func attach(isAnode: Bool, to net: Net, at instant: Instant) {
        if isAnode { anodes.append(net) } else { cathodes.append(net) }
        net.observe { [weak self] _, instant in self?.look(at: instant) }
        look(at: instant)
    }

    private func look(at instant: Instant) {
        var (high, low) = (0.0, 0.0)
        for net in anodes { high = max(high, net.dutyHigh) }
        for net in cathodes { low = max(low, net.dutyLow) }
        // With a waveform on both legs they count as independent of each other.
        lamp.shine(high * low, at: instant)
        if high * low > 0 {
            // What drives both legs is an output or a rail: nothing limits the current.
            if anodes.contains(where: \.isStrong) && cathodes.contains(where: \.isStrong) { hasBeenBare = true }
        } else if anodes.contains(where: { $0.dutyLow > 0 }) && cathodes.contains(where: { $0.dutyHigh > 0 }) {
            hasBeenReversed = true
        }
    }

    /// What is wrong with the wiring of a part that is made of these; one line at most.
    static func complaints(part: String, _ diodes: [Diode]) -> [String] {
        if diodes.contains(where: \.hasBeenBare) {
            return ["\(part): no resistor is in series with it; its current harms the pin that drives it"]
        }
        let isDark = diodes.allSatisfy { $0.lamp.hasNeverShone }
        if isDark && diodes.contains(where: \.hasBeenReversed) {
            return ["\(part): anode and cathode are the wrong way round, so it stays dark"]
        }
        return []
    }
}
