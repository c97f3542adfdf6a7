/// What a guest asked of its heap from power-on to the end of a program: to replay the allocator by itself.
public struct AllocationRecording {
    /// An object taken, resized in place or (0 bytes) given back.
    public struct Event: Sendable {
        /// Where it was.
        public var address: UInt32
        /// Bytes asked for.
        public var byteCount: Int
        /// Taken now.
        public var isNew: Bool
    }

    /// In order.
    public let events: [Event]
    /// Bytes of heap, tables included.
    public let heapBytes: Int
    /// No collection fell into the run: it would have freed blocks that no event tells of.
    public let isWhole: Bool

    /// Runs a program on the 32-bit unix port's firmware, with modules that it may import.
    public init(of source: String, heapBytes: Int, modules: [NativeModule] = []) throws {
        var layout = RAMLayout.unix32
        layout.heapBytes = heapBytes
        let interpreter = try Interpreter(firmware: .unix32, layout: layout, modules: modules)
        let vm = interpreter.vm
        var events: [Event] = []
        vm.heap.isObserved = true
        vm.state.pointee.hooks.onAllocation = { _, address, byteCount, _ in
            events.append(Event(address: address, byteCount: byteCount, isNew: true))
        }
        vm.state.pointee.hooks.onResize = { _, address, byteCount in
            events.append(Event(address: address, byteCount: byteCount, isNew: false))
        }
        try interpreter.start()
        _ = interpreter.run(source: Array(source.utf8), file: "recording")
        self.events = events
        self.heapBytes = heapBytes
        isWhole = vm.heap.collectionCount == 0
    }
}

/// An empty heap on which a recording is replayed.
public final class AllocationReplay {
    private let recording: AllocationRecording
    private let ram: GuestRAM
    private var heap: Heap

    /// Nil where the host gives no address space.
    public init?(_ recording: AllocationRecording) {
        guard let ram = GuestRAM.reserve() else { return nil }
        self.recording = recording
        self.ram = ram
        let start = RAMLayout.unix32.heapStart
        heap = Heap(area: HeapArea(start: start, end: start + UInt32(recording.heapBytes), finalisers: true))
    }

    deinit {
        heap.area.release()
        ram.release()
    }

    /// Replays all events once, on what the last round left; call `empty` first. Returns how many objects came to lie
    /// elsewhere than recorded.
    public func run() -> Int {
        var differences = 0
        for event in recording.events {
            if event.isNew {
                if heap.take(event.byteCount, ram) != event.address { differences += 1 }
            } else if event.byteCount == 0 {
                heap.giveBack(event.address)
            } else if heap.resizeInPlace(event.address, event.byteCount, ram) != .done {
                differences += 1
            }
        }
        return differences
    }

    /// Gives everything back.
    public func empty() {
        for block in 0..<heap.area.blockCount where HeapArea.bit(heap.area.heads, block) {
            heap.giveBack(heap.area.address(ofBlock: block))
        }
    }
}
