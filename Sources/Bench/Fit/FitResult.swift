import Board
import BoardProfiles
import MicroPython

/// How little of a board's RAM is enough for a program.
public struct FitResult: Sendable {
    /// A heap, and the RAM that a board has with it: static use and stack come on top.
    public struct Size: Equatable, Sendable {
        /// Bytes of heap, its tables included.
        public var heapBytes: Int
        /// Bytes of RAM.
        public var ramBytes: Int
    }

    /// The smallest size in which the program passes.
    public var passesFrom: Size
    /// It passes in this size and in all larger ones.
    public var safeFrom: Size
    /// How many sizes between the two were seen to fail.
    public var failuresBetween: Int
    /// The largest size that was looked at; nil: all larger ones are the same run as one that was.
    public var checkedToHeapBytes: Int?
    /// How many runs this took.
    public var runCount: Int
    /// The board's own heap and RAM.
    public var board: Size
    /// The board's heap less the one that is safe; negative where the program does not fit.
    public var marginBytes: Int { board.heapBytes - safeFrom.heapBytes }
    /// The board itself has the memory that the program needs.
    public var isSafeOnBoard: Bool { marginBytes >= 0 }
}

/// Why there is no answer.
public enum FitRefusal: Error, Sendable {
    /// The board cannot be built.
    case board(BoardError)
    /// It raises MemoryError even with plenty of memory: so many bytes of heap.
    case memoryError(MemoryFailure, plentyBytes: Int)
    /// It ends in an error even with plenty of memory; its last line.
    case fails(RunEnd, lastLine: String)
    /// Its scenario fails even with plenty of memory, or does not suit the board.
    case scenario(String)
    /// It prints something else in every heap, from this line on.
    case printsHeapSize(line: Int)
    /// Even the largest heap that is looked at does not do; why not.
    case neverPasses(heapBytes: Int, FitFailure)
    /// The host has no threads to run it in.
    case noThreads
}
