/// Watches a guest's memory from its power-on to its end.
///
/// Its tables lie in host memory, beside the heap's: what each object was allocated for and by which line. Lines are those of the innermost
/// Python function that runs; what native code takes counts for the line that called it.
public final class MemoryRecorder {
    let vm: VM
    /// The present virtual time, in nanoseconds.
    let time: () -> UInt64
    var sites = SiteTable()
    var curve = HeapCurve()
    var compilation = CompilationMeter()
    var collections: [MemoryRecord.Collection] = []
    var collectionCount = 0
    var stack: MemoryRecord.StackPeak?
    var failureCount = 0
    var lastFailure: MemoryRecord.Failure?
    var peak: MemoryMoment?
    var end: MemoryMoment?
    /// The most that was known to be live.
    var peakLiveBytes = 0
    /// Allocated since live bytes were last looked at.
    var bytesSinceSample = 0
    let sampleBytes: Int
    /// By the first block of each object: site, kind, and blocks taken.
    let siteOfBlock: UnsafeMutablePointer<Int32>
    let kindOfBlock: UnsafeMutablePointer<UInt8>
    let countOfBlock: UnsafeMutablePointer<Int32>
    private let blockCount: Int
    /// Collections that are told one by one.
    static let collectionsMax = 2000
    /// MemoryErrors whose heap is looked at; a program that lives by catching them has enough of those.
    static let failuresMax = 500

    /// Begins to watch a guest that has not run yet. It must outlive the recorder.
    public init(_ vm: VM, time: @escaping () -> UInt64) {
        self.vm = vm
        self.time = time
        blockCount = vm.heap.area.blockCapacity
        sampleBytes = max(64, vm.heap.totalBytes / 1024)
        siteOfBlock = .allocate(capacity: blockCount + 1)
        siteOfBlock.initialize(repeating: -1, count: blockCount + 1)
        kindOfBlock = .allocate(capacity: blockCount + 1)
        kindOfBlock.initialize(repeating: 0, count: blockCount + 1)
        countOfBlock = .allocate(capacity: blockCount + 1)
        countOfBlock.initialize(repeating: 0, count: blockCount + 1)
        listen()
    }

    deinit {
        siteOfBlock.deallocate()
        kindOfBlock.deallocate()
        countOfBlock.deallocate()
    }

    private func listen() {
        vm.watchAllocations(
            { [unowned self] _, address, byteCount, kind in allocated(address, byteCount, kind) },
            resized: { [unowned self] _, address, byteCount in resized(address, byteCount) })
        var events = MemoryEvents()
        events.collection = { [unowned self] _, reason, isOver in collected(reason, isOver: isOver) }
        events.memoryError = { [unowned self] _, failure in failed(failure) }
        events.deeperStack = { [unowned self] _, used in deeper(used) }
        vm.watchMemory(events)
        vm.state.pointee.hooks.onCompilation = { [unowned self] vm, file, begins in
            if begins { compilation.begin(vm.string(file)) } else { compilation.end() }
            sites.compiling = begins ? file : nil
        }
    }

    // MARK: What happens

    private func allocated(_ address: GuestAddress, _ byteCount: Int, _ kind: AllocationKind) {
        guard address != 0 else { return }
        let block = vm.heap.area.block(at: address)
        let count = Heap.blocks(byteCount)
        let site = sites.current(vm)
        sites.add(site, blocks: count)
        siteOfBlock[block] = Int32(truncatingIfNeeded: site)
        kindOfBlock[block] = kind.rawValue
        countOfBlock[block] = Int32(truncatingIfNeeded: count)
        grew(by: count)
    }

    private func resized(_ address: GuestAddress, _ byteCount: Int) {
        let block = vm.heap.area.block(at: address)
        let count = Heap.blocks(byteCount)
        let growth = count - Int(countOfBlock[block])
        countOfBlock[block] = Int32(truncatingIfNeeded: count)
        guard growth > 0 else {
            compilation.change(blocks: growth)
            return
        }
        let site = sites.current(vm)
        sites.add(site, blocks: growth, isNew: false)
        siteOfBlock[block] = Int32(truncatingIfNeeded: site)
        grew(by: growth)
    }

    private func grew(by blocks: Int) {
        compilation.change(blocks: blocks)
        bytesSinceSample += blocks * HeapArea.blockBytes
        let used = vm.heap.usedBytes
        curve.note(cycle: vm.cycles, usedBytes: used, time: time)
        // What is live is used: while less is used than ever was live, nobody has to look.
        if bytesSinceSample >= sampleBytes && used > peakLiveBytes && !vm.heap.isCollecting {
            sample(liveBytes: Collector.liveBytes(vm))
        }
    }

    private func sample(liveBytes: Int) {
        bytesSinceSample = 0
        curve.note(cycle: vm.cycles, usedBytes: vm.heap.usedBytes, liveBytes: liveBytes, time: time)
        guard liveBytes > peakLiveBytes else { return }
        peakLiveBytes = liveBytes
        // The whole picture takes longer than a look: once for each percent.
        if liveBytes > (peak?.liveBytes ?? 0) * 101 / 100 { peak = moment(countsSites: true) }
    }

    private func collected(_ reason: CollectionReason, isOver: Bool) {
        sites.forgetLast()
        if !isOver {
            collectionCount += 1
            curve.note(cycle: vm.cycles, usedBytes: vm.heap.usedBytes, time: time)
            guard collections.count < Self.collectionsMax else { return }
            collections.append(
                MemoryRecord.Collection(
                    nanoseconds: time(), reason: reason, place: vm.callChain(innermost: 1).first,
                    usedBytes: vm.heap.usedBytes, liveBytes: 0, largestFreeBytes: 0))
            return
        }
        if collections.count == collectionCount {
            collections[collectionCount - 1].liveBytes = vm.heap.usedBytes
            collections[collectionCount - 1].largestFreeBytes = vm.largestFreeBytes
        }
        sample(liveBytes: vm.heap.usedBytes)
    }

    private func failed(_ failure: MemoryFailure) {
        failureCount += 1
        guard failureCount <= Self.failuresMax, !vm.heap.isCollecting else { return }
        lastFailure = MemoryRecord.Failure(
            failure: failure, compiling: compilation.file, moment: moment(countsSites: false))
    }

    private func deeper(_ used: Int) {
        stack = MemoryRecord.StackPeak(
            bytes: used, limitBytes: vm.stackBytesMax, depth: vm.callDepth,
            chain: vm.callChain(innermost: MemoryMoment.chainCount))
    }

    // MARK: What comes of it

    func moment(countsSites: Bool) -> MemoryMoment {
        if countsSites { sites.clearLive() }
        return MemoryMoment(
            vm, nanoseconds: time(),
            kind: { [unowned self] block in
                siteOfBlock[block] < 0 ? nil : AllocationKind(rawValue: kindOfBlock[block])
            }, place: { [unowned self] block in sites.place(Int(siteOfBlock[block])) }
        ) { [unowned self] block, blocks in
            if countsSites { sites.addLive(Int(siteOfBlock[block]), blocks: blocks) }
        }
    }

    /// The program has ended: the heap is as it left it. Call it before the guest is gone.
    public func finish() {
        sample(liveBytes: Collector.liveBytes(vm))
        end = moment(countsSites: false)
    }

    /// All that was seen.
    public func record() -> MemoryRecord {
        if end == nil { finish() }
        return MemoryRecord(
            totalBytes: vm.heap.totalBytes, sites: sites.uses, stretches: curve.stretches, collections: collections,
            collectionCount: collectionCount, compilations: compilation.done, stack: stack, failureCount: failureCount,
            lastFailure: lastFailure, peak: peak ?? end!, end: end!, sampleBytes: sampleBytes)
    }
}
