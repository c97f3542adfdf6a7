/// Built-in functions about numbers: `abs`, `bin`, `divmod`, `hex`, `oct`, `pow`, `round` (py/modbuiltins.c, v1.29).
enum NumberBuiltins {
    static let members: MethodTable = [
        "abs": .fixed(1) { vm, arguments throws(GuestException) in try vm.unary(.abs, arguments[0]) }.quickly(.abs),
        "bin": .fixed(1, bin),
        "divmod": .fixed(2) { vm, arguments throws(GuestException) in
            try vm.binary(.divmod, arguments[0], arguments[1])
        },
        "hex": .fixed(1) { vm, arguments throws(GuestException) in
            try vm.binary(.modulo, Value(vm.internInFlash("%#x")), arguments[0])
        },
        "oct": .fixed(1) { vm, arguments throws(GuestException) in
            try vm.binary(.modulo, Value(vm.internInFlash("%#o")), arguments[0])
        },
        "pow": .range(2...3) { vm, arguments throws(GuestException) in
            if arguments.count == 2 || arguments[2] == .none {
                return try vm.binary(.power, arguments[0], arguments[1])
            }
            return try IntObject.power(vm, arguments[0], arguments[1], arguments[2])
        },
        "round": .range(1...2, round),
    ]

    private static func bin(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let words = vm.pushScratch(2)
        defer { vm.popScratch(2) }
        vm.ram[words] = Value(.binFormat).bits
        vm.ram[words + 4] = arguments[0].bits
        return try StrObject.format(vm, Arguments(vm.ram.words(words), count: 2))
    }

    private static func round(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        if vm.isInt(arguments[0]) {
            return arguments.count == 1
                ? arguments[0] : try roundInt(vm, arguments[0], digits: try vm.int(arguments[1]))
        }
        let value = try vm.double(arguments[0])
        if arguments.count == 1 { return try vm.newInt(truncating: value.rounded(.toNearestOrEven)) }
        let factor = FloatObject.rounded(HostMath.pow(10, Double(try vm.int(arguments[1]))), vm)
        return try vm.newFloat(FloatObject.rounded(value * factor, vm).rounded(.toNearestOrEven) / factor)
    }

    /// To tens, hundreds and so on, halves to even.
    private static func roundInt(_ vm: VM, _ value: Value, digits: Int) throws(GuestException) -> Value {
        if digits >= 0 { return value }
        let unit = try vm.binary(.power, Value(smallInt: 10), vm.newInt(-digits))
        let half = try vm.binary(.floorDivide, unit, Value(smallInt: 2))
        let rest = try vm.binary(.modulo, value, unit)
        let down = try vm.binary(.subtract, value, rest)
        if try vm.isTrue(vm.binary(.more, half, rest)) { return down }
        if try vm.isTrue(vm.binary(.more, rest, half)) { return try vm.binary(.add, down, unit) }
        let quotient = try vm.binary(.floorDivide, value, unit)
        let isOdd = try vm.isTrue(vm.binary(.and, quotient, Value(smallInt: 1)))
        return isOdd ? try vm.binary(.add, down, unit) : down
    }
}
