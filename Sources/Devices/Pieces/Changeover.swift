import Fabric

/// A contact that joins its common net to one of two others, never to both: it breaks before it makes.
final class Changeover {
    /// The three sides.
    enum Side { case common, first, second }

    private var nets: [(side: Side, net: Net)] = []
    private var contacts: [(side: Side, contact: Contact)] = []
    private var touching: (first: Bool, second: Bool) = (false, false)
    private var first: BouncingContact!
    private var second: BouncingContact!

    /// It rests at `first`.
    init(named name: String, bounces: Bool, events: EventQueue) {
        first = BouncingContact(named: name + ".first", bounces: bounces, events: events) { [unowned self] in
            touch(.first, $0, at: $1)
        }
        second = BouncingContact(named: name + ".second", bounces: bounces, events: events) { [unowned self] in
            touch(.second, $0, at: $1)
        }
        touching.first = true
    }

    /// Solders a side.
    func attach(_ side: Side, to net: Net, at instant: Instant) {
        for other in nets where (other.side == .common) != (side == .common) {
            let throwSide = side == .common ? other.side : side
            let contact = Contact(between: other.net, and: net)
            if throwSide == .first ? touching.first : touching.second { contact.close(at: instant) }
            contacts.append((throwSide, contact))
        }
        nets.append((side, net))
    }

    /// Lies at a side from the beginning, before anything is soldered.
    func rest(at side: Side) { touching = (side == .first, side == .second) }

    /// Lets go of both sides: the armature is on its way.
    func lift(at instant: Instant) {
        first.part(at: instant)
        second.part(at: instant)
        touch(.first, false, at: instant)
        touch(.second, false, at: instant)
    }

    /// Goes over to a side, where it bounces.
    func move(to side: Side, at instant: Instant) {
        if side == .first ? touching.first || first.isClosed : touching.second || second.isClosed { return }
        lift(at: instant)
        (side == .first ? first : second)!.set(closed: true, at: instant)
    }

    private func touch(_ side: Side, _ closed: Bool, at instant: Instant) {
        if side == .first { touching.first = closed } else { touching.second = closed }
        for entry in contacts where entry.side == side {
            if closed { entry.contact.close(at: instant) } else { entry.contact.open(at: instant) }
        }
    }
}
