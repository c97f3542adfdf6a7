/// A part's leg on a wire that everybody may pull low: it hears the edges and has one open drain.
final class BusLine {
    let net: Net
    private let drain: Net.DriverSlot
    private let subscription: EdgeSubscription

    init(
        _ net: Net, pullUp: Ohms? = nil, face: (any ByteFace)? = nil, at instant: Instant,
        _ observer: @escaping (Level, Instant) -> Void
    ) {
        self.net = net
        drain = net.addDriver(at: instant)
        if let pullUp { net.addDriver(.pullUp(pullUp), at: instant) }
        subscription = net.observeEdges(at: instant, observer)
        if let face { net.byteFaces.append(face) }
    }

    /// Unsolders it.
    func cut(_ face: (any ByteFace)?, at instant: Instant) {
        release(at: instant)
        subscription.cancel()
        if let place = net.byteFaces.firstIndex(where: { $0 === face }) { net.byteFaces.remove(at: place) }
    }

    func isHigh(at instant: Instant) -> Bool { net.level(at: instant).isHigh }
    func drive(isLow: Bool, at instant: Instant) { net.setDrive(drain, to: isLow ? .low : .released, at: instant) }
    func release(at instant: Instant) { net.setDrive(drain, to: .released, at: instant) }
}
