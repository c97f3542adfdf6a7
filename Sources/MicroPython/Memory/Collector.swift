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
    private let area: HeapArea

    private init(_ vm: VM) {
        self.vm = vm
        area = vm.state.pointee.heap.area
        pending = vm.state.pointee.markStack
    }

    /// Marks from all roots, runs finalisers of what is dead, frees it. Returns the number of objects freed.
    @discardableResult static func collect(_ vm: VM) -> Int {
        vm.state.pointee.heap.isCollecting = true
        vm.state.pointee.heap.allocatedBlocks = 0
        var collector = Collector(vm)
        collector.markRoots()
        if let runFinalisers = vm.state.pointee.hooks.runFinalisers { runFinalisers(vm) }
        let freed = collector.sweep()
        vm.state.pointee.heap.isCollecting = false
        vm.state.pointee.heap.collectionCount += 1
        vm.state.pointee.hooks.afterCollection?(vm)
        vm.state.pointee.hooks.invalidateWeakReferences?(vm)
        return freed
    }

    /// Bytes that are reachable now; the heap stays as it is.
    static func liveBytes(_ vm: VM) -> Int {
        var collector = Collector(vm)
        collector.markRoots()
        var blocks = 0
        let area = collector.area
        for word in 0..<area.wordCount {
            var marked = area.marks[word]
            while marked != 0 {
                blocks += area.objectBlocks(word << 6 + marked.trailingZeroBitCount)
                marked &= marked - 1
            }
            area.marks[word] = 0
        }
        return blocks * HeapArea.blockBytes
    }

    private mutating func markRoots() {
        let state = vm.state
        for index in 0..<RootSlot.count { mark(state.pointee.roots[index]) }
        for index in 0..<state.pointee.temporaryCount { mark(state.pointee.temporaries[index]) }
        for word in state.pointee.retained.keys { mark(word) }
        for (function, argument) in state.pointee.scheduled {
            mark(function.bits)
            mark(argument.bits)
        }
        mark(vm.ram.words(MemoryMap.ram), count: MemoryMap.staticWordCount)
        mark(vm.ram.words(state.pointee.scratchStart), count: state.pointee.scratchWords)
        if let visit = state.pointee.hooks.visitRoots {
            visit(vm, &self)
        }
    }

    /// Marks what a range of guest words points to: a frame's slots, a stack.
    mutating func mark(_ words: UnsafePointer<UInt32>, count: Int) {
        for index in 0..<count { mark(words[index]) }
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
            let count = area.objectBlocks(block) &* 4
            for index in 0..<count { _ = push(words[index]) }
        }
    }

    private mutating func sweep() -> Int {
        var freed = 0
        for word in 0..<area.wordCount {
            var dead = area.heads[word] & ~area.marks[word]
            area.marks[word] = 0
            if word == area.wordCount - 1, area.blockCount & 63 != 0 {
                dead &= (1 << UInt64(area.blockCount & 63)) - 1
            }
            while dead != 0 {
                let block = word << 6 + dead.trailingZeroBitCount
                dead &= dead - 1
                if HeapArea.bit(area.hostCode, block) { vm.state.pointee.hooks.dropHostCode?(vm, block) }
                HeapArea.clear(area.finalisers, block)
                vm.heap.area.release(block, area.objectBlocks(block))
                freed += 1
            }
        }
        area.resetBounds()
        return freed
    }
}
