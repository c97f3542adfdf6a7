import Fabric

/// What happened on one net, read off the trace.
final class PinHistory {
    private(set) var edges: [(milliseconds: Double, isHigh: Bool)] = []
    private var waveforms: [(milliseconds: Double, signal: PWMSignal?)] = []
    private var isHigh: Bool

    init(_ net: Net, circuit: Circuit, from start: Instant) {
        // An edge is a change of what a digital input reads: a floating net reads low.
        isHigh = net.level(at: start).isHigh
        let id = net.id
        circuit.trace.add { [weak self] instant, event in self?.record(event, of: id, at: instant.seconds * 1000) }
    }

    private func record(_ event: WireEvent, of id: NetID, at milliseconds: Double) {
        switch event {
        case .edge(id, let level):
            waveforms.append((milliseconds, nil))
            guard level.isHigh != isHigh else { return }
            isHigh = level.isHigh
            edges.append((milliseconds, isHigh))
        case .waveform(id, let signal):
            waveforms.append((milliseconds, signal))
        case .edge, .waveform, .voltage, .conflict, .warning, .serialOut, .serialIn: return
        }
    }

    func waveform(at milliseconds: Double) -> PWMSignal? {
        waveforms.last { $0.milliseconds <= milliseconds }?.signal
    }
}
