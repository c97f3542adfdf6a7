/// Sorting: the reference's quicksort, step by step, because the guest sees its comparisons and it is not stable
/// (mp_quicksort, py/objlist.c v1.29).
extension ListObject {
    /// `list.sort(key=None, reverse=False)`; the receiver is among the arguments.
    static func sort(_ vm: VM, _ list: Value, _ arguments: Arguments) throws(GuestException) {
        let key = arguments.keyword(.key)
        let reverse = arguments.keyword(.reverse)
        let isReversed = try reverse.map { value throws(GuestException) in try vm.isTrue(value) } ?? false
        try vm.checkNothingElse(
            arguments, positional: 1, found: (key == nil ? 0 : 1) + (reverse == nil ? 0 : 1))
        let words = words(list.address, vm.ram)
        guard words.count > 1 else { return }
        let order = Order(vm: vm, key: key == Value.none ? nil : key, wanted: Value(!isReversed))
        try order.sort(behind: words.start &- 4, through: words.at(words.count - 1))
    }

    /// How items compare.
    private struct Order {
        let vm: VM
        let key: Value?
        /// What `a < b` must answer for a to stand in front of b.
        let wanted: Value

        @inline(__always) func rank(_ item: GuestAddress) throws(GuestException) -> Value {
            let value = vm.ram.value(item)
            guard let key else { return value }
            return try vm.through(.sort) { () throws(GuestException) in
                try vm.callOne(key, value)
            }
        }

        @inline(__always) func isBefore(_ a: Value, _ b: Value) throws(GuestException) -> Bool {
            if a.isSmallInt && b.isSmallInt { return Value(a.smallInt < b.smallInt) == wanted }
            if vm.isStr(a) && vm.isStr(b) { return vm.compareTexts(.less, a, b) == wanted }
            return try vm.through(.sortOrder) { () throws(GuestException) in try vm.binary(.less, a, b) == wanted }
        }

        /// Sorts the words behind `head` up to and including `tail`. The pivot is the last one.
        func sort(behind head: GuestAddress, through tail: GuestAddress) throws(GuestException) {
            try vm.checkStack()
            let ram = vm.ram
            var head = head
            var tail = tail
            while tail > head &+ 4 {
                let mark = vm.openScope()
                let pivot = try rank(tail)
                vm.keep(pivot)
                let low = try partition(head, tail, pivot)
                vm.closeScope(mark)
                let word = ram[low.up]
                ram[low.up] = ram[tail]
                ram[tail] = word
                // The smaller part first keeps the recursion shallow.
                if Int(low.down) - Int(head) < Int(tail) - Int(low.up) {
                    try sort(behind: head, through: low.down)
                    head = low.up
                } else {
                    try sort(behind: low.up, through: tail)
                    tail = low.down
                }
            }
        }

        /// Brings what belongs in front of the pivot to the front; where the two searches met.
        private func partition(
            _ head: GuestAddress, _ tail: GuestAddress, _ pivot: Value
        ) throws(GuestException) -> (up: GuestAddress, down: GuestAddress) {
            let ram = vm.ram
            var up = head
            var down = tail
            while true {
                let mark = vm.openScope()
                repeat {
                    vm.closeScope(mark)
                    up &+= 4
                } while up < down ? try isBefore(try rank(up), pivot) : false
                repeat {
                    vm.closeScope(mark)
                    down &-= 4
                } while up < down ? try isBefore(pivot, try rank(down)) : false
                vm.closeScope(mark)
                if up >= down { return (up, down) }
                let word = ram[up]
                ram[up] = ram[down]
                ram[down] = word
            }
        }
    }
}
