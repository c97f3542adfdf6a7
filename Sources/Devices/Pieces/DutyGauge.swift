import Fabric

/// The width of the high pulses on a net, whether a waveform describes them or the guest toggles them by hand.
final class DutyGauge {
    private let onPulse: (_ width: Picoseconds, _ instant: Instant) -> Void
    private var rise: Instant?
    private var isHigh = false

    /// `onPulse` is told of each pulse by hand at its end, and once of a waveform.
    init(_ onPulse: @escaping (_ width: Picoseconds, _ instant: Instant) -> Void) { self.onPulse = onPulse }

    func attach(to net: Net, at instant: Instant) {
        net.observe { [weak self] net, instant in self?.look(net, at: instant) }
        look(net, at: instant)
    }

    private func look(_ net: Net, at instant: Instant) {
        if let waveform = net.waveform {
            rise = nil
            isHigh = false
            return onPulse(waveform.highTime, instant)
        }
        let level = net.level(at: instant).isHigh
        guard level != isHigh else { return }
        isHigh = level
        if level {
            rise = instant
        } else if let rise {
            onPulse(instant - rise, instant)
        }
    }
}
