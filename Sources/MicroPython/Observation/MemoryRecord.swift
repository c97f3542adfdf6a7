/// All that was seen of a guest's memory in one life of it, from power-on or a reset on: what reports are made of.
public struct MemoryRecord: Encodable, Sendable {
    /// What one line of the program asked of the heap.
    public struct Site: Encodable, Sendable {
        /// The line; nil for what the firmware takes before the first line runs.
        public var place: CodePlace?
        /// The file was being compiled, its lines did not run yet.
        public var isCompiling: Bool
        /// All that it was given, whole blocks.
        public var bytes: Int
        /// How often.
        public var count: Int
        /// What of it was live when most was.
        public var liveBytesAtPeak: Int
        /// In so many objects.
        public var liveCountAtPeak: Int
    }

    /// A stretch of the run.
    public struct Stretch: Encodable, Sendable {
        /// When it began.
        public var nanoseconds: UInt64
        /// The most that was used in it, dead objects included.
        public var usedBytesMax: Int
        /// The most that was known to be live; nil where nobody looked.
        public var liveBytesMax: Int?
    }

    /// A collection.
    public struct Collection: Encodable, Sendable {
        /// When.
        public var nanoseconds: UInt64
        /// Why.
        public var reason: CollectionReason
        /// The line that brought it about.
        public var place: CodePlace?
        /// What was used before it.
        public var usedBytes: Int
        /// What it left.
        public var liveBytes: Int
        /// The longest run of free blocks that it left.
        public var largestFreeBytes: Int
    }

    /// A source that was compiled on the board.
    public struct Compilation: Encodable, Sendable {
        /// The file.
        public var file: String
        /// The most that the compiler held at a time, the code that it made included.
        public var peakBytes: Int
        /// What was left of that when it was done: bytecode, constants, names.
        public var keptBytes: Int
    }

    /// The deepest use of the stack.
    public struct StackPeak: Encodable, Sendable {
        /// Bytes that calls had taken.
        public var bytes: Int
        /// Bytes that calls may take.
        public var limitBytes: Int
        /// How many calls were in progress.
        public var depth: Int
        /// Innermost first; of a deep recursion the inner ones and the outermost.
        public var chain: [CodePlace]
    }

    /// A MemoryError: what was asked for, and the heap at that moment.
    public struct Failure: Encodable, Sendable {
        /// What was asked for, and what there was.
        public var failure: MemoryFailure
        /// The file that was being compiled.
        public var compiling: String?
        /// The heap.
        public var moment: MemoryMoment
    }

    /// Bytes of the heap's blocks.
    public var totalBytes: Int
    /// By bytes, most first.
    public var sites: [Site]
    /// In order.
    public var stretches: [Stretch]
    /// The first ones; how many there were in all is `collectionCount`.
    public var collections: [Collection]
    /// All of them.
    public var collectionCount: Int
    /// In order.
    public var compilations: [Compilation]
    /// Nil where no call was made.
    public var stack: StackPeak?
    /// How many MemoryErrors were raised, caught ones included.
    public var failureCount: Int
    /// The last of them.
    public var lastFailure: Failure?
    /// The heap when most of it was live.
    public var peak: MemoryMoment
    /// The heap at the end.
    public var end: MemoryMoment
    /// Live bytes were looked at whenever so many bytes more had been allocated.
    public var sampleBytes: Int
}
