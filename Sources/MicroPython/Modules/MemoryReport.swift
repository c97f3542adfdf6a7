/// What `micropython.mem_info` and `qstr_info` print (py/modmicropython.c, gc_dump_info and gc_dump_alloc_table of py/gc.c,
/// qstr_dump_data of py/qstr.c, v1.29).
struct MemoryReport {
    let vm: VM

    init(_ vm: VM) { self.vm = vm }

    var currentBytes: Int { vm.heap.usedBytes }
    var peakBytes: Int { vm.heap.totalBytes - vm.heap.leastFreeBlocks * HeapArea.blockBytes }
    /// All that was ever allocated.
    var allocatedBytes: Int { (vm.heap.allocatedBlocksBefore + vm.heap.allocatedBlocks) * HeapArea.blockBytes }

    func print(_ printer: Printer, withTable: Bool) throws(GuestException) {
        vm.heap.isSizeKnown = true
        if vm.has(.memoryStatistics) {
            try printer.write(text: "mem: total=\(allocatedBytes), current=\(currentBytes), peak=\(peakBytes)\n")
        }
        try printer.write(text: "stack: \(vm.state.pointee.stackUsed) out of \(vm.stackBytesMax)\n")
        let heap = vm.heap
        let census = heap.area.census()
        try printer.write(text: "GC: total: \(heap.totalBytes), used: \(heap.usedBytes), free: \(heap.freeBytes)")
        if vm.state.pointee.layout.heapGrowthBytes > 0 {
            try printer.write(text: ", max new split: \(heap.growthBytes)")
        }
        try printer.write("\n")
        try printer.write(
            text: " No. of 1-blocks: \(census.oneBlock), 2-blocks: \(census.twoBlocks), max blk sz: "
                + "\(census.largestObject), max free sz: \(census.largestFree)\n")
        if withTable { try printTable(printer) }
    }

    // MARK: The table of blocks

    private static let blocksPerLine = 64

    /// A letter for each block, 64 a line; lines that are all free are counted only.
    private func printTable(_ printer: Printer) throws(GuestException) {
        let area = vm.heap.area
        try printer.write("GC memory layout; from ")
        try printer.write(pointer: area.address(ofBlock: 0))
        try printer.write(":")
        var block = 0
        while block < area.blockCount {
            let free = HeapArea.bit(area.free, block) ? area.freeRun(from: block, enough: area.blockCount) : 0
            if free >= 2 * MemoryReport.blocksPerLine {
                try printer.write(text: "\n       (\(free / MemoryReport.blocksPerLine) lines all free)")
                // The rest of the run starts a line of its own, unless it ends the heap.
                block = (block + free) & ~(MemoryReport.blocksPerLine - 1)
                if block + free % MemoryReport.blocksPerLine >= area.blockCount && block >= area.blockCount { break }
            }
            try printer.write("\n")
            try printer.writeHex(UInt32(block * HeapArea.blockBytes), digits: 8)
            try printer.write(": ")
            for place in block..<min(block + MemoryReport.blocksPerLine, area.blockCount) {
                try printer.write(byte: letter(ofBlock: place, area))
            }
            block += MemoryReport.blocksPerLine
        }
        try printer.write("\n")
    }

    /// The type of the object that begins in a block.
    private func letter(ofBlock block: Int, _ area: HeapArea) -> UInt8 {
        if HeapArea.bit(area.free, block) { return UInt8(ascii: ".") }
        guard HeapArea.bit(area.heads, block) else { return UInt8(ascii: "=") }
        switch vm.ram[area.address(ofBlock: block)] {
        case NativeType.tuple.address: return UInt8(ascii: "T")
        case NativeType.list.address: return UInt8(ascii: "L")
        case NativeType.dict.address: return UInt8(ascii: "D")
        case NativeType.str.address, NativeType.bytes.address: return UInt8(ascii: "S")
        case NativeType.bytearray.address, NativeType.array.address: return UInt8(ascii: "A")
        case NativeType.float.address: return UInt8(ascii: "F")
        case NativeType.function.address: return UInt8(ascii: "B")
        case NativeType.module.address: return UInt8(ascii: "M")
        default: return UInt8(ascii: "h")
        }
    }

    // MARK: Names

    /// The interned strings on the heap, newest pool first.
    func printNames(_ printer: Printer, withTexts: Bool) throws(GuestException) {
        let pools = vm.namePools
        let names = pools.flatMap(\.texts)
        let textBytes = names.reduce(0) { $0 + vm.ram.textLength(at: $1) + 1 }
        let poolBytes = pools.reduce(0) { $0 + vm.heap.objectBytes($1.address) }
        try printer.write(
            text: "qstr pool: n_pool=\(pools.count), n_qstr=\(names.count), n_str_data_bytes=\(textBytes), "
                + "n_total_bytes=\(textBytes + poolBytes)\n")
        guard withTexts else { return }
        for name in names {
            try printer.write("Q(")
            try printer.write(vm.ram.bytes(name, count: vm.ram.textLength(at: name)))
            try printer.write(")\n")
        }
    }
}
