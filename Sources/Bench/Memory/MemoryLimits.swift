import Board
import BoardProfiles
import MicroPython

/// Watches that a run stays below a limit of live bytes or of stack. The guest never notices.
public final class MemoryLimits {
    /// A limit that was exceeded.
    public struct Excess: Equatable, Sendable {
        /// The limit.
        public var limitBytes: Int
        /// What there was when it was exceeded first.
        public var bytes: Int
        /// Where; nil: no line ran. For live bytes that is the end of the run, for the stack what compiles the program.
        public var place: CodePlace?
        /// The most that there ever was.
        public var worstBytes: Int
    }

    /// A limit that can never be exceeded.
    public struct Meaningless: Error, Equatable, Sendable {
        /// The most that there can be.
        public var mostBytes: Int
        /// Live bytes; else of stack.
        public var isLive: Bool
    }

    /// The heap's live bytes: what is left after a collection, and at the end.
    public private(set) var live: Excess?
    /// The stack: calls of the sketch, and what the firmware had taken before.
    public private(set) var stack: Excess?

    private let maxLiveBytes: Int?
    private let maxStackBytes: Int?

    /// Begins to watch; nil is no limit. A stack is counted from its first byte, as `--stack` is.
    public init(_ board: Board, maxLiveBytes: Int?, maxStackBytes: Int?) throws(Meaningless) {
        self.maxLiveBytes = maxLiveBytes
        self.maxStackBytes = maxStackBytes
        let heapBytes = BoardProfiles.RAMLayout.poolBytes(ofArea: board.ram.heapBytes)
        if let maxLiveBytes, maxLiveBytes >= heapBytes { throw Meaningless(mostBytes: heapBytes, isLive: true) }
        if let maxStackBytes, maxStackBytes >= board.ram.stackLimitBytes {
            throw Meaningless(mostBytes: board.ram.stackLimitBytes, isLive: false)
        }
        var events = MemoryEvents()
        if maxLiveBytes != nil {
            events.collection = { [unowned self] vm, _, isOver in
                if isOver { note(live: vm.heapUse.usedBytes, vm.callChain(innermost: 1).first) }
            }
        }
        if maxStackBytes != nil {
            let before = board.ram.stackUsedAtStartBytes
            events.deeperStack = { [unowned self] vm, used in note(stack: before + used, vm) }
        }
        board.watchGuest(
            begins: { vm in vm.watchMemory(events) },
            ends: { [unowned self] vm in if maxLiveBytes != nil { note(live: vm.liveBytes, nil) } })
    }

    private func note(live bytes: Int, _ place: @autoclosure () -> CodePlace?) {
        guard let maxLiveBytes, bytes > maxLiveBytes else { return }
        if live == nil { live = Excess(limitBytes: maxLiveBytes, bytes: bytes, place: place(), worstBytes: bytes) }
        live!.worstBytes = max(live!.worstBytes, bytes)
    }

    private func note(stack bytes: Int, _ vm: VM) {
        guard let maxStackBytes, bytes > maxStackBytes else { return }
        if stack == nil {
            let place = vm.callChain(innermost: 1).first
            stack = Excess(limitBytes: maxStackBytes, bytes: bytes, place: place, worstBytes: bytes)
        }
        stack!.worstBytes = max(stack!.worstBytes, bytes)
    }
}
