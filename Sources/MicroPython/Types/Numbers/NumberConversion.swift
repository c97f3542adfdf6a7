/// Numbers of the guest as numbers of the host, and back (py/obj.c and py/objint_mpz.c, v1.29).
extension VM {
    /// Whether floats are not built into the firmware.
    @inline(__always) var hasNoFloats: Bool { state.pointee.firmware.floatWidth == .none }

    /// `int`, small or not; not `bool`.
    @inline(__always) func isInt(_ value: Value) -> Bool { value.isSmallInt || isExactly(value, .int) }

    /// What the type's slot for a conversion gives, or nil where it has none.
    func converted(_ value: Value, _ operation: UnaryOperator) throws(GuestException) -> Value? {
        if value.isSmallInt { return operation == .int ? value : nil }
        let slots = slots(of: value)
        guard slots.has(.unary) else { return nil }
        let result = try slots.unary(self, operation, value)
        return result.isNull ? nil : result
    }

    func cannotConvert(_ value: Value, to target: String) -> GuestException {
        error(.typeError, "can't convert %q to \(target)", .typeName(value, self))
    }

    func wordOverflow() -> GuestException {
        error(.overflowError, "overflow converting long int to machine word")
    }

    /// An integer as a signed machine word of 32 bits; nil for what is no integer. OverflowError beyond the word.
    @inline(__always) func intMaybe(_ value: Value) throws(GuestException) -> Int? {
        value.isSmallInt ? Int(value.smallInt) : try intMaybeSlow(value)
    }

    @inline(never) private func intMaybeSlow(_ value: Value) throws(GuestException) -> Int? {
        if value.isBool { return value == .true ? 1 : 0 }
        guard let number = isExactly(value, .int) ? value : try converted(value, .int) else { return nil }
        guard let word = IntObject.operand(number, self).word(ram) else { throw wordOverflow() }
        return word
    }

    /// An integer argument as a signed machine word of 32 bits, or TypeError or OverflowError.
    @inline(__always) public func int(_ value: Value) throws(GuestException) -> Int {
        if value.isSmallInt { return Int(value.smallInt) }
        if let number = try intMaybe(value) { return number }
        throw cannotConvert(value, to: "int")
    }

    /// An integer argument whose bits beyond 32 are cut off (mp_obj_get_int_truncated).
    public func int(truncating value: Value) throws(GuestException) -> Int {
        if !value.isSmallInt && isExactly(value, .int) { return Int(IntObject.operand(value, self).truncated(ram)) }
        return try int(value)
    }

    /// An integer argument from 0 to 2^32 - 1, or OverflowError.
    public func uint(_ value: Value) throws(GuestException) -> Int {
        let number = IntObject.operand(try integer(value), self)
        if number.isNegative || number.count > 2 { throw wordOverflow() }
        return Int(number.low64(ram))
    }

    /// An integer argument; bits beyond 64 are cut off (mp_obj_get_ll).
    public func int64(_ value: Value) throws(GuestException) -> Int64 {
        let number = IntObject.operand(try integer(value), self)
        let low = number.count <= 4 ? number.low64(ram) : IntObject.low64(ofLong: number, ram)
        return Int64(bitPattern: number.isNegative ? 0 &- low : low)
    }

    private func integer(_ value: Value) throws(GuestException) -> Value {
        if isInt(value) { return value }
        if let number = try converted(value, .int) { return number }
        throw cannotConvert(value, to: "int")
    }

    /// An int of the guest: a word, or 32 bytes of heap.
    @inline(__always) public func newInt(_ value: Int) throws(GuestException) -> Value {
        if Value.fitsSmallInt(value) { return Value(smallInt: Int32(truncatingIfNeeded: value)) }
        return try IntObject.makeObject(self, UInt64(value.magnitude), isNegative: value < 0)
    }

    /// An int of the guest from an unsigned number.
    @inline(__always) public func newInt(unsigned value: UInt64) throws(GuestException) -> Value {
        if value <= UInt64(Value.smallIntMax) { return Value(smallInt: Int32(truncatingIfNeeded: value)) }
        return try IntObject.makeObject(self, value, isNegative: false)
    }

    /// A number as a float; nil for what is no number.
    @inline(__always) func doubleMaybe(_ value: Value) throws(GuestException) -> Double? {
        if value.isSmallInt { return FloatObject.rounded(Double(value.smallInt), self) }
        if isFloat(value) { return FloatObject.double(value, self) }
        return try doubleMaybeSlow(value)
    }

    @inline(never) private func doubleMaybeSlow(_ value: Value) throws(GuestException) -> Double? {
        if value.isBool { return value == .true ? 1 : 0 }
        if isExactly(value, .int) { return IntObject.operand(value, self).float(self) }
        guard let number = try converted(value, .float), isFloat(number) else { return nil }
        return FloatObject.double(number, self)
    }

    /// A number as a float, or TypeError.
    @inline(__always) public func double(_ value: Value) throws(GuestException) -> Double {
        if let number = try doubleMaybe(value) { return number }
        throw cannotConvert(value, to: "float")
    }
}
