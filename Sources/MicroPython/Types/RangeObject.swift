/// `range`: `type, start, stop, step`, plain 32-bit numbers, whose arithmetic wraps (py/objrange.c, v1.29).
enum RangeObject {
    @inline(__always) static func parts(_ range: Value, _ ram: GuestRAM) -> (start: Int32, stop: Int32, step: Int32) {
        let address = range.address
        return (
            Int32(bitPattern: ram[address &+ 4]), Int32(bitPattern: ram[address &+ 8]),
            Int32(bitPattern: ram[address &+ 12])
        )
    }

    static func count(_ range: Value, _ ram: GuestRAM) -> Int {
        let (start, stop, step) = parts(range, ram)
        // A slice's step can wrap to 0, where the reference divides by it.
        if step == 0 { return 0 }
        if step == 1 { return max(0, Int(stop &- start)) }
        let sum = stop &- start &+ step &+ (step > 0 ? -1 : 1)
        return max(0, Int(sum.dividedReportingOverflow(by: step).partialValue))
    }

    private static func make(
        _ vm: VM, _ address: GuestAddress, _ start: Int, _ stop: Int, _ step: Int
    ) -> Value {
        vm.fillIterator(address, .range, vm.word(start), vm.word(stop), vm.word(step))
    }

    private static func make(
        _ vm: VM, _ type: GuestAddress, _ arguments: Arguments
    ) throws(GuestException) -> Value {
        try vm.checkArguments(arguments, 1, 3, keywords: false)
        let address = try vm.allocate(16)
        if arguments.count == 1 { return make(vm, address, 0, try vm.int(arguments[0]), 1) }
        let start = try vm.int(arguments[0])
        let stop = try vm.int(arguments[1])
        let step = arguments.count == 3 ? try vm.int(arguments[2]) : 1
        if step == 0 { throw vm.error(.valueError, "zero step") }
        return make(vm, address, start, stop, step)
    }

    private static func `subscript`(
        _ vm: VM, _ range: Value, _ index: Value, _ store: Value
    ) throws(GuestException) -> Value {
        if store != .sentinel { return .null }
        let count = count(range, vm.ram)
        let (start, _, step) = parts(range, vm.ram)
        if vm.isExactly(index, .slice) {
            let bounds = try SliceObject.bounds(vm, index, count: count)
            return make(
                vm, try vm.allocate(16), Int(start) &+ bounds.start &* Int(step),
                Int(start) &+ bounds.stop &* Int(step), bounds.step &* Int(step))
        }
        let place = try vm.index(index, count: count, type: NativeType.range.address)
        return try vm.newInt(Int(start &+ Int32(truncatingIfNeeded: place) &* step))
    }

    static let type = TypeSlots(
        name: "range",
        make: make,
        print: { vm, range, printer, _ throws(GuestException) in
            let (start, stop, step) = parts(range, vm.ram)
            try printer.write(text: step == 1 ? "range(\(start), \(stop))" : "range(\(start), \(stop), \(step))")
        },
        unary: { vm, operation, range throws(GuestException) in
            switch operation {
            case .bool: return Value(count(range, vm.ram) > 0)
            case .len: return try vm.newInt(count(range, vm.ram))
            default: return .null
            }
        },
        binary: { vm, operation, left, right throws(GuestException) in
            // Without the option ranges are equal to themselves only.
            guard vm.has(.rangeComparison), operation == .equal, vm.isExactly(right, .range) else { return .null }
            let counts = (count(left, vm.ram), count(right, vm.ram))
            let (a, b) = (parts(left, vm.ram), parts(right, vm.ram))
            return Value(
                counts.0 == counts.1 && (counts.0 == 0 || a.start == b.start && (counts.0 == 1 || a.step == b.step)))
        },
        attribute: { vm, range, name, store throws(GuestException) in
            if store != .sentinel { return .missing }
            let (start, stop, step) = parts(range, vm.ram)
            switch name {
            case Qstr(.start): return LoadedAttribute(try vm.newInt(Int(start)))
            case Qstr(.stop): return LoadedAttribute(try vm.newInt(Int(stop)))
            case Qstr(.step): return LoadedAttribute(try vm.newInt(Int(step)))
            default: return .missing
            }
        },
        subscript: `subscript`,
        iterate: { vm, range, buffer throws(GuestException) in
            let address = try vm.iteratorBuffer(buffer)
            vm.ram.copy(from: range.address, to: address, count: 16)
            vm.ram[address] = NativeType.rangeIterator.address
            return Value(address: address)
        })
}
