/// A switch between two nets: a button, a relay contact, and, closed for good, a piece of wire.
///
/// Not modelled: contact resistance.
public final class Contact {
    let one: Net
    let other: Net
    /// The two nets are one.
    public private(set) var isClosed = false

    /// An open contact between two nets (which may be the same one: then it does nothing).
    public init(between one: Net, and other: Net) {
        self.one = one
        self.other = other
    }

    /// Joins the nets.
    public func close(at instant: Instant) {
        guard !isClosed else { return }
        isClosed = true
        guard one !== other else { return }
        one.neighbours.append(other)
        other.neighbours.append(one)
        one.resolve(at: instant)
    }

    /// Parts the nets.
    public func open(at instant: Instant) {
        guard isClosed else { return }
        isClosed = false
        guard one !== other else { return }
        one.neighbours.remove(at: one.neighbours.firstIndex { $0 === other }!)
        other.neighbours.remove(at: other.neighbours.firstIndex { $0 === one }!)
        one.resolve(at: instant)
        other.resolve(at: instant)
    }
}
