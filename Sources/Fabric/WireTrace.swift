/// Hands each event to whoever listens: trace files, scenarios, the window.
public final class WireTrace {
    /// Reads the stream of events, each with its time.
    public typealias Sink = (Instant, WireEvent) -> Void

    private var sinks: [Sink] = []
    /// What parts of somebody's own have said, each line once.
    public private(set) var remarks: [String] = []
    /// What is wrong with the wiring, as far as it showed, in order.
    public private(set) var faults: [WiringFault] = []
    /// The same, one line each.
    public var warnings: [String] { faults.map(\.description) }

    /// A trace that nobody reads yet.
    public init() {}

    /// Someone listens to all of it.
    var isRead: Bool { !sinks.isEmpty }

    /// From now on `sink` gets every event, in order.
    public func add(_ sink: @escaping Sink) { sinks.append(sink) }

    /// Reports an event. Costs a comparison when nobody listens.
    @inline(__always)
    public func record(_ event: WireEvent, at instant: Instant) {
        if sinks.isEmpty { return }
        for sink in sinks { sink(instant, event) }
    }

    /// Notes once what a part of somebody's own says.
    public func remark(_ words: String, at instant: Instant) {
        if remarks.contains(words) { return }
        remarks.append(words)
        record(.warning(words), at: instant)
    }

    /// Says once what is wrong with the wiring: a short circuit, a bus without pull-ups.
    public func warn(_ words: String, on net: Net, at instant: Instant) {
        let fault = WiringFault(net: net.id, name: net.name, words: words)
        if faults.contains(fault) { return }
        faults.append(fault)
        record(.warning(fault.description), at: instant)
    }
}
