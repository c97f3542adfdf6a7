/// The guest's objects, as lexer, parser, compiler and the readers and writers of .mpy files make and judge them.
struct GuestConstants: CompilerObjects {}

/// Numbers, made and folded.
extension GuestConstants {
    func largeInteger(
        _ digits: UnsafeRawBufferPointer, isNegative: Bool, base: Int, _ vm: VM
    ) throws(GuestException) -> (value: Value, digitCount: Int) {
        try NumberParsing.largeInteger(vm, digits, isNegative: isNegative, base: base)
    }

    func float(_ value: Double, _ vm: VM) throws(GuestException) -> Value { try vm.newFloat(value) }

    func imaginary(_ value: Double, _ vm: VM) throws(GuestException) -> Value {
        try ComplexObject.make(vm, 0, value)
    }

    func isInteger(_ value: Value, _ vm: VM) -> Bool { vm.isInt(value) }
    func isFloat(_ value: Value, _ vm: VM) -> Bool { vm.isFloat(value) }

    func unary(_ operation: FoldedUnary, _ value: Value, _ vm: VM) throws(GuestException) -> Value {
        switch operation {
        case .positive: try vm.unary(.positive, value)
        case .negative: try vm.unary(.negative, value)
        case .invert: try vm.unary(.invert, value)
        }
    }

    /// Both lists of operators have the bytecode's order.
    func binary(
        _ operation: FoldedBinary, _ left: Value, _ right: Value, _ vm: VM
    ) throws(GuestException) -> Value {
        let first = BinaryOperator.or.rawValue
        return try vm.binary(BinaryOperator(rawValue: first + operation.rawValue)!, left, right)
    }
}
