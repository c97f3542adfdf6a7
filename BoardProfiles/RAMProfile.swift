import StrictYAML

/// How a board's RAM is divided: `ram`. Sizes are bytes, or KiB with the suffix K.
public struct RAMProfile: Sendable {
    /// `total`: all RAM of the chip.
    public let totalBytes: Int
    /// `static`: what the heap can never have, by who has it.
    public let statics: [NamedValue]
    /// `heap_min`: the smallest heap that a one-line program starts in. The same figure for all boards: 1712 bytes, measured with the
    /// 32-bit reference.
    public let heapMinBytes: Int
    /// `heap_first_area` (optional): the heap begins with so much and grows into the rest when it must; without it, it has all at once.
    public let heapFirstAreaBytes: Int?
    /// `stack`: `size`, all of it; `margin`, which the recursion check keeps free; `used_at_start`, before the sketch's first call.
    public let stack: StackProfile

    /// The C stack.
    public struct StackProfile: Sendable {
        /// `size`.
        public let bytes: Int
        /// `margin`: `RuntimeError: maximum recursion depth exceeded` comes when less is free.
        public let marginBytes: Int
        /// `used_at_start`: what main, the REPL's or the file's loop have taken when the sketch begins.
        public let usedAtStartBytes: Int

        /// The smallest stack that a sketch starts in.
        var leastBytes: Int { marginBytes + usedAtStartBytes }
    }

    /// Bytes that the heap can never have.
    public var staticBytes: Int { statics.reduce(0) { $0 + $1.value } }
    /// The least RAM in which the board's firmware starts.
    public var leastBytes: Int { staticBytes + stack.bytes + heapMinBytes }

    init(_ place: YAMLValue) throws(ProfileError) {
        let fields = try place.fields("total", "static", "heap_min", "heap_first_area", "stack")
        totalBytes = try fields["total"].bytes()
        statics = try fields["static"].entries().map { entry throws(ProfileError) in
            NamedValue(name: entry.key, value: try entry.value.bytes())
        }
        heapMinBytes = try fields["heap_min"].bytes()
        heapFirstAreaBytes = try fields.optional("heap_first_area").map { value throws(ProfileError) in
            try value.bytes()
        }
        let stackPlace = try fields["stack"]
        let stackFields = try stackPlace.fields("size", "margin", "used_at_start")
        stack = StackProfile(
            bytes: try stackFields["size"].bytes(), marginBytes: try stackFields["margin"].bytes(),
            usedAtStartBytes: try stackFields["used_at_start"].bytes())
        guard stack.leastBytes <= stack.bytes else {
            throw stackPlace.error("'size' is \(stack.bytes), less than 'margin' and 'used_at_start' together")
        }
        guard totalBytes >= leastBytes else {
            throw place.error(
                "'total' is \(totalBytes) bytes, but static use, stack and the smallest heap are \(leastBytes) together"
            )
        }
    }

    /// The division of the RAM after `--ram`, `--heap` and `--stack`; nil leaves the board's own.
    ///
    /// Without `heap` the heap is what static use and stack leave of the total. With it, the heap is exactly so big and the rest lies idle.
    public func layout(ram: Int? = nil, heap: Int? = nil, stack: Int? = nil) throws(RAMError) -> RAMLayout {
        let total = ram ?? totalBytes
        let stackBytes = stack ?? self.stack.bytes
        guard stackBytes >= self.stack.leastBytes else {
            throw .stackTooSmall(asked: stackBytes, least: self.stack.leastBytes)
        }
        guard stackBytes <= RAMLayout.stackBytesMax else {
            throw .stackTooLarge(asked: stackBytes, most: RAMLayout.stackBytesMax)
        }
        let taken = staticBytes + stackBytes
        if let heap {
            guard heap >= heapMinBytes else { throw .heapTooSmall(asked: heap, least: heapMinBytes) }
            guard heap <= total - taken else {
                throw .heapTooLarge(asked: heap, most: max(0, total - taken), ram: total)
            }
        }
        let heapBytes = heap ?? (total - taken)
        guard heapBytes >= heapMinBytes else {
            throw .ramTooSmall(
                asked: total, staticBytes: staticBytes, stackBytes: stackBytes, heapMinBytes: heapMinBytes)
        }
        let first = min(heapFirstAreaBytes ?? heapBytes, heapBytes)
        return RAMLayout(
            totalBytes: total, staticBytes: staticBytes, stackBytes: stackBytes,
            stackLimitBytes: stackBytes - self.stack.marginBytes,
            stackUsedAtStartBytes: self.stack.usedAtStartBytes, heapFirstAreaBytes: first,
            heapGrowthBytes: heapBytes - first)
    }
}

/// The RAM of one run.
public struct RAMLayout: Hashable, Sendable {
    /// All of it.
    public let totalBytes: Int
    /// The firmware's own.
    public let staticBytes: Int
    /// The C stack.
    public let stackBytes: Int
    /// No board has nearly as much, and native code of a call of the guest takes some of the host's stack.
    static let stackBytesMax = 1 << 20
    /// How much of the stack may be used before recursion is stopped.
    public let stackLimitBytes: Int
    /// How much of it is used when the sketch begins.
    public let stackUsedAtStartBytes: Int
    /// What the heap begins with: the bytes handed to the reference's `gc_init`, tables included.
    public let heapFirstAreaBytes: Int
    /// What it may grow by.
    public let heapGrowthBytes: Int

    /// The whole heap, tables included.
    public var heapBytes: Int { heapFirstAreaBytes + heapGrowthBytes }

    /// The bytes of 16-byte blocks in the first area, `gc.mem_free() + gc.mem_alloc()` of a heap that has not grown.
    public var poolBytes: Int { Self.poolBytes(ofArea: heapFirstAreaBytes) }

    /// How many bytes of an area are blocks. A table byte of 2 bits a block serves 4 blocks, and half a table byte of 1 bit a block
    /// says which have a finaliser: py/gc.c, gc_setup_area. A byte is kept free before the pool.
    public static func poolBytes(ofArea bytes: Int) -> Int {
        bytes <= 1 ? 0 : (bytes - 1) * 8 / (8 + 4 + 64 * 8) * 64
    }
}

/// A size that a board cannot have.
public enum RAMError: Error, Equatable, CustomStringConvertible {
    /// `--ram`: firmware, stack and smallest heap do not fit.
    case ramTooSmall(asked: Int, staticBytes: Int, stackBytes: Int, heapMinBytes: Int)
    /// `--heap`: it does not fit in the RAM.
    case heapTooLarge(asked: Int, most: Int, ram: Int)
    /// `--heap`: nothing starts in it.
    case heapTooSmall(asked: Int, least: Int)
    /// `--stack`: nothing starts in it.
    case stackTooSmall(asked: Int, least: Int)
    /// `--stack`: the host's own would end first.
    case stackTooLarge(asked: Int, most: Int)

    /// The size that would do; nil where there is no least one.
    public var leastBytes: Int? {
        switch self {
        case .ramTooSmall(_, let staticBytes, let stackBytes, let heapMinBytes): staticBytes + stackBytes + heapMinBytes
        case .heapTooLarge, .stackTooLarge: nil
        case .heapTooSmall(_, let least), .stackTooSmall(_, let least): least
        }
    }

    /// One clear line, to follow the board's name.
    public var description: String {
        switch self {
        case .ramTooSmall(let asked, let staticBytes, let stackBytes, let heapMinBytes):
            """
            \(asked) bytes of RAM are too little: its firmware needs at least \(staticBytes + stackBytes + heapMinBytes) \
            (\(staticBytes) static, \(stackBytes) stack, \(heapMinBytes) heap)
            """
        case .heapTooLarge(let asked, let most, let ram):
            "a heap of \(asked) bytes does not fit: firmware and stack leave \(most) of \(ram) bytes of RAM"
        case .heapTooSmall(let asked, let least):
            "a heap of \(asked) bytes is too little: a program needs at least \(least) to start"
        case .stackTooLarge(let asked, let most):
            "a stack of \(asked) bytes is too much: \(most) are the most"
        case .stackTooSmall(let asked, let least):
            "a stack of \(asked) bytes is too little: a program needs at least \(least) to start"
        }
    }
}
