/// The heap at one moment.
public struct MemoryMoment: Encodable, Sendable {
    /// Something that the guest could reach.
    public struct Object: Encodable, Sendable {
        /// Its kind.
        public var cell: HeapCell
        /// Its blocks.
        public var bytes: Int
        /// Its type, or for what has none, its kind: `list`, `containers`.
        public var type: String
        /// The way to it from a name: `app.routes[3] text`.
        public var path: String
        /// The line that made it, or made it grow.
        public var place: CodePlace?
    }

    /// How much of one kind there was.
    public struct Share: Encodable, Sendable {
        /// The kind.
        public var cell: HeapCell
        /// Used blocks of it, dead ones included.
        public var usedBytes: Int
        /// Blocks of it that could be reached.
        public var liveBytes: Int
    }

    /// When.
    public var nanoseconds: UInt64
    /// Bytes of blocks in use, dead objects included.
    public var usedBytes: Int
    /// Bytes of blocks that could be reached.
    public var liveBytes: Int
    /// Bytes of free blocks.
    public var freeBytes: Int
    /// The longest run of them.
    public var largestFreeBytes: Int
    /// Calls in progress, innermost first.
    public var chain: [CodePlace]
    /// The biggest live objects, biggest first.
    public var objects: [Object]
    /// Most live bytes first.
    public var shares: [Share]
    /// What each block was part of, from the lowest address.
    public var cells: HeapMap
    /// Module variables with names like constants and small whole numbers for values.
    public var constantLikeNames: [String]

    /// How many of the biggest objects are named.
    static let objectCount = 24
    /// How many calls, besides the outermost one.
    static let chainCount = 24

    /// - Parameters:
    ///   - kind: what the object that begins in a block was allocated for.
    ///   - place: by which line.
    init(
        _ vm: VM, nanoseconds: UInt64, kind: (Int) -> AllocationKind?, place: (Int) -> CodePlace?,
        eachLive: (_ block: Int, _ blocks: Int) -> Void = { _, _ in }
    ) {
        self.nanoseconds = nanoseconds
        let heap = vm.heap
        usedBytes = heap.usedBytes
        freeBytes = heap.freeBytes
        largestFreeBytes = vm.largestFreeBytes
        chain = vm.callChain(innermost: Self.chainCount)
        let cells = HeapCells(vm, kind: kind).cells
        var live: [(block: Int, blocks: Int)] = []
        var liveBytesByCell = Array(repeating: 0, count: HeapCell.allCases.count)
        Collector.forEachLiveObject(vm) { block, blocks in
            live.append((block, blocks))
            liveBytesByCell[Int(cells[block].rawValue)] += blocks * HeapArea.blockBytes
            eachLive(block, blocks)
        }
        liveBytes = live.reduce(0) { $0 + $1.blocks } * HeapArea.blockBytes
        var usedByCell = Array(repeating: 0, count: HeapCell.allCases.count)
        for cell in cells { usedByCell[Int(cell.rawValue)] += HeapArea.blockBytes }
        shares = HeapCell.allCases.filter { $0 != .free && usedByCell[Int($0.rawValue)] > 0 }.map {
            Share(cell: $0, usedBytes: usedByCell[Int($0.rawValue)], liveBytes: liveBytesByCell[Int($0.rawValue)])
        }
        shares.sort { ($1.liveBytes, $0.cell.rawValue) < ($0.liveBytes, $1.cell.rawValue) }
        // Equal sizes in the order of their addresses.
        let biggest = live.sorted { ($1.blocks, $0.block) < ($0.blocks, $1.block) }.prefix(Self.objectCount)
        let ways = LiveObjects(vm)
        objects = biggest.map { block, blocks in
            Object(
                cell: cells[block], bytes: blocks * HeapArea.blockBytes,
                type: Self.typeName(vm, block) ?? cells[block].title, path: HeldPath(to: block, in: ways).text,
                place: place(block))
        }
        self.cells = HeapMap(cells: cells)
        constantLikeNames = ConstantLikeNames.find(vm)
    }

    /// An object's type; nil for a block that has none.
    private static func typeName(_ vm: VM, _ block: Int) -> String? {
        let type = vm.ram[vm.heap.area.address(ofBlock: block)]
        let isClass = vm.heap.area.headBlock(type) != nil && vm.ram[type] == NativeType.type.address
        guard isClass || NativeType.at(type) != nil else { return nil }
        return vm.string(TypeObject.name(type, vm.ram))
    }
}
