/// `random` (extmod/modrandom.c, v1.29). Every run begins with the same seed, so that runs can be repeated; a board takes its own
/// from noise. Not modelled: the 80 bits through which `uniform` of a 32-bit PC passes.
enum RandomModule {
    static let members: MethodTable = [
        "choice": .fixed(1) { vm, arguments throws(GuestException) in
            let count = try vm.int(vm.length(arguments[0]))
            guard count > 0 else { throw vm.error(.indexError, arguments: []) }
            let index = vm.state.pointee.random.next(below: UInt32(count))
            return try vm.subscripted(arguments[0], Value(smallInt: Int32(index)))
        },
        "getrandbits": .fixed(1) { vm, arguments throws(GuestException) in
            let count = try vm.int(arguments[0])
            guard (0...32).contains(count) else { throw vm.error(.valueError, "bits must be 32 or less") }
            if count == 0 { return Value(smallInt: 0) }
            return try vm.newInt(Int(vm.state.pointee.random.next() & UInt32.max >> UInt32(32 - count)))
        },
        "randint": .fixed(2) { vm, arguments throws(GuestException) in
            let (low, high) = (try vm.int(arguments[0]), try vm.int(arguments[1]))
            guard low <= high else { throw vm.error(.valueError, arguments: []) }
            return try number(vm, from: low, count: high - low + 1)
        },
        "random": .fixed(0) { vm, _ throws(GuestException) in try vm.newFloat(fraction(vm)) },
        "randrange": .range(1...3, randomRange),
        "seed": .range(0...1) { vm, arguments throws(GuestException) in
            var seed = RandomGenerator.seedByDefault
            if let given = arguments.optional(0), given != .none {
                seed = UInt32(truncatingIfNeeded: try vm.int(truncating: given))
            }
            vm.state.pointee.random = RandomGenerator(seed: seed)
            return .none
        },
        "uniform": .fixed(2) { vm, arguments throws(GuestException) in
            let (low, high) = (try vm.double(arguments[0]), try vm.double(arguments[1]))
            return try vm.newFloat(low + (high - low) * fraction(vm))
        },
    ]

    private static func fraction(_ vm: VM) -> Double {
        vm.state.pointee.random.nextFraction(isDouble: vm.firmware.floatWidth == .double)
    }

    private static func number(
        _ vm: VM, from start: Int, step: Int = 1, count: Int
    ) throws(GuestException) -> Value {
        let index = vm.state.pointee.random.next(below: UInt32(truncatingIfNeeded: count))
        return try vm.newInt(Int(Int32(truncatingIfNeeded: start + step * Int(index))))
    }

    private static func randomRange(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        var (start, stop, step) = (0, try vm.int(arguments[0]), 1)
        if arguments.count > 1 { (start, stop) = (stop, try vm.int(arguments[1])) }
        if let given = arguments.optional(2) { step = try vm.int(given) }
        guard step != 0 else { throw vm.error(.valueError, arguments: []) }
        let count = (stop - start + step - step.signum()) / step
        guard count > 0 else { throw vm.error(.valueError, arguments: []) }
        return try number(vm, from: start, step: step, count: count)
    }
}
