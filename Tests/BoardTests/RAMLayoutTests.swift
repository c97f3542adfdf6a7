import BoardProfiles
import Testing

/// What `--ram`, `--heap` and `--stack` make of a board.
@Suite struct RAMLayoutTests {
    func pico() throws -> RAMProfile { try BoardProfile.load("pico").ram }

    @Test func ramSetsTheTotalAndTheHeapTakesWhatIsLeft() throws {
        let layout = try pico().layout(ram: 64 * 1024)
        #expect(layout.totalBytes == 65_536)
        #expect(layout.heapBytes == 65_536 - 23_616 - 8192)
        #expect(layout.stackLimitBytes == 8192 - 256)
    }

    @Test func heapSetsTheHeapAlone() throws {
        let layout = try pico().layout(heap: 12 * 1024)
        #expect(layout.heapBytes == 12_288)
        #expect(layout.totalBytes == 264 * 1024)
        // (12288 - 1) * 8 / 524 = 187 table bytes
        #expect(layout.poolBytes == 187 * 64)
    }

    @Test func tooLittleRAMSaysTheLeast() throws {
        let error = #expect(throws: RAMError.self) { try pico().layout(ram: 16 * 1024) }
        #expect(error?.leastBytes == 23_616 + 8192 + 1712)
        #expect(
            error?.description
                == "16384 bytes of RAM are too little: its firmware needs at least 33520 (23616 static, 8192 stack, 1712 heap)"
        )
        #expect(throws: RAMError.self) { try BoardProfile.load("tiny16").ram.layout(ram: 3 * 1024) }
    }

    @Test func theLeastIsEnough() throws {
        for name in try BoardProfile.available {
            let ram = try BoardProfile.load(name).ram
            #expect(try ram.layout(ram: ram.leastBytes).heapBytes == ram.heapMinBytes)
            #expect(throws: RAMError.self) { try ram.layout(ram: ram.leastBytes - 1) }
        }
    }

    @Test func aHeapMustFitAndSuffice() throws {
        #expect(throws: RAMError.heapTooLarge(asked: 300_000, most: 238_528, ram: 270_336)) {
            try pico().layout(heap: 300_000)
        }
        #expect(throws: RAMError.heapTooSmall(asked: 1000, least: 1712)) { try pico().layout(heap: 1000) }
        #expect(throws: RAMError.heapTooLarge(asked: 12_288, most: 0, ram: 16_384)) {
            try pico().layout(ram: 16_384, heap: 12_288)
        }
    }

    @Test func theStackIsTakenFromTheHeap() throws {
        let layout = try pico().layout(stack: 4096)
        #expect(layout.stackLimitBytes == 4096 - 256)
        #expect(layout.heapBytes == 238_528 + 4096)
        #expect(throws: RAMError.stackTooSmall(asked: 500, least: 736)) { try pico().layout(stack: 500) }
        #expect(throws: RAMError.stackTooLarge(asked: 2 << 20, most: 1 << 20)) { try pico().layout(stack: 2 << 20) }
    }

    @Test func aHeapThatGrowsBeginsWithItsFirstArea() throws {
        let ram = try BoardProfile.load("esp32").ram
        #expect(try ram.layout(heap: 12 * 1024).heapFirstAreaBytes == 12_288)
        #expect(try ram.layout(heap: 12 * 1024).heapGrowthBytes == 0)
        let layout = try ram.layout(heap: 100_000)
        #expect(layout.heapFirstAreaBytes == 57_344 && layout.heapGrowthBytes == 100_000 - 57_344)
    }
}
