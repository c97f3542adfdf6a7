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

    @inline(never) private static func stepped(_ vm: VM) -> GuestException {
        vm.error(.notImplementedError, "only slices with step=1 (aka None) are supported")
    }
}
