/// `cmath` (py/modcmath.c, v1.29). Each step rounds to the guest's precision.
///
/// Not modelled: what the reference has not either, such as `acos`, `tan`, `isclose`.
enum CMathModule {
    static let members: MethodTable = [
        "e": MathModule.constant(FloatObject.e), "pi": MathModule.constant(.pi), "phase": .fixed(1, phase),
        "polar": .fixed(1, polar), "rect": .fixed(2, rect), "exp": .fixed(1, exp), "log": .fixed(1, log),
        "log10": .fixed(1, log10), "sqrt": .fixed(1, sqrt), "cos": .fixed(1, cos), "sin": .fixed(1, sin),
    ]

    /// Numbers in the guest's precision.
    private struct Precision {
        let vm: VM
        func apply(_ function: (Double) -> Double, _ x: Double) -> Double { FloatObject.rounded(function(x), vm) }
        func angle(_ imaginary: Double, _ real: Double) -> Double {
            FloatObject.rounded(HostMath.atan2(imaginary, real), vm)
        }
    }

    private static func phase(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let z = try vm.complex(arguments[0])
        return try vm.newFloat(HostMath.atan2(z.imaginary, z.real))
    }

    private static func polar(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let z = try vm.complex(arguments[0])
        let modulus = try vm.newFloat(ComplexObject.modulus(z.real, z.imaginary, vm))
        return try TupleObject.make(vm, modulus, try vm.newFloat(HostMath.atan2(z.imaginary, z.real)))
    }

    private static func rect(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let r = try vm.double(arguments[0])
        let angle = try vm.double(arguments[1])
        let precision = Precision(vm: vm)
        return try ComplexObject.make(
            vm, r * precision.apply(HostMath.cos, angle), r * precision.apply(HostMath.sin, angle))
    }

    private static func exp(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let z = try vm.complex(arguments[0])
        let precision = Precision(vm: vm)
        let size = precision.apply(HostMath.exp, z.real)
        return try ComplexObject.make(
            vm, size * precision.apply(HostMath.cos, z.imaginary), size * precision.apply(HostMath.sin, z.imaginary))
    }

    private static func log(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let z = try vm.complex(arguments[0])
        let square = ComplexObject.squareSum(z.real, z.imaginary, vm)
        let precision = Precision(vm: vm)
        return try ComplexObject.make(
            vm, 0.5 * precision.apply(HostMath.log, square), precision.angle(z.imaginary, z.real))
    }

    private static func log10(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let z = try vm.complex(arguments[0])
        let square = ComplexObject.squareSum(z.real, z.imaginary, vm)
        let precision = Precision(vm: vm)
        let factor = FloatObject.rounded(0.4342944819032518, vm)
        return try ComplexObject.make(
            vm, 0.5 * precision.apply(HostMath.log10, square), factor * precision.angle(z.imaginary, z.real))
    }

    private static func sqrt(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let z = try vm.complex(arguments[0])
        let square = ComplexObject.squareSum(z.real, z.imaginary, vm)
        let size = FloatObject.rounded(HostMath.pow(square, 0.25), vm)
        let precision = Precision(vm: vm)
        let angle = 0.5 * precision.angle(z.imaginary, z.real)
        return try ComplexObject.make(
            vm, size * precision.apply(HostMath.cos, angle), size * precision.apply(HostMath.sin, angle))
    }

    private static func cos(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let z = try vm.complex(arguments[0])
        let precision = Precision(vm: vm)
        return try ComplexObject.make(
            vm, precision.apply(HostMath.cos, z.real) * precision.apply(HostMath.cosh, z.imaginary),
            -precision.apply(HostMath.sin, z.real) * precision.apply(HostMath.sinh, z.imaginary))
    }

    private static func sin(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let z = try vm.complex(arguments[0])
        let precision = Precision(vm: vm)
        return try ComplexObject.make(
            vm, precision.apply(HostMath.sin, z.real) * precision.apply(HostMath.cosh, z.imaginary),
            precision.apply(HostMath.cos, z.real) * precision.apply(HostMath.sinh, z.imaginary))
    }
}
