import Board
import BoardProfiles
import Fabric
import MicroPython

/// What is to fit: a program and the board that it runs on, with a heap of any size.
public struct FitSubject: Sendable {
    /// Makes the board, with a heap of so many bytes. Called from several threads, once for each run.
    public var makeBoard: @Sendable (_ heapBytes: Int) throws(BoardError) -> Board
    /// What it runs.
    public var program: Program
    /// How much virtual time it has.
    public var length: Picoseconds
    /// What is done at the desk meanwhile: a run ends with it, and passes only where it does.
    public var scenario: Scenario?
    /// Runs count as the same whatever they print.
    public var ignoresOutput = false

    /// A program on a board.
    public init(
        program: Program, length: Picoseconds,
        makeBoard: @escaping @Sendable (_ heapBytes: Int) throws(BoardError) -> Board
    ) {
        self.program = program
        self.length = length
        self.makeBoard = makeBoard
    }
}

/// Why a run at some size of the heap does not pass.
public enum FitFailure: Error, Equatable, Sendable {
    /// A MemoryError was raised, whether or not somebody caught it.
    case memoryError(MemoryFailure)
    /// It printed something else than with plenty of memory, in this line.
    case output(line: Int)
    /// It ended in another way.
    case end(RunEnd)
    /// The scenario failed, or does not suit the board.
    case scenario(String)
    /// The board cannot be made so small.
    case board(BoardError)

    /// The same case and place, for tests and for sorting.
    public static func == (left: FitFailure, right: FitFailure) -> Bool { "\(left)" == "\(right)" }
}

/// One run of a subject at one size of the heap.
struct FitProbe: Sendable {
    /// What the run must print and how it must end; nil for the run that finds this out.
    struct Expected: Sendable {
        var output: [UInt8]
        var end: RunEnd
    }

    let heapBytes: Int
    private(set) var failure: FitFailure?
    /// Bytes of blocks that the guest held, and asked for, when it ran out: no smaller heap can pass there.
    private(set) var bytesNeeded: Int?
    /// After some collection the longest free run was not much longer than what was asked for: by less than a 16th of the heap.
    private(set) var isTight = false
    private(set) var output: [UInt8] = []
    private(set) var end = RunEnd.finished
    /// Collections for want of room.
    private(set) var collectionCount = 0
    private(set) var hasAskedForHeapSize = false
    /// The end of the highest block that was ever taken, and all that was ever taken.
    private(set) var extentBytes = 0
    private(set) var allocatedBytes = 0

    /// - Parameter measuresExtent: sees every allocation; slower.
    init(_ subject: FitSubject, heapBytes: Int, expected: Expected?, measuresExtent: Bool = false) {
        self.heapBytes = heapBytes
        let board: Board
        do throws(BoardError) {
            board = try subject.makeBoard(heapBytes)
        } catch {
            failure = .board(error)
            return
        }
        let player: ScenarioPlayer?
        do throws(ScenarioError) {
            player = try Self.player(subject.scenario, board)
        } catch {
            failure = .scenario(error.description)
            return
        }
        let watch = Watch(expected: subject.ignoresOutput ? nil : expected?.output)
        watch.attach(to: board, stopsEarly: expected != nil, measuresExtent: measuresExtent)
        var limits = RunLimits(until: .zero + subject.length)
        limits.endsIdleRuns = false
        end = board.run(subject.program, limits: limits)
        player?.finish()
        failure = watch.failure
        if failure == nil, case .failed(let words) = player?.outcome { failure = .scenario(words) }
        bytesNeeded = watch.bytesNeeded
        isTight = watch.isTight
        output = watch.output
        collectionCount = watch.collectionCount
        hasAskedForHeapSize = watch.hasAskedForHeapSize
        (extentBytes, allocatedBytes) = (watch.extentBytes, watch.allocatedBytes)
        guard failure == nil, let expected else { return }
        if !end.isSame(as: expected.end) {
            failure = .end(end)
        } else if !subject.ignoresOutput && watch.matched < expected.output.count {
            failure = .output(line: watch.line)
        }
    }

    private static func player(_ scenario: Scenario?, _ board: Board) throws(ScenarioError) -> ScenarioPlayer? {
        guard let scenario else { return nil }
        let player = try ScenarioPlayer(scenario, on: board)
        // Pictures are for `perch run`.
        player.photographer = { _, _, _ in nil }
        return player
    }

    /// What is seen of one run.
    private final class Watch {
        let expected: [UInt8]?
        var failure: FitFailure?
        var bytesNeeded: Int?
        var isTight = false
        var output: [UInt8] = []
        /// Bytes of the expected output that came.
        var matched = 0
        var line = 1
        var collectionCount = 0
        var hasAskedForHeapSize = false
        var extentBytes = 0
        var allocatedBytes = 0

        init(expected: [UInt8]?) { self.expected = expected }

        func attach(to board: Board, stopsEarly: Bool, measuresExtent: Bool) {
            var events = MemoryEvents()
            events.memoryError = { [unowned self, unowned board] vm, failure in
                guard self.failure == nil else { return }
                self.failure = .memoryError(failure)
                // Asked for once more than can be: the heap that is live, and the bytes that found no room in it.
                bytesNeeded = failure.isHeapLocked ? nil : vm.liveBytes + (failure.bytesAsked + 15) / 16 * 16
                if stopsEarly { stop(board, vm) }
            }
            events.collection = { [unowned self] vm, reason, isOver in
                guard isOver, case .noRoom(let bytes) = reason else { return }
                collectionCount += 1
                if vm.largestFreeBytes - bytes < vm.heapUse.totalBytes / 16 { isTight = true }
            }
            if measuresExtent {
                events.allocation = { [unowned self] _, bytes, end in
                    extentBytes = max(extentBytes, end)
                    allocatedBytes += bytes
                }
            }
            board.watchGuest(
                begins: { $0.watchMemory(events) },
                ends: { [unowned self] vm in if vm.hasAskedForHeapSize { hasAskedForHeapSize = true } })
            board.serial.addSink { [unowned self, unowned board] _, bytes in
                receive(bytes)
                if stopsEarly && failure != nil { board.stop() }
            }
        }

        private func stop(_ board: Board, _ vm: VM) {
            board.stop()
            vm.requestService()
        }

        private func receive(_ bytes: UnsafeRawBufferPointer) {
            guard let expected else { return output.append(contentsOf: bytes) }
            guard failure == nil else { return }
            for byte in bytes {
                guard matched < expected.count, expected[matched] == byte else {
                    failure = .output(line: line)
                    return
                }
                matched += 1
                if byte == UInt8(ascii: "\n") { line += 1 }
            }
        }
    }
}

extension RunEnd {
    /// The same kind of end. A run that time ends may end an instruction later.
    func isSame(as other: RunEnd) -> Bool {
        if case .stillRunning = self, case .stillRunning = other { return true }
        return self == other
    }
}
