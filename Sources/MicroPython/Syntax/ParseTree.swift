/// A finished parse: the root, and the chunks of guest heap that hold the nodes, linked newest first.
///
/// A chunk is `alloc, next, data...` (py/parse.c, v1.29).
struct ParseTree: Sendable {
    static let chunkHeaderByteCount = 8

    var root: ParseNode
    var chunk: GuestAddress

    /// Gives the chunks back to the heap, which the compiler does as soon as it no longer needs the tree.
    mutating func clear(_ vm: VM) {
        let ram = vm.ram
        while chunk != 0 {
            let next = ram[chunk &+ 4]
            vm.free(chunk)
            chunk = next
        }
    }
}
