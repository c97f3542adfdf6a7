#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// One contiguous run of 16-byte blocks and the tables that say which are free, heads or tails.
///
/// Finds the block that MicroPython's allocator would find (first fit from the lowest address, py/gc.c v1.29), by bit
/// scans with lower bounds instead of a walk. The tables lie in host memory; their bytes are charged to the area.
struct HeapArea {
    static let blockBytes = 16

    let poolStart: GuestAddress
    private(set) var blockCount: Int
    private(set) var wordCount: Int
    /// What `grow` can bring `blockCount` to.
    let blockCapacity: Int
    /// One bit a block: free; first block of an object; marked by the collector; object with a finaliser; object with weak references;
    /// object that host code hangs on. A block that is neither free nor head is a tail.
    let free: UnsafeMutablePointer<UInt64>
    let heads: UnsafeMutablePointer<UInt64>
    let marks: UnsafeMutablePointer<UInt64>
    let finalisers: UnsafeMutablePointer<UInt64>
    let weakReferences: UnsafeMutablePointer<UInt64>
    let hostCode: UnsafeMutablePointer<UInt64>
    var freeCount: Int
    /// At n - 1: no run of n free blocks starts before this block (at 7: 8 or more). What holds for n holds for more than
    /// n too, so a search takes the greatest of its own bound and those before it.
    let noRunBefore: UnsafeMutablePointer<Int32>
    /// The word of the tables that the last single block was taken from. It rarely changes: where one allocation follows another, the
    /// second need not wait for the bound that the first one leaves.
    private var nearWord = 0

    /// Bytes the tables take out of `byteCount`, and the blocks left: 2 bits a block for the state and, with
    /// finalisers or weak references, 1 more for each; whole groups of four blocks only (gc_setup_area, py/gc.c v1.29).
    static func blockCount(heapBytes byteCount: Int, finalisers: Bool, weakReferences: Bool = false) -> Int {
        let bitsPerTableByte = 520 + (finalisers ? 4 : 0) + (weakReferences ? 4 : 0)
        let tableBytes = (byteCount - 1) * 8 / bitsPerTableByte
        return max(0, tableBytes) * 4
    }

    /// `end` is rounded down to a block. `growthBytes`: so much of it is left for later.
    init(
        start: GuestAddress, end: GuestAddress, finalisers hasFinalisers: Bool,
        weakReferences hasWeakReferences: Bool = false, growthBytes: Int = 0
    ) {
        let alignedEnd = end & ~15
        blockCount = HeapArea.blockCount(
            heapBytes: Int(alignedEnd) - Int(start) - growthBytes, finalisers: hasFinalisers,
            weakReferences: hasWeakReferences)
        let growth =
            growthBytes == 0
            ? 0
            : HeapArea.blockCount(
                heapBytes: growthBytes, finalisers: hasFinalisers, weakReferences: hasWeakReferences)
        blockCapacity = blockCount + growth
        poolStart = alignedEnd - UInt32(blockCapacity * HeapArea.blockBytes)
        wordCount = (blockCount + 63) / 64
        let words = (blockCapacity + 63) / 64
        func table() -> UnsafeMutablePointer<UInt64> {
            calloc(words + 1, 8)!.bindMemory(to: UInt64.self, capacity: words + 1)
        }
        free = table()
        heads = table()
        marks = table()
        finalisers = table()
        weakReferences = table()
        hostCode = table()
        freeCount = blockCount
        noRunBefore = .allocate(capacity: 8)
        noRunBefore.initialize(repeating: 0, count: 8)
        for word in 0..<wordCount { free[word] = ~0 }
        if blockCount & 63 != 0 { free[wordCount - 1] = (1 << UInt64(blockCount & 63)) - 1 }
        placeEnd()
    }

    /// The word behind the end reads as "head": scans for the end of an object or of a free run stop there.
    private func placeEnd() {
        heads[wordCount] = ~0
        if blockCount & 63 != 0 { heads[wordCount - 1] |= ~0 << UInt64(blockCount & 63) }
    }

    /// Adds free blocks at the end, as many as there is room for.
    mutating func grow(by count: Int) {
        let start = blockCount
        let end = min(blockCapacity, start + count)
        heads[wordCount] = 0
        if start & 63 != 0 { heads[wordCount - 1] &= (1 << UInt64(start & 63)) - 1 }
        blockCount = end
        wordCount = (end + 63) / 64
        fill(free, start, end - start, true)
        placeEnd()
        freeCount += end - start
        lowerBounds(to: start)
    }

    /// Takes free blocks away from the end.
    mutating func shrink(to count: Int) {
        let (end, words) = (blockCount, wordCount)
        fill(free, count, end - count, false)
        freeCount -= end - count
        heads[words] = 0
        if end & 63 != 0 { heads[words - 1] &= (1 << UInt64(end & 63)) - 1 }
        blockCount = count
        wordCount = (count + 63) / 64
        placeEnd()
        resetBounds()
    }

    /// Frees the tables.
    func release() {
        for table in [free, heads, marks, finalisers, weakReferences, hostCode] { table.deallocate() }
        noRunBefore.deallocate()
    }

    @inline(__always) static func bit(_ table: UnsafeMutablePointer<UInt64>, _ block: Int) -> Bool {
        table[block &>> 6] &>> UInt64(block & 63) & 1 != 0
    }

    @inline(__always) static func set(_ table: UnsafeMutablePointer<UInt64>, _ block: Int) {
        table[block &>> 6] |= 1 &<< UInt64(block & 63)
    }

    @inline(__always) static func clear(_ table: UnsafeMutablePointer<UInt64>, _ block: Int) {
        table[block &>> 6] &= ~(1 &<< UInt64(block & 63))
    }

    @inline(__always) func contains(_ address: GuestAddress) -> Bool {
        Int(address &- poolStart) < blockCount &* HeapArea.blockBytes
    }

    @inline(__always) func block(at address: GuestAddress) -> Int { Int(address &- poolStart) &>> 4 }
    @inline(__always) func address(ofBlock block: Int) -> GuestAddress {
        poolStart &+ UInt32(truncatingIfNeeded: block) &<< 4
    }

    /// The block of a pointer to the start of an object; nil for anything else.
    @inline(__always) func headBlock(_ address: GuestAddress) -> Int? {
        guard address & 15 == 0, contains(address) else { return nil }
        let block = block(at: address)
        return HeapArea.bit(heads, block) ? block : nil
    }

    /// The first block behind the object (or free run) that `block` belongs to and lies before.
    @inline(__always) func endOfObject(_ block: Int) -> Int {
        var word = (block &+ 1) &>> 6
        var found = (free[word] | heads[word]) & (~0 &<< UInt64((block &+ 1) & 63))
        while found == 0 {
            word &+= 1
            found = free[word] | heads[word]
        }
        return word &<< 6 &+ found.trailingZeroBitCount
    }

    /// How many blocks the object at `block` takes.
    @inline(__always) func objectBlocks(_ block: Int) -> Int { endOfObject(block) &- block }

    /// Free blocks from `block` on, counted up to `enough`.
    func freeRun(from block: Int, enough: Int) -> Int {
        min(endOfFreeRun(block, enough) - block, enough)
    }

    /// The end of the free run at `block`, or some block at least `enough` behind it where the run is that long.
    @inline(__always) private func endOfFreeRun(_ block: Int, _ enough: Int) -> Int {
        var word = block &>> 6
        var taken = ~free[word] & (~0 &<< UInt64(block & 63))
        while taken == 0 {
            word &+= 1
            if word >= wordCount { return blockCount }
            if word &<< 6 &- block >= enough { return word &<< 6 }
            taken = ~free[word]
        }
        return min(word &<< 6 &+ taken.trailingZeroBitCount, blockCount)
    }

    /// The first run of `count` free blocks, or -1.
    @inline(__always) mutating func findRun(_ count: Int) -> Int {
        if count > 8 { return findLargeRun(count) }
        // Not the greatest of all that hold, but of those that most often are.
        let bound = Int(max(noRunBefore[0], noRunBefore[1], noRunBefore[count &- 1]))
        if bound >= blockCount { return -1 }
        // The 64 blocks from the bound on, as `findShortRun` looks at them; up to four steps in one.
        let word = bound &>> 6
        let offset = UInt64(bound & 63)
        var starts = free[word] &>> offset | (free[word &+ 1] &<< 1) &<< (63 &- offset)
        starts &= starts &>> 1
        starts &= starts &>> UInt64(truncatingIfNeeded: min(2, count &- 2))
        starts &= starts &>> UInt64(truncatingIfNeeded: max(0, count &- 4))
        if starts != 0 { return bound &+ starts.trailingZeroBitCount }
        return findShortRun(count, from: bound &+ 65 &- count)
    }

    /// As `findRun`, of more than 8 blocks.
    @inline(never) private mutating func findLargeRun(_ count: Int) -> Int {
        let bound = (1..<8).reduce(Int(noRunBefore[0])) { max($0, Int(noRunBefore[$1])) }
        return count <= 64 ? findShortRun(count, from: bound) : findLongRun(count, from: bound)
    }

    /// Looks at 64 starts together: a bit that is set in the free blocks and in these moved down by one, two and so on.
    @inline(never) private mutating func findShortRun(_ count: Int, from bound: Int) -> Int {
        var word = bound &>> 6
        var mask: UInt64 = ~0 &<< UInt64(bound & 63)
        // Behind the last word stands one whose blocks all read as taken.
        while word < wordCount {
            if free[word] & mask != 0 {
                var low = free[word]
                var high = free[word &+ 1]
                var length = 1
                while length < count {
                    // Less than a word: `count` is 64 at most.
                    let step = UInt64(truncatingIfNeeded: min(length, count &- length))
                    low &= low &>> step | high &<< (64 &- step)
                    high &= high &>> step
                    length &+= Int(truncatingIfNeeded: step)
                }
                let starts = low & mask
                if starts != 0 { return word &<< 6 &+ starts.trailingZeroBitCount }
            }
            mask = ~0
            word &+= 1
        }
        return -1
    }

    private func findLongRun(_ count: Int, from bound: Int) -> Int {
        var block = bound
        while block < blockCount {
            var word = block &>> 6
            var open = free[word] & (~0 &<< UInt64(block & 63))
            while open == 0 {
                word &+= 1
                if word >= wordCount { return -1 }
                open = free[word]
            }
            let start = word &<< 6 &+ open.trailingZeroBitCount
            let end = endOfFreeRun(start, count)
            if end &- start >= count { return start }
            block = end
        }
        return -1
    }

    /// Makes an object of the first run of `count` free blocks, which `findRun` found at `start`.
    @inline(__always) mutating func take(_ start: Int, _ count: Int) {
        fill(free, start, count, false)
        HeapArea.set(heads, start)
        freeCount &-= count
        if count <= 8 { noRunBefore[count &- 1] = Int32(truncatingIfNeeded: start &+ count) }
    }

    /// Makes an object of the first free block; its address, or 0. What most allocations are.
    @inline(__always) mutating func takeOne() -> GuestAddress {
        let address = takeOneNear()
        if address != 0 { return address }
        var word = Int(noRunBefore[0]) &>> 6
        // Behind the last word stands one whose blocks all read as taken.
        while free[word] == 0 {
            word &+= 1
            if word >= wordCount { return 0 }
        }
        nearWord = word
        return takeOne(word)
    }

    /// As `takeOne`, of the blocks in the word of the table that was last taken from; 0 where the first free one is not there.
    @inline(__always) mutating func takeOneNear() -> GuestAddress {
        let word = nearWord
        return Int(noRunBefore[0]) &>> 6 != word || free[word] == 0 ? 0 : takeOne(word)
    }

    /// Of the blocks in a word of the table before which none is free.
    @inline(__always) private mutating func takeOne(_ word: Int) -> GuestAddress {
        let open = free[word]
        let rest = open & (open &- 1)
        free[word] = rest
        heads[word] |= open ^ rest
        freeCount &-= 1
        let start = word &<< 6 &+ open.trailingZeroBitCount
        noRunBefore[0] = Int32(truncatingIfNeeded: start &+ 1)
        return address(ofBlock: start)
    }

    /// Makes an object of the first free block and another of the `count` ones behind it, which are what two searches would find; the
    /// address of the first, or 0 where these are not free, or not in the same word of the table.
    @inline(__always) mutating func takeOneAnd(_ count: Int) -> GuestAddress {
        let bound = Int(noRunBefore[0])
        let word = bound &>> 6
        let open = free[word] & (~0 &<< UInt64(bound & 63))
        let first = UInt64(truncatingIfNeeded: open.trailingZeroBitCount)
        let wanted: UInt64 = (2 &<< UInt64(truncatingIfNeeded: count)) &- 1
        if open == 0 || open &>> first & wanted != wanted { return 0 }
        free[word] &= ~(wanted &<< first)
        heads[word] |= 3 &<< first
        freeCount &-= count &+ 1
        let start = word &<< 6 &+ Int(truncatingIfNeeded: first)
        noRunBefore[0] = Int32(truncatingIfNeeded: start &+ count &+ 1)
        return address(ofBlock: start)
    }

    /// Makes an object of the first two free blocks that follow each other; its address, or 0 where it takes a search to find them.
    @inline(__always) mutating func takeTwo() -> GuestAddress {
        let bound = max(noRunBefore[0], noRunBefore[1])
        let word = Int(bound &>> 6)
        let offset = UInt64(truncatingIfNeeded: bound & 63)
        if free[word] &>> offset & 3 != 3 { return 0 }
        free[word] &= ~(3 &<< offset)
        heads[word] |= 1 &<< offset
        freeCount &-= 2
        noRunBefore[1] = bound &+ 2
        return address(ofBlock: Int(bound))
    }

    /// Grows an object in place over `count` free blocks from `start` on.
    mutating func takeTail(_ start: Int, _ count: Int) {
        fill(free, start, count, false)
        freeCount &-= count
    }

    /// As `takeTail`, of one block.
    @inline(__always) mutating func takeOneMore(_ block: Int) {
        HeapArea.clear(free, block)
        freeCount &-= 1
    }

    /// Frees `count` blocks from `start` on, heads or tails.
    @inline(__always) mutating func giveBack(_ start: Int, _ count: Int) {
        fill(free, start, count, true)
        HeapArea.clear(heads, start)
        freeCount &+= count
        lowerBounds(to: start)
    }

    /// A run of free blocks now includes `block`: no bound may lie behind the run's start.
    @inline(__always) mutating func lowerBounds(to block: Int) {
        var word = block &>> 6
        var taken = ~free[word] & ((1 &<< UInt64(block & 63)) &- 1)
        while taken == 0 && word > 0 {
            word &-= 1
            taken = ~free[word]
        }
        let start = taken == 0 ? 0 : word &<< 6 &+ 64 &- taken.leadingZeroBitCount
        let bounds = UnsafeMutableRawPointer(noRunBefore)
        let least = SIMD8(repeating: Int32(truncatingIfNeeded: start))
        var lowered = bounds.loadUnaligned(as: SIMD8<Int32>.self)
        lowered.replace(with: least, where: lowered .> least)
        bounds.storeBytes(of: lowered, as: SIMD8<Int32>.self)
    }

    /// After a sweep nothing is known.
    func resetBounds() { noRunBefore.update(repeating: 0, count: 8) }

    @inline(__always) private func fill(
        _ table: UnsafeMutablePointer<UInt64>, _ start: Int, _ count: Int, _ on: Bool
    ) {
        if count < 64 && start & 63 &+ count <= 64 {
            let mask: UInt64 = ((1 &<< UInt64(count)) &- 1) &<< UInt64(start & 63)
            if on { table[start &>> 6] |= mask } else { table[start &>> 6] &= ~mask }
            return
        }
        var block = start
        let end = start &+ count
        while block < end {
            let offset = block & 63
            let span = min(64 &- offset, end &- block)
            let mask = (span == 64 ? ~0 : (1 &<< UInt64(span)) &- 1) &<< UInt64(offset)
            if on { table[block &>> 6] |= mask } else { table[block &>> 6] &= ~mask }
            block &+= span
        }
    }

    /// Counts for `micropython.mem_info`, in blocks.
    struct Census {
        var oneBlock = 0
        var twoBlocks = 0
        var largestObject = 0
        var largestFree = 0
    }

    func census() -> Census {
        var census = Census()
        var block = 0
        while block < blockCount {
            if HeapArea.bit(heads, block) {
                let length = min(endOfObject(block), blockCount) - block
                if length == 1 { census.oneBlock += 1 }
                if length == 2 { census.twoBlocks += 1 }
                census.largestObject = max(census.largestObject, length)
                block += length
            } else {
                let length = max(1, freeRun(from: block, enough: blockCount))
                census.largestFree = max(census.largestFree, length)
                block += length
            }
        }
        return census
    }
}
