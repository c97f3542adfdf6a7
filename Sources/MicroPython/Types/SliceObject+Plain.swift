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

    /// As `plainRange`; nil where it would have to ask an end for its value, or to refuse the step. Shorter than `plainBounds`, which
    /// knows the steps that lists have.
    @inline(__always) static func plainRangeAtOnce(_ slice: GuestAddress, count: Int, _ ram: GuestRAM) -> Range<Int>? {
        let (start, stop, step) = (ram.value(slice &+ 4), ram.value(slice &+ 8), ram.value(slice &+ 12))
        guard step == .none || step == Value(smallInt: 1), start == .none || start.isSmallInt,
            stop == .none || stop.isSmallInt
        else { return nil }
        let first = start == .none ? 0 : plainPlace(Int(start.smallInt), count)
        let end = stop == .none ? count : plainPlace(Int(stop.smallInt), count)
        return Range(uncheckedBounds: (first, max(first, end)))
    }

    @inline(never) private static func stepped(_ vm: VM) -> GuestException {
        vm.error(.notImplementedError, "only slices with step=1 (aka None) are supported")
    }
}
