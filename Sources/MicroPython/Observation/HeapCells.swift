/// The kind of every block of the heap, read off what lies in it.
///
/// Objects say their type in their first word. What they own alone (a list's items, a dict's table) says nothing, and is found through its
/// owner. The rest goes by what it was allocated for, where somebody has watched.
struct HeapCells {
    private let vm: VM
    private let area: HeapArea
    private let ram: GuestRAM
    private(set) var cells: [HeapCell]

    /// - Parameter kind: what the object that begins in a block was allocated for, where that is known.
    init(_ vm: VM, kind: (_ block: Int) -> AllocationKind? = { _ in nil }) {
        self.vm = vm
        area = vm.heap.area
        ram = vm.ram
        cells = Array(repeating: .free, count: area.blockCount)
        var owned: [(block: Int, cell: HeapCell)] = []
        forEachObject { block, count in
            let cell = classify(block, &owned) ?? kind(block).map(HeapCell.init) ?? .other
            for index in block..<min(block + count, cells.count) { cells[index] = cell }
        }
        for pool in vm.namePools {
            own(pool.address, .names, &owned)
            for text in pool.texts { own(text, .names, &owned) }
        }
        for (block, cell) in owned {
            for index in block..<min(area.endOfObject(block), cells.count) { cells[index] = cell }
        }
    }

    private func forEachObject(_ body: (_ block: Int, _ count: Int) -> Void) {
        for word in 0..<area.wordCount {
            var heads = area.heads[word]
            if word == area.wordCount - 1, area.blockCount & 63 != 0 {
                heads &= (1 << UInt64(area.blockCount & 63)) - 1
            }
            while heads != 0 {
                let block = word << 6 + heads.trailingZeroBitCount
                body(block, area.objectBlocks(block))
                heads &= heads - 1
            }
        }
    }

    private func own(_ address: GuestAddress, _ cell: HeapCell, _ owned: inout [(block: Int, cell: HeapCell)]) {
        if let block = area.headBlock(address) { owned.append((block, cell)) }
    }

    /// Nil where the first word is no type.
    private func classify(_ block: Int, _ owned: inout [(block: Int, cell: HeapCell)]) -> HeapCell? {
        let object = area.address(ofBlock: block)
        let type = ram[object]
        guard let native = NativeType.at(type) else {
            if type &- MemoryMap.types < MemoryMap.typeStride * UInt32(MemoryMap.typeCountMax) { return .object }
            guard let block = area.headBlock(type), ram[area.address(ofBlock: block)] == NativeType.type.address else {
                return nil
            }
            own(ram[object &+ 12], .object, &owned)
            return .object
        }
        switch native {
        case .list, .dict, .orderedDict, .set, .frozenset, .tuple, .namedTuple, .attributeTuple, .deque:
            if native != .tuple { own(ram[object &+ (native == .deque ? 16 : 12)], .container, &owned) }
            return .container
        case .str, .bytes:
            own(ram[object &+ StrObject.Offset.data], .text, &owned)
            return .text
        case .bytearray, .array, .memoryview, .stringIO, .bytesIO, .ringIO, .bufferedWriter, .textFile, .binaryFile:
            if native == .bytearray || native == .array {
                own(ram[object &+ ArrayStorage.Offset.items], .buffer, &owned)
            }
            return .buffer
        case .function, .generatorFunction:
            own(ram[object &+ FunctionObject.Offset.bytecode], .code, &owned)
            own(ram[object &+ FunctionObject.Offset.children], .code, &owned)
            return .code
        case .module:
            own(ModuleContext.nameTable(object, ram), .code, &owned)
            return .code
        case .closure, .builtinFunction, .code: return .code
        case .int, .float, .complex: return .number
        case .generator, .frame: return .frame
        default: return .object
        }
    }
}

extension NativeType {
    /// The type whose object lies at an address.
    static func at(_ address: GuestAddress) -> NativeType? {
        let offset = address &- MemoryMap.types
        guard offset < MemoryMap.typeStride * UInt32(MemoryMap.typeCountMax), offset % MemoryMap.typeStride == 0 else {
            return nil
        }
        return NativeType(rawValue: UInt16(offset / MemoryMap.typeStride))
    }
}

extension VM {
    /// The kind of each block of the heap, from its lowest address.
    public var heapCells: [HeapCell] { HeapCells(self).cells }
}
