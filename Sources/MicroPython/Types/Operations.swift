/// The operations that every value may support, by way of its type's slots (py/runtime.c and py/obj.c, v1.29).
extension VM {
    /// `-x`, `len(x)` and so on.
    func unary(_ operation: UnaryOperator, _ value: Value) throws(GuestException) -> Value {
        if operation == .not { return Value(!(try isTrue(value))) }
        if value.isSmallInt {
            // What is left is taken for `~` there: the length of what inherits from int.
            if operation == .len { return Value(smallInt: ~value.smallInt) }
            return try IntObject.unary(self, operation, value)
        }
        if operation == .hash, isExactly(value, .bytes) { return try StrObject.unary(self, operation, value) }
        let slots = slots(of: value)
        if slots.has(.unary) {
            let result = try slots.unary(self, operation, value)
            if !result.isNull { return result }
        }
        switch operation {
        case .bool: return .true
        case .hash where !slots.has(.unary):
            return Value(smallInt: Int32(bitPattern: identityWord(value)))
        // Conversions may be missing: the caller words that.
        case .int, .float, .complex: return .null
        default:
            if firmware.errorDetail.rawValue <= ErrorDetail.terse.rawValue {
                throw error(.typeError, "unsupported type for operator")
            }
            throw error(
                .typeError, "unsupported type for %q: '%s'", .text(operation.methodName), .typeName(value, self))
        }
    }

    /// `a + b` and so on.
    @inline(__always)
    func binary(_ operation: BinaryOperator, _ a: Value, _ b: Value) throws(GuestException) -> Value {
        if operation == .add && a.isSmallInt && b.isSmallInt {
            let sum = Int(a.smallInt) &+ Int(b.smallInt)
            if Value.fitsSmallInt(sum) { return Value(smallInt: Int32(truncatingIfNeeded: sum)) }
        }
        return try binarySlow(operation, a, b)
    }

    @inline(never)
    private func binarySlow(_ operation: BinaryOperator, _ a: Value, _ b: Value) throws(GuestException) -> Value {
        switch operation {
        case .is: return Value(a == b)
        case .equal, .notEqual, .less, .lessEqual, .more, .moreEqual:
            if isStr(a) && isStr(b) { return compareTexts(operation, a, b) }
            if operation == .equal || operation == .notEqual { return try equality(operation, a, b) }
        case .exceptionMatch:
            return Value(try exceptionMatches(a, b))
        case .in:
            if let isThere = try usualMembership(a, in: b) { return Value(isThere) }
        default: break
        }
        if a.isSmallInt, let result = try binaryOfSmall(operation, a, b) { return result }
        if operation == .in { return Value(try contains(b, a)) }
        if let result = try usualPair(operation, a, b) { return result }
        return try dispatch(operation, a, b)
    }

    /// The usual pairs of objects, without the way through their types' slots; nil for all others.
    private func usualPair(_ operation: BinaryOperator, _ a: Value, _ b: Value) throws(GuestException) -> Value? {
        var result = Value.null
        if a.isAddress && b.isAddress {
            let type = ram[a.address]
            if type == NativeType.float.address && ram[b.address] == NativeType.float.address {
                result = try FloatObject.binary(self, operation, FloatObject.double(a, self), b)
            } else if type == NativeType.int.address && ram[b.address] == NativeType.int.address {
                result = try IntObject.mixedBinary(self, operation, a, b)
            } else if type == NativeType.tuple.address && ram[b.address] == type {
                result = try TupleObject.binary(self, operation, a, b)
            } else if type == NativeType.complex.address && ram[b.address] == NativeType.complex.address {
                let (real, imaginary) = ComplexObject.parts(a, self)
                result = try ComplexObject.binary(self, operation, real, imaginary, b)
            }
        }
        if result.isNull && isStr(a) && (isStr(b) || operation == .modulo) {
            result = try StrObject.binary(self, operation, a, b)
        }
        return result.isNull ? nil : result
    }

    /// Small ints with numbers are decided without asking any type; nil where the right operand is something else.
    private func binaryOfSmall(_ operation: BinaryOperator, _ a: Value, _ b: Value) throws(GuestException) -> Value? {
        let result: Value
        if b.isSmallInt {
            result = try IntObject.binary(self, operation, a, b)
        } else if isFloat(b) {
            result = try FloatObject.binary(self, operation, FloatObject.rounded(Double(a.smallInt), self), b)
        } else if isExactly(b, .complex) {
            result = try ComplexObject.binary(self, operation, FloatObject.rounded(Double(a.smallInt), self), 0, b)
        } else {
            return nil
        }
        if result.isNull { throw unsupported(operation, a, b) }
        return result
    }

    /// Asks the types: the left one, for `a += b` then for `a + b`, then the right one; `in` walks what is left. A message names
    /// the operator and the operands as they were written, also where the call came in reversed, from a native base or a bool
    /// (mp_binary_op, py/runtime.c v1.29).
    private func dispatch(_ operation: BinaryOperator, _ a: Value, _ b: Value) throws(GuestException) -> Value {
        var (operation, left, right) = (operation, a, b)
        while true {
            let slots = slots(of: left)
            if slots.has(.binary) {
                let result = try slots.binary(self, operation, left, right)
                if !result.isNull { return result }
            }
            if let plain = operation.withoutInplace {
                operation = plain
            } else if let reversed = operation.reversed {
                operation = reversed
                swap(&left, &right)
            } else {
                break
            }
        }
        if let written = operation.unreversed {
            operation = written
            swap(&left, &right)
        }
        if operation == .contains { return Value(try isMember(right, of: left)) }
        throw unsupported(operation, left, right)
    }

    /// Two texts, by their bytes.
    func compareTexts(_ operation: BinaryOperator, _ a: Value, _ b: Value) -> Value {
        if operation == .equal || operation == .notEqual {
            return Value((a == b || !(a.isQstr && b.isQstr) && areSameTexts(a, b)) == (operation == .equal))
        }
        return Value(ByteSearch.compare(operation, StrObject.bytes(self, a), StrObject.bytes(self, b)) == true)
    }

    private func unsupported(_ operation: BinaryOperator, _ a: Value, _ b: Value) -> GuestException {
        if firmware.errorDetail.rawValue <= ErrorDetail.terse.rawValue {
            return error(.typeError, "unsupported type for operator")
        }
        return error(
            .typeError, "unsupported types for %q: '%s', '%s'", .text(operation.methodName(self)), .typeName(a, self),
            .typeName(b, self))
    }

    /// The rest of an operation whose first method, that of `a`, has declined.
    func binaryAfterDeclining(_ operation: BinaryOperator, _ a: Value, _ b: Value) throws(GuestException) -> Value {
        let plain = operation.withoutInplace
        // The plain method may have stood in for a missing one of an in-place operation.
        if let plain, let name = operation.method(self), case .attribute = try InstanceObject.lookup(self, a, name) {
            return try dispatch(plain, a, b)
        }
        guard let reversed = (plain ?? operation).reversed else { throw unsupported(plain ?? operation, a, b) }
        return try dispatch(reversed, b, a)
    }

    private func isMember(_ item: Value, of container: Value) throws(GuestException) -> Bool {
        try withIterator(container) { iterator throws(GuestException) in
            while true {
                let element = try next(iterator)
                if element == .stopIteration { return false }
                if try equal(element, item) { return true }
            }
        }
    }

    /// `item in container`.
    func contains(_ container: Value, _ item: Value) throws(GuestException) -> Bool {
        if let isThere = try usualMembership(item, in: container) { return isThere }
        return try isTrue(dispatch(.contains, container, item))
    }

    /// As `contains`, for the usual containers; nil for others.
    @inline(__always)
    private func usualMembership(_ item: Value, in container: Value) throws(GuestException) -> Bool? {
        guard container.isAddress else { return nil }
        let type = ram[container.address]
        if type == NativeType.dict.address { return try DictObject.map(container, self).find(item) != 0 }
        if type == NativeType.set.address { return try !SetObject.set(container, self).lookUp(item).isNull }
        if type == NativeType.list.address || type == NativeType.tuple.address { return try holds(container, item) }
        return nil
    }

    /// `item in container` for a list or tuple, which may change while items are compared.
    private func holds(_ container: Value, _ item: Value) throws(GuestException) -> Bool {
        let isPlain = item.isSmallInt || item.isQstr
        var index = 0
        while true {
            let words = try GuestWords.of(container, self)
            // No code of the guest runs between words of which none is an object.
            while index < words.count {
                let element = ram.value(words.at(index))
                guard isPlain && (element.isSmallInt || element.isQstr) else { break }
                if element == item { return true }
                index &+= 1
            }
            if index >= words.count { return false }
            if try equal(ram.value(words.at(index)), item) { return true }
            index &+= 1
        }
    }

    /// `a == b` as the truth.
    @inline(__always) func equal(_ a: Value, _ b: Value) throws(GuestException) -> Bool {
        if (a.isSmallInt || a.isQstr) && (b.isSmallInt || b.isQstr) { return a == b }
        if isStr(a) && isStr(b) { return areSameTexts(a, b) }
        return try isTrue(equality(.equal, a, b))
    }

    /// `a == b` or `a != b`: what `__eq__` or `__ne__` gives (mp_obj_equal_not_equal, py/obj.c v1.29).
    func equality(_ operation: BinaryOperator, _ a: Value, _ b: Value) throws(GuestException) -> Value {
        let wantsInequality = operation == .notEqual
        if a == b && (a.isSmallInt || a.isQstr || !typeFlags(a).contains(.equalityNotReflexive)) {
            return Value(!wantsInequality)
        }
        if a.isSmallInt && b.isSmallInt || a.isQstr && b.isQstr { return Value(wantsInequality) }
        if a.isAddress && b.isAddress {
            let type = ram[a.address]
            if type == ram[b.address] && (type == NativeType.tuple.address || type == NativeType.list.address) {
                let areSame = try GuestWords.compare(.equal, GuestWords.of(a, self), GuestWords.of(b, self), self)
                return Value(areSame != wantsInequality)
            }
        }
        if has(.bytesComparisonWarning), isStr(a) && isExactly(b, .bytes) || isExactly(a, .bytes) && isStr(b) {
            try warn("Comparison between bytes and str", category: "BytesWarning")
            return Value(wantsInequality)
        }
        var left = a
        var right = b
        for _ in 0..<2 {
            let flags = typeFlags(left)
            let slots = slots(of: left)
            if slots.has(.binary),
                flags.contains(.equalityChecksOtherType) || type(of: left) == type(of: right)
            {
                if wantsInequality && flags.contains(.hasInequalityTest) {
                    let result = try slots.binary(self, .notEqual, left, right)
                    if !result.isNull { return result }
                }
                let result = try slots.binary(self, .equal, left, right)
                if !result.isNull { return wantsInequality ? Value(!(try isTrue(result))) : result }
            }
            swap(&left, &right)
        }
        return Value((a == b) != wantsInequality)
    }

    /// The flags of a value's type: those of its class, or what the type's slots say.
    private func typeFlags(_ value: Value) -> TypeFlags {
        let type = type(of: value)
        return TypeObject.flags(type, ram).union(slots(ofType: type).flags)
    }

    /// `a < b`.
    func less(_ a: Value, _ b: Value) throws(GuestException) -> Bool {
        if a.isSmallInt && b.isSmallInt { return a.smallInt < b.smallInt }
        return try isTrue(binary(.less, a, b))
    }

    /// `bool(x)`.
    @inline(__always) func isTrue(_ value: Value) throws(GuestException) -> Bool {
        if value == .true { return true }
        if value == .false || value == .none { return false }
        if value.isSmallInt { return value.smallInt != 0 }
        return try isTrueSlow(value)
    }

    @inline(never) private func isTrueSlow(_ value: Value) throws(GuestException) -> Bool {
        if value.isQstr { return value != Value(.empty) }
        if value.isAddress {
            let type = ram[value.address]
            if type == NativeType.list.address { return ListObject.count(value.address, ram) != 0 }
            if type == NativeType.tuple.address { return TupleObject.count(value.address, ram) != 0 }
            if type == NativeType.dict.address { return DictObject.count(value, self) != 0 }
        }
        let slots = slots(of: value)
        if slots.has(.unary) {
            let result = try slots.unary(self, .bool, value)
            if !result.isNull { return result == .true }
        }
        if let length = try lengthValue(value) { return length != Value(smallInt: 0) }
        return true
    }

    /// `len(x)`, whatever `__len__` made of it; nil where the type has none.
    func lengthValue(_ value: Value) throws(GuestException) -> Value? {
        if value.isAddress {
            let type = ram[value.address]
            if type == NativeType.list.address || type == NativeType.bytearray.address {
                return Value(smallInt: Int32(truncatingIfNeeded: ram[value.address &+ ListObject.Offset.count]))
            }
            if type == NativeType.tuple.address {
                return Value(smallInt: Int32(truncatingIfNeeded: TupleObject.count(value.address, ram)))
            }
            if type == NativeType.dict.address {
                return Value(smallInt: Int32(truncatingIfNeeded: DictObject.count(value, self)))
            }
        }
        if value.isQstr || isExactly(value, .str) || isExactly(value, .bytes) {
            return Value(smallInt: Int32(truncatingIfNeeded: try StrObject.length(self, value)))
        }
        let slots = slots(of: value)
        guard slots.has(.unary) else { return nil }
        let result = try slots.unary(self, .len, value)
        return result.isNull ? nil : result
    }

    /// `len(x)` as a number, or nil where the type has none.
    func lengthMaybe(_ value: Value) throws(GuestException) -> Int? {
        guard let length = try lengthValue(value) else { return nil }
        return try int(length)
    }

    /// `len(x)`.
    func length(_ value: Value) throws(GuestException) -> Value {
        if let length = try lengthValue(value) { return length }
        throw error(.typeError, "object of type '%s' has no len()", .typeName(value, self))
    }

    /// `hash(x)`: a raw number, of which tables take the remainder.
    func hash(of value: Value) throws(GuestException) -> UInt32 {
        if value.isQstr { return hash(value.qstr) }
        let result = try unary(.hash, value)
        return UInt32(bitPattern: result.smallInt)
    }

    /// `callable(value)`.
    public func isCallable(_ value: Value) throws(GuestException) -> Bool {
        let type = type(of: value)
        guard slots(ofType: type).has(.call) else { return false }
        if TypeObject.isNative(type, ram) { return true }
        if case .missing = try InstanceObject.lookup(self, value, .__call__, slot: .call) { return false }
        return true
    }

    /// `x[i]`; `store` is `.sentinel` to load, `.null` to delete.
    func subscripted(_ value: Value, _ index: Value, store: Value = .sentinel) throws(GuestException) -> Value {
        if value.isAddress && !store.isNull {
            // The slot would come to the same, later.
            let type = ram[value.address]
            if type == NativeType.dict.address {
                if store == .sentinel { return try DictObject.get(self, value, index) }
                try DictObject.store(self, value, index, store)
                return .none
            }
            if type == NativeType.list.address { return try ListObject.subscripted(self, value, index, store) }
            if type == NativeType.bytearray.address || type == NativeType.memoryview.address {
                let result = try ArrayStorage.item(self, value, index, store)
                if !result.isNull { return result }
            }
        }
        let slots = slots(of: value)
        if slots.has(.subscripted) {
            let result = try slots.subscripted(self, value, index, store)
            if !result.isNull { return result }
        }
        if store == .null {
            throw error(.typeError, "'%q' object doesn't support item deletion", .typeName(value, self))
        }
        if store == .sentinel {
            throw error(.typeError, "'%q' object isn't subscriptable", .typeName(value, self))
        }
        throw error(.typeError, "'%q' object doesn't support item assignment", .typeName(value, self))
    }

    /// Whether a raised exception is caught by `except type` or `except (types)`.
    func exceptionMatches(_ exception: Value, _ type: Value) throws(GuestException) -> Bool {
        if exception.isAddress, type.isAddress, ExceptionObject.isNativeException(type.address),
            ExceptionObject.isNativeException(ram[exception.address])
        {
            return isSubclass(ram[exception.address], of: type.address)
        }
        if ExceptionObject.isExceptionType(type, self) {
            return ExceptionObject.matches(exception, type.address, self)
        }
        guard isExactly(type, .tuple) else { throw unsupported(.exceptionMatch, exception, type) }
        for index in 0..<TupleObject.count(type.address, ram) {
            let candidate = TupleObject.item(type.address, index, ram)
            guard ExceptionObject.isExceptionType(candidate, self) else {
                throw unsupported(.exceptionMatch, exception, candidate)
            }
            if ExceptionObject.matches(exception, candidate.address, self) { return true }
        }
        return false
    }

    /// Prints a value.
    func print(_ value: Value, _ printer: Printer, _ kind: PrintKind) throws(GuestException) {
        state.pointee.stackUsed &+= VM.nativeCallBytes
        defer { state.pointee.stackUsed &-= VM.nativeCallBytes }
        try checkStack()
        try work(.printValue)
        if value.isNull { return try printer.write("(nil)") }
        let slots = slots(of: value)
        if slots.has(.print) { return try slots.print(self, value, printer, kind) }
        try printer.write("<")
        try printer.write(typeName(value))
        try printer.write(">")
    }
}
