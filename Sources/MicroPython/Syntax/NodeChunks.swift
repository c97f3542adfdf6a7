/// Where nodes are made: one after the other in chunks of the guest's heap, 128 bytes at first. A full chunk grows in
/// place while the blocks behind it are free; else it is cut to what it holds and a new one begins (py/parse.c, v1.29).
struct NodeChunks {
    /// The chunk that is being filled: `alloc, used, data...`; 0 before the first node.
    private(set) var current: GuestAddress = 0
    /// The newest full one.
    private var full: GuestAddress = 0

    private static let header = UInt32(ParseTree.chunkHeaderByteCount)
    private static let initialByteCount = 128

    mutating func allocate(_ byteCount: Int, _ vm: VM) throws(GuestException) -> GuestAddress {
        let ram = vm.ram
        let byteCount = UInt32(byteCount)
        if current != 0 && ram[current &+ 4] &+ byteCount > ram[current] {
            let larger = ram[current] &+ byteCount
            if vm.reallocateMaybe(current, Int(NodeChunks.header &+ larger), mayMove: false, .parseTree) == 0 {
                close(vm)
            } else {
                ram[current] = larger
            }
        }
        if current == 0 {
            let size = max(NodeChunks.initialByteCount, Int(byteCount))
            current = try vm.allocate(Int(NodeChunks.header) + size, .parseTree)
            ram[current] = UInt32(size)
            ram[current &+ 4] = 0
        }
        let used = ram[current &+ 4]
        ram[current &+ 4] = used &+ byteCount
        return current &+ NodeChunks.header &+ used
    }

    /// Takes back a node's bytes at the end of the current chunk. As in the reference only their number counts, so
    /// nodes are to be given back newest first.
    func giveBack(_ node: ParseNode, _ vm: VM) {
        let ram = vm.ram
        let data = current &+ NodeChunks.header
        guard node.address >= data && node.address < data &+ ram[current &+ 4] else { return }
        ram[current &+ 4] &-= UInt32(ParseNode.headerByteCount + 4 * node.childCount(ram))
    }

    /// Cuts the current chunk to what it holds and links it to the full ones.
    private mutating func close(_ vm: VM) {
        let ram = vm.ram
        let used = ram[current &+ 4]
        _ = vm.reallocateMaybe(current, Int(NodeChunks.header &+ used), mayMove: false, .parseTree)
        ram[current] = used
        ram[current &+ 4] = full
        full = current
        current = 0
    }

    /// The list of all chunks.
    mutating func finish(_ vm: VM) -> GuestAddress {
        if current != 0 { close(vm) }
        return full
    }
}
