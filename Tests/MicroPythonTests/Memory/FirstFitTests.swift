import Testing

@testable import MicroPython

/// The quick search finds the block that MicroPython's allocator finds: replayed against a plain model of it that
/// walks the blocks one by one (py/gc.c gc_alloc, gc_free, gc_realloc; v1.29).
@Suite struct FirstFitTests {
    /// One state a block, walked from the start each time.
    struct PlainAllocator {
        enum Block { case free, head, tail }
        var blocks: [Block]

        init(count: Int) { blocks = Array(repeating: .free, count: count) }

        mutating func allocate(_ count: Int) -> Int? {
            var run = 0
            for index in blocks.indices {
                run = blocks[index] == .free ? run + 1 : 0
                if run == count {
                    let start = index - count + 1
                    for tail in start...index { blocks[tail] = .tail }
                    blocks[start] = .head
                    return start
                }
            }
            return nil
        }

        func length(_ start: Int) -> Int {
            var end = start + 1
            while end < blocks.count && blocks[end] == .tail { end += 1 }
            return end - start
        }

        mutating func free(_ start: Int) {
            for index in start..<start + length(start) { blocks[index] = .free }
        }

        /// Whether the object now has `count` blocks in place.
        mutating func resize(_ start: Int, _ count: Int) -> Bool {
            let present = length(start)
            if count <= present {
                for index in start + count..<start + present { blocks[index] = .free }
                return true
            }
            guard start + count <= blocks.count else { return false }
            for index in start + present..<start + count where blocks[index] != .free { return false }
            for index in start + present..<start + count { blocks[index] = .tail }
            return true
        }
    }

    /// A fixed sequence of pseudo-random numbers (xorshift).
    struct Sequence {
        var state: UInt64
        mutating func next(_ bound: Int) -> Int {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int(state % UInt64(bound))
        }
    }

    /// One object, or two that a quick way takes together: where, and how many blocks. Where a quick way declines, the search has to
    /// find what it may not have touched.
    private func take(
        _ count: Int, _ heap: inout Heap, _ ram: GuestRAM, isQuick: Bool, _ random: inout Sequence
    ) -> [(block: Int?, count: Int)] {
        var address: GuestAddress = 0
        if isQuick && count == 1 { address = heap.quickBlockNear() }
        if isQuick && count == 2 { address = heap.quickTwoAsTheyAre() }
        if isQuick && count > 2 && count <= 17 {
            let first = heap.quickBlockAnd(count - 1, asked: count - 1, ram)
            if first != 0 {
                let block = heap.area.block(at: first)
                return [(block, 1), (block + 1, count - 1)]
            }
        }
        if address == 0 { address = heap.take(count * 16 - random.next(16), ram) }
        return [(address == 0 ? nil : heap.area.block(at: address), count)]
    }

    @Test(arguments: [4096, 16384, 65536], [1, 2])
    func sameAddressesAsThePlainAllocator(heapBytes: Int, seed: Int) throws {
        let ram = try #require(GuestRAM.reserve())
        defer { ram.release() }
        var heap = Heap(area: HeapArea(start: 0x2000_0000, end: 0x2000_0000 + UInt32(heapBytes), finalisers: true))
        defer { heap.area.release() }
        var plain = PlainAllocator(count: heap.area.blockCount)
        var random = Sequence(state: UInt64(seed) &* 0x9E37_79B9_7F4A_7C15)
        var live: [Int] = []
        for step in 0..<3000 {
            let action = random.next(100)
            if action < 55 || live.isEmpty {
                let count = random.next(10) < 8 ? 1 + random.next(4) : 1 + random.next(40)
                let isQuick = random.next(2) == 0
                for found in take(count, &heap, ram, isQuick: isQuick, &random) {
                    let expected = plain.allocate(found.count)
                    if found.block != expected {
                        Issue.record("step \(step): block \(found.block ?? -1), not \(expected ?? -1)")
                    }
                    if let expected { live.append(expected) }
                }
            } else {
                let index = random.next(live.count)
                let block = live[index]
                if action < 90 {
                    heap.giveBack(heap.area.address(ofBlock: block))
                    plain.free(block)
                    live.swapAt(index, live.count - 1)
                    live.removeLast()
                } else {
                    let count = 1 + random.next(12)
                    let inPlace = heap.resizeInPlace(heap.area.address(ofBlock: block), count * 16, ram) == .done
                    if inPlace != plain.resize(block, count) { Issue.record("step \(step): resized otherwise") }
                }
            }
            if step % 100 == 0 { #expect(heap.area.freeCount == plain.blocks.count { $0 == .free }) }
        }
    }

    /// What a program asks for while it is compiled and run, replayed: the model finds every block where it was.
    @Test func aRecordedProgramFindsTheSameBlocks() throws {
        let heapBytes = 262_144
        let recording = try AllocationRecording(
            of:
                """
                words = {}
                for i in range(300):
                    words["w%d" % (i * 7919 % 500)] = [i, str(i) * (i % 9), (i, -i)]
                text = ""
                for key in sorted(words):
                    text += key
                print(len(text), sum(v[0] for v in words.values()))
                """, heapBytes: heapBytes)
        let events = recording.events
        try #require(recording.isWhole && events.count > 1000)
        let start = RAMLayout.unix32.heapStart
        let area = HeapArea(start: start, end: start + UInt32(heapBytes), finalisers: true)
        defer { area.release() }
        var plain = PlainAllocator(count: area.blockCount)
        for event in events {
            let block = area.block(at: event.address)
            if event.isNew {
                let found = plain.allocate(Heap.blocks(event.byteCount))
                #expect(found == block)
            } else if event.byteCount == 0 {
                plain.free(block)
            } else {
                let isInPlace = plain.resize(block, Heap.blocks(event.byteCount))
                #expect(isInPlace)
            }
        }
        let replay = try #require(AllocationReplay(recording))
        #expect(replay.run() == 0)
    }

    /// Pools of MicroPython's gc_setup_area: measured on real firmwares (38 KiB: ESP8266; 64 KiB: ESP32-S3) and on
    /// the 32-bit unix port (1 MiB).
    @Test(arguments: [(38 * 1024, 38_016), (65_536, 64_000), (57_344, 56_000), (1_048_576, 1_024_512), (4096, 3968)])
    func poolAfterTheTables(heapBytes: Int, poolBytes: Int) {
        #expect(HeapArea.blockCount(heapBytes: heapBytes, finalisers: true) * 16 == poolBytes)
    }

    /// The sizes that gc_setup_area and gc_try_add_heap of py/gc.c give an ESP32: 56 KiB, as much again, and what is left.
    @Test func aHeapThatGrowsDoublesUntilNothingIsLeft() {
        let start: UInt32 = 0x2000_0000
        let growth = 108 * 1024
        var heap = Heap(
            area: HeapArea(
                start: start, end: start + UInt32(56 * 1024 + growth), finalisers: true, growthBytes: growth),
            growthBytes: growth)
        defer { heap.area.release() }
        #expect(heap.totalBytes == 56_000)
        #expect(heap.freeBytes + heap.growthBytes == 166_592)
        let first = heap.grow(for: 16, finalisers: true)
        #expect(first)
        #expect(abs(heap.totalBytes - 111_936) <= 64)
        let large = heap.grow(for: 60_000, finalisers: true)
        let second = heap.grow(for: 16, finalisers: true)
        #expect(!large && second)
        #expect(heap.growthBytes == 0 && heap.totalBytes > 163_000)
        let third = heap.grow(for: 16, finalisers: true)
        #expect(!third)
        let blocks = heap.area.blockCount
        #expect(heap.area.findRun(blocks) == 0 && heap.area.findRun(blocks + 1) == -1)
        // Something in the first addition: only the second one goes back, and grows again the same.
        heap.area.take(56_000 / 16, 1)
        heap.shrink()
        #expect(abs(heap.totalBytes - 111_936) <= 64 && heap.growthBytes > 50_000)
        #expect(heap.area.freeCount == heap.area.blockCount - 1)
        let again = heap.grow(for: 16, finalisers: true)
        #expect(again && heap.area.blockCount == blocks)
        heap.area.giveBack(56_000 / 16, 1)
        heap.shrink()
        #expect(heap.totalBytes == 56_000 && heap.freeBytes == 56_000 && heap.growthBytes == growth)
        #expect(heap.area.findRun(3500) == 0 && heap.area.findRun(3501) == -1)
    }
}
