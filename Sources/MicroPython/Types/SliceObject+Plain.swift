extension SliceObject {
    /// The range of a slice with step 1, which is all that strings and arrays know; NotImplementedError for others.
    @inline(__always) static func plainRange(_ vm: VM, _ slice: Value, count: Int) throws(GuestException) -> Range<Int>
    {
        let bounds = try sequenceBounds(vm, slice, count: count)
        if bounds.step != 1 {
            throw stepped(vm)
        }
        return Range(uncheckedBounds: (bounds.start, bounds.stop))
    }

    /// The range of a slice with step 1 whose ends are small ints or None; nil for others.
    @inline(__always) static func plainRange(_ slice: GuestAddress, count: Int, _ ram: GuestRAM) -> Range<Int>? {
        let words = ram.words(slice)
        let step = Value(bits: words[3])
        guard step == .none || step == Value(smallInt: 1), let start = plainPlace(Value(bits: words[1]), 0, count),
            let stop = plainPlace(Value(bits: words[2]), count, count)
        else { return nil }
        return Range(uncheckedBounds: (start, max(start, stop)))
    }

    /// The place of an end of a slice; nil where it is no small int.
    @inline(__always) private static func plainPlace(_ end: Value, _ absent: Int, _ count: Int) -> Int? {
        if end == .none { return absent }
        guard end.isSmallInt else { return nil }
        let index = Int(end.smallInt)
        return min(count, max(index < 0 ? index &+ count : index, 0))
    }

    @inline(never) private static func stepped(_ vm: VM) -> GuestException {
        vm.error(.notImplementedError, "only slices with step=1 (aka None) are supported")
    }
}
