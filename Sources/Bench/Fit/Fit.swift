import Board
import BoardProfiles
import Fabric
import MicroPython
import Synchronization

/// The search for the least RAM of one program on one board.
public struct Fit: Sendable {
    /// What is to fit.
    public var subject: FitSubject
    /// The board.
    public var profile: BoardProfile
    /// Bytes of stack; nil: the board's.
    public var stackBytes: Int?
    /// Every size of the heap is run.
    public var isExact = false
    /// Only the least size that passes is asked for: `safeFrom` is the least one that bisection found.
    public var isLeastOnly = false
    /// Who runs.
    public var workers: Workers
    /// Told after every run: how many there were. From any thread.
    public var progress: (@Sendable (Int) -> Void)?

    /// A search that has not begun.
    public init(_ subject: FitSubject, on profile: BoardProfile, workers: Workers) {
        self.subject = subject
        self.profile = profile
        self.workers = workers
    }

    /// Runs the program as often as it takes.
    public func find() throws(FitRefusal) -> FitResult {
        let own: BoardProfiles.RAMLayout
        do throws(RAMError) {
            own = try profile.ram.layout(stack: stackBytes)
        } catch {
            throw .board(.ram(board: profile.name, error))
        }
        let subject = subject
        let parts = profile.port.gcThreshold == .quarterOfPool ? 4 : nil
        // In a thread as all others: a deep recursion must end as it does there.
        let reference = workers.map([subject]) { subject in
            Result { () throws(FitRefusal) in try FitReference(subject, thresholdParts: parts) }
        }
        guard let first = reference[0] else { throw .noThreads }
        let expected = try first.get()
        progress?(1)
        let same = min(expected.sameFromBytes ?? .max, FitReference.largestBytes)
        let least = HeapGrid.groups(inHeap: profile.ram.heapMinBytes)
        let asker = Asker(subject, expected.expected, workers, progress)
        var search = FitSearch(
            least: least, most: max(least, HeapGrid.groups(inHeap: same)), isExact: isExact
        ) { asker.ask($0) }
        search.isLeastOnly = isLeastOnly
        guard let found = search.find() else { throw refusal(asker, search.most) }
        if asker.isOutOfThreads { throw .noThreads }
        let isAllKnown = expected.sameFromBytes.map { HeapGrid.groups(inHeap: $0) <= found.checkedTo } ?? false
        return FitResult(
            passesFrom: size(found.passesFrom, own), safeFrom: size(found.safeFrom, own),
            failuresBetween: found.failuresBetween,
            checkedToHeapBytes: isAllKnown ? nil : HeapGrid.heapBytes(groups: found.checkedTo),
            runCount: found.runCount + 1,
            board: FitResult.Size(heapBytes: own.heapBytes, ramBytes: own.totalBytes))
    }

    private func size(_ groups: Int, _ own: BoardProfiles.RAMLayout) -> FitResult.Size {
        let heapBytes = max(profile.ram.heapMinBytes, HeapGrid.heapBytes(groups: groups))
        return FitResult.Size(heapBytes: heapBytes, ramBytes: own.staticBytes + own.stackBytes + heapBytes)
    }

    private func refusal(_ asker: Asker, _ most: Int) -> FitRefusal {
        if asker.isOutOfThreads { return .noThreads }
        switch asker.failure(at: most) {
        case .output(let line)?: return .printsHeapSize(line: line)
        case let failure?: return .neverPasses(heapBytes: HeapGrid.heapBytes(groups: most), failure)
        case nil: return .noThreads
        }
    }

    /// Runs the subject at the sizes that the search asks for.
    private final class Asker: @unchecked Sendable {
        private let subject: FitSubject
        private let expected: FitProbe.Expected
        private let workers: Workers
        private let progress: (@Sendable (Int) -> Void)?
        private let runCount = Mutex(1)
        // Below: the searching thread's own.
        private var failures: [Int: FitFailure] = [:]
        private(set) var isOutOfThreads = false

        init(
            _ subject: FitSubject, _ expected: FitProbe.Expected, _ workers: Workers,
            _ progress: (@Sendable (Int) -> Void)?
        ) {
            self.subject = subject
            self.expected = expected
            self.workers = workers
            self.progress = progress
        }

        func failure(at groups: Int) -> FitFailure? { failures[groups] }

        func ask(_ sizes: [Int]) -> [FitSearch.Answer] {
            let (subject, expected, progress) = (subject, expected, progress)
            let probes = workers.map(sizes) { [self] groups in
                let probe = FitProbe(subject, heapBytes: HeapGrid.heapBytes(groups: groups), expected: expected)
                let count = runCount.withLock { count in
                    count += 1
                    return count
                }
                progress?(count)
                return probe
            }
            return zip(sizes, probes).map { groups, probe in
                guard let probe else {
                    isOutOfThreads = true
                    return FitSearch.Answer(passes: false)
                }
                failures[groups] = probe.failure
                let needed = probe.bytesNeeded.map { ($0 + HeapGrid.groupBytes - 1) / HeapGrid.groupBytes }
                return FitSearch.Answer(passes: probe.failure == nil, groupsNeeded: needed, isTight: probe.isTight)
            }
        }
    }
}
