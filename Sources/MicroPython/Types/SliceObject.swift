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

        @inline(__always) init(start: Int, stop: Int, step: Int) {
            self.start = start
            self.stop = stop
            self.step = step
        }

        /// Of ends that count from the other end where they are negative, and that may be absent or outside.
        @inline(never) init(start: Int?, stop: Int?, step: Int, count: Int) {
            let least = step > 0 ? 0 : -1
            let most = step > 0 ? count : count - 1
            func place(_ given: Int?, _ absent: Int) -> Int {
                guard let given else { return absent }
                return min(most, max(given < 0 ? given &+ count : given, least))
            }
            self.init(
                start: place(start, step > 0 ? 0 : count - 1), stop: place(stop, step > 0 ? count : -1), step: step)
        }

        /// How many items there are between bounds in order.
        @inline(__always) var count: Int {
            if step == 1 { return stop &- start }
            // As usual as that, and no division.
            if step == -1 { return start &- stop &+ 1 }
            return step > 0 ? (stop &- start &+ step &- 1) / step : (start &- stop &- step) / (0 &- step)
        }

        /// See `sequenceBounds`.
        @inline(__always) var inOrder: Bounds {
            var bounds = self
            if step < 0 { bounds.stop &+= 1 }
            if step > 0 && bounds.start > bounds.stop {
                bounds.stop = bounds.start
            } else if step < 0 && bounds.start < bounds.stop {
                bounds.stop = bounds.start &+ 1
            }
            return bounds
        }
    }

    static func bounds(_ vm: VM, _ slice: Value, count: Int) throws(GuestException) -> Bounds {
        if let bounds = plainBounds(slice.address, count: count, vm.ram) { return bounds }
        let (start, stop, step) = parts(vm, slice)
        let stride = step == .none ? 1 : try vm.int(step)
        if stride == 0 { throw vm.error(.valueError, "slice step can't be zero") }
        let first = start == .none ? nil : try vm.int(start)
        let end = stop == .none ? nil : try vm.int(stop)
        return Bounds(start: first, stop: end, step: stride, count: count)
    }

    /// The bounds of a slice whose parts are small ints or None; nil for others, and for a step of 0.
    @inline(__always) static func plainBounds(_ slice: GuestAddress, count: Int, _ ram: GuestRAM) -> Bounds? {
        let (start, stop, step) = (ram.value(slice &+ 4), ram.value(slice &+ 8), ram.value(slice &+ 12))
        guard start == .none || start.isSmallInt, stop == .none || stop.isSmallInt else { return nil }
        if step == .none {
            return Bounds(
                start: start == .none ? 0 : plainPlace(Int(start.smallInt), count),
                stop: stop == .none ? count : plainPlace(Int(stop.smallInt), count), step: 1)
        }
        guard step.isSmallInt, step.smallInt != 0 else { return nil }
        if step.smallInt == -1 {
            return Bounds(
                start: start == .none ? count &- 1 : plainPlaceBackwards(Int(start.smallInt), count),
                stop: stop == .none ? -1 : plainPlaceBackwards(Int(stop.smallInt), count), step: -1)
        }
        return Bounds(
            start: start == .none ? nil : Int(start.smallInt), stop: stop == .none ? nil : Int(stop.smallInt),
            step: Int(step.smallInt), count: count)
    }

    /// The place of a slice's end that is a small int.
    @inline(__always) static func plainPlace(_ index: Int, _ count: Int) -> Int {
        min(count, max(index < 0 ? index &+ count : index, 0))
    }

    /// The same where the step is -1.
    @inline(__always) private static func plainPlaceBackwards(_ index: Int, _ count: Int) -> Int {
        min(count &- 1, max(index < 0 ? index &+ count : index, -1))
    }

    /// As `bounds`, with an empty slice where the ends are in the wrong order. With a negative step `stop` is the last
    /// item itself (mp_seq_get_fast_slice_indexes).
    @inline(__always) static func sequenceBounds(_ vm: VM, _ slice: Value, count: Int) throws(GuestException) -> Bounds
    {
        try bounds(vm, slice, count: count).inOrder
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
