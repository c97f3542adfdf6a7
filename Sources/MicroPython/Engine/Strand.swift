/// A thread of the guest: a host thread of its own, and all that the engine has to keep for it while another runs.
///
/// Exactly one strand of a guest runs at a time. It alone decides who is next, by virtual time, so that the same program gives the same
/// order, always.
final class Strand {
    /// Its place among the guest's stacks, and less 1 what `_thread.get_ident()` says. The main strand is 0.
    let number: Int
    let gate = HostGate()
    var status = Status.ready
    /// Whoever could run since the earliest cycle is next; then who gave up its turn first.
    var readySince = 0
    var sequence = 0
    /// Valid while another strand runs.
    var saved: StrandState
    /// What the thread was started with: the heap block of `thread_entry_args_t`; 0 for the main strand.
    let arguments: GuestAddress
    /// Blocks of the heap that live as long as the thread: its stack, the port's record of it.
    var blocks: [GuestAddress] = []
    /// An exception that another strand left for it: KeyboardInterrupt for the main strand.
    var interrupt = Value.null

    enum Status {
        case ready
        /// Until the engine has counted so many cycles.
        case sleeping(until: Int)
        case waiting(LockWait)
    }

    init(number: Int, saved: StrandState, arguments: GuestAddress = 0) {
        self.number = number
        self.saved = saved
        self.arguments = arguments
    }

    /// Since when it could run; nil while it cannot.
    func runnableSince(_ now: Int) -> Int? {
        if !interrupt.isNull { return readySince }
        switch status {
        case .ready: return readySince
        case .sleeping(let until): return until <= now ? until : nil
        case .waiting(let wait): return wait.grantedAt
        }
    }
}

/// Somebody who waits for a lock. One strand may wait for several, one within a callback within the other.
final class LockWait {
    let lock: GuestAddress
    /// The cycle at which the lock was handed over.
    var grantedAt: Int?

    init(_ lock: GuestAddress) { self.lock = lock }
}

/// The strands of one guest. There is none until the first thread starts or somebody waits for a lock.
final class Strands {
    let main: Strand
    var current: Strand
    /// All but the main one, in the order in which they were started.
    var threads: [Strand] = []
    /// Who waits for locks, in order.
    var lockWaits: [LockWait] = []
    /// When the running strand has had its share.
    var sliceEnd = 0
    private var lastSequence = 0

    /// Cycles that a strand runs before the next one's turn, when several could: 8 ms at 125 MHz, about as coarse as the 10 ms tick of
    /// FreeRTOS. A hand-over costs tens of microseconds of the host.
    static let sliceCycles = 1 << 20
    static let countMax = MemoryMap.strandCountMax

    init(main: Strand) {
        self.main = main
        current = main
    }

    func nextSequence() -> Int {
        lastSequence += 1
        return lastSequence
    }

    /// Who is next, the running one left out.
    func next(at now: Int) -> Strand? {
        var best: (strand: Strand, since: Int)?
        for strand in [main] + threads where strand !== current {
            guard let since = strand.runnableSince(now) else { continue }
            if let found = best, (found.since, found.strand.sequence) <= (since, strand.sequence) { continue }
            best = (strand, since)
        }
        return best?.strand
    }

    /// The first cycle at which one of the others wakes by itself.
    var nextWake: Int? {
        var earliest: Int?
        for strand in [main] + threads where strand !== current {
            if case .sleeping(let until) = strand.status { earliest = min(earliest ?? until, until) }
        }
        return earliest
    }

    /// A number that no strand has.
    var freeNumber: Int? { (1..<Strands.countMax).first { number in !threads.contains { $0.number == number } } }
}
