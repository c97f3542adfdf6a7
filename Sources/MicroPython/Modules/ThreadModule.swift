/// `_thread` (py/modthread.c, v1.29).
enum ThreadModule {
    private static func stackSize(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let before = vm.engine.pointee.threadStackBytes
        let wanted = try arguments.optional(0).map { size throws(GuestException) in try vm.int(size) } ?? 0
        vm.engine.pointee.threadStackBytes = wanted
        return try vm.newInt(before)
    }

    private static func start(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let positional = try vm.items(of: arguments[1])
        var words = positional.map(\.bits)
        var keywordCount = 0
        if let keywords = arguments.optional(2) {
            guard vm.isExactly(keywords, .dict) else {
                throw vm.error(.typeError, "expecting a dict for keyword args")
            }
            let map = DictObject.map(keywords, vm)
            var position: UInt32 = 0
            while true {
                let entry = map.nextEntry(&position)
                if entry == 0 { break }
                words += [map.key(entry).bits, map.value(entry).bits]
                keywordCount += 1
            }
        }
        let entry = try ThreadEntry.make(
            vm, arguments[0], words, count: positional.count, keywordCount: keywordCount)
        return try vm.newInt(startThread(vm, entry))
    }

    /// Its number, as `get_ident` says it.
    private static func startThread(_ vm: VM, _ entry: GuestAddress) throws(GuestException) -> Int {
        let model = vm.firmware.threads ?? .unix32
        let strands = vm.makeStrands()
        guard strands.threads.count < model.countMax, let number = strands.freeNumber else {
            throw vm.exception(.osError, model.refusal)
        }
        let wanted = vm.engine.pointee.threadStackBytes
        guard wanted >= 0 else { throw vm.osError(22) }
        guard wanted <= ThreadModel.stackBytesMax else {
            throw vm.exception(.osError, "can't create thread: Perch gives no stack over 1048576 bytes")
        }
        let stackBytes = (wanted == 0 ? model.stackBytes : max(model.stackBytesMin, wanted)) & ~3
        var blocks: [GuestAddress] = []
        var stackStart = MemoryMap.stack(ofStrand: number)
        if model.isStackOnHeap {
            stackStart = try vm.allocate(stackBytes, .frame)
            blocks.append(stackStart)
        }
        if model.recordBytes > 0 { blocks.append(try vm.allocate(model.recordBytes, .object)) }
        vm.ram[entry &+ 8] = UInt32(stackBytes)
        let saved = vm.makeStrandState(
            number: number, stackStart: stackStart, stackBytes: stackBytes,
            stackLimit: stackBytes - model.marginBytes)
        let strand = Strand(number: number, saved: saved, arguments: entry)
        strand.blocks = blocks
        guard vm.launch(strand, strands, stackBytes: stackBytes) else {
            saved.frames.deallocate()
            saved.temporaries.deallocate()
            throw vm.exception(.osError, "can't create thread: the host has none to give")
        }
        return number + 1
    }

    static let members: MethodTable = [
        "LockType": .type(.lock),
        "get_ident": .fixed(0) { vm, _ throws(GuestException) in
            try vm.newInt((vm.engine.pointee.strands?.current.number ?? 0) + 1)
        },
        "stack_size": .range(0...1, stackSize),
        "start_new_thread": .range(2...3, start),
        "exit": .fixed(0) { vm, _ throws(GuestException) in throw vm.error(.systemExit, arguments: []) },
        "allocate_lock": .fixed(0) { vm, _ throws(GuestException) in try LockObject.make(vm) },
    ]
}
