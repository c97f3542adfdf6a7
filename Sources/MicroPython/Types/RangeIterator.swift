/// Iterates over a range: `type, current, stop, step`, plain 32-bit numbers (py/objrange.c, v1.29).
enum RangeIterator {
    @inline(__always) static func next(_ vm: VM, _ iterator: Value) throws(GuestException) -> Value {
        let ram = vm.ram
        let current = Int32(bitPattern: ram[iterator.address &+ 4])
        let stop = Int32(bitPattern: ram[iterator.address &+ 8])
        let step = Int32(bitPattern: ram[iterator.address &+ 12])
        guard step > 0 ? current < stop : step < 0 && current > stop else { return .stopIteration }
        ram[iterator.address &+ 4] = UInt32(bitPattern: current &+ step)
        if Value.fitsSmallInt(Int(current)) { return Value(smallInt: current) }
        return try vm.newInt(Int(current))
    }

    static let type = TypeSlots(
        name: "iterator", next: { vm, iterator throws(GuestException) in try next(vm, iterator) })
}
