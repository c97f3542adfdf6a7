/// What a host wants to hear of a guest's memory. Whoever leaves all but one closure nil pays for that one only.
public struct MemoryEvents {
    /// A collection is about to begin (`false`) or over (`true`): then all that is used is live.
    public var collection: ((VM, CollectionReason, _ isOver: Bool) -> Void)?
    /// A MemoryError is raised, whether or not somebody will catch it.
    public var memoryError: ((VM, MemoryFailure) -> Void)?
    /// A call takes so many bytes of the stack, more than any before.
    public var deeperStack: ((VM, Int) -> Void)?
    /// An allocation, or an object that grew, has so many bytes of blocks, and ends so far from the heap's first block. Takes the
    /// quick ways of the allocator from the guest: the same blocks, more of the host's time.
    public var allocation: ((VM, _ bytes: Int, _ endBytes: Int) -> Void)?

    /// Nothing.
    public init() {}
}

extension VM {
    /// From now on `events` are told of, besides those of others.
    public func watchMemory(_ events: MemoryEvents) {
        if let collection = events.collection {
            let before = state.pointee.hooks.onCollection
            state.pointee.hooks.onCollection = { vm, reason, isOver in
                before?(vm, reason, isOver)
                collection(vm, reason, isOver)
            }
        }
        if let memoryError = events.memoryError {
            let before = state.pointee.hooks.onMemoryError
            state.pointee.hooks.onMemoryError = { vm, byteCount in
                before?(vm, byteCount)
                if let failure = vm.memoryFailure { memoryError(vm, failure) }
            }
        }
        if let deeperStack = events.deeperStack { watchStack(deeperStack) }
        if let allocation = events.allocation {
            let tell: (VM, GuestAddress, Int) -> Void = { vm, address, byteCount in
                guard address != 0, byteCount != 0 else { return }
                let bytes = Heap.blocks(byteCount) * HeapArea.blockBytes
                allocation(vm, bytes, Int(address - vm.heap.area.poolStart) + bytes)
            }
            watchAllocations({ vm, address, byteCount, _ in tell(vm, address, byteCount) }, resized: tell)
        }
    }

    /// See `onAllocation` and `onResize` of `MemoryHooks`.
    func watchAllocations(
        _ onAllocation: @escaping (VM, GuestAddress, Int, AllocationKind) -> Void,
        resized onResize: @escaping (VM, GuestAddress, Int) -> Void
    ) {
        heap.isObserved = true
        let (allocatedBefore, resizedBefore) = (state.pointee.hooks.onAllocation, state.pointee.hooks.onResize)
        state.pointee.hooks.onAllocation = { vm, address, byteCount, kind in
            allocatedBefore?(vm, address, byteCount, kind)
            onAllocation(vm, address, byteCount, kind)
        }
        state.pointee.hooks.onResize = { vm, address, byteCount in
            resizedBefore?(vm, address, byteCount)
            onResize(vm, address, byteCount)
        }
    }

    /// Bytes of blocks that the guest could reach now; the heap stays as it is.
    public var liveBytes: Int { heap.isCollecting ? heap.usedBytes : Collector.liveBytes(self) }

    /// The guest has asked how much of its heap is free.
    public var hasAskedForHeapSize: Bool { heap.isSizeKnown }

    /// The longest run of free blocks, in bytes.
    public var largestFreeBytes: Int { heap.area.census().largestFree * HeapArea.blockBytes }
}
