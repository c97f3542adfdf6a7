import Fabric

/// One of the four state machines of a block.
final class PIOStateMachine {
    /// What an instruction waits for.
    enum Stall: Equatable {
        /// A word from the guest, or room for one to it.
        case sent, received
        /// A level, or a flag.
        case pin, flag
        /// Nothing: the instruction comes again in the next cycle.
        case cycle
    }

    /// Its number in the block.
    let index: Int
    var configuration = PIOConfiguration()
    /// The registers at the last thing that was seen from outside.
    var core = PIOCore()
    /// The registers when the next such thing is due.
    var ahead = PIOCore()
    /// A program that goes round and round and does nothing: its registers where it does, and after how long they are the same, times 256.
    var idle: (start: PIOCore, period: UInt64)?
    var isEnabled = false
    var stall: Stall?
    /// Words from and to the guest.
    var sent: [UInt32] = []
    var received: [UInt32] = []
    /// Where the program begins.
    var start = 0
    var alarm: EventQueue.Token?
    var edge: EdgeSubscription?

    init(index: Int) { self.index = index }

    /// The first of its cycles after a CPU cycle.
    func firstCycle(after cycle: UInt64) -> UInt64 {
        let limit = (cycle + 1) << 8
        if core.due >= limit { return core.due }
        let divider = configuration.divider256
        return core.due + (limit - core.due + divider - 1) / divider * divider
    }

    /// As pio_sm_restart: counters, the input register and what stalled are forgotten; X, Y and what was to go out stay.
    func restart() {
        core.isr = 0
        core.isrCount = 0
        core.osrCount = 32
        core.forced = nil
        core.isHalfDone = false
        stall = nil
        edge?.cancel()
        edge = nil
    }
}
