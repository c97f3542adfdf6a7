/// A handle on one guest: a single pointer, passed to everything that touches the guest. Copying it costs nothing.
public struct VM: @unchecked Sendable {
    let state: UnsafeMutablePointer<VMState>

    @inline(__always) var ram: GuestRAM { state.pointee.ram }
    @inline(__always) var firmware: Firmware { state.pointee.firmware }
    @inline(__always) func has(_ feature: FirmwareFeatures) -> Bool {
        state.pointee.firmware.features.contains(feature)
    }
    @inline(__always) var heap: Heap {
        get { state.pointee.heap }
        nonmutating _modify { yield &state.pointee.heap }
    }

    @inline(__always) var names: InternedStrings {
        get { state.pointee.names }
        nonmutating _modify { yield &state.pointee.names }
    }

    @inline(__always) func root(_ slot: RootSlot) -> Value { Value(bits: state.pointee.roots[slot.rawValue]) }
    @inline(__always) func setRoot(_ slot: RootSlot, _ value: Value) {
        state.pointee.roots[slot.rawValue] = value.bits
    }

    /// Lays out the guest's memory and its empty heap.
    static func make(ram: GuestRAM, firmware: Firmware, layout: RAMLayout) -> VM {
        let heapStart = layout.heapStart
        ram.back(heapStart, byteCount: layout.heapBytes)
        let area = HeapArea(
            start: heapStart, end: heapStart + UInt32(layout.heapBytes), finalisers: firmware.hasFinalisers,
            weakReferences: firmware.features.contains(.weakReferences), growthBytes: layout.heapGrowthBytes)
        let roots = UnsafeMutablePointer<UInt32>.allocate(capacity: RootSlot.count)
        roots.initialize(repeating: 0, count: RootSlot.count)
        let temporaryCapacity = 256
        let temporaries = UnsafeMutablePointer<UInt32>.allocate(capacity: temporaryCapacity)
        let markStack = UnsafeMutablePointer<Int32>.allocate(capacity: area.blockCapacity + 1)
        let state = UnsafeMutablePointer<VMState>.allocate(capacity: 1)
        state.initialize(
            to: VMState(
                ram: ram, firmware: firmware, layout: layout,
                heap: Heap(area: area, growthBytes: layout.heapGrowthBytes), flash: Flash(),
                names: InternedStrings(hashMask: firmware.nameHashMask), roots: roots, temporaries: temporaries,
                temporaryCapacity: temporaryCapacity, markStack: markStack))
        let vm = VM(state: state)
        vm.buildStaticNames()
        return vm
    }

    /// Frees host memory. The handle is dead afterwards.
    func destroy() {
        state.pointee.heap.area.release()
        state.pointee.names.release()
        state.pointee.roots.deallocate()
        state.pointee.temporaries.deallocate()
        state.pointee.markStack.deallocate()
        state.deinitialize(count: 1)
        state.deallocate()
    }
}

// MARK: Allocation

extension VM {
    /// A zeroed block of the heap, alive until the caller's scope closes; 0 where there is no room even after a
    /// collection, or where the heap is locked. Nothing is allocated for 0 bytes.
    @inline(__always) func allocateMaybe(_ byteCount: Int, _ kind: AllocationKind = .object) -> GuestAddress {
        if state.pointee.heap.allocatedBlocks < state.pointee.heap.quickBlocks && byteCount > 0 {
            let address = state.pointee.heap.take(byteCount, ram)
            if address != 0 {
                keep(address)
                return address
            }
        }
        return allocateSlowly(byteCount, kind)
    }

    @inline(never) private func allocateSlowly(_ byteCount: Int, _ kind: AllocationKind) -> GuestAddress {
        if state.pointee.heap.lockDepth == 0
            && state.pointee.heap.allocatedBlocks < state.pointee.heap.thresholdBlocks && byteCount > 0
        {
            let address = state.pointee.heap.take(byteCount, ram)
            if address != 0 {
                keep(address)
                if state.pointee.hooks.onAllocation != nil { report(address, byteCount, kind) }
                return address
            }
        }
        return allocateAfterCollection(byteCount, kind)
    }

    @inline(never) private func report(_ address: GuestAddress, _ byteCount: Int, _ kind: AllocationKind) {
        state.pointee.hooks.onAllocation?(self, address, byteCount, kind)
    }

    private func allocateAfterCollection(_ byteCount: Int, _ kind: AllocationKind) -> GuestAddress {
        // Rounded up to blocks such a size is 0 in 32 bits, and fails before anything is collected.
        if byteCount > 0xFFFF_FFF0 { return 0 }
        if state.pointee.isPlacingFlash && byteCount > 0 { return state.pointee.flash.allocate(byteCount) }
        if byteCount <= 0 || state.pointee.heap.lockDepth > 0 || state.pointee.heap.isCollecting { return 0 }
        if state.pointee.heap.isAutomaticCollectionEnabled {
            let isDue = state.pointee.heap.allocatedBlocks >= state.pointee.heap.thresholdBlocks
            Collector.collect(self, isDue ? .threshold : .noRoom(bytes: byteCount))
        }
        var address = state.pointee.heap.take(byteCount, ram)
        if address == 0 && state.pointee.heap.grow(for: byteCount, finalisers: firmware.hasFinalisers) {
            address = state.pointee.heap.take(byteCount, ram)
        }
        if address != 0 { keep(address) }
        if state.pointee.hooks.onAllocation != nil { report(address, byteCount, kind) }
        return address
    }

    /// As `allocateMaybe`, raising MemoryError where there is no room.
    @inline(__always) func allocate(
        _ byteCount: Int, _ kind: AllocationKind = .object
    ) throws(GuestException) -> GuestAddress {
        let address = allocateMaybe(byteCount, kind)
        if address == 0 && byteCount != 0 { throw memoryError(byteCount) }
        return address
    }

    /// An object whose `__del__` the collector calls before it frees it.
    func allocateWithFinaliser(_ byteCount: Int) throws(GuestException) -> GuestAddress {
        let address = try allocate(byteCount)
        if firmware.hasFinalisers, let block = heap.area.headBlock(address) {
            HeapArea.set(heap.area.finalisers, block)
        }
        return address
    }

    /// Resizes a block, moving it if need be and allowed; 0 where that fails, the old block then stays.
    func reallocateMaybe(
        _ address: GuestAddress, _ newCount: Int, mayMove: Bool = true, _ kind: AllocationKind = .buffer
    ) -> GuestAddress {
        if address == 0 { return allocateMaybe(newCount, kind) }
        if newCount == 0 {
            free(address)
            return 0
        }
        if state.pointee.heap.lockDepth > 0 { return 0 }
        if state.pointee.heap.resizeInPlace(address, newCount, ram) == .done {
            state.pointee.hooks.onResize?(self, address, newCount)
            return address
        }
        guard mayMove else { return 0 }
        let oldCount = heap.objectBytes(address)
        let hadFinaliser = heap.area.headBlock(address).map { HeapArea.bit(heap.area.finalisers, $0) } ?? false
        keep(address)
        let moved = allocateMaybe(newCount, kind)
        if moved == 0 { return 0 }
        if hadFinaliser, let block = heap.area.headBlock(moved) { HeapArea.set(heap.area.finalisers, block) }
        ram.copy(from: address, to: moved, count: min(oldCount, newCount))
        free(address)
        return moved
    }

    /// Grows a block by what `Heap.growByOneBlock` does; false where `reallocateMaybe` has to look.
    @inline(__always) func growAtOnce(_ address: GuestAddress, _ byteCount: Int) -> Bool {
        guard state.pointee.heap.lockDepth == 0, state.pointee.hooks.onResize == nil else { return false }
        return state.pointee.heap.growByOneBlock(address, byteCount, ram)
    }

    /// As `reallocateMaybe`, raising MemoryError.
    func reallocate(
        _ address: GuestAddress, _ newCount: Int, _ kind: AllocationKind = .buffer
    ) throws(GuestException) -> GuestAddress {
        let moved = reallocateMaybe(address, newCount, mayMove: true, kind)
        if moved == 0 && newCount != 0 { throw memoryError(newCount) }
        return moved
    }

    /// Frees a block by hand, as the reference does where it knows that nobody else holds it. 0 is ignored; while the
    /// heap is locked the block waits for the next collection.
    func free(_ address: GuestAddress) {
        if address == 0 || state.pointee.heap.lockDepth > 0 { return }
        guard let block = state.pointee.heap.area.headBlock(address) else { return }
        if HeapArea.bit(state.pointee.heap.area.hostCode, block) { state.pointee.hooks.dropHostCode?(self, block) }
        forget(address)
        state.pointee.heap.giveBackObject(block)
        if state.pointee.hooks.onResize != nil { reportFree(address) }
    }

    /// As `free`, of a block that is no code, and that nothing on the stack of temporaries stands for.
    func freeHeld(_ address: GuestAddress) {
        if address == 0 || state.pointee.heap.lockDepth > 0 { return }
        state.pointee.heap.giveBack(address)
        if state.pointee.hooks.onResize != nil { reportFree(address) }
    }

    /// As `free`, of a block that nothing on the stack of temporaries stands for, and that may be code only by its bit.
    func freeUnkept(_ address: GuestAddress) {
        if address == 0 || state.pointee.heap.lockDepth > 0 { return }
        guard let block = state.pointee.heap.area.headBlock(address) else { return }
        if HeapArea.bit(state.pointee.heap.area.hostCode, block) || state.pointee.hooks.onResize != nil {
            return free(address)
        }
        HeapArea.clear(state.pointee.heap.area.finalisers, block)
        state.pointee.heap.giveBack(block, state.pointee.heap.area.objectBlocks(block))
    }

    /// As `free`, of a block of known size that the caller allocated itself, for something that is no code.
    func freeOwn(_ address: GuestAddress, byteCount: Int) {
        let last = state.pointee.temporaryCount &- 1
        guard address != 0, last >= 0, state.pointee.temporaries[last] == address,
            state.pointee.heap.lockDepth == 0, state.pointee.hooks.onResize == nil
        else { return free(address) }
        state.pointee.temporaryCount = last
        state.pointee.heap.giveBack(state.pointee.heap.area.block(at: address), Heap.blocks(byteCount))
    }

    /// As `freeHeld`, of a block of known size that has no finaliser. Nothing is checked: only for what the host itself keeps address
    /// and size of.
    @inline(__always) func freeHeld(_ address: GuestAddress, byteCount: Int) {
        if address == 0 || state.pointee.heap.lockDepth > 0 { return }
        state.pointee.heap.giveBack(state.pointee.heap.area.block(at: address), Heap.blocks(byteCount))
        if state.pointee.hooks.onResize != nil { reportFree(address) }
    }

    @inline(never) func reportFree(_ address: GuestAddress) { state.pointee.hooks.onResize?(self, address, 0) }

    func memoryError(_ byteCount: Int) -> GuestException {
        state.pointee.hooks.memoryError?(self, byteCount) ?? GuestException(value: .null)
    }
}

// MARK: Temporaries

extension VM {
    /// Keeps an object alive until the caller's scope closes.
    @inline(__always) func keep(_ address: GuestAddress) {
        let count = state.pointee.temporaryCount
        if count == state.pointee.temporaryCapacity { growTemporaries() }
        state.pointee.temporaries[count] = address
        state.pointee.temporaryCount = count &+ 1
    }

    @inline(__always) func keep(_ value: Value) {
        if value.isAddress { keep(value.address) }
    }

    @inline(never) private func growTemporaries() {
        let capacity = state.pointee.temporaryCapacity * 2
        let larger = UnsafeMutablePointer<UInt32>.allocate(capacity: capacity)
        larger.update(from: state.pointee.temporaries, count: state.pointee.temporaryCount)
        state.pointee.temporaries.deallocate()
        state.pointee.temporaries = larger
        state.pointee.temporaryCapacity = capacity
    }

    /// A freed address must not keep what is allocated in its place alive. Looks at the newest few only: what is freed
    /// by hand was allocated just before, and an older entry dies with its scope.
    private func forget(_ address: GuestAddress) {
        let count = state.pointee.temporaryCount
        let temporaries = state.pointee.temporaries
        let least = max(0, count &- 64)
        var index = count
        // Sixteen at a time, as far as it is none of them.
        let wanted = SIMD4(repeating: address)
        while index &- 16 >= least {
            let place = UnsafeRawPointer(temporaries + (index &- 16))
            let newer =
                (place.loadUnaligned(as: SIMD4<UInt32>.self) .== wanted)
                .| (place.loadUnaligned(fromByteOffset: 16, as: SIMD4<UInt32>.self) .== wanted)
            let older =
                (place.loadUnaligned(fromByteOffset: 32, as: SIMD4<UInt32>.self) .== wanted)
                .| (place.loadUnaligned(fromByteOffset: 48, as: SIMD4<UInt32>.self) .== wanted)
            let found = unsafeBitCast(newer .| older, to: SIMD2<UInt64>.self)
            if found[0] | found[1] != 0 { break }
            index &-= 16
        }
        while index > least {
            index &-= 1
            if temporaries[index] == address {
                temporaries[index] = 0
                if index == count &- 1 { state.pointee.temporaryCount = index }
                return
            }
        }
    }

    /// A mark to pass to `closeScope`: what is allocated in between is alive until then.
    @inline(__always) func openScope() -> Int { state.pointee.temporaryCount }
    @inline(__always) func closeScope(_ mark: Int) { state.pointee.temporaryCount = mark }

    /// Runs a body whose temporaries end with it; a value that it returns stays alive in the caller's scope.
    @inline(__always) func scope(_ body: () throws(GuestException) -> Value) throws(GuestException) -> Value {
        let mark = openScope()
        let result: Value
        do {
            result = try body()
        } catch {
            closeScope(mark)
            keep(error.value)
            throw error
        }
        closeScope(mark)
        keep(result)
        return result
    }
}
