/// What will happen on the wires, in order of time; at equal times in order of scheduling.
///
/// A binary heap that knows where each alarm lies, so that a cancelled alarm leaves at once and `nextDeadline` never names a dead one.
public final class EventQueue {
    /// Names a scheduled alarm. It may be used after the alarm has run: then it names nothing.
    public struct Token: Hashable, Sendable {
        fileprivate let slot: Int
        fileprivate let sequence: UInt64
    }

    private struct Alarm {
        var deadline: Instant
        var sequence: UInt64
        var slot: Int
        var action: (Instant) -> Void

        func isBefore(_ other: Alarm) -> Bool {
            deadline == other.deadline ? sequence < other.sequence : deadline < other.deadline
        }
    }

    private var heap: [Alarm] = []
    /// Position in `heap` of the alarm with each slot number; -1 for a free slot.
    private var positions: [Int] = []
    private var freeSlots: [Int] = []
    private var lastSequence: UInt64 = 0

    /// An empty queue.
    public init() {}

    /// How many alarms are armed.
    public var count: Int { heap.count }
    /// Nothing is armed.
    public var isEmpty: Bool { heap.isEmpty }
    /// When the next alarm is due; nil if none is armed. The CPU must not run past it.
    public var nextDeadline: Instant? { heap.first?.deadline }

    /// Arms an alarm. The action is told its own deadline, so that a late call does not shift what it does.
    @discardableResult
    public func schedule(at deadline: Instant, _ action: @escaping (Instant) -> Void) -> Token {
        let slot: Int
        if let free = freeSlots.popLast() {
            slot = free
        } else {
            slot = positions.count
            positions.append(-1)
        }
        lastSequence += 1
        heap.append(Alarm(deadline: deadline, sequence: lastSequence, slot: slot, action: action))
        positions[slot] = heap.count - 1
        siftUp(heap.count - 1)
        return Token(slot: slot, sequence: lastSequence)
    }

    /// Disarms an alarm. False if it has run or was cancelled before.
    @discardableResult
    public func cancel(_ token: Token) -> Bool {
        guard isArmed(token) else { return false }
        _ = remove(at: positions[token.slot])
        return true
    }

    /// The alarm has neither run nor been cancelled.
    public func isArmed(_ token: Token) -> Bool {
        let position = positions[token.slot]
        return position >= 0 && heap[position].sequence == token.sequence
    }

    /// Runs every alarm that is due at `now`, those included that an action arms meanwhile. Returns how many ran.
    ///
    /// Call it before the guest touches a wire too, else an edge of the guest's would overtake an earlier one of the world's.
    @discardableResult
    public func runDue(at now: Instant) -> Int {
        var ran = 0
        while let first = heap.first, first.deadline <= now {
            let alarm = remove(at: 0)
            alarm.action(alarm.deadline)
            ran += 1
        }
        return ran
    }

    private func remove(at position: Int) -> Alarm {
        let alarm = heap[position]
        positions[alarm.slot] = -1
        freeSlots.append(alarm.slot)
        let last = heap.removeLast()
        if position < heap.count {
            heap[position] = last
            positions[last.slot] = position
            siftDown(position)
            siftUp(position)
        }
        return alarm
    }

    private func siftUp(_ start: Int) {
        var child = start
        while child > 0 {
            let parent = (child - 1) / 2
            guard heap[child].isBefore(heap[parent]) else { return }
            exchange(child, parent)
            child = parent
        }
    }

    private func siftDown(_ start: Int) {
        var parent = start
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && heap[child].isBefore(heap[least])
            {
                least = child
            }
            if least == parent { return }
            exchange(parent, least)
            parent = least
        }
    }

    private func exchange(_ one: Int, _ other: Int) {
        heap.swapAt(one, other)
        positions[heap[one].slot] = one
        positions[heap[other].slot] = other
    }
}
