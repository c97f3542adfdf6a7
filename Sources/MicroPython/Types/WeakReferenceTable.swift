/// Which objects have weak references: a map in static RAM from their addresses, made to look like small ints that the collector does not
/// follow, to a list of references and finalisers (py/modweakref.c, v1.29).
///
/// In the list a `ref` looks like a small int too; a `finalize` does not, so it lives as long as the object. Zero, as a small int, ends it.
struct WeakReferenceTable {
    private let vm: VM
    private let map: GuestMap

    /// The end of a list.
    static let end: UInt32 = 1

    init(_ vm: VM) {
        self.vm = vm
        map = GuestMap(MemoryMap.weakReferences, vm)
    }

    /// What stands for an object without keeping it alive.
    static func key(_ object: GuestAddress) -> Value { Value(bits: object | 1) }

    static func object(_ key: Value) -> Value { Value(bits: key.bits & ~1) }

    /// Where an object's list begins: the address of the word that links its first entry. Makes the list if there is none.
    func listOrNew(_ object: GuestAddress) throws(GuestException) -> GuestAddress {
        let entry = try map.findOrAdd(WeakReferenceTable.key(object))
        if vm.ram[entry &+ 4] == 0 {
            vm.ram[entry &+ 4] = WeakReferenceTable.end
            if let block = vm.heap.area.headBlock(object) { HeapArea.set(vm.heap.area.weakReferences, block) }
        }
        return entry &+ 4
    }

    /// As `listOrNew`, 0 where there is none.
    func list(_ key: Value) -> GuestAddress {
        guard key.isSmallInt, let entry = try? map.find(key), entry != 0 else { return 0 }
        return entry &+ 4
    }

    /// The collector is about to free an object.
    func noteDeath(of object: GuestAddress) {
        let list = list(WeakReferenceTable.key(object))
        if list != 0 { vm.ram[list &- 4] = Value.none.bits }
    }

    /// After the sweep: the references to what is gone become invalid, and their callbacks are called.
    func invalidateDead() {
        var position: UInt32 = 0
        while position < map.capacity {
            let entry = map.entry(position)
            position &+= 1
            guard map.key(entry) == .none else { continue }
            map.header &-= GuestMap.Flag.one
            var link = vm.ram[entry &+ 4]
            vm.ram[entry] = Value.sentinel.bits
            vm.ram[entry &+ 4] = 0
            while let reference = WeakReference(link: link, vm) {
                reference.invalidate()
                link = reference.next
                reference.next = WeakReferenceTable.end
            }
        }
    }
}
