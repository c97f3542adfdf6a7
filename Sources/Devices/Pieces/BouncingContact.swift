import Fabric

/// A mechanical contact that closes or opens at once, then bounces until it rests. As Wokwi documents it: 10 to 100 transitions within
/// about a millisecond.
final class BouncingContact {
    /// Where it will come to rest.
    private(set) var isClosed = false
    private let events: EventQueue
    private let bounces: Bool
    private let seed: UInt64
    private let move: (_ closed: Bool, _ instant: Instant) -> Void
    private var touches = false
    private var planned: [EventQueue.Token] = []
    /// Closings and openings so far: each bounces differently.
    private var strokes: UInt64 = 0

    /// An open contact; its chance comes from a name.
    init(
        named name: String, bounces: Bool, events: EventQueue,
        move: @escaping (_ closed: Bool, _ instant: Instant) -> Void
    ) {
        self.events = events
        self.bounces = bounces
        self.move = move
        // FNV-1a: two contacts bounce differently, each the same in every run.
        seed = name.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }

    /// Closes or opens it.
    func set(closed: Bool, at instant: Instant) {
        guard closed != isClosed else { return }
        for token in planned { events.cancel(token) }
        planned.removeAll()
        isClosed = closed
        strokes += 1
        // A press within the bounce of a release may find the contact closed already.
        if touches != closed { touch(closed, at: instant) }
        guard bounces else { return }
        var touching = closed
        for delay in Self.delays(seed: seed &+ strokes) {
            touching.toggle()
            planned.append(
                events.schedule(at: instant + delay) { [weak self, touching] in self?.touch(touching, at: $0) })
        }
    }

    /// Opens it for good, without a bounce: the other side of a changeover, which must be away before this side's partner closes.
    func part(at instant: Instant) {
        for token in planned { events.cancel(token) }
        planned.removeAll()
        isClosed = false
        if touches { touch(false, at: instant) }
    }

    private func touch(_ closed: Bool, at instant: Instant) {
        touches = closed
        move(closed, instant)
    }

    /// The times of the transitions after the first: an even number from 10 to 100, in order, within a millisecond.
    static func delays(seed: UInt64) -> [Picoseconds] {
        var random = SplitMix(seed: seed)
        let count = 10 + 2 * Int(random.next() % 46)
        // Sorted points on a grid of microseconds; a bounce shorter than that would be no mechanical thing.
        var microseconds: [UInt64] = []
        while microseconds.count < count {
            let moment = 1 + random.next() % 999
            if !microseconds.contains(moment) { microseconds.append(moment) }
        }
        return microseconds.sorted().map { .microseconds($0) }
    }
}
