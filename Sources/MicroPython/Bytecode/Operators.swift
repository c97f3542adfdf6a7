/// Unary operators. The first four are operands of `unaryOp`; the others occur in the runtime only (py/runtime0.h,
/// v1.29).
public enum UnaryOperator: UInt8, CaseIterable, Sendable {
    /// Operands of the instruction, in its order.
    case positive, negative, invert, not
    /// `bool(x)`, `len(x)`, `hash(x)`, `abs(x)`, the conversions, and `sys.getsizeof(x)`.
    case bool, len, hash, abs, int, float, complex, sizeOf

    static let bytecodeCount = 4
}

/// Binary operators. Those up to `power` are operands of `binaryOp`; the others occur in the runtime only
/// (py/runtime0.h, v1.29).
public enum BinaryOperator: UInt8, CaseIterable, Sendable {
    /// Operands of the instruction, in its order.
    case less, more, equal, lessEqual, moreEqual, notEqual, `in`, `is`, exceptionMatch
    /// `a |= b` and so on.
    case inplaceOr, inplaceXor, inplaceAnd, inplaceLeftShift, inplaceRightShift, inplaceAdd, inplaceSubtract
    /// `a *= b` and so on.
    case inplaceMultiply, inplaceMatrixMultiply, inplaceFloorDivide, inplaceTrueDivide, inplaceModulo, inplacePower
    /// `a | b` and so on.
    case or, xor, and, leftShift, rightShift, add, subtract
    /// `a * b` and so on.
    case multiply, matrixMultiply, floorDivide, trueDivide, modulo, power
    /// `divmod(a, b)`, and `b in a`: what a container implements for `in`.
    case divmod, contains
    /// `b.__ror__(a)` and so on: the right operand is asked.
    case reverseOr, reverseXor, reverseAnd, reverseLeftShift, reverseRightShift, reverseAdd, reverseSubtract
    /// `b.__rmul__(a)` and so on.
    case reverseMultiply, reverseMatrixMultiply, reverseFloorDivide, reverseTrueDivide, reverseModulo, reversePower

    static let bytecodeCount = 35

    /// `add` for `inplaceAdd`; nil for others.
    @inline(__always) var withoutInplace: BinaryOperator? {
        rawValue >= BinaryOperator.inplaceOr.rawValue && rawValue <= BinaryOperator.inplacePower.rawValue
            ? BinaryOperator(rawValue: rawValue + 13) : nil
    }

    /// `reverseAdd` for `add`; nil for others.
    @inline(__always) var reversed: BinaryOperator? {
        rawValue >= BinaryOperator.or.rawValue && rawValue <= BinaryOperator.power.rawValue
            ? BinaryOperator(rawValue: rawValue + 15) : nil
    }

    /// `add` for `reverseAdd`; nil for others.
    var unreversed: BinaryOperator? {
        rawValue >= BinaryOperator.reverseOr.rawValue ? BinaryOperator(rawValue: rawValue - 15) : nil
    }
}
