/// Slices of lists.
extension ListObject {
    /// `list[a:b:c]`. With steps other than 1 the list grows as it would by appending item by item.
    static func slice(_ vm: VM, _ words: GuestWords, _ index: Value) throws(GuestException) -> Value {
        let bounds = try SliceObject.sequenceBounds(vm, index, count: words.count)
        if bounds.step == 1 {
            return try make(
                vm, copying: GuestWords(start: words.at(bounds.start), count: bounds.stop &- bounds.start))
        }
        let result = try make(vm)
        var filling = Filling(result.address, bounds, of: words)
        while !filling.fill(vm.ram) { try grow(vm, result.address) }
        return result
    }

    /// A list that a slice's items go to one by one, as far as there is room.
    private struct Filling {
        let list: GuestAddress
        let words: GuestWords
        let total: Int
        var left: SliceObject.Bounds
        var count = 0

        @inline(__always) init(_ list: GuestAddress, _ bounds: SliceObject.Bounds, of words: GuestWords) {
            self.list = list
            self.words = words
            total = bounds.count
            left = bounds
        }

        /// Whether that was all.
        @inline(__always) mutating func fill(_ ram: GuestRAM) -> Bool {
            let end = min(total, Int(ram[list &+ Offset.capacity]))
            copy(left, of: words, to: items(list, ram) &+ UInt32(count) &* 4, count: end &- count, ram)
            left.start &+= (end &- count) &* left.step
            count = end
            ram[list &+ Offset.count] = UInt32(count)
            return count == total
        }
    }

    /// The first items of a slice.
    @inline(__always) private static func copy(
        _ bounds: SliceObject.Bounds, of words: GuestWords, to target: GuestAddress, count: Int, _ ram: GuestRAM
    ) {
        let step = UInt32(truncatingIfNeeded: bounds.step) &* 4
        var source = words.at(bounds.start)
        var place = target
        for _ in 0..<count {
            ram[place] = ram[source]
            place &+= 4
            source &+= step
        }
    }

    /// `list[a:b] = values`, and `del list[a:b]` with a null `store`.
    static func storeSlice(
        _ vm: VM, _ list: Value, _ index: Value, _ store: Value
    ) throws(GuestException) -> Value {
        let address = list.address
        let ram = vm.ram
        let present = count(address, ram)
        let bounds = try SliceObject.sequenceBounds(vm, index, count: present)
        if bounds.step != 1 { throw vm.error(.notImplementedError, arguments: []) }
        let values = store.isNull ? GuestWords(start: 0, count: 0) : try GuestWords.of(store, vm)
        let change = values.count - (bounds.stop - bounds.start)
        if change > 0 && present + change > Int(ram[address &+ Offset.capacity]) {
            try resize(vm, address, capacity: present + change, used: present)
        }
        let items = items(address, ram)
        func at(_ place: Int) -> GuestAddress { items &+ vm.word(place) &* 4 }
        let tail = (present - bounds.stop) &* 4
        // The order matters where a list is stored into itself.
        if change > 0 {
            ram.copy(from: at(bounds.stop), to: at(bounds.start + values.count), count: tail)
            ram.copy(from: values.start, to: at(bounds.start), count: values.count &* 4)
        } else {
            ram.copy(from: values.start, to: at(bounds.start), count: values.count &* 4)
            ram.copy(from: at(bounds.stop), to: at(bounds.start + values.count), count: tail)
            ram.clear(at(present + change), count: -change &* 4)
        }
        ram[address &+ Offset.count] = vm.word(present + change)
        return .none
    }

    /// `slice` and `storeSlice` where the blocks they need are free and nothing can fail; 0: these have to do it.
    @inline(__always) static func slicedAtOnce(
        _ vm: VM, _ list: GuestAddress, _ index: GuestAddress, _ store: UInt32
    ) -> UInt32 {
        let words = words(list, vm.ram)
        guard let bounds = SliceObject.plainBounds(index, count: words.count, vm.ram)?.inOrder else { return 0 }
        if store != Value.sentinel.bits {
            return replaceAtOnce(vm.ram, words, bounds, by: store) ? Value.none.bits : 0
        }
        let length = bounds.count
        // Where appended items find no room the list grows, by its own rules.
        let isGrown = bounds.step != 1 && length > leastCapacity
        let result = isGrown ? makeGrownAtOnce(vm, count: length) : makeAtOnce(vm, count: length)
        if result == 0 && isGrown { return growingAtOnce(vm, words, bounds) }
        if result != 0 { copy(bounds, of: words, to: items(result, vm.ram), count: length, vm.ram) }
        return result
    }

    /// As `slicedAtOnce`, of more items than a new list has room for. Where one of the blocks it moves to is not free all are given
    /// back, and it is as if nothing had been taken.
    @inline(never) private static func growingAtOnce(
        _ vm: VM, _ words: GuestWords, _ bounds: SliceObject.Bounds
    ) -> UInt32 {
        let allocatedBlocks = vm.state.pointee.heap.allocatedBlocks
        let result = makeAtOnce(vm, count: 0)
        if result == 0 { return 0 }
        var filling = Filling(result, bounds, of: words)
        while !filling.fill(vm.ram) {
            if !growAtOnce(vm, result) {
                vm.state.pointee.heap.giveBack(items(result, vm.ram))
                vm.state.pointee.heap.giveBack(result)
                vm.state.pointee.heap.allocatedBlocks = allocatedBlocks
                return 0
            }
        }
        return result
    }

    /// As many items of another list.
    @inline(__always) private static func replaceAtOnce(
        _ ram: GuestRAM, _ words: GuestWords, _ bounds: SliceObject.Bounds, by other: UInt32
    ) -> Bool {
        guard bounds.step == 1, other & 3 == 0, ram[other] == NativeType.list.address,
            count(other, ram) == bounds.stop &- bounds.start
        else { return false }
        ram.copy(from: items(other, ram), to: words.at(bounds.start), count: count(other, ram) &* 4)
        return true
    }
}
