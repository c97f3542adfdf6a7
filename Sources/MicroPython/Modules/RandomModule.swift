/// `random` (extmod/modrandom.c, v1.29).
///
/// Not modelled: chance. The generator starts with a fixed seed, and `seed()` without a number takes the next of a fixed series, where a real
/// board asks its noise source: the same program gives the same numbers every time.
enum RandomModule {
    static let members: MethodTable = [
        // What importing it calls on a board, which seeds it then.
        "__init__": .fixed(0) { _, _ throws(GuestException) in .none },
        "getrandbits": .fixed(1, bits),
        "seed": .range(0...1, seed),
        "randrange": .range(1...3, range),
        "randint": .fixed(2) { vm, arguments throws(GuestException) in
            let (first, last) = (try vm.int(arguments[0]), try vm.int(arguments[1]))
            return try pick(vm, from: first, step: 1, count: last - first + 1)
        },
        "choice": .fixed(1) { vm, arguments throws(GuestException) in
            let count = try vm.int(vm.length(arguments[0]))
            guard count > 0 else { throw vm.error(.indexError, arguments: []) }
            let index = vm.state.pointee.random.next(below: UInt32(truncatingIfNeeded: count))
            return try vm.subscripted(arguments[0], vm.newInt(Int(index)))
        },
        "random": .fixed(0) { vm, _ throws(GuestException) in try vm.newFloat(fraction(vm)) },
        "uniform": .fixed(2) { vm, arguments throws(GuestException) in
            let (a, b) = (try vm.double(arguments[0]), try vm.double(arguments[1]))
            guard vm.firmware.floatWidth == .single else { return try vm.newFloat(between(a, b, fraction(vm), vm)) }
            return try vm.newFloat(Double(Float(a) + (Float(b) - Float(a)) * Float(fraction(vm))))
        },
    ]

    /// `a + (b - a) * fraction`; the x87 of a 32-bit PC rounds but once, at the end.
    private static func between(_ a: Double, _ b: Double, _ fraction: Double, _ vm: VM) -> Double {
        let distance = b - a
        let product = distance * fraction
        let sum = a + product
        guard vm.firmware.hasWideFloats, sum.isFinite else { return sum }
        // What each step has lost (Knuth, The Art of Computer Programming 2, 4.2.2, theorem B).
        let bPart = distance + a
        let lostDistance = (b - bPart) - (a - (bPart - distance))
        let lostProduct = (-product).addingProduct(distance, fraction) + lostDistance * fraction
        let aPart = sum - product
        return sum + ((a - aPart) + (product - (sum - aPart)) + lostProduct)
    }

    private static func fraction(_ vm: VM) -> Double {
        vm.state.pointee.random.nextFraction(bits: vm.firmware.floatWidth == .single ? 23 : 52)
    }

    private static func bits(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let count = try vm.int(arguments[0])
        guard (0...32).contains(count) else { throw vm.error(.valueError, "bits must be 32 or less") }
        if count == 0 { return Value(smallInt: 0) }
        return try vm.newInt(Int(vm.state.pointee.random.next() & (UInt32.max &>> UInt32(32 - count))))
    }

    private static func seed(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        var seed = arguments.optional(0)
        if seed == Value.none { seed = nil }
        let number =
            try seed.map { seed throws(GuestException) in UInt32(truncatingIfNeeded: try vm.int(truncating: seed)) }
        vm.state.pointee.random = RandomNumbers(seed: number ?? vm.state.pointee.seeds.next())
        return .none
    }

    /// `randrange(stop)`, `randrange(start, stop)`, `randrange(start, stop, step)`, computed in machine words.
    private static func range(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let first = try vm.int(arguments[0])
        guard arguments.count > 1 else { return try pick(vm, from: 0, step: 1, count: first) }
        let stop = try vm.int(arguments[1])
        guard arguments.count > 2 else { return try pick(vm, from: first, step: 1, count: stop - first) }
        let step = try vm.int(arguments[2])
        guard step != 0 else { throw vm.error(.valueError, arguments: []) }
        return try pick(vm, from: first, step: step, count: (stop - first + step - step.signum()) / step)
    }

    /// A count of 2^32, for which the reference loops for ever, is refused.
    private static func pick(_ vm: VM, from first: Int, step: Int, count: Int) throws(GuestException) -> Value {
        guard count > 0, let bound = UInt32(exactly: count) else { throw vm.error(.valueError, arguments: []) }
        let number = first &+ step &* Int(vm.state.pointee.random.next(below: bound))
        return try vm.newInt(Int(Int32(truncatingIfNeeded: number)))
    }
}
