/// What all sequences share: indexes, comparison, search (py/obj.c and py/sequence.c, v1.29).
extension VM {
    /// The place that an index stands for. Negative ones count from the end; those outside raise IndexError, or stop
    /// at the ends with `isSlice`. `type` is the type object that messages name.
    @inline(__always) func index(
        _ index: Value, count: Int, type: GuestAddress, isSlice: Bool = false
    ) throws(GuestException) -> Int {
        if index.isSmallInt {
            var place = Int(index.smallInt)
            if place < 0 { place &+= count }
            if place >= 0 && place < count { return place }
        }
        return try indexSlow(index, count: count, type: type, isSlice: isSlice)
    }

    @inline(never) private func indexSlow(
        _ index: Value, count: Int, type: GuestAddress, isSlice: Bool
    ) throws(GuestException) -> Int {
        let isTerse = firmware.errorDetail.rawValue <= ErrorDetail.terse.rawValue
        guard var place = try intMaybe(index) else {
            if isTerse { throw error(.typeError, "indices must be integers") }
            throw error(
                .typeError, "%q indices must be integers, not %s", .name(TypeObject.name(type, ram)),
                .typeName(index, self))
        }
        if place < 0 { place &+= count }
        if isSlice { return min(max(place, 0), count) }
        if place >= 0 && place < count { return place }
        if isTerse { throw error(.indexError, "index out of range") }
        throw error(.indexError, "%q index out of range", .name(TypeObject.name(type, ram)))
    }
}

/// Words of the guest one after the other: what a list and a tuple hold.
struct GuestWords {
    let start: GuestAddress
    let count: Int

    @inline(__always) func at(_ index: Int) -> GuestAddress { start &+ UInt32(truncatingIfNeeded: index) &* 4 }

    /// The items of a list or tuple, not of what inherits from them; TypeError for others.
    static func of(_ value: Value, _ vm: VM) throws(GuestException) -> GuestWords {
        let type = vm.type(of: value)
        if type == NativeType.tuple.address {
            return GuestWords(start: value.address &+ 8, count: TupleObject.count(value.address, vm.ram))
        }
        if type == NativeType.list.address { return ListObject.words(value.address, vm.ram) }
        if vm.firmware.errorDetail.rawValue <= ErrorDetail.terse.rawValue {
            throw vm.error(.typeError, "expected tuple/list")
        }
        throw vm.error(.typeError, "object '%s' isn't a tuple or list", .typeName(value, vm))
    }

    /// `a < b` and so on, decided by the first pair that differs. Not for `!=`.
    static func compare(
        _ operation: BinaryOperator, _ a: GuestWords, _ b: GuestWords, _ vm: VM
    ) throws(GuestException) -> Bool {
        if operation == .equal && a.count != b.count { return false }
        vm.state.pointee.stackUsed &+= VM.comparisonBytes
        defer { vm.state.pointee.stackUsed &-= VM.comparisonBytes }
        try vm.checkStack()
        // Only > and >= remain when operands of the others change places.
        let isSwapped = operation == .less || operation == .lessEqual
        let left = isSwapped ? b : a
        let right = isSwapped ? a : b
        let wanted: BinaryOperator =
            operation == .less ? .more : operation == .lessEqual ? .moreEqual : operation
        for index in 0..<min(left.count, right.count) {
            let mark = vm.openScope()
            let x = vm.ram.value(left.at(index))
            let y = vm.ram.value(right.at(index))
            if try vm.equal(x, y) {
                vm.closeScope(mark)
                continue
            }
            if operation == .equal { return false }
            return try vm.binary(wanted, x, y) == .true
        }
        if left.count != right.count { return left.count > right.count }
        return wanted != .more
    }

    /// `x.index(value, start, stop)`; `arguments` begin with the receiver.
    func index(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let type = vm.type(of: arguments[0])
        var first = 0
        var end = count
        if arguments.count >= 3 {
            first = try vm.index(arguments[2], count: count, type: type, isSlice: true)
            if arguments.count >= 4 {
                end = try vm.index(arguments[3], count: count, type: type, isSlice: true)
            }
        }
        while first < end {
            let mark = vm.openScope()
            if try vm.equal(vm.ram.value(at(first)), arguments[1]) { return Value(smallInt: Int32(first)) }
            vm.closeScope(mark)
            first += 1
        }
        throw vm.error(.valueError, "object not in sequence")
    }

    /// `x.count(value)`.
    func occurrences(_ vm: VM, of value: Value) throws(GuestException) -> Value {
        var found: Int32 = 0
        for index in 0..<count {
            let mark = vm.openScope()
            if try vm.equal(vm.ram.value(at(index)), value) { found += 1 }
            vm.closeScope(mark)
        }
        return Value(smallInt: found)
    }

    /// Prints the items with commas between them.
    func print(_ vm: VM, _ printer: Printer, _ kind: PrintKind) throws(GuestException) {
        for index in 0..<count {
            if index > 0 { try printer.writeItemSeparator() }
            try vm.print(vm.ram.value(at(index)), printer, kind)
        }
    }
}

extension VM {
    /// Calls `body` with each value of an iterator that lies on the heap, as the reference has it where the iterator
    /// must outlive a call. What is allocated for one value is dead before the next one, but for what `keeping` names.
    @inline(__always) func forEachByHeapIterator(
        in value: Value, _ body: (Value) throws(GuestException) -> Void, keeping: () -> GuestAddress = { 0 }
    ) throws(GuestException) {
        let iterator = try iterator(value, buffer: 0)
        keep(iterator)
        let start = openScope()
        while true {
            let element = try next(iterator)
            if element == .stopIteration { return }
            try body(element)
            closeScope(start)
            let kept = keeping()
            if kept != 0 { keep(kept) }
        }
    }

    /// Where an iterator of four words goes: the caller's buffer, or the heap.
    @inline(__always) func iteratorBuffer(_ buffer: GuestAddress) throws(GuestException) -> GuestAddress {
        buffer != 0 ? buffer : try allocate(16)
    }

    /// Fills an iterator's four words.
    @inline(__always) func fillIterator(
        _ iterator: GuestAddress, _ type: NativeType, _ a: UInt32, _ b: UInt32, _ c: UInt32
    ) -> Value {
        ram[iterator] = type.address
        ram[iterator &+ 4] = a
        ram[iterator &+ 8] = b
        ram[iterator &+ 12] = c
        return Value(address: iterator)
    }

    /// What stays of a number in a 32-bit word of the guest.
    @inline(__always) func word(_ number: Int) -> UInt32 { UInt32(truncatingIfNeeded: number) }
}
