/// Where the lexer's bytes come from, with the heap block that MicroPython's reader takes (py/reader.c, v1.29).
struct SourceReader {
    /// Bytes that the host has: a file, or a text from the command line.
    private let hostBytes: [UInt8]
    private var hostNext = 0
    /// Bytes in guest memory.
    private var guestNext: GuestAddress = 0
    private var guestEnd: GuestAddress = 0

    /// The reader's own block, and the text that it frees when it is done (0: none).
    private let block: GuestAddress
    private let ownedText: GuestAddress
    /// What else has to be done at the end: a file of the guest's is closed, and its reader's block given back.
    private let atEnd: ((VM) -> Void)?

    static let memoryBlockByteCount = 16
    /// A file is read through 25 bytes that follow a header of 7 (extmod/vfs_reader.c).
    static let fileBlockByteCount = 32

    /// Reads guest memory; `ownsText` gives the text's block back to the heap at the end.
    init(at address: GuestAddress, count: Int, ownsText: Bool, _ vm: VM) throws(GuestException) {
        block = try vm.allocate(SourceReader.memoryBlockByteCount)
        hostBytes = []
        guestNext = address
        guestEnd = address &+ UInt32(count)
        ownedText = ownsText ? address : 0
        atEnd = nil
    }

    /// Reads bytes of the host: a text outside the guest's heap, or a file.
    init(_ bytes: [UInt8], isFile: Bool, _ vm: VM) throws(GuestException) {
        let byteCount = isFile ? SourceReader.fileBlockByteCount : SourceReader.memoryBlockByteCount
        block = try vm.allocate(byteCount)
        hostBytes = bytes
        ownedText = 0
        atEnd = nil
    }

    /// Reads bytes that someone else's reader holds.
    init(_ bytes: [UInt8], atEnd: @escaping (VM) -> Void) {
        block = 0
        hostBytes = bytes
        ownedText = 0
        self.atEnd = atEnd
    }

    /// Reads bytes that come over the serial line while they are read: no block is taken.
    init(streaming bytes: [UInt8]) {
        block = 0
        hostBytes = bytes
        ownedText = 0
        atEnd = nil
    }

    /// The next byte, nil at the end.
    mutating func next(_ vm: VM) -> UInt8? {
        if guestNext != guestEnd {
            vm.owe(instructions: NativeCost.compileByte.rawValue)
            defer { guestNext &+= 1 }
            return vm.ram[byte: guestNext]
        }
        guard hostNext < hostBytes.count else { return nil }
        vm.owe(instructions: NativeCost.compileByte.rawValue)
        defer { hostNext += 1 }
        return hostBytes[hostNext]
    }

    func close(_ vm: VM) {
        vm.free(ownedText)
        vm.free(block)
        atEnd?(vm)
    }
}
