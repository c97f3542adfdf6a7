#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Mark and sweep over the blocks of a heap (py/gc.c, v1.29).
///
/// Every word of every live block is a possible pointer, as in the reference; a pointer counts when it is the address
/// of the first block of an object. The mark stack is host memory: the order of marking cannot be observed.
struct Collector {
    let vm: VM
    private var pending: UnsafeMutablePointer<Int32>
    private var pendingCount = 0
    private var markedCount = 0
    private var scannedBlocks = 0
    private let area: HeapArea

    private init(_ vm: VM) {
        self.vm = vm
        area = vm.state.pointee.heap.area
        pending = vm.state.pointee.markStack
    }

    /// Marks from all roots, runs finalisers of what is dead, frees it. Returns the number of objects freed.
    @discardableResult static func collect(_ vm: VM, _ reason: CollectionReason = .asked) -> Int {
        vm.state.pointee.hooks.onCollection?(vm, reason, false)
        vm.state.pointee.heap.isCollecting = true
        vm.state.pointee.heap.allocatedBlocksBefore += vm.state.pointee.heap.allocatedBlocks
        vm.state.pointee.heap.allocatedBlocks = 0
        var collector = Collector(vm)
        collector.markRoots()
        if let runFinalisers = vm.state.pointee.hooks.runFinalisers { runFinalisers(vm) }
        let freed = collector.sweep()
        vm.state.pointee.heap.shrink()
        vm.state.pointee.heap.isCollecting = false
        vm.state.pointee.heap.collectionCount += 1
        vm.state.pointee.hooks.afterCollection?(vm)
        vm.state.pointee.hooks.onCollection?(vm, reason, true)
        vm.state.pointee.hooks.invalidateWeakReferences?(vm)
        return freed
    }

    /// Bytes that are reachable now; the heap stays as it is.
    static func liveBytes(_ vm: VM) -> Int {
        var bytes = 0
        forEachLiveObject(vm) { _, blocks in bytes += blocks * HeapArea.blockBytes }
        return bytes
    }

    /// The first block and the length of each object that is reachable now; the heap stays as it is.
    static func forEachLiveObject(_ vm: VM, _ body: (_ block: Int, _ blocks: Int) -> Void) {
        var collector = Collector(vm)
        collector.markRoots()
        let area = collector.area
        for word in 0..<area.wordCount {
            var marked = area.marks[word]
            area.marks[word] = 0
            while marked != 0 {
                let block = word << 6 + marked.trailingZeroBitCount
                body(block, area.objectBlocks(block))
                marked &= marked - 1
            }
        }
    }

    private mutating func markRoots() {
        let state = vm.state
        // First: a frame's block that is marked already would be scanned whole.
        if let visit = state.pointee.hooks.visitRoots { visit(vm, &self) }
        for index in 0..<RootSlot.count { mark(state.pointee.roots[index]) }
        for index in 0..<state.pointee.temporaryCount { mark(state.pointee.temporaries[index]) }
        for word in state.pointee.retained.keys { mark(word) }
        for (function, argument) in state.pointee.scheduled {
            mark(function.bits)
            mark(argument.bits)
        }
        mark(vm.ram.words(MemoryMap.ram), count: MemoryMap.staticWordCount)
        mark(vm.ram.words(state.pointee.scratchStart), count: state.pointee.scratchWords)
        // A tuple there may hold a str of the heap. The reference keeps only what the exception outside the heap points to
        // (mp_emergency_exception_obj, py/mpstate.h v1.29), and loses that str.
        mark(vm.ram.words(MemoryMap.emergencyBuffer), count: MemoryMap.emergencyBufferWordCount)
    }

    /// Marks what a range of guest words points to: a frame's slots, a stack.
    mutating func mark(_ words: UnsafePointer<UInt32>, count: Int) {
        for index in 0..<count { mark(words[index]) }
    }

    /// As `mark(_:count:)`, without those of the first 64 words whose bits are set.
    mutating func mark(_ words: UnsafePointer<UInt32>, count: Int, except void: UInt64) {
        for index in 0..<count where index >= 64 || void &>> UInt64(index) & 1 == 0 { mark(words[index]) }
    }

    /// Marks an object, and what its words point to but for those of the 64 from `slots` on whose bits are set.
    mutating func mark(_ address: GuestAddress, slotsAt slots: GuestAddress, except void: UInt64) {
        guard void != 0, push(address) else { return mark(address) }
        pendingCount &-= 1
        let words = vm.ram.words(address)
        let first = Int(slots &- address) / 4
        for index in 0..<area.objectBlocks(area.block(at: address)) * 4 {
            let slot = index - first
            if slot < 0 || slot >= 64 || void &>> UInt64(slot) & 1 == 0 { mark(words[index]) }
        }
    }

    /// Marks the object at an address and all that it reaches.
    @inline(__always) mutating func mark(_ word: UInt32) {
        if push(word) { drain() }
    }

    @inline(__always) private mutating func push(_ word: UInt32) -> Bool {
        guard word & 15 == 0, area.contains(word) else { return false }
        let block = area.block(at: word)
        let bit: UInt64 = 1 &<< UInt64(block & 63)
        guard area.heads[block &>> 6] & bit != 0, area.marks[block &>> 6] & bit == 0 else { return false }
        area.marks[block &>> 6] |= bit
        pending[pendingCount] = Int32(truncatingIfNeeded: block)
        pendingCount &+= 1
        return true
    }

    private mutating func drain() {
        while pendingCount > 0 {
            pendingCount &-= 1
            let block = Int(pending[pendingCount])
            let words = vm.ram.words(area.address(ofBlock: block))
            let blocks = area.objectBlocks(block)
            markedCount &+= 1
            scannedBlocks &+= blocks
            for index in 0..<blocks &* 4 { _ = push(words[index]) }
        }
    }

    /// Frees what is not marked, 64 blocks at a time. The tails of a dead object are the run of tail bits behind its
    /// head: added to them, a bit at the run's start carries through to its end.
    private mutating func sweep() -> Int {
        var freedObjects = 0
        var freedBlocks = 0
        var isDeadSoFar: UInt64 = 0
        for word in 0..<area.wordCount {
            let heads = area.heads[word]
            var dead = heads & ~area.marks[word]
            if word == area.wordCount - 1, area.blockCount & 63 != 0 {
                dead &= (1 << UInt64(area.blockCount & 63)) - 1
            }
            area.marks[word] = 0
            if dead & area.hostCode[word] != 0 { dropHostCode(dead & area.hostCode[word], word) }
            let tails = ~(area.free[word] | heads)
            let starts = (dead &<< 1 | isDeadSoFar) & tails
            let gone = dead | tails & ~(tails &+ starts)
            isDeadSoFar = gone &>> 63
            if gone == 0 { continue }
            area.finalisers[word] &= ~dead
            area.heads[word] = heads & ~dead
            area.free[word] |= gone
            freedObjects &+= dead.nonzeroBitCount
            freedBlocks &+= gone.nonzeroBitCount
        }
        vm.state.pointee.heap.noteLeastFree()
        vm.state.pointee.heap.area.freeCount += freedBlocks
        vm.state.pointee.heap.area.resetBounds()
        vm.owe(
            instructions: NativeCost.collection(
                heapBlocks: area.blockCount, liveObjects: markedCount, liveBlocks: scannedBlocks,
                deadBlocks: freedBlocks))
        return freedObjects
    }

    private func dropHostCode(_ blocks: UInt64, _ word: Int) {
        var blocks = blocks
        while blocks != 0 {
            vm.state.pointee.hooks.dropHostCode?(vm, word << 6 + blocks.trailingZeroBitCount)
            blocks &= blocks - 1
        }
    }
}
