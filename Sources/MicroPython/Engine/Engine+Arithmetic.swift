/// Arithmetic outside the loop: a function for each kind of operands that neither a method of the guest nor an exception is needed
/// for, in the order of how usual they are.
extension Engine {
    /// A binary operation on anything but two small ints whose result is one; goes on behind it. Each kind has a function of its
    /// own, so that none saves registers for another.
    @inline(never) static func arithmetic(_ vm: VM, _ ip: IP, _ fp: Slots, _ left: UInt32, _ right: UInt32) -> IP {
        if isReal(vm, left) && isReal(vm, right) {
            return left & right & 1 != 0
                ? arithmeticOfSmallInts(vm, ip, fp, left, right)
                : arithmeticOfReals(vm, ip, fp, left, right)
        }
        return arithmeticOfOthers(vm, ip, fp, left, right)
    }

    /// Of anything but two real numbers.
    @inline(never) private static func arithmeticOfOthers(
        _ vm: VM, _ ip: IP, _ fp: Slots, _ left: UInt32, _ right: UInt32
    ) -> IP {
        let operation = ip.operation
        if operation == .exceptionMatch { return matchException(vm, ip, fp, left, right) }
        let leftKind = left & 3 == 0 ? vm.ram[left] : 0
        let rightKind = right & 3 == 0 ? vm.ram[right] : 0
        if operation == .in {
            return rightKind == NativeType.dict.address
                ? searchDict(vm, ip, fp, left, right) : searchItems(vm, ip, fp, left, right)
        }
        if leftKind == NativeType.complex.address && rightKind == NativeType.complex.address {
            return arithmeticOfTwoComplex(vm, ip, fp, left, right)
        }
        if leftKind == NativeType.complex.address || rightKind == NativeType.complex.address && isReal(vm, left) {
            return arithmeticOfComplex(vm, ip, fp, left, right)
        }
        if leftKind == NativeType.int.address || left & 1 != 0 && rightKind == NativeType.int.address {
            return arithmeticOfInts(vm, ip, fp, left, right)
        }
        if leftKind == NativeType.str.address || Value(bits: left).isQstr, hasTextResult(operation) {
            return arithmeticOfText(vm, ip, fp, left, right)
        }
        if leftKind == NativeType.list.address && rightKind == leftKind && operation == .add {
            return joinLists(vm, ip, fp, left, right)
        }
        return arithmeticByType(vm, ip, fp, left, right)
    }

    // MARK: Numbers

    /// Of two real numbers that are not both small ints: what makes a float, and comparisons.
    @inline(never) private static func arithmeticOfReals(
        _ vm: VM, _ ip: IP, _ fp: Slots, _ left: UInt32, _ right: UInt32
    ) -> IP {
        let a = number(vm, left)
        let b = number(vm, right)
        let operation = ip.operation
        let result: Double
        switch operation {
        case .trueDivide where b != 0, .inplaceTrueDivide where b != 0: result = a / b
        case .add, .inplaceAdd: result = a + b
        case .subtract, .inplaceSubtract: result = a - b
        case .multiply, .inplaceMultiply: result = a * b
        case .power where b == 2, .inplacePower where b == 2:
            guard let square = FloatObject.square(a) else { return deliverPower(vm, ip, fp, a, b) }
            result = square
        case .power where a > 0, .inplacePower where a > 0: return deliverPower(vm, ip, fp, a, b)
        default:
            if let truth = order(operation, a, b) {
                return deliver(truth ? Value.trueBits : Value.falseBits, ip, fp)
            }
            return arithmeticByType(vm, ip, fp, left, right)
        }
        let value = vm.state.pointee.heap.quickBlockNear()
        if value == 0 { return deliverFloat(vm, ip, fp, result) }
        FloatObject.fill(value, result, vm)
        return deliver(value, ip, fp)
    }

    /// Quotients and comparisons of two small ints.
    @inline(never) private static func arithmeticOfSmallInts(
        _ vm: VM, _ ip: IP, _ fp: Slots, _ left: UInt32, _ right: UInt32
    ) -> IP {
        let operation = ip.operation
        if operation == .trueDivide || operation == .inplaceTrueDivide, right != 1, !vm.hasNoFloats {
            return deliverFloat(vm, ip, fp, number(vm, left) / number(vm, right))
        }
        // Those that no jump follows.
        if let truth = order(operation, Double(Int32(bitPattern: left)), Double(Int32(bitPattern: right))) {
            return deliver(truth ? Value.trueBits : Value.falseBits, ip, fp)
        }
        return arithmeticByType(vm, ip, fp, left, right)
    }

    @inline(never) private static func deliverPower(_ vm: VM, _ ip: IP, _ fp: Slots, _ a: Double, _ b: Double) -> IP {
        deliverFloat(vm, ip, fp, HostMath.pow(a, b))
    }

    /// A new float, in the word or in an object for which there may be no room.
    @inline(never) private static func deliverFloat(_ vm: VM, _ ip: IP, _ fp: Slots, _ number: Double) -> IP {
        vm.engine.pointee.ip = ip
        vm.engine.pointee.top.pointee.ip = ip
        let value = native(vm) { () throws(GuestException) in try vm.newFloat(number) }
        if value == 0 { return raise(vm, ip) }
        return deliver(value, ip, fp)
    }

    @inline(never) private static func arithmeticOfTwoComplex(
        _ vm: VM, _ ip: IP, _ fp: Slots, _ left: UInt32, _ right: UInt32
    ) -> IP {
        let value = ComplexObject.arithmeticOfDoubles(vm, ip.operation, left, right)
        if value != 0 { return deliver(value, ip, fp) }
        return arithmeticOfComplex(vm, ip, fp, left, right)
    }

    /// Of a complex number and another number.
    @inline(never) private static func arithmeticOfComplex(
        _ vm: VM, _ ip: IP, _ fp: Slots, _ left: UInt32, _ right: UInt32
    ) -> IP {
        if let a = complex(vm, left), let b = complex(vm, right) {
            let value = ComplexObject.arithmetic(vm, ip.operation, a, b)
            if value != 0 { return deliver(value, ip, fp) }
        }
        return arithmeticByType(vm, ip, fp, left, right)
    }

    @inline(__always) private static func complex(_ vm: VM, _ word: UInt32) -> (real: Double, imaginary: Double)? {
        if isReal(vm, word) { return (number(vm, word), 0) }
        guard word & 3 == 0, vm.ram[word] == NativeType.complex.address else { return nil }
        return ComplexObject.parts(Value(bits: word), vm)
    }

    /// Of integers of which one is an object: without the way through their types.
    @inline(never) private static func arithmeticOfInts(
        _ vm: VM, _ ip: IP, _ fp: Slots, _ left: UInt32, _ right: UInt32
    ) -> IP {
        let isInt = right & 1 != 0 || right & 3 == 0 && vm.ram[right] == NativeType.int.address
        guard isInt, IntObject.isCommon(ip.operation) else { return arithmeticByType(vm, ip, fp, left, right) }
        vm.engine.pointee.ip = ip
        vm.engine.pointee.top.pointee.ip = ip
        let value = native(vm) { () throws(GuestException) in
            try IntObject.common(vm, ip.operation, Value(bits: left), Value(bits: right))
        }
        if value == 0 { return raise(vm, ip) }
        return deliver(value, ip, fp)
    }

    // MARK: Texts, containers and exceptions

    @inline(__always) private static func hasTextResult(_ operation: BinaryOperator) -> Bool {
        operation == .add || operation == .inplaceAdd || operation == .modulo
    }

    /// A text and another one, or what is formatted: without the way through their types.
    @inline(never) private static func arithmeticOfText(
        _ vm: VM, _ ip: IP, _ fp: Slots, _ left: UInt32, _ right: UInt32
    ) -> IP {
        let operation = ip.operation
        guard operation == .modulo || vm.isStr(Value(bits: right)) else {
            return arithmeticByType(vm, ip, fp, left, right)
        }
        vm.engine.pointee.ip = ip
        vm.engine.pointee.top.pointee.ip = ip
        let value = native(vm) { () throws(GuestException) in
            try StrObject.binary(vm, operation, Value(bits: left), Value(bits: right))
        }
        if value == 0 { return raise(vm, ip) }
        return deliver(value, ip, fp)
    }

    @inline(never) private static func searchDict(
        _ vm: VM, _ ip: IP, _ fp: Slots, _ left: UInt32, _ right: UInt32
    ) -> IP {
        let value = GuestMap(right &+ DictObject.mapOffset, vm).hasAtOnce(Value(bits: left))
        if value != 0 { return deliver(value, ip, fp) }
        return arithmeticByType(vm, ip, fp, left, right)
    }

    /// `in` of others than dicts.
    @inline(never) private static func searchItems(
        _ vm: VM, _ ip: IP, _ fp: Slots, _ left: UInt32, _ right: UInt32
    ) -> IP {
        let value = membership(vm, left, right)
        if value != 0 { return deliver(value, ip, fp) }
        return arithmeticByType(vm, ip, fp, left, right)
    }

    @inline(never) private static func joinLists(
        _ vm: VM, _ ip: IP, _ fp: Slots, _ left: UInt32, _ right: UInt32
    ) -> IP {
        let value = ListObject.joinedAtOnce(vm, left, right)
        if value != 0 { return deliver(value, ip, fp) }
        return arithmeticByType(vm, ip, fp, left, right)
    }

    /// Whether an exception is one of a class.
    @inline(never) private static func matchException(
        _ vm: VM, _ ip: IP, _ fp: Slots, _ left: UInt32, _ right: UInt32
    ) -> IP {
        guard ExceptionObject.isExceptionType(Value(bits: right), vm) else {
            return arithmeticByType(vm, ip, fp, left, right)
        }
        let isMatch =
            ExceptionObject.matchesAtOnce(Value(bits: left), right, vm)
            ?? ExceptionObject.matches(Value(bits: left), right, vm)
        return deliver(isMatch ? Value.trueBits : Value.falseBits, ip, fp)
    }

    /// Whether a name or small int is in a list or tuple of such; 0 where objects have to be asked.
    @inline(__always) private static func membership(_ vm: VM, _ item: UInt32, _ container: UInt32) -> UInt32 {
        guard item & 1 != 0 || Value(bits: item).isQstr,
            let items = fixedItems(vm, Value(bits: container))
        else { return 0 }
        for element in items {
            if element == item { return Value.trueBits }
            guard element & 1 != 0 || Value(bits: element).isQstr else { return 0 }
        }
        return Value.falseBits
    }
}
