/// `slice`: `type, start, stop, step` (py/objslice.c, v1.29). Made by subscripts only.
enum SliceObject {
    static func make(_ vm: VM, _ start: Value, _ stop: Value, _ step: Value) throws(GuestException) -> Value {
        let address = try vm.allocate(16)
        return vm.fillIterator(address, .slice, start.bits, stop.bits, step.bits)
    }

    /// Start, stop and step as they were given, None where they were not.
    @inline(__always) static func parts(_ vm: VM, _ slice: Value) -> (start: Value, stop: Value, step: Value) {
        let address = slice.address
        return (vm.ram.value(address &+ 4), vm.ram.value(address &+ 8), vm.ram.value(address &+ 12))
    }

    /// A slice of a sequence of known length: all parts present, none outside.
    struct Bounds {
        var start: Int
        /// The first index that does not belong to it; -1 is in front of the first item.
        var stop: Int
        var step: Int
    }

    @inline(__always) static func bounds(_ vm: VM, _ slice: Value, count: Int) throws(GuestException) -> Bounds {
        let (start, stop, step) = parts(vm, slice)
        if step == .none && (start == .none || start.isSmallInt) && (stop == .none || stop.isSmallInt) {
            return Bounds(
                start: start == .none ? 0 : plainPlace(Int(start.smallInt), count),
                stop: stop == .none ? count : plainPlace(Int(stop.smallInt), count), step: 1)
        }
        return try convertedBounds(vm, slice, count: count)
    }

    /// The place of a slice's end that is a small int.
    @inline(__always) private static func plainPlace(_ index: Int, _ count: Int) -> Int {
        min(count, max(index < 0 ? index &+ count : index, 0))
    }

    @inline(never)
    private static func convertedBounds(_ vm: VM, _ slice: Value, count: Int) throws(GuestException) -> Bounds {
        let (start, stop, step) = parts(vm, slice)
        var stride = 1
        if step != .none {
            stride = try vm.int(step)
            if stride == 0 { throw vm.error(.valueError, "slice step can't be zero") }
        }
        let least = stride > 0 ? 0 : -1
        let most = stride > 0 ? count : count - 1
        func place(_ part: Value, _ absent: Int) throws(GuestException) -> Int {
            if part == .none { return absent }
            var index = try vm.int(part)
            if index < 0 { index += count }
            return min(most, max(index, least))
        }
        let first = try place(start, stride > 0 ? 0 : count - 1)
        let end = try place(stop, stride > 0 ? count : -1)
        return Bounds(start: first, stop: end, step: stride)
    }

    /// As `bounds`, with an empty slice where the ends are in the wrong order. With a negative step `stop` is the last
    /// item itself (mp_seq_get_fast_slice_indexes).
    @inline(__always) static func sequenceBounds(_ vm: VM, _ slice: Value, count: Int) throws(GuestException) -> Bounds
    {
        var bounds = try bounds(vm, slice, count: count)
        if bounds.step < 0 { bounds.stop += 1 }
        if bounds.step > 0 && bounds.start > bounds.stop {
            bounds.stop = bounds.start
        } else if bounds.step < 0 && bounds.start < bounds.stop {
            bounds.stop = bounds.start + 1
        }
        return bounds
    }

    static let type = TypeSlots(
        name: "slice",
        print: { vm, slice, printer, _ throws(GuestException) in
            let (start, stop, step) = parts(vm, slice)
            try printer.write("slice(")
            try vm.print(start, printer, .repr)
            try printer.write(", ")
            try vm.print(stop, printer, .repr)
            try printer.write(", ")
            try vm.print(step, printer, .repr)
            try printer.write(")")
        },
        // Present so that a slice has no hash.
        unary: { _, _, _ in .null },
        attribute: { vm, slice, name, store in
            if store != .sentinel { return .missing }
            let (start, stop, step) = parts(vm, slice)
            switch name {
            case Qstr(.start): return LoadedAttribute(start)
            case Qstr(.stop): return LoadedAttribute(stop)
            case Qstr(.step): return LoadedAttribute(step)
            default: return .missing
            }
        },
        methods: [
            "indices": .fixed(2) { vm, arguments throws(GuestException) in
                let bounds = try bounds(vm, arguments[0], count: try vm.int(arguments[1]))
                let tuple = try TupleObject.make(vm, count: 3)
                for (index, number) in [bounds.start, bounds.stop, bounds.step].enumerated() {
                    TupleObject.setItem(
                        tuple.address, index, Value(smallInt: Int32(truncatingIfNeeded: number)), vm.ram)
                }
                return tuple
            }
        ])
}
