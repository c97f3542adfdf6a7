import Fabric

/// A LED between two nets. It is lit while its anode is higher than its cathode.
///
/// Not modelled: forward voltage, current, light from a weak drive, both legs on waveforms of one phase.
final class Diode {
    /// More than one where the part has several pins for the same leg.
    private var anodes: [Net] = []
    private var cathodes: [Net] = []
    private(set) var lamp = Lamp()

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
    }
}
