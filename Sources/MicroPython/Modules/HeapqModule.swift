/// `heapq` (extmod/modheapq.c, v1.29): a list whose item at `i` is not greater than those at `2 * i + 1` and `2 * i + 2`.
enum HeapqModule {
    static let members: MethodTable = [
        "heappush": .fixed(2) { vm, arguments throws(GuestException) in
            let heap = try Heap(arguments[0], vm)
            try ListObject.append(vm, arguments[0], arguments[1])
            try heap.rise(from: heap.count - 1, notAbove: 0)
            return .none
        },
        "heappop": .fixed(1) { vm, arguments throws(GuestException) in
            let heap = try Heap(arguments[0], vm)
            guard heap.count > 0 else { throw vm.error(.indexError, "empty heap") }
            let least = try heap.item(0)
            vm.keep(least)
            try heap.replaceFirstByLast()
            if heap.count > 0 { try heap.sink(from: 0) }
            return least
        },
        "heapify": .fixed(1) { vm, arguments throws(GuestException) in
            let heap = try Heap(arguments[0], vm)
            var place = heap.count / 2
            while place > 0 {
                place -= 1
                try heap.sink(from: place)
            }
            return .none
        },
    ]

    /// A list seen as a heap. A comparison may call the guest, which may change the list: every access looks at its bounds.
    private struct Heap {
        let list: GuestAddress
        let vm: VM

        init(_ value: Value, _ vm: VM) throws(GuestException) {
            guard vm.isExactly(value, .list) else { throw vm.error(.typeError, "heap must be a list") }
            list = value.address
            self.vm = vm
        }

        var count: Int { ListObject.count(list, vm.ram) }

        func item(_ place: Int) throws(GuestException) -> Value {
            guard place < count else { throw vm.error(.indexError, "list index out of range") }
            return ListObject.item(list, place, vm.ram)
        }

        func set(_ place: Int, _ item: Value) throws(GuestException) {
            guard place < count else { throw vm.error(.indexError, "list index out of range") }
            ListObject.setItem(list, place, item, vm.ram)
        }

        /// The list's room stays as it is.
        func replaceFirstByLast() throws(GuestException) {
            let last = count - 1
            let item = try item(last)
            ListObject.setItem(list, last, .null, vm.ram)
            vm.ram[list &+ ListObject.Offset.count] = vm.word(last)
            // With one item the freed slot is the first one, which the reference leaves empty too.
            if last > 0 { try set(0, item) }
        }

        private func isLess(_ a: Value, _ b: Value) throws(GuestException) -> Bool {
            try less(a, b) == .true
        }

        private func less(_ a: Value, _ b: Value) throws(GuestException) -> Value {
            try vm.through(.heapOrder) { () throws(GuestException) in try vm.binary(.less, a, b) }
        }

        /// Moves an item towards the root, until its parent is not greater.
        func rise(from start: Int, notAbove root: Int) throws(GuestException) {
            var place = start
            let moved = try item(place)
            vm.keep(moved)
            while place > root {
                let parentPlace = (place - 1) / 2
                let parent = try item(parentPlace)
                guard try isLess(moved, parent) else { break }
                try set(place, parent)
                place = parentPlace
            }
            try set(place, moved)
        }

        /// Moves an item to a leaf along the lesser children, then up again to its place: fewer comparisons than to look at each level.
        func sink(from start: Int) throws(GuestException) {
            var place = start
            let end = count
            let moved = try item(place)
            vm.keep(moved)
            while case var child = 2 * place + 1, child < end {
                if child + 1 < end, try less(item(child), item(child + 1)) == .false { child += 1 }
                try set(place, item(child))
                place = child
            }
            try set(place, moved)
            try rise(from: place, notAbove: start)
        }
    }
}
