/// What the host of a guest does besides running it: ends programs, runs interrupts, looks at the heap.
extension VM {
    /// An exception that no code of the guest can catch: a reset, the end of a run. Throw it from native code, or hand it to
    /// `interrupt`; the outcome is then `stopped`.
    public func stopException() -> GuestException {
        engine.pointee.isStopping = true
        return error(.systemExit, arguments: [])
    }

    /// Runs an interrupt handler: no callbacks within it, no allocation. An exception ends it and is printed; then it must not be
    /// run again, and the result is false (mp_irq_dispatch, shared/runtime/mpirq.c v1.29).
    public func runInterrupt(
        _ handler: Value, _ argument: Value, complaint: String = "Uncaught exception in IRQ callback handler"
    ) -> Bool {
        state.pointee.schedulerDepth += 1
        heap.lockDepth += 1
        engine.pointee.interruptDepth += 1
        let mark = openScope()
        defer {
            closeScope(mark)
            engine.pointee.interruptDepth -= 1
            heap.lockDepth -= 1
            state.pointee.schedulerDepth -= 1
        }
        do throws(GuestException) {
            _ = try callOne(handler, argument)
            return true
        } catch {
            if engine.pointee.isStopping {
                interrupt(error)
                return true
            }
            try? console.write(text: complaint + "\n")
            try? printException(error.value, console)
            return false
        }
    }

    /// The byte on the serial line that raises KeyboardInterrupt; -1 for none.
    public var interruptCharacter: Int { state.pointee.interruptCharacter }

    /// Collects whenever so many bytes were allocated since the last time, as `gc.threshold` does.
    public func setCollectionThreshold(bytes: Int) {
        heap.thresholdBlocks = max(1, bytes / HeapArea.blockBytes)
    }

    /// Bytes of heap in used blocks, and in all.
    public var heapUse: (usedBytes: Int, totalBytes: Int) { (heap.usedBytes, heap.totalBytes) }

    /// Used share of equal slices of the heap, from its lowest address.
    public func heapMap(slices: Int) -> [Double] {
        let blocks = heap.area.blockCount
        guard slices > 0, blocks > 0 else { return [] }
        return (0..<slices).map { slice in
            let range = (blocks * slice / slices)..<max(blocks * slice / slices + 1, blocks * (slice + 1) / slices)
            let free = range.reduce(0) { $0 + (HeapArea.bit(heap.area.free, min($1, blocks - 1)) ? 1 : 0) }
            return 1 - Double(free) / Double(range.count)
        }
    }

    /// The last MemoryError.
    public var memoryFailure: MemoryFailure? { state.pointee.memoryFailure }

    func noteMemoryFailure(_ byteCount: Int) {
        let line = currentLine
        state.pointee.memoryFailure = MemoryFailure(
            bytesAsked: byteCount, bytesFree: heap.freeBytes,
            largestFreeBytes: heap.area.census().largestFree * HeapArea.blockBytes, heapBytes: heap.totalBytes,
            isHeapLocked: heap.lockDepth > 0,
            file: line?.file, line: line?.line)
    }
}
