/// The special methods that stand for operators: what a class of the guest defines, and what messages say.
extension UnaryOperator {
    /// `__neg__` for `negative`.
    var method: CoreName {
        switch self {
        case .positive: .__pos__
        case .negative: .__neg__
        case .invert: .__invert__
        case .not, .bool: .__bool__
        case .len: .__len__
        case .hash: .__hash__
        case .abs: .__abs__
        case .int: .__int__
        case .float: .__float__
        case .complex: .__complex__
        case .sizeOf: .__sizeof__
        }
    }

    var methodName: String { method.text }
}

extension BinaryOperator {
    /// `__add__` for `add`; nil where no method stands for the operator.
    var method: CoreName? {
        switch self {
        case .less: .__lt__
        case .more: .__gt__
        case .equal: .__eq__
        case .lessEqual: .__le__
        case .moreEqual: .__ge__
        case .notEqual: .__ne__
        case .in, .contains: .__contains__
        case .is, .exceptionMatch: nil
        case .inplaceOr: .__ior__
        case .inplaceXor: .__ixor__
        case .inplaceAnd: .__iand__
        case .inplaceLeftShift: .__ilshift__
        case .inplaceRightShift: .__irshift__
        case .inplaceAdd: .__iadd__
        case .inplaceSubtract: .__isub__
        case .inplaceMultiply: .__imul__
        case .inplaceMatrixMultiply: .__imatmul__
        case .inplaceFloorDivide: .__ifloordiv__
        case .inplaceTrueDivide: .__itruediv__
        case .inplaceModulo: .__imod__
        case .inplacePower: .__ipow__
        case .or: .__or__
        case .xor: .__xor__
        case .and: .__and__
        case .leftShift: .__lshift__
        case .rightShift: .__rshift__
        case .add: .__add__
        case .subtract: .__sub__
        case .multiply: .__mul__
        case .matrixMultiply: .__matmul__
        case .floorDivide: .__floordiv__
        case .trueDivide: .__truediv__
        case .modulo: .__mod__
        case .power: .__pow__
        case .divmod: .__divmod__
        case .reverseOr: .__ror__
        case .reverseXor: .__rxor__
        case .reverseAnd: .__rand__
        case .reverseLeftShift: .__rlshift__
        case .reverseRightShift: .__rrshift__
        case .reverseAdd: .__radd__
        case .reverseSubtract: .__rsub__
        case .reverseMultiply: .__rmul__
        case .reverseMatrixMultiply: .__rmatmul__
        case .reverseFloorDivide: .__rfloordiv__
        case .reverseTrueDivide: .__rtruediv__
        case .reverseModulo: .__rmod__
        case .reversePower: .__rpow__
        }
    }

    /// The method that a firmware knows; nil also for `__imul__` and its kin where it leaves them out
    /// (MICROPY_PY_ALL_INPLACE_SPECIAL_METHODS).
    func method(_ vm: VM) -> CoreName? {
        let isRare = withoutInplace != nil && self != .inplaceAdd && self != .inplaceSubtract
        return isRare && !vm.has(.allInPlaceMethods) ? nil : method
    }

    /// What messages say; nothing for `in`, which is refused before it becomes `__contains__`.
    func methodName(_ vm: VM) -> String { self == .in ? "" : method(vm)?.text ?? "" }
}
