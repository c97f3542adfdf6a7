/// Where things lie in the guest's address space. The numbers look like those of a Cortex-M.
enum MemoryMap {
    /// Flash: type objects, constant strings, built-in functions and modules.
    static let flash: GuestAddress = 0x0800_0000
    /// The empty tuple, and the empty dict that cannot change.
    static let emptyTuple: GuestAddress = flash + 0x20
    static let emptyDict: GuestAddress = flash + 0x30
    /// `b""`: 16 bytes, and the zero byte behind its characters.
    static let emptyBytes: GuestAddress = flash + 0x60
    /// Type object number 0; each takes `typeStride` bytes.
    static let types: GuestAddress = flash + 0x1000
    static let typeStride: UInt32 = 64
    static let typeCountMax = 512
    /// Objects outside the heap at fixed places: the exception that stands in where no heap is left, and the one that
    /// `close` throws into a generator.
    static let emergencyException: GuestAddress = flash + 0x100
    static let generatorExit: GuestAddress = flash + 0x120
    static let notImplemented: GuestAddress = flash + 0x140
    static let ellipsis: GuestAddress = flash + 0x150
    /// The native part that all streams in Python share, and the console's streams with their buffers.
    static let ioBase: GuestAddress = flash + 0x160
    static let standardStreams: GuestAddress = flash + 0x170
    /// Static room for an exception that finds no heap, up to 256 bytes.
    static let emergencyBuffer: GuestAddress = flash + 0x200
    static let emergencyBufferWordCount = 64
    /// Flash that `Flash` hands out, behind the type objects.
    static let flashObjects: GuestAddress = types + typeStride * UInt32(typeCountMax)
    static let flashEnd: GuestAddress = 0x0900_0000
    /// What native code of the reference keeps on its stack; see `VM.pushScratch`. Not charged.
    static let scratch: GuestAddress = 0x1000_0000
    static let scratchWordCount = 1 << 20
    /// Strands of a guest at most: each has scratch memory of its own.
    static let strandCountMax = 64
    static func scratch(ofStrand number: Int) -> GuestAddress { scratch + UInt32(number * scratchWordCount * 4) }
    /// Stacks of threads, where the port takes them from outside heap and RAM that the guest can see.
    static func stack(ofStrand number: Int) -> GuestAddress { 0x3000_0000 + UInt32(number) << 20 }
    /// RAM: static data, the stack, then the heap.
    static let ram: GuestAddress = 0x2000_0000
    /// The map of weak references, see `WeakReferenceTable`.
    static let weakReferences: GuestAddress = ram
    /// Objects in static RAM, which the collector scans: globals of the main module, `sys.modules`, `sys.path`,
    /// `sys.argv`. Their tables and items lie on the heap.
    static let mainGlobals: GuestAddress = ram + 0x10
    static let loadedModules: GuestAddress = ram + 0x20
    static let systemPath: GuestAddress = ram + 0x30
    static let systemArguments: GuestAddress = ram + 0x40
    static let staticWordCount = 0x50 / 4
    /// Slices that live for one instruction.
    static let stackSlices: GuestAddress = ram + 0x50
    static let stackSliceCount: UInt32 = 8
}

/// How a board's RAM is divided, in bytes.
public struct RAMLayout: Equatable, Sendable {
    /// Data of the firmware itself, not available to the guest.
    public var staticBytes: Int
    /// The C stack that limits recursion.
    public var stackBytes: Int
    /// How long before the end of the stack recursion is refused.
    public var stackMarginBytes: Int
    /// Bytes handed to the heap, its tables included.
    public var heapBytes: Int
    /// How many of them it takes only when it must.
    public var heapGrowthBytes: Int

    /// A layout; all sizes in bytes.
    public init(staticBytes: Int, stackBytes: Int, stackMarginBytes: Int, heapBytes: Int, heapGrowthBytes: Int = 0) {
        self.staticBytes = staticBytes
        self.stackBytes = stackBytes
        self.stackMarginBytes = stackMarginBytes
        self.heapBytes = heapBytes
        self.heapGrowthBytes = heapGrowthBytes
    }

    /// The unix port's 32-bit build: 40 kB of stack, 1 MB of heap (ports/unix/main.c, v1.29).
    public static let unix32 = RAMLayout(
        staticBytes: 4096, stackBytes: 40_000, stackMarginBytes: 0, heapBytes: 1024 * 1024)

    var stackStart: GuestAddress { MemoryMap.ram + UInt32((staticBytes + 15) & ~15) }
    var heapStart: GuestAddress { stackStart + UInt32((stackBytes + 15) & ~15) }
}
