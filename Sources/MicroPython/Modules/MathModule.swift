#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// `math` (py/modmath.c, v1.29). Which results may depend on the host: see `HostMath`.
enum MathModule {
    static let members: MethodTable =
        MethodTable(FloatObject.mathConstants.map { ($0.key, constant($0.value)) }) + [
            "sqrt": real { $0.squareRoot() }.quickly(.squareRoot), "pow": real(HostMath.pow), "exp": real(HostMath.exp),
            "expm1": real(HostMath.expm1), "log": .range(1...2, log), "log2": real(HostMath.log2),
            "log10": real(HostMath.log10), "cosh": real(HostMath.cosh), "sinh": real(HostMath.sinh),
            "tanh": real(HostMath.tanh), "acosh": real(HostMath.acosh), "asinh": real(HostMath.asinh),
            "atanh": real(HostMath.atanh), "cos": real(HostMath.cos).quickly(.cosine),
            "sin": real(HostMath.sin).quickly(.sine),
            "tan": real(HostMath.tan), "acos": real(HostMath.acos), "asin": real(HostMath.asin),
            "atan": real(HostMath.atan), "atan2": real(HostMath.atan2),
            "ceil": whole(.up), "copysign": real { copysign($0, $1) }, "fabs": real { $0.magnitude },
            "floor": whole(.down), "fmod": real { fmod($0, $1) }, "frexp": .fixed(1, frexp),
            "ldexp": .fixed(2, ldexp), "modf": .fixed(1, modf), "isfinite": test { $0.isFinite },
            "isinf": test { $0.isInfinite }, "isnan": test { $0.isNaN }, "isclose": .keywords(2, isClose),
            "trunc": whole(.towardZero), "radians": scaled { $0 * ($1 / 180) }, "degrees": scaled { $0 * (180 / $1) },
            "factorial": .fixed(1, factorial), "erf": real(HostMath.erf), "erfc": real(HostMath.erfc),
            "gamma": real(HostMath.gamma), "lgamma": real(HostMath.logGamma),
        ]

    static func constant(_ value: Double) -> MethodTable.Member {
        .constant { vm in FloatObject.inFlash(vm, value) }
    }

    private static func domainError(_ vm: VM) -> GuestException { vm.error(.valueError, "math domain error") }

    /// A function of one number: NaN or infinity out of nothing like it is a ValueError.
    private static func real(_ function: @escaping @Sendable (Double) -> Double) -> MethodTable.Member {
        .fixed(1) { vm, arguments throws(GuestException) in
            let x = try vm.double(arguments[0])
            let result = FloatObject.rounded(function(x), vm)
            if result.isNaN && !x.isNaN || result.isInfinite && !x.isInfinite { throw domainError(vm) }
            return try vm.newFloat(result)
        }
    }

    /// A function of two numbers.
    private static func real(_ function: @escaping @Sendable (Double, Double) -> Double) -> MethodTable.Member {
        .fixed(2) { vm, arguments throws(GuestException) in
            let x = try vm.double(arguments[0])
            let y = try vm.double(arguments[1])
            let result = FloatObject.rounded(function(x, y), vm)
            if result.isNaN && !x.isNaN && !y.isNaN || result.isInfinite && !x.isInfinite && !y.isInfinite {
                throw domainError(vm)
            }
            return try vm.newFloat(result)
        }
    }

    private static func whole(_ rule: FloatingPointRoundingRule) -> MethodTable.Member {
        .fixed(1) { vm, arguments throws(GuestException) in
            try vm.newInt(truncating: try vm.double(arguments[0]).rounded(rule))
        }
    }

    private static func test(_ function: @escaping @Sendable (Double) -> Bool) -> MethodTable.Member {
        .fixed(1) { vm, arguments throws(GuestException) in Value(function(try vm.double(arguments[0]))) }
    }

    /// Angles: times a factor that is itself rounded to the guest's precision.
    private static func scaled(_ function: @escaping @Sendable (Double, Double) -> Double) -> MethodTable.Member {
        .fixed(1) { vm, arguments throws(GuestException) in
            let x = try vm.double(arguments[0])
            let factor = FloatObject.rounded(function(1, FloatObject.rounded(.pi, vm)), vm)
            return try vm.newFloat(x * factor)
        }
    }

    private static func log(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let x = try vm.double(arguments[0])
        if x <= 0 { throw domainError(vm) }
        let result = FloatObject.rounded(HostMath.log(x), vm)
        if arguments.count == 1 { return try vm.newFloat(result) }
        let base = try vm.double(arguments[1])
        if base <= 0 { throw domainError(vm) }
        if base == 1 { throw IntObject.zeroDivision(vm) }
        return try vm.newFloat(result / FloatObject.rounded(HostMath.log(base), vm))
    }

    private static func frexp(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let x = try vm.double(arguments[0])
        if x == 0 || !x.isFinite {
            let first = try vm.newFloat(x)
            return try TupleObject.make(vm, first, Value(smallInt: 0))
        }
        let exponent = Int(x.exponent) + 1
        let first = try vm.newFloat(Double(sign: x.sign, exponent: -1, significand: x.significand))
        return try TupleObject.make(vm, first, Value(smallInt: Int32(exponent)))
    }

    private static func ldexp(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        // Farther out every number is 0 or infinite.
        let exponent = min(max(try vm.int(arguments[1]), -5000), 5000)
        let x = try vm.double(arguments[0])
        return try vm.newFloat(scalbn(x, exponent))
    }

    private static func modf(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let x = try vm.double(arguments[0])
        let whole = x.rounded(.towardZero)
        let fraction = try vm.newFloat(x.isInfinite ? copysign(0, x) : copysign(x - whole, x))
        return try TupleObject.make(vm, fraction, try vm.newFloat(whole))
    }

    private static func isClose(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        var reader = ArgumentReader(vm, arguments, skipping: 2)
        let relative = try reader.keyword("rel_tol")
        let absolute = try reader.keyword("abs_tol")
        try reader.finish()
        let a = try vm.double(arguments[0])
        let b = try vm.double(arguments[1])
        let relativeTolerance =
            if let relative { try vm.double(relative) } else { FloatObject.rounded(1e-9, vm) }
        let absoluteTolerance = if let absolute { try vm.double(absolute) } else { 0.0 }
        if relativeTolerance < 0 || absoluteTolerance < 0 { throw domainError(vm) }
        if a == b { return .true }
        let difference = FloatObject.rounded(a - b, vm).magnitude
        if difference.isInfinite { return .false }
        return Value(
            difference <= absoluteTolerance
                || difference <= FloatObject.rounded(relativeTolerance * a, vm).magnitude
                || difference <= FloatObject.rounded(relativeTolerance * b, vm).magnitude)
    }

    private static func factorial(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let number = try vm.int(arguments[0])
        if number < 0 { throw vm.error(.valueError, "negative factorial") }
        return number == 0 ? Value(smallInt: 1) : try product(vm, 1, number)
    }

    /// `first * ... * last`, by halves.
    private static func product(_ vm: VM, _ first: Int, _ last: Int) throws(GuestException) -> Value {
        if first == last { return try vm.newInt(first) }
        if last - first == 1 { return try multiply(vm, first, last) }
        if last - first == 2 {
            return try vm.binary(.multiply, multiply(vm, first, first + 1), vm.newInt(last))
        }
        let middle = first + (last - first) / 2
        let left = try product(vm, first, middle)
        return try vm.binary(.multiply, left, product(vm, middle + 1, last))
    }

    private static func multiply(_ vm: VM, _ a: Int, _ b: Int) throws(GuestException) -> Value {
        try vm.binary(.multiply, vm.newInt(a), vm.newInt(b))
    }
}
