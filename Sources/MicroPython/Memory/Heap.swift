/// What an allocation is for; reports sort by it.
enum AllocationKind: UInt8, Sendable {
    case object, string, container, frame, bytecode, constants, parseTree, compiler, names, buffer
}

/// The guest's heap: MicroPython's 16-byte-block allocator over one or more areas (py/gc.c, v1.29).
///
/// `allocate` and friends are the raw allocator; natives use `VM.allocate`, which also collects, raises MemoryError and
/// keeps the result alive until the native call returns.
struct Heap {
    var area: HeapArea
    /// Depth of `micropython.heap_lock()` and of hard interrupts: allocation fails while it is not 0.
    var lockDepth = 0 { didSet { setQuickBlocks() } }
    var isCollecting = false
    var isAutomaticCollectionEnabled = true
    /// A report wants to hear of every allocation.
    var isObserved = false { didSet { setQuickBlocks() } }
    /// The guest has asked how much is free: what it does from then on may depend on the heap's size.
    var isSizeKnown = false
    /// Blocks allocated since the last collection, and the count that triggers the next one (`gc.threshold`).
    var allocatedBlocks = 0
    var thresholdBlocks = Int.max { didSet { setQuickBlocks() } }
    /// While fewer blocks are allocated, one may be taken at once: nothing is locked, due or observed.
    private(set) var quickBlocks = Int.max
    /// Statistics of the whole run: `allocatedBlocks` of all collections before, and so on.
    var allocatedBlocksBefore = 0
    var collectionCount = 0
    /// As of the last time that blocks became free.
    private var leastFreeBlocksBefore: Int
    var leastFreeBlocks: Int { min(leastFreeBlocksBefore, area.freeCount) }

    /// Bytes that the heap may grow by, tables included.
    private(set) var growthBytes = 0
    /// What it grew by: the first block and the bytes of each addition.
    private var additions: [(start: Int, bytes: Int)] = []

    init(area: HeapArea, growthBytes: Int = 0) {
        self.area = area
        self.growthBytes = growthBytes
        leastFreeBlocksBefore = area.freeCount
    }

    private mutating func setQuickBlocks() { quickBlocks = lockDepth != 0 || isObserved ? 0 : thresholdBlocks }

    var totalBytes: Int { area.blockCount * HeapArea.blockBytes }
    var freeBytes: Int { area.freeCount * HeapArea.blockBytes }
    var usedBytes: Int { totalBytes - freeBytes }

    /// Takes more memory where an object found no room after a collection: as much as the heap has, or what the object needs
    /// (gc_try_add_heap, py/gc.c v1.29). There it is another area, here the one goes on.
    mutating func grow(for byteCount: Int, finalisers: Bool) -> Bool {
        let needed = byteCount + max(2048, byteCount * 13 / 512)
        guard growthBytes > 0, growthBytes >= needed else { return false }
        let present = area.blockCount / 4 + (finalisers ? area.blockCount / 8 : 0) + totalBytes
        let added = min(growthBytes, max(present, needed))
        growthBytes -= added
        additions.append((area.blockCount, added))
        area.grow(by: HeapArea.blockCount(heapBytes: added, finalisers: finalisers))
        return true
    }

    /// Gives the last additions back that a collection left empty (gc_sweep_free_blocks, py/gc.c v1.29).
    ///
    /// Not modelled: an empty one between others goes back there too.
    mutating func shrink() {
        while let last = additions.last,
            area.freeRun(from: last.start, enough: area.blockCount) == area.blockCount - last.start
        {
            area.shrink(to: last.start)
            growthBytes += last.bytes
            additions.removeLast()
        }
    }

    @inline(__always) static func blocks(_ byteCount: Int) -> Int { (byteCount &+ 15) &>> 4 }

    /// A zeroed object of `byteCount` bytes, or 0 where no run of blocks is long enough.
    @inline(__always) mutating func take(_ byteCount: Int, _ ram: GuestRAM) -> GuestAddress {
        let count = Heap.blocks(byteCount)
        if count <= 1 { return takeOne(ram) }
        let start = area.findRun(count)
        if start < 0 { return 0 }
        area.take(start, count)
        allocatedBlocks &+= count
        let address = area.address(ofBlock: start)
        clear(address, count, ram)
        return address
    }

    /// Fills two blocks or more with zeros: a loop would become a call of `memset`. The first and the last ones meet.
    @inline(__always) private func clear(_ address: GuestAddress, _ count: Int, _ ram: GuestRAM) {
        if count > 8 { return ram.clear(address, count: count &* HeapArea.blockBytes) }
        let first = ram.pointer(address)
        let last = first + count &* HeapArea.blockBytes
        let zeros = SIMD8<UInt32>(repeating: 0)
        first.storeBytes(of: zeros, as: SIMD8<UInt32>.self)
        (last - 32).storeBytes(of: zeros, as: SIMD8<UInt32>.self)
        if count > 4 {
            first.storeBytes(of: zeros, toByteOffset: 32, as: SIMD8<UInt32>.self)
            (last - 64).storeBytes(of: zeros, as: SIMD8<UInt32>.self)
        }
    }

    @inline(__always) private mutating func takeOne(_ ram: GuestRAM) -> GuestAddress {
        let address = area.takeOne()
        if address == 0 { return 0 }
        allocatedBlocks &+= 1
        ram.pointer(address).storeBytes(of: SIMD4<UInt32>(repeating: 0), as: SIMD4<UInt32>.self)
        return address
    }

    /// One block, or 0 where `VM.allocate` has to look: locked, full, or due for a collection. Nobody is told of it.
    @inline(__always) mutating func quickBlock(_ ram: GuestRAM) -> GuestAddress {
        allocatedBlocks < quickBlocks ? takeOne(ram) : 0
    }

    /// As `quickBlock`, for an object of any size.
    @inline(__always) mutating func quickObject(_ byteCount: Int, _ ram: GuestRAM) -> GuestAddress {
        allocatedBlocks < quickBlocks ? take(byteCount, ram) : 0
    }

    /// As `quickBlock`, for an object that is all filled: what the block holds stays.
    @inline(__always) mutating func quickBlockAsItIs() -> GuestAddress {
        if allocatedBlocks >= quickBlocks { return 0 }
        let address = area.takeOne()
        if address != 0 { allocatedBlocks &+= 1 }
        return address
    }

    /// As `quickBlockAsItIs`; 0 also where the next free block is not among those that are looked at first.
    @inline(__always) mutating func quickBlockNear() -> GuestAddress {
        if allocatedBlocks >= quickBlocks { return 0 }
        let address = area.takeOneNear()
        if address != 0 { allocatedBlocks &+= 1 }
        return address
    }

    /// As `quickBlockAsItIs`, for an object of two blocks. 0 also where it takes a search to find them.
    @inline(__always) mutating func quickTwoAsTheyAre() -> GuestAddress {
        if allocatedBlocks >= quickBlocks { return 0 }
        let address = area.takeTwo()
        if address != 0 { allocatedBlocks &+= 2 }
        return address
    }

    /// One block as it is, and the cleared ones behind it as an object of their own: what two allocations in turn give where
    /// so many blocks are free. The second is of `asked` blocks, and then grows in place. 0 where it has to be done step by step.
    @inline(__always) mutating func quickBlockAnd(_ count: Int, asked: Int, _ ram: GuestRAM) -> GuestAddress {
        if count > 16 || allocatedBlocks &+ 1 >= quickBlocks { return 0 }
        let address = area.takeOneAnd(count)
        if address == 0 { return 0 }
        allocatedBlocks &+= 1 &+ asked
        let place = ram.pointer(address)
        for block in 1...count {
            place.storeBytes(
                of: SIMD4<UInt32>(repeating: 0), toByteOffset: block &* HeapArea.blockBytes, as: SIMD4<UInt32>.self)
        }
        return address
    }

    /// Undoes `quickBlock` and its kin.
    mutating func takeBack(_ address: GuestAddress, blockCount: Int = 1) {
        allocatedBlocks &-= blockCount
        giveBack(area.block(at: address), blockCount)
    }

    /// Bytes that the object at an address takes, 0 for anything that is not the start of one.
    func objectBytes(_ address: GuestAddress) -> Int {
        guard let block = area.headBlock(address) else { return 0 }
        return area.objectBlocks(block) * HeapArea.blockBytes
    }

    mutating func giveBack(_ address: GuestAddress) {
        guard let block = area.headBlock(address) else { return }
        giveBackObject(block)
    }

    /// Frees the object whose first block this is.
    mutating func giveBackObject(_ block: Int) {
        HeapArea.clear(area.finalisers, block)
        giveBack(block, area.objectBlocks(block))
    }

    /// Frees `count` blocks from `start` on, heads or tails.
    @inline(__always) mutating func giveBack(_ start: Int, _ count: Int) {
        noteLeastFree()
        area.giveBack(start, count)
    }

    /// Before blocks become free.
    @inline(__always) mutating func noteLeastFree() {
        if area.freeCount < leastFreeBlocksBefore { leastFreeBlocksBefore = area.freeCount }
    }

    /// Grows an object within its blocks, or over a free one behind them; false where it takes more than that.
    @inline(__always) mutating func growByOneBlock(_ address: GuestAddress, _ byteCount: Int, _ ram: GuestRAM) -> Bool {
        guard let block = area.headBlock(address) else { return false }
        let end = area.endOfObject(block)
        let missing = Heap.blocks(byteCount) &- (end &- block)
        if missing == 0 { return true }
        guard missing == 1, HeapArea.bit(area.free, end) else { return false }
        area.takeOneMore(end)
        ram.pointer(area.address(ofBlock: end)).storeBytes(of: SIMD4<UInt32>(repeating: 0), as: SIMD4<UInt32>.self)
        return true
    }

    /// What `resizeInPlace` found.
    enum Resize { case done, mustMove }

    /// Shrinks an object, or grows it over free blocks behind it.
    mutating func resizeInPlace(_ address: GuestAddress, _ byteCount: Int, _ ram: GuestRAM) -> Resize {
        guard let block = area.headBlock(address) else { return .mustMove }
        let wanted = Heap.blocks(byteCount)
        let present = area.objectBlocks(block)
        if wanted == present { return .done }
        if wanted < present {
            // The first block of the tail is no head: `giveBack` clears a bit that is clear already.
            giveBack(block + wanted, present - wanted)
            return .done
        }
        guard area.freeRun(from: block + present, enough: wanted - present) == wanted - present else {
            return .mustMove
        }
        area.takeTail(block + present, wanted - present)
        ram.clear(area.address(ofBlock: block + present), count: (wanted - present) * HeapArea.blockBytes)
        return .done
    }
}
