/// Values of the guest, for native modules of other targets.
extension VM {
    /// Whether a value is a str, in flash or on the heap.
    public func isString(_ value: Value) -> Bool { isStr(value) }

    /// Whether a value is an int, small or big; a bool is none.
    public func isInteger(_ value: Value) -> Bool { isInt(value) }

    /// `bool(x)`.
    public func truth(of value: Value) throws(GuestException) -> Bool { try isTrue(value) }

    /// A tuple on the heap.
    public func newTuple(_ items: [Value]) throws(GuestException) -> Value {
        let tuple = try TupleObject.make(self, count: items.count)
        for (index, item) in items.enumerated() { TupleObject.setItem(tuple.address, index, item, ram) }
        return tuple
    }

    /// A tuple outside the heap, which lives as long as the guest.
    public func makeStaticTuple(_ items: [Value]) -> Value { TupleObject.makeInFlash(self, items) }

    /// An interned string outside the heap.
    public func staticName(_ text: String) -> Value { Value(internInFlash(text)) }

    /// `iter(x)`, on the heap.
    public func iterator(of value: Value) throws(GuestException) -> Value { try iterator(value, buffer: 0) }

    /// `next(iterator)`; nil at the end.
    public func nextValue(_ iterator: Value) throws(GuestException) -> Value? {
        do throws(GuestException) {
            let value = try next(iterator)
            return value == .stopIteration ? nil : value
        } catch {
            guard ExceptionObject.matches(error.value, .stopIteration, self) else { throw error }
            return nil
        }
    }

    /// `len(x)`.
    public func count(of value: Value) throws(GuestException) -> Int { try int(length(value)) }

    /// A list on the heap.
    public func newList(_ items: [Value]) throws(GuestException) -> Value {
        let list = try ListObject.make(self, count: items.count)
        for (index, item) in items.enumerated() { ListObject.setItem(list.address, index, item, ram) }
        return list
    }

    /// The items of a tuple or list; TypeError for anything else.
    public func items(of value: Value) throws(GuestException) -> [Value] {
        let words = try GuestWords.of(value, self)
        return (0..<words.count).map { ram.value(words.at($0)) }
    }
}

extension VM {
    /// Calls a value with positional and keyword arguments.
    public func call(
        _ callee: Value, _ arguments: [Value], keywords: [(name: Value, value: Value)]
    ) throws(GuestException) -> Value {
        let count = arguments.count + 2 * keywords.count
        let scratch = pushScratch(count)
        defer { popScratch(count) }
        let words = ram.words(scratch)
        for index in arguments.indices { words[index] = arguments[index].bits }
        for (index, keyword) in keywords.enumerated() {
            words[arguments.count + 2 * index] = keyword.name.bits
            words[arguments.count + 2 * index + 1] = keyword.value.bits
        }
        return try call(callee, Arguments(words, count: arguments.count, keywordCount: keywords.count))
    }
}
