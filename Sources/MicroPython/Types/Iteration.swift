/// Iteration over any value (py/runtime.c mp_getiter and mp_iternext, v1.29).
extension VM {
    /// An iterator over a value. `buffer` is the address of four words that may hold it, 0 to put it on the heap.
    func iterator(_ value: Value, buffer: GuestAddress) throws(GuestException) -> Value {
        if value.isAddress {
            if let plain = plainIterator(over: value.address) {
                return fillIterator(try iteratorBuffer(buffer), plain.type, plain.first, plain.second, plain.third)
            }
            if ram[value.address] == NativeType.generator.address { return value }
        }
        return try iteratorByType(value, buffer)
    }

    /// What an iterator over a list, a tuple or a range consists of; nil for others.
    @inline(__always) func plainIterator(
        over source: GuestAddress
    ) -> (type: NativeType, first: UInt32, second: UInt32, third: UInt32)? {
        let type = ram[source]
        if type == NativeType.list.address { return (.listIterator, 0, source, 0) }
        if type == NativeType.tuple.address { return (.tupleIterator, 0, source, 0) }
        guard type == NativeType.range.address else { return nil }
        return (.rangeIterator, ram[source &+ 4], ram[source &+ 8], ram[source &+ 12])
    }

    @inline(never) private func iteratorByType(_ value: Value, _ buffer: GuestAddress) throws(GuestException) -> Value {
        let slots = slots(of: value)
        if slots.has(.iterate) {
            let iterator = try slots.iterate(self, value, buffer)
            if !iterator.isNull { return iterator }
        } else if slots.has(.next) {
            return value
        }
        // A type with __getitem__ is iterated by index.
        let getItem = try loadMethodMaybe(value, Qstr(.__getitem__))
        if !getItem.isMissing {
            return try GetItemIterator.make(self, getItem, buffer)
        }
        throw error(.typeError, "'%q' object isn't iterable", .typeName(value, self))
    }

    /// The next value of an iterator, or `.stopIteration`; then `state.stopValue` is what `return` gave.
    @inline(__always) func next(_ iterator: Value) throws(GuestException) -> Value {
        if iterator.isAddress && ram[iterator.address] == NativeType.generator.address {
            return try nextOfGenerator(iterator)
        }
        return try nextOfOthers(iterator)
    }

    @inline(never) private func nextOfOthers(_ iterator: Value) throws(GuestException) -> Value {
        try work(.nextItem)
        if iterator.isAddress {
            let type = ram[iterator.address]
            // The usual ones, which call nothing and return nothing.
            state.pointee.stopValue = .null
            if type == NativeType.listIterator.address { return ListIterator.next(self, iterator) }
            if type == NativeType.rangeIterator.address { return try RangeIterator.next(self, iterator) }
            if type == NativeType.tupleIterator.address { return TupleIterator.next(self, iterator) }
            if type == NativeType.dictViewIterator.address { return try DictViewIterator.next(self, iterator) }
            if type == NativeType.setIterator.address { return SetIterator.next(self, iterator) }
            if type == NativeType.bytesIterator.address { return try StrIterator.nextByte(self, iterator) }
            if type == NativeType.strIterator.address { return try StrIterator.next(self, iterator) }
            if type == NativeType.reversed.address {
                let value = ReversedObject.nextAtOnce(self, iterator.address)
                if !value.isNull { return value }
            }
            if type == NativeType.arrayIterator.address { return try ArrayIterator.next(self, iterator) }
        }
        return try nextByType(iterator)
    }

    @inline(never) private func nextByType(_ iterator: Value) throws(GuestException) -> Value {
        let slots = slots(of: iterator)
        if slots.has(.next) {
            state.pointee.stopValue = .null
            // Iterators of iterators recurse through here.
            let bytes =
                isExactly(iterator, .map) || isExactly(iterator, .zip) ? VM.gatheringBytes : VM.iterationBytes
            state.pointee.stackUsed &+= bytes
            defer { state.pointee.stackUsed &-= bytes }
            try checkStack()
            // A tail call in the reference: what it took for one value is dead when that value is there.
            return try scope { () throws(GuestException) in try slots.next(self, iterator) }
        }
        let method = try loadMethodMaybe(iterator, Qstr(.__next__))
        if method.isMissing {
            throw error(.typeError, "'%q' object isn't an iterator", .typeName(iterator, self))
        }
        do throws(GuestException) {
            return try callNone(method)
        } catch {
            guard ExceptionObject.matches(error.value, NativeType.stopIteration.address, self) else { throw error }
            state.pointee.stopValue = ExceptionObject.firstArgument(error.value, self)
            return .stopIteration
        }
    }

    /// Iterates with the iterator in scratch memory, as native code of the reference holds it on its stack.
    @inline(__always) func withIterator<R>(
        _ value: Value, _ body: (Value) throws(GuestException) -> R
    ) throws(GuestException) -> R {
        let buffer = pushScratch(4)
        defer { popScratch(4) }
        let iterator = try iterator(value, buffer: buffer)
        return try body(iterator)
    }

    /// Calls `body` with each value. What it allocates for one value is dead before the next one.
    @inline(__always) func forEach(
        in value: Value, _ body: (Value) throws(GuestException) -> Void
    ) throws(GuestException) {
        try withIterator(value) { iterator throws(GuestException) in
            while true {
                let mark = openScope()
                let element = try next(iterator)
                if element == .stopIteration { return }
                try body(element)
                closeScope(mark)
            }
        }
    }
}

extension VM {
    /// Words of guest memory that stand for what native code of the reference keeps on its stack: iterators, argument
    /// arrays. The collector scans them; they are not charged.
    func pushScratch(_ wordCount: Int) -> GuestAddress {
        let used = state.pointee.scratchWords
        let address = state.pointee.scratchStart &+ UInt32(truncatingIfNeeded: used) &* 4
        precondition(used + wordCount <= MemoryMap.scratchWordCount, "scratch memory is full")
        state.pointee.scratchWords = used &+ wordCount
        let words = ram.words(address)
        for index in 0..<wordCount { words[index] = 0 }
        return address
    }

    /// As `pushScratch`, for who writes all of the words at once.
    @inline(__always) func takeScratch(_ wordCount: Int) -> GuestAddress {
        let used = state.pointee.scratchWords
        precondition(used + wordCount <= MemoryMap.scratchWordCount, "scratch memory is full")
        state.pointee.scratchWords = used &+ wordCount
        return state.pointee.scratchStart &+ UInt32(truncatingIfNeeded: used) &* 4
    }

    @inline(__always) func popScratch(_ wordCount: Int) {
        state.pointee.scratchWords = state.pointee.scratchWords &- wordCount
    }
}
