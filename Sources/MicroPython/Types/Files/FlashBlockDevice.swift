/// A guest's block device that can be read and written in pieces: `readblocks(block, buffer, offset)`, `writeblocks` and `ioctl` (extmod/vfs_blockdev.c and
/// vfs_lfsx.c, v1.29). The data pass through two buffers on the guest's heap, as large as littlefs's caches.
///
/// Not modelled: which pieces the library reads and writes when.
final class FlashBlockDevice: FlashDevice, RaisingDevice {
    private enum Request: Int32 { case start = 1, synchronize = 3, count = 4, size = 5, erase = 6 }

    private let vm: VM
    let object: Value
    /// In guest memory: what is read, what is written, and which blocks are free, which the host keeps in its own way.
    let buffers: (read: GuestAddress, program: GuestAddress, lookahead: GuestAddress)
    let blockBytes: Int
    let blockCount: Int
    let programBytes: Int
    private let readBytes: Int
    let cacheBytes: Int
    var isReadOnly: Bool
    var raised: GuestException?

    var isBusy: Bool { vm.state.pointee.heap.isCollecting }
    var inlineBytesMax: Int { min(cacheBytes, blockBytes / 8, 0x3FE) }
    var now: UInt64 { UInt64(max(0, vm.state.pointee.clock.date(vm))) &* 1_000_000_000 }

    init(
        _ vm: VM, _ object: Value, readBytes: Int, programBytes: Int, lookaheadBytes: Int
    ) throws(GuestException) {
        self.vm = vm
        self.object = object
        _ = try vm.loadMethod(object, vm.intern("readblocks"))
        isReadOnly = try vm.loadMethodMaybe(object, vm.intern("writeblocks")).isMissing
        _ = try Self.ask(vm, object, .start, 1)
        blockBytes = try vm.int(Self.ask(vm, object, .size, 0))
        blockCount = try vm.int(Self.ask(vm, object, .count, 0))
        guard blockBytes >= 64, blockBytes <= 1 << 20, (0...1 << 24).contains(blockCount),
            (1...blockBytes).contains(readBytes), (1...blockBytes).contains(programBytes),
            blockBytes % programBytes == 0
        else { throw vm.osError(FileError.invalid.number) }
        self.readBytes = readBytes
        self.programBytes = programBytes
        cacheBytes = min(blockBytes, 4 * max(readBytes, programBytes))
        buffers = (
            try vm.allocate(cacheBytes, .buffer), try vm.allocate(cacheBytes, .buffer),
            try vm.allocate(max(0, lookaheadBytes), .buffer)
        )
    }

    // MARK: The guest

    private static func ask(_ vm: VM, _ object: Value, _ request: Request, _ argument: Int) throws(GuestException)
        -> Value
    {
        let mark = vm.openScope()
        defer { vm.closeScope(mark) }
        return try vm.call(
            vm.loadMethod(object, vm.intern("ioctl")),
            [Value(smallInt: request.rawValue), Value(smallInt: Int32(truncatingIfNeeded: argument))])
    }

    private func ask(_ request: Request, _ argument: Int = 0) throws(FileError) {
        // A file that the collector closes cannot call the guest.
        if isBusy { throw .device }
        do throws(GuestException) {
            let answer = try Self.ask(vm, object, request, argument)
            let number = answer == .none && request == .synchronize ? 0 : try vm.int(answer)
            if number < 0 { throw vm.osError(-number) }
        } catch {
            raised = error
            throw .device
        }
    }

    /// Calls `readblocks` or `writeblocks` with a memoryview that lives as long as the call.
    private static func call(
        _ vm: VM, _ object: Value, _ method: String, _ block: Int, _ offset: Int, _ buffer: GuestAddress, count: Int
    ) throws(GuestException) -> Int {
        let mark = vm.openScope()
        let view = vm.pushScratch(4)
        defer {
            vm.popScratch(4)
            vm.closeScope(mark)
        }
        vm.ram[view] = NativeType.memoryview.address
        // 'B', and it can be written to.
        vm.ram[view &+ ArrayStorage.Offset.code] = UInt32(UInt8(ascii: "B") | 0x80)
        vm.ram[view &+ ArrayStorage.Offset.count] = vm.word(count)
        vm.ram[view &+ ArrayStorage.Offset.items] = buffer
        let answer = try vm.call(
            vm.loadMethod(object, vm.intern(method)),
            [
                Value(smallInt: Int32(truncatingIfNeeded: block)), Value(address: view),
                Value(smallInt: Int32(truncatingIfNeeded: offset)),
            ])
        let number = answer == .none ? 0 : try vm.int(answer)
        return number > 0 ? -FileError.invalid.number : number
    }

    private func transfer(_ method: String, _ block: Int, _ offset: Int, _ buffer: GuestAddress, count: Int)
        throws(FileError)
    {
        if isBusy { throw .device }
        var number = 0
        do throws(GuestException) {
            number = try Self.call(vm, object, method, block, offset, buffer, count: count)
        } catch {
            raised = error
            throw .device
        }
        if number < 0 { throw FileError(-number) }
    }

    /// Whether the superblock of a littlefs is in one of the first two blocks; of which one may be erased.
    static func hasLittlefs(_ vm: VM, _ object: Value) throws(GuestException) -> Bool {
        let buffer = vm.pushScratch(11)
        defer { vm.popScratch(11) }
        for block in 0...1 {
            let number = try call(vm, object, "readblocks", block, 8, buffer, count: 44)
            if number == 0, vm.ram.bytes(buffer, count: 8).elementsEqual("littlefs".utf8) { return true }
        }
        return false
    }

    // MARK: Blocks

    /// In whole pieces of what the device reads at a time.
    func read(_ block: Int, _ offset: Int, count: Int) throws(FileError) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        var place = offset
        while place < offset + count {
            let start = place / readBytes * readBytes
            let wanted = (offset + count - start + readBytes - 1) / readBytes * readBytes
            let piece = min(wanted, max(readBytes, cacheBytes / readBytes * readBytes), blockBytes - start)
            try transfer("readblocks", block, start, buffers.read, count: min(piece, cacheBytes))
            let end = min(start + min(piece, cacheBytes), offset + count)
            bytes += vm.ram.bytes(buffers.read &+ vm.word(place - start), count: end - place)
            place = end
        }
        return bytes
    }

    func program(_ block: Int, _ offset: Int, _ bytes: [UInt8]) throws(FileError) {
        if isReadOnly { throw .readOnly }
        for start in stride(from: 0, to: bytes.count, by: cacheBytes) {
            let piece = bytes[start..<min(bytes.count, start + cacheBytes)]
            piece.withUnsafeBytes { vm.ram.copy($0, to: buffers.program) }
            try transfer("writeblocks", block, offset + start, buffers.program, count: piece.count)
        }
    }

    func erase(_ block: Int) throws(FileError) {
        if isReadOnly { throw .readOnly }
        try ask(.erase, block)
    }

    func synchronize() throws(FileError) { try ask(.synchronize) }
}
