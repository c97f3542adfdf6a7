/// Small ints among themselves, with overflow to objects where the reference's 32-bit machine words overflow
/// (py/runtime.c mp_binary_op and mp_unary_op, v1.29).
extension IntObject {
    static func smallUnary(_ vm: VM, _ operation: UnaryOperator, _ value: Value) throws(GuestException) -> Value {
        let number = Int(value.smallInt)
        switch operation {
        case .positive, .int, .hash: return value
        case .negative: return try vm.newInt(-number)
        case .abs: return try vm.newInt(abs(number))
        case .invert: return Value(smallInt: ~value.smallInt)
        case .bool: return Value(number != 0)
        case .not: return Value(number == 0)
        case .len, .float, .complex, .sizeOf: return .null
        }
    }

    static func smallBinary(_ vm: VM, _ operation: BinaryOperator, _ a: Int, _ b: Int) throws(GuestException) -> Value {
        switch operation {
        case .add, .inplaceAdd: return try vm.newInt(a &+ b)
        case .subtract, .inplaceSubtract: return try vm.newInt(a &- b)
        case .multiply, .inplaceMultiply: return try multiplySmall(vm, a, b)
        case .less: return Value(a < b)
        case .more: return Value(a > b)
        case .lessEqual: return Value(a <= b)
        case .moreEqual: return Value(a >= b)
        case .equal: return Value(a == b)
        case .and, .inplaceAnd: return Value(smallInt: Int32(truncatingIfNeeded: a & b))
        case .or, .inplaceOr: return Value(smallInt: Int32(truncatingIfNeeded: a | b))
        case .xor, .inplaceXor: return Value(smallInt: Int32(truncatingIfNeeded: a ^ b))
        case .floorDivide, .inplaceFloorDivide:
            if b == 0 { throw zeroDivision(vm) }
            return try vm.newInt(floorDivide(a, b))
        case .modulo, .inplaceModulo:
            if b == 0 { throw zeroDivision(vm) }
            return Value(smallInt: Int32(truncatingIfNeeded: floorModulo(a, b)))
        case .trueDivide, .inplaceTrueDivide:
            if vm.hasNoFloats { return .null }
            if b == 0 { throw zeroDivision(vm) }
            return try vm.newFloat(FloatObject.rounded(Double(a), vm) / FloatObject.rounded(Double(b), vm))
        case .leftShift, .inplaceLeftShift: return try shiftSmallLeft(vm, a, b)
        case .rightShift, .inplaceRightShift:
            if b < 0 { throw vm.error(.valueError, "negative shift count") }
            return Value(smallInt: Int32(truncatingIfNeeded: a &>> min(b, 31)))
        case .power, .inplacePower: return try smallPower(vm, operation, a, b)
        case .divmod:
            if b == 0 { throw zeroDivision(vm) }
            let tuple = try TupleObject.make(vm, count: 2)
            // Not checked for overflow there: divmod(-2**30, -1) wraps.
            TupleObject.setItem(
                tuple.address, 0, Value(smallInt: Int32(truncatingIfNeeded: floorDivide(a, b))), vm.ram)
            TupleObject.setItem(
                tuple.address, 1, Value(smallInt: Int32(truncatingIfNeeded: floorModulo(a, b))), vm.ram)
            return tuple
        default: return .null
        }
    }

    static func zeroDivision(_ vm: VM) -> GuestException { vm.error(.zeroDivisionError, "divide by zero") }

    @inline(__always) static func floorDivide(_ a: Int, _ b: Int) -> Int {
        let quotient = a / b
        return a % b != 0 && (a < 0) != (b < 0) ? quotient &- 1 : quotient
    }

    /// The remainder with the divisor's sign.
    @inline(__always) static func floorModulo(_ a: Int, _ b: Int) -> Int {
        let remainder = a % b
        return remainder != 0 && (remainder < 0) != (b < 0) ? remainder &+ b : remainder
    }

    private static func fitsWord(_ value: Int) -> Bool { value == Int(Int32(truncatingIfNeeded: value)) }

    @inline(__always) private static func multiplySmall(_ vm: VM, _ a: Int, _ b: Int) throws(GuestException) -> Value {
        let product = a &* b
        if fitsWord(product) { return try vm.newInt(product) }
        // The left operand becomes an object first, which is dead at once.
        _ = try makeObject(vm, UInt64(a.magnitude), isNegative: a < 0)
        return try binaryLarge(vm, .multiply, BigOperand(a), BigOperand(b))
    }

    private static func shiftSmallLeft(_ vm: VM, _ a: Int, _ b: Int) throws(GuestException) -> Value {
        if b < 0 { throw vm.error(.valueError, "negative shift count") }
        if b >= 32 || a > Value.smallIntMax &>> b || a < Value.smallIntMin &>> b {
            _ = try makeObject(vm, UInt64(a.magnitude), isNegative: a < 0)
            return try shift(vm, isLeft: true, BigOperand(a), by: b)
        }
        // -1 << 31 passes the check and is no small int.
        return try vm.newInt(a &<< b)
    }

    private static func smallPower(
        _ vm: VM, _ operation: BinaryOperator, _ a: Int, _ b: Int
    ) throws(GuestException) -> Value {
        if b < 0 {
            if vm.hasNoFloats { throw vm.error(.valueError, "negative power with no float support") }
            return try FloatObject.binary(vm, operation, Double(a), Value(smallInt: Int32(b)))
        }
        var result = 1
        var factor = a
        var exponent = b
        var overflows = false
        while exponent > 0 {
            if exponent & 1 != 0 {
                result &*= factor
                if !fitsWord(result) {
                    overflows = true
                    break
                }
            }
            if exponent == 1 { break }
            exponent >>= 1
            factor &*= factor
            if !fitsWord(factor) {
                overflows = true
                break
            }
        }
        if !overflows { return try vm.newInt(result) }
        let left = try makeObject(vm, UInt64(a.magnitude), isNegative: a < 0)
        return try binaryLarge(vm, .power, operand(left, vm), BigOperand(b))
    }
}
