/// Operations in which an int object takes part (py/objint_mpz.c, v1.29).
extension IntObject {
    static func largeUnary(_ vm: VM, _ operation: UnaryOperator, _ value: Value) throws(GuestException) -> Value {
        let number = operand(value, vm)
        switch operation {
        case .bool: return Value(!number.isZero)
        case .not: return Value(number.isZero)
        case .hash: return Value(smallInt: number.truncated(vm.ram))
        case .positive, .int: return value
        case .negative: return try negated(vm, number, isNegative: !number.isNegative)
        case .abs: return number.isNegative ? try negated(vm, number, isNegative: false) : value
        case .invert:
            let address = try allocate(vm)
            var result = BigInt()
            try result.set(number, vm)
            try result.invert(vm)
            fill(address, result, vm)
            return Value(address: address)
        case .len, .float, .complex, .sizeOf: return .null
        }
    }

    private static func negated(_ vm: VM, _ number: BigOperand, isNegative: Bool) throws(GuestException) -> Value {
        let address = try allocate(vm)
        var result = BigInt()
        try result.set(number, vm)
        result.isNegative = isNegative && !number.isZero
        fill(address, result, vm)
        return Value(address: address)
    }

    /// Not both are small ints.
    @inline(never) static func mixedBinary(
        _ vm: VM, _ operation: BinaryOperator, _ a: Value, _ b: Value
    ) throws(GuestException) -> Value {
        if b.isSmallInt || vm.isExactly(b, .int) {
            return try binaryLarge(vm, operation, operand(a, vm), operand(b, vm), right: b)
        }
        if vm.isFloat(b) { return try FloatObject.binary(vm, operation, operand(a, vm).float(vm), b) }
        if vm.isExactly(b, .complex) {
            return try ComplexObject.binary(vm, operation, operand(a, vm).float(vm), 0, b)
        }
        if b.isBool { return try vm.binary(operation, a, Value(smallInt: b == .true ? 1 : 0)) }
        if operation == .multiply,
            vm.isExactly(b, .str) || vm.isExactly(b, .bytes) || vm.isExactly(b, .tuple)
                || vm.isExactly(b, .list)
        {
            return try vm.binary(operation, b, a)
        }
        return .null
    }

    /// `right` is the right operand as an object, where there is one.
    static func binaryLarge(
        _ vm: VM, _ operation: BinaryOperator, _ a: BigOperand, _ b: BigOperand, right: Value = .null
    ) throws(GuestException) -> Value {
        switch operation {
        case .less: return Value(a.compare(b, vm.ram) < 0)
        case .more: return Value(a.compare(b, vm.ram) > 0)
        case .lessEqual: return Value(a.compare(b, vm.ram) <= 0)
        case .moreEqual: return Value(a.compare(b, vm.ram) >= 0)
        case .equal: return Value(a.compare(b, vm.ram) == 0)
        case .trueDivide, .inplaceTrueDivide:
            if vm.hasNoFloats { return .null }
            if b.isZero { throw zeroDivision(vm) }
            return try vm.newFloat(a.quotient(b, vm))
        case .divmod: return try divmod(vm, a, b)
        case .leftShift, .inplaceLeftShift, .rightShift, .inplaceRightShift:
            return try shift(vm, isLeft: operation == .leftShift || operation == .inplaceLeftShift, a, by: b)
        default: return try arithmetic(vm, operation, a, b, right)
        }
    }

    /// The operators that two integers have, but for equality and powers: these have rules of their own.
    @inline(__always) static func isCommon(_ operation: BinaryOperator) -> Bool {
        switch operation {
        case .add, .inplaceAdd, .subtract, .inplaceSubtract, .multiply, .inplaceMultiply, .floorDivide,
            .inplaceFloorDivide, .modulo, .inplaceModulo, .and, .inplaceAnd, .or, .inplaceOr, .xor, .inplaceXor, .less,
            .more, .lessEqual, .moreEqual, .leftShift, .inplaceLeftShift, .rightShift, .inplaceRightShift:
            true
        default: false
        }
    }

    /// `isCommon` of integers of which one is an object.
    @inline(__always) static func common(
        _ vm: VM, _ operation: BinaryOperator, _ a: Value, _ b: Value
    ) throws(GuestException) -> Value {
        try binaryLarge(vm, operation, operand(a, vm), operand(b, vm))
    }

    private static func arithmetic(
        _ vm: VM, _ operation: BinaryOperator, _ a: BigOperand, _ b: BigOperand, _ right: Value
    ) throws(GuestException) -> Value {
        guard
            operation.rawValue >= BinaryOperator.inplaceOr.rawValue
                && operation.rawValue < BinaryOperator.contains.rawValue
        else { return .null }
        let address = try allocate(vm)
        var result = BigInt()
        var other = BigInt()
        switch operation {
        case .add, .inplaceAdd: try result.add(a, b, vm)
        case .subtract, .inplaceSubtract: try result.subtract(a, b, vm)
        case .multiply, .inplaceMultiply: try result.multiply(a, b, vm)
        case .floorDivide, .inplaceFloorDivide:
            if b.isZero { throw zeroDivision(vm) }
            try BigInt.divide(quotient: &result, remainder: &other, a, by: b, vm)
            other.free(vm)
        case .modulo, .inplaceModulo:
            if b.isZero { throw zeroDivision(vm) }
            try BigInt.divide(quotient: &other, remainder: &result, a, by: b, vm)
            other.free(vm)
        case .and, .inplaceAnd: try result.bitwise(.and, a, b, vm)
        case .or, .inplaceOr: try result.bitwise(.or, a, b, vm)
        case .xor, .inplaceXor: try result.bitwise(.xor, a, b, vm)
        case .power, .inplacePower:
            if b.isNegative {
                if vm.hasNoFloats { throw vm.error(.valueError, "negative power with no float support") }
                return try FloatObject.binary(vm, operation, a.float(vm), right)
            }
            try result.power(a, b, vm)
        default: return .null
        }
        return finish(vm, address, result)
    }

    /// The object, or a word where the number fits; the object is garbage then, as there.
    @inline(__always) private static func finish(_ vm: VM, _ address: GuestAddress, _ number: BigInt) -> Value {
        if let word = number.operand.word(vm.ram), Value.fitsSmallInt(word) { return Value(smallInt: Int32(word)) }
        fill(address, number, vm)
        return Value(address: address)
    }

    private static func divmod(_ vm: VM, _ a: BigOperand, _ b: BigOperand) throws(GuestException) -> Value {
        let remainderAddress = try allocate(vm)
        if b.isZero { throw zeroDivision(vm) }
        let quotientAddress = try allocate(vm)
        var quotient = BigInt()
        var remainder = BigInt()
        try BigInt.divide(quotient: &quotient, remainder: &remainder, a, by: b, vm)
        fill(quotientAddress, quotient, vm)
        fill(remainderAddress, remainder, vm)
        return try TupleObject.make(vm, Value(address: quotientAddress), Value(address: remainderAddress))
    }

    private static func shift(
        _ vm: VM, isLeft: Bool, _ a: BigOperand, by b: BigOperand
    ) throws(GuestException) -> Value {
        let address = try allocate(vm)
        guard let bits = b.word(vm.ram) else { throw vm.wordOverflow() }
        if bits < 0 { throw vm.error(.valueError, "negative shift count") }
        return try shift(vm, address, isLeft, a, bits)
    }

    static func shift(_ vm: VM, isLeft: Bool, _ a: BigOperand, by bits: Int) throws(GuestException) -> Value {
        try shift(vm, try allocate(vm), isLeft, a, bits)
    }

    private static func shift(
        _ vm: VM, _ address: GuestAddress, _ isLeft: Bool, _ a: BigOperand, _ bits: Int
    ) throws(GuestException) -> Value {
        var result = BigInt()
        if isLeft { try result.shiftLeft(a, by: bits, vm) } else { try result.shiftRight(a, by: bits, vm) }
        return finish(vm, address, result)
    }

    /// `pow(base, exponent, modulus)` (mp_obj_int_pow3).
    static func power(
        _ vm: VM, _ base: Value, _ exponent: Value, _ modulus: Value
    ) throws(GuestException) -> Value {
        guard vm.isInt(base), vm.isInt(exponent), vm.isInt(modulus) else {
            throw vm.error(.typeError, "pow() with 3 arguments requires integers")
        }
        if modulus == Value(smallInt: 0) { throw vm.error(.valueError, "divide by zero") }
        let address = try allocate(vm)
        // Small ints go to the heap here.
        var temporaries = (BigInt(), BigInt(), BigInt())
        let a = try onHeap(base, &temporaries.0, vm)
        let b = try onHeap(exponent, &temporaries.1, vm)
        let c = try onHeap(modulus, &temporaries.2, vm)
        var result = BigInt()
        try result.power(a, b, modulo: c, vm)
        temporaries.0.free(vm)
        temporaries.1.free(vm)
        temporaries.2.free(vm)
        fill(address, result, vm)
        return Value(address: address)
    }

    private static func onHeap(_ value: Value, _ number: inout BigInt, _ vm: VM) throws(GuestException) -> BigOperand {
        if !value.isSmallInt { return operand(value, vm) }
        try number.set(Int(value.smallInt), vm)
        return number.operand
    }
}
