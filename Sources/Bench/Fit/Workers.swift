import MicroPython
import Synchronization

/// Host threads with stacks large enough for a board's program, which share a list of things to do.
///
/// The results do not tell who did what: they come in the order of the list.
public struct Workers: Sendable {
    /// How many.
    public let count: Int

    /// As much stack as a process's main thread may have: a program's recursion goes through it.
    private static let stackBytes = 64 << 20

    /// So many; one at least.
    public init(_ count: Int) { self.count = max(1, count) }

    private final class Shared<Result: Sendable>: Sendable {
        let state: Mutex<(next: Int, results: [Result?])>
        let done = HostGate()

        init(_ count: Int) { state = Mutex((0, Array(repeating: nil, count: count))) }

        func take() -> Int {
            state.withLock { state in
                state.next += 1
                return state.next - 1
            }
        }
    }

    /// Does `body` with each item. Nil where it could not be done, because the host has no thread to give.
    public func map<Item: Sendable, Result: Sendable>(
        _ items: [Item], _ body: @escaping @Sendable (Item) -> Result
    ) -> [Result?] {
        guard !items.isEmpty else { return [] }
        let shared = Shared<Result>(items.count)
        let threads = min(count, items.count)
        let work: @Sendable (HostGate) -> Void = { ended in
            while true {
                let index = shared.take()
                guard index < items.count else { break }
                let result = body(items[index])
                shared.state.withLock { $0.results[index] = result }
            }
            ended.open()
        }
        let gates = (0..<threads).map { _ in HostGate() }
        for gate in gates where !HostThread.start(stackBytes: Self.stackBytes, { work(gate) }) { gate.open() }
        for gate in gates { gate.pass() }
        return shared.state.withLock { $0.results }
    }
}
