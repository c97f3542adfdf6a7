extension SliceObject {
    /// The range of a slice with step 1, which is all that strings and arrays know; NotImplementedError for others.
    static func plainRange(_ vm: VM, _ slice: Value, count: Int) throws(GuestException) -> Range<Int> {
        let bounds = try sequenceBounds(vm, slice, count: count)
        if bounds.step != 1 {
            throw vm.error(.notImplementedError, "only slices with step=1 (aka None) are supported")
        }
        return bounds.start..<bounds.stop
    }
}
