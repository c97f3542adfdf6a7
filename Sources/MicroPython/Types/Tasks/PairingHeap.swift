/// Tasks in the order of their time, as nodes of a pairing heap (py/pairheap.c, v1.29): `type, first child, last child, next` begin each.
///
/// `next` is 0 for the root, the next sibling, or for the last sibling its parent with bit 0 set. Only real addresses are seen by the
/// collector, so the words are those of the reference.
struct PairingHeap {
    let vm: VM

    private enum Offset {
        static let child: UInt32 = 4
        static let lastChild: UInt32 = 8
        static let next: UInt32 = 12
    }

    private func child(_ node: GuestAddress) -> GuestAddress { vm.ram[node &+ Offset.child] }
    private func setChild(_ node: GuestAddress, _ child: GuestAddress) { vm.ram[node &+ Offset.child] = child }
    private func setLastChild(_ node: GuestAddress, _ child: GuestAddress) { vm.ram[node &+ Offset.lastChild] = child }
    private func next(_ node: GuestAddress) -> UInt32 { vm.ram[node &+ Offset.next] }
    private func setNext(_ node: GuestAddress, _ next: UInt32) { vm.ram[node &+ Offset.next] = next }

    private func isParent(_ link: UInt32) -> Bool { link & 1 != 0 }

    /// A guest that enters a task into two queues ties their links into a knot; the reference would follow it for ever.
    private struct Steps {
        var left = 1 << 16

        mutating func take(_ vm: VM) throws(GuestException) {
            left -= 1
            if left < 0 { throw vm.error(.runtimeError, "task is in two queues") }
        }
    }

    /// A heap of two heaps, whose roots have no siblings. Of equals the first comes first.
    func meld(_ first: GuestAddress, _ second: GuestAddress) -> GuestAddress {
        if first == 0 { return second }
        if second == 0 { return first }
        guard TaskObject.comesBefore(first, second, vm) else {
            let eldest = child(second)
            if eldest == 0 { setLastChild(second, first) }
            setNext(first, eldest == 0 ? second | 1 : eldest)
            setChild(second, first)
            return second
        }
        if child(first) == 0 {
            setChild(first, second)
        } else {
            setNext(vm.ram[first &+ Offset.lastChild], second)
        }
        setLastChild(first, second)
        setNext(second, first | 1)
        return first
    }

    /// The heap without its root.
    func withoutRoot(_ root: GuestAddress) throws(GuestException) -> GuestAddress {
        let children = child(root)
        setChild(root, 0)
        return try joined(children)
    }

    /// One heap of siblings, melded in pairs.
    private func joined(_ eldest: GuestAddress) throws(GuestException) -> GuestAddress {
        if eldest == 0 { return 0 }
        var steps = Steps()
        var heap: GuestAddress = 0
        var link = eldest
        while !isParent(link), link != 0 {
            try steps.take(vm)
            var pair = link
            link = next(pair)
            setNext(pair, 0)
            if !isParent(link), link != 0 {
                let second = link
                link = next(second)
                setNext(second, 0)
                pair = meld(pair, second)
            }
            heap = meld(heap, pair)
        }
        setNext(heap, 0)
        return heap
    }

    /// The heap without a node, which need not be in it.
    func removing(_ node: GuestAddress, from root: GuestAddress) throws(GuestException) -> GuestAddress {
        if node == root { return try withoutRoot(root) }
        let after = next(node)
        if after == 0 { return root }
        let parent = try parent(of: node)
        let before = try elderSibling(of: node, in: parent)
        let children = child(node)
        if before == 0 && children == 0 {
            setChild(parent, isParent(after) ? 0 : after)
            setNext(node, 0)
            return root
        }
        setChild(node, 0)
        setNext(node, 0)
        var heir = try joined(children)
        if heir == 0 {
            heir = before
        } else if before == 0 {
            setChild(parent, heir)
        } else {
            setNext(before, heir)
        }
        setNext(heir, after)
        if isParent(after) { setLastChild(parent, heir) }
        return root
    }

    private func parent(of node: GuestAddress) throws(GuestException) -> GuestAddress {
        var steps = Steps()
        var link = next(node)
        while !isParent(link) {
            try steps.take(vm)
            link = next(link)
        }
        return link & ~1
    }

    /// 0 for the eldest.
    private func elderSibling(of node: GuestAddress, in parent: GuestAddress) throws(GuestException) -> GuestAddress {
        var sibling = child(parent)
        if sibling == node { return 0 }
        var steps = Steps()
        while next(sibling) != node {
            try steps.take(vm)
            sibling = next(sibling)
        }
        return sibling
    }
}
