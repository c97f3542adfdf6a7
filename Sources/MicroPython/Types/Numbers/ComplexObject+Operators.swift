/// Arithmetic of complex numbers (mp_obj_complex_binary_op, py/objcomplex.c v1.29). Each step rounds to the guest's
/// precision.
extension ComplexObject {
    /// The common operations on two complex numbers, for the engine: nothing is raised. 0 for all others, and where the heap has
    /// no room at once.
    @inline(__always) static func arithmetic(
        _ vm: VM, _ operation: BinaryOperator, _ left: (real: Double, imaginary: Double),
        _ right: (real: Double, imaginary: Double)
    ) -> UInt32 {
        guard let (real, imaginary) = result(vm, operation, left, right) else { return 0 }
        let address = vm.state.pointee.heap.quickObject(byteCount(vm), vm.ram)
        if address != 0 { fill(vm, address, real, imaginary) }
        return address
    }

    /// As `arithmetic`, of two objects of a firmware with doubles; 0 also where it takes a search to find two free blocks.
    @inline(__always) static func arithmeticOfDoubles(
        _ vm: VM, _ operation: BinaryOperator, _ left: UInt32, _ right: UInt32
    ) -> UInt32 {
        if vm.state.pointee.firmware.floatWidth == .single { return 0 }
        let left = doubles(left, vm.ram)
        let right = doubles(right, vm.ram)
        guard let (real, imaginary) = result(vm, operation, left, right) else { return 0 }
        let address = vm.state.pointee.heap.quickTwoAsTheyAre()
        if address == 0 { return 0 }
        let place = vm.ram.pointer(address)
        place.storeBytes(of: SIMD4<UInt32>(repeating: 0), toByteOffset: 16, as: SIMD4<UInt32>.self)
        place.storeBytes(of: NativeType.complex.address, as: UInt32.self)
        place.storeBytes(of: real, toByteOffset: 4, as: Double.self)
        place.storeBytes(of: imaginary, toByteOffset: 12, as: Double.self)
        return address
    }

    @inline(__always) private static func doubles(
        _ address: GuestAddress, _ ram: GuestRAM
    ) -> (real: Double, imaginary: Double) {
        let place = ram.pointer(address)
        return (
            place.loadUnaligned(fromByteOffset: 4, as: Double.self),
            place.loadUnaligned(fromByteOffset: 12, as: Double.self)
        )
    }

    @inline(__always) private static func result(
        _ vm: VM, _ operation: BinaryOperator, _ left: (real: Double, imaginary: Double),
        _ right: (real: Double, imaginary: Double)
    ) -> (real: Double, imaginary: Double)? {
        switch operation {
        case .add, .inplaceAdd: (left.real + right.real, left.imaginary + right.imaginary)
        case .subtract, .inplaceSubtract: (left.real - right.real, left.imaginary - right.imaginary)
        case .multiply, .inplaceMultiply: product(vm, left.real, left.imaginary, right.real, right.imaginary)
        default: nil
        }
    }

    /// `.null` where the right operand is no number.
    static func binary(
        _ vm: VM, _ operation: BinaryOperator, _ real: Double, _ imaginary: Double, _ rightValue: Value
    ) throws(GuestException) -> Value {
        guard let right = try vm.complexMaybe(rightValue) else { return .null }
        switch operation {
        case .add, .inplaceAdd: return try make(vm, real + right.real, imaginary + right.imaginary)
        case .subtract, .inplaceSubtract: return try make(vm, real - right.real, imaginary - right.imaginary)
        case .multiply, .inplaceMultiply: return try multiply(vm, real, imaginary, right.real, right.imaginary)
        case .floorDivide, .inplaceFloorDivide:
            throw vm.error(.typeError, "can't truncate-divide a complex number")
        case .trueDivide, .inplaceTrueDivide: return try divide(vm, real, imaginary, right)
        case .power, .inplacePower: return try power(vm, real, imaginary, right)
        case .equal: return Value(real == right.real && imaginary == right.imaginary)
        default: return .null
        }
    }

    private static func multiply(
        _ vm: VM, _ a: Double, _ b: Double, _ c: Double, _ d: Double
    ) throws(GuestException) -> Value {
        let (real, imaginary) = product(vm, a, b, c, d)
        return try make(vm, real, imaginary)
    }

    @inline(__always) private static func product(
        _ vm: VM, _ a: Double, _ b: Double, _ c: Double, _ d: Double
    ) -> (real: Double, imaginary: Double) {
        if vm.state.pointee.firmware.floatWidth != .single { return (a * c - b * d, a * d + b * c) }
        func times(_ x: Double, _ y: Double) -> Double { FloatObject.rounded(x * y, vm) }
        return (times(a, c) - times(b, d), times(a, d) + times(b, c))
    }

    private static func divide(
        _ vm: VM, _ real: Double, _ imaginary: Double, _ right: (real: Double, imaginary: Double)
    ) throws(GuestException) -> Value {
        if right.imaginary == 0 {
            if right.real == 0 { throw vm.error(.zeroDivisionError, "complex divide by zero") }
            return try make(vm, real / right.real, imaginary / right.real)
        }
        if right.real == 0 { return try make(vm, imaginary / right.imaginary, -real / right.imaginary) }
        let square = squareSum(right.real, right.imaginary, vm)
        return try multiply(
            vm, real, imaginary, FloatObject.rounded(right.real / square, vm),
            FloatObject.rounded(right.imaginary / -square, vm))
    }

    /// By way of the logarithm: z1 ** z2 = exp(z2 · ln z1).
    private static func power(
        _ vm: VM, _ real: Double, _ imaginary: Double, _ right: (real: Double, imaginary: Double)
    ) throws(GuestException) -> Value {
        func round(_ x: Double) -> Double { FloatObject.rounded(x, vm) }
        let size = modulus(real, imaginary, vm)
        if size == 0 {
            guard right.imaginary == 0 && right.real >= 0 else {
                throw vm.error(.zeroDivisionError, "0.0 to a complex power")
            }
            return try make(vm, right.real == 0 ? 1 : 0, imaginary)
        }
        let logarithm = round(HostMath.log(size))
        let angle = round(HostMath.atan2(imaginary, real))
        let x = round(round(right.real * logarithm) - round(right.imaginary * angle))
        let y = round(round(right.imaginary * logarithm) + round(right.real * angle))
        let scale = round(HostMath.exp(x))
        return try make(vm, scale * round(HostMath.cos(y)), scale * round(HostMath.sin(y)))
    }
}
