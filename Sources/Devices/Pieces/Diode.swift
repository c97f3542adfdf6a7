import Fabric

/// A LED between two nets. It is lit while its anode is higher than its cathode.
///
/// Not modelled: forward voltage, current, light from a weak drive, both legs on waveforms of one phase.
final class Diode {
    private var anode: Net?
    private var cathode: Net?
    private(set) var lamp = Lamp()

    /// Solders a leg.
    func attach(isAnode: Bool, to net: Net, at instant: Instant) {
        if isAnode { anode = net } else { cathode = net }
        net.observe { [weak self] _, instant in self?.look(at: instant) }
        look(at: instant)
    }

    private func look(at instant: Instant) {
        guard let anode, let cathode else { return }
        // With a waveform on both legs they count as independent of each other.
        lamp.shine(anode.dutyHigh * cathode.dutyLow, at: instant)
    }
}
