/// Hands each event to whoever listens: trace files, scenarios, the window.
public final class WireTrace {
    /// Reads the stream of events, each with its time.
    public typealias Sink = (Instant, WireEvent) -> Void

    private var sinks: [Sink] = []

    /// A trace that nobody reads yet.
    public init() {}

    /// From now on `sink` gets every event, in order.
    public func add(_ sink: @escaping Sink) { sinks.append(sink) }

    /// Reports an event. Costs a comparison when nobody listens.
    @inline(__always)
    public func record(_ event: WireEvent, at instant: Instant) {
        if sinks.isEmpty { return }
        for sink in sinks { sink(instant, event) }
    }
}
