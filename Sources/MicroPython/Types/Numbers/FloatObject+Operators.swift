#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Arithmetic of floats with any number (mp_obj_float_binary_op, py/objfloat.c v1.29).
extension FloatObject {
    /// `left` is in the guest's precision. `.null` where the right operand is no real number.
    static func binary(
        _ vm: VM, _ operation: BinaryOperator, _ left: Double, _ rightValue: Value
    ) throws(GuestException) -> Value {
        guard let right = try vm.doubleMaybe(rightValue) else { return .null }
        switch operation {
        case .add, .inplaceAdd: return try vm.newFloat(left + right)
        case .subtract, .inplaceSubtract: return try vm.newFloat(left - right)
        case .multiply, .inplaceMultiply: return try vm.newFloat(left * right)
        case .trueDivide, .inplaceTrueDivide:
            if right == 0 { throw IntObject.zeroDivision(vm) }
            return try vm.newFloat(left / right)
        case .less: return Value(left < right)
        case .more: return Value(left > right)
        case .equal: return Value(left == right)
        case .lessEqual: return Value(left <= right)
        case .moreEqual: return Value(left >= right)
        case .floorDivide, .inplaceFloorDivide:
            if right == 0 { throw IntObject.zeroDivision(vm) }
            return try vm.newFloat(divmod(left, right, vm).quotient)
        case .modulo, .inplaceModulo:
            if right == 0 { throw IntObject.zeroDivision(vm) }
            return try vm.newFloat(modulo(left, right))
        case .divmod:
            if right == 0 { throw IntObject.zeroDivision(vm) }
            let (quotient, remainder) = divmod(left, right, vm)
            let first = try vm.newFloat(quotient)
            return try TupleObject.make(vm, first, try vm.newFloat(remainder))
        case .power, .inplacePower: return try power(vm, left, right, rightValue)
        default: return .null
        }
    }

    /// The remainder with the divisor's sign.
    private static func modulo(_ left: Double, _ right: Double) -> Double {
        let remainder = fmod(left, right)
        if remainder == 0 { return copysign(0, right) }
        return (remainder < 0) != (right < 0) ? remainder + right : remainder
    }

    /// Each step rounds to the guest's precision: the quotient is not a single operation.
    private static func divmod(_ left: Double, _ right: Double, _ vm: VM) -> (quotient: Double, remainder: Double) {
        var remainder = fmod(left, right)
        var quotient = rounded(rounded(left - remainder, vm) / right, vm)
        if remainder == 0 {
            remainder = copysign(0, right)
        } else if (remainder < 0) != (right < 0) {
            remainder = rounded(remainder + right, vm)
            quotient = rounded(quotient - 1, vm)
        }
        if quotient == 0 { return (copysign(0, left / right), remainder) }
        var whole = floor(quotient)
        if quotient - whole > 0.5 { whole += 1 }
        return (whole, remainder)
    }

    /// `x ** 2` as the C library's `pow` gives it, without asking: that one is wrong by less than 0.54 units in the last place
    /// (glibc 2.28, e_pow.c; musl has the same), so that it cannot but find the nearest number where the exact square lies within
    /// 0.45 units of it. Nil where it lies farther away, where the unit changes, and near the ends of the range.
    @inline(__always) static func square(_ x: Double) -> Double? {
        let significand = x.significandBitPattern | 1 &<< 52
        let (high, low) = significand.multipliedFullWidth(by: significand)
        // Of the 105 or 106 bits 53 stay; the eight behind them.
        let rest = (high &>> 41 == 0 ? low &>> 44 : low &>> 45) & 0xFF
        let square = x * x
        guard rest &- 115 >= 26, square.significandBitPattern != 0, x.exponentBitPattern &- 523 < 1000 else {
            return nil
        }
        return square
    }

    private static func power(
        _ vm: VM, _ left: Double, _ right: Double, _ rightValue: Value
    ) throws(GuestException) -> Value {
        if left == 0 && right < 0 && !right.isInfinite { throw IntObject.zeroDivision(vm) }
        if left < 0 && right != floor(right) && !right.isNaN {
            return try ComplexObject.binary(vm, .power, left, 0, rightValue)
        }
        return try vm.newFloat(HostMath.pow(left, right))
    }
}
