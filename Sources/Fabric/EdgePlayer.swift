/// Plays out the edges of a net one by one for those who asked, the edges within a waveform as events of the queue.
final class EdgePlayer {
    private unowned let net: Net
    private let events: EventQueue
    private var level: Level
    private var pending: EventQueue.Token?
    private var subscribers: [(id: Int, observer: (Level, Instant) -> Void)] = []
    private var lastSubscriber = 0

    init(net: Net, events: EventQueue, at instant: Instant) {
        self.net = net
        self.events = events
        level = Level(net.level(at: instant).isHigh)
    }

    func subscribe(_ observer: @escaping (Level, Instant) -> Void, at instant: Instant) -> EdgeSubscription {
        if subscribers.isEmpty { level = Level(net.level(at: instant).isHigh) }
        lastSubscriber += 1
        let id = lastSubscriber
        subscribers.append((id, observer))
        planNextEdge(after: instant)
        return EdgeSubscription { [weak self] in
            guard let self else { return }
            subscribers.removeAll { $0.id == id }
            if subscribers.isEmpty { cancelPlan() }
        }
    }

    var subscriberCount: Int { subscribers.count }

    func netChanged(at instant: Instant) {
        if subscribers.isEmpty { return }
        report(net.level(at: instant), at: instant)
        planNextEdge(after: instant)
    }

    private func report(_ now: Level, at instant: Instant) {
        let seen = Level(now.isHigh)
        guard seen != level else { return }
        level = seen
        for subscriber in subscribers { subscriber.observer(seen, instant) }
    }

    private func planNextEdge(after instant: Instant) {
        cancelPlan()
        guard let edge = net.waveform?.nextEdge(after: instant) else { return }
        pending = events.schedule(at: edge.at) { [weak self] instant in
            guard let self else { return }
            pending = nil
            report(edge.level, at: instant)
            // The report may have changed the net, and then the next edge is planned already.
            if pending == nil { planNextEdge(after: instant) }
        }
    }

    private func cancelPlan() {
        if let pending { events.cancel(pending) }
        pending = nil
    }
}

/// Someone's interest in every edge of a net. It ends with `cancel`.
public final class EdgeSubscription {
    private var stop: (() -> Void)?

    init(stop: @escaping () -> Void) { self.stop = stop }

    /// No more calls.
    public func cancel() {
        stop?()
        stop = nil
    }
}
