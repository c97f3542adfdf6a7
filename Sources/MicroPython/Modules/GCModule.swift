/// `gc` (py/modgc.c, v1.29).
enum GCModule {
    static let members: MethodTable = [
        "collect": .fixed(0) { vm, _ throws(GuestException) in
            let freed = Collector.collect(vm)
            try vm.settle()
            return Value(smallInt: Int32(truncatingIfNeeded: freed))
        },
        "disable": .fixed(0) { vm, _ throws(GuestException) in
            vm.heap.isAutomaticCollectionEnabled = false
            return .none
        },
        "enable": .fixed(0) { vm, _ throws(GuestException) in
            vm.heap.isAutomaticCollectionEnabled = true
            return .none
        },
        "isenabled": .fixed(0) { vm, _ throws(GuestException) in Value(vm.heap.isAutomaticCollectionEnabled) },
        "mem_alloc": .fixed(0) { vm, _ throws(GuestException) in
            Value(smallInt: Int32(truncatingIfNeeded: vm.heap.usedBytes))
        },
        "mem_free": .fixed(0) { vm, _ throws(GuestException) in
            vm.heap.isSizeKnown = true
            let bytes = vm.heap.freeBytes + vm.heap.growthBytes
            return Value(smallInt: Int32(truncatingIfNeeded: bytes))
        },
        "threshold": .range(0...1) { vm, arguments throws(GuestException) in
            guard let bytes = arguments.optional(0) else {
                let blocks = vm.heap.thresholdBlocks
                return Value(smallInt: blocks == Int.max ? -1 : Int32(truncatingIfNeeded: blocks * 16))
            }
            let count = try vm.int(bytes)
            vm.heap.thresholdBlocks = count < 0 ? Int.max : count / HeapArea.blockBytes
            return .none
        },
    ]
}
