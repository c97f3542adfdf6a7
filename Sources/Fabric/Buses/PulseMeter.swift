/// Measures every pulse on a net: how long it was high or low, at the edge that ends it. For servos, triggers, infrared.
public final class PulseMeter {
    private var lastEdge: Instant?
    private var subscription: EdgeSubscription?

    /// A meter on a net. `onPulse` is told the level that has ended; the first edge only starts it.
    public init(
        net: Net, at instant: Instant, onPulse: @escaping (_ level: Level, _ width: Picoseconds, _ end: Instant) -> Void
    ) {
        subscription = net.observeEdges(at: instant) { [weak self] level, instant in
            guard let self else { return }
            let start = lastEdge
            lastEdge = instant
            if let start { onPulse(level.isHigh ? .low : .high, instant - start, instant) }
        }
    }
}
