#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// `float`: an object `type, value` (representation A), or 30 bits inside the word (C); single or double precision, by
/// firmware (py/objfloat.c and py/obj.h, v1.29). The host computes in double and rounds to the guest's width, which for
/// `+ - * /` and square roots gives the same bits as arithmetic in that width.
///
/// The 32-bit unix port computes on the x87 with 80 bits in between and so rounds twice; boards do not, nor does Perch.
enum FloatObject {
    static let valueOffset: UInt32 = 4
    /// Added to a single's bits, so that common floats do not look like strings or immediates (MP_OBJ_REPR_C).
    private static let wordOffset: UInt32 = 0x8080_0000
    private static let wordNaN: UInt32 = 0x7FC0_0000

    /// The number in the guest's precision.
    @inline(__always) static func rounded(_ value: Double, _ vm: VM) -> Double {
        vm.state.pointee.firmware.floatWidth == .single ? Double(Float(value)) : value
    }

    /// The number of a float value.
    @inline(__always) static func double(_ value: Value, _ vm: VM) -> Double {
        value.bits & 3 == 2 ? decode(value.bits) : double(at: value.address, vm)
    }

    /// That of an object.
    @inline(__always) static func double(at address: GuestAddress, _ vm: VM) -> Double {
        let place = vm.ram.pointer(address &+ valueOffset)
        if vm.state.pointee.firmware.floatWidth == .single { return Double(place.loadUnaligned(as: Float.self)) }
        return place.loadUnaligned(as: Double.self)
    }

    /// A float inside the word: the two bits that are lost are guessed from their neighbours, as there.
    @inline(__always) private static func decode(_ bits: UInt32) -> Double {
        let word = (bits &- wordOffset) & ~3
        return Double(Float(bitPattern: word | word &>> 2 & 3))
    }

    @inline(__always) static func encode(_ value: Float) -> Value {
        let bits = value.isNaN ? wordNaN : value.bitPattern
        return Value(bits: (bits & ~3 | 2) &+ wordOffset)
    }

    /// A float constant of the firmware, in flash.
    static func inFlash(_ vm: VM, _ value: Double) -> Value {
        if vm.firmware.representation == .c { return encode(Float(value)) }
        let address = vm.state.pointee.flash.allocate(16)
        store(value, address, vm)
        return Value(address: address)
    }

    @inline(__always) static func store(_ value: Double, _ address: GuestAddress, _ vm: VM) {
        vm.ram[address] = NativeType.float.address
        let place = vm.ram.pointer(address &+ valueOffset)
        if vm.state.pointee.firmware.floatWidth == .single {
            place.storeBytes(of: Float(value), as: Float.self)
        } else {
            place.storeBytes(of: value, as: Double.self)
        }
    }

    /// A new float object; 0 where the heap has no room at once.
    @inline(__always) static func makeAtOnce(_ number: Double, _ vm: VM) -> GuestAddress {
        let address = vm.state.pointee.heap.quickBlockAsItIs()
        if address != 0 { fill(address, number, vm) }
        return address
    }

    /// Makes a float of a block as it is.
    @inline(__always) static func fill(_ address: GuestAddress, _ number: Double, _ vm: VM) {
        vm.ram[address &+ 8] = 0
        vm.ram[address &+ 12] = 0
        store(number, address, vm)
    }

    static let e = 2.718281828459045

    /// The constants of `math`, in its order; the parser folds them.
    static let mathConstants: KeyValuePairs<String, Double> = [
        "e": e, "pi": .pi, "tau": 2 * .pi, "inf": .infinity, "nan": .nan,
    ]

    static func print(_ vm: VM, _ value: Value, _ printer: Printer, _ kind: PrintKind) throws(GuestException) {
        try printer.writeFloat(
            double(value, vm), "g", FieldStyle(flags: .alwaysDecimal, precision: FloatFormatter.reprPrecision))
    }

    /// The integer part where it fits 32 bits, or all bits of the number (mp_float_hash).
    static func hash(_ value: Double, _ vm: VM) -> Int32 {
        vm.has(.wideFloatHash)
            ? wideHash(value) : value > -2_147_483_649 && value < 2_147_483_648 ? Int32(value) : Int32.min
    }

    /// An integer hashes as itself where it fits; else integer part and fraction are mixed, as whole numbers.
    private static func wideHash(_ value: Double) -> Int32 {
        let exponent = Int(value.exponentBitPattern) - 1023
        let fraction = value.significandBitPattern | 1 << 52
        let bits: UInt64
        if exponent < 0 {
            bits = value.bitPattern
        } else if exponent <= 52 {
            bits = fraction >> UInt64(52 - exponent) ^ fraction & (1 << UInt64(52 - exponent) - 1)
        } else {
            bits = fraction
        }
        let hash = Int32(truncatingIfNeeded: bits)
        return value.sign == .minus ? 0 &- hash : hash
    }

    static func unary(_ vm: VM, _ operation: UnaryOperator, _ value: Value) throws(GuestException) -> Value {
        let number = double(value, vm)
        switch operation {
        case .bool: return Value(number != 0)
        case .not: return Value(number == 0)
        case .hash: return Value(smallInt: hash(number, vm))
        case .positive: return value
        case .negative: return try vm.newFloat(-number)
        case .abs: return number.sign == .minus ? try vm.newFloat(-number) : value
        case .invert, .len, .int, .float, .complex, .sizeOf: return .null
        }
    }

    private static func make(_ vm: VM, _ type: GuestAddress, _ arguments: Arguments) throws(GuestException) -> Value {
        try vm.checkArguments(arguments, 0, 1, keywords: false)
        if arguments.count == 0 { return try vm.newFloat(0) }
        let value = arguments[0]
        if let text = try vm.buffer(of: value) {
            return try NumberParsing.decimal(vm, vm.ram.bytes(text.address, count: text.count), isComplex: false)
        }
        return vm.isFloat(value) ? value : try vm.newFloat(vm.double(value))
    }

    static let type = TypeSlots(
        name: "float", flags: [.equalityNotReflexive, .equalityChecksOtherType], make: make, print: print,
        unary: unary,
        binary: { vm, operation, a, b throws(GuestException) in
            if b.isAddress, vm.ram[b.address] == NativeType.complex.address {
                return try ComplexObject.binary(vm, operation, double(a, vm), 0, b)
            }
            return try binary(vm, operation, double(a, vm), b)
        })
}

extension VM {
    /// Whether a value is a float, in either representation. The words of representation C do not occur in A.
    @inline(__always) public func isFloat(_ value: Value) -> Bool {
        switch value.bits & 3 {
        case 0: ram[value.bits] == NativeType.float.address
        case 2: value.bits & 0xFF80_0007 != 6
        default: false
        }
    }

    /// A float of the guest, rounded to its precision: 16 bytes of heap, or none where floats live in the word.
    @inline(__always) public func newFloat(_ value: Double) throws(GuestException) -> Value {
        if state.pointee.firmware.representation == .c { return FloatObject.encode(Float(value)) }
        let address = try allocate(12)
        FloatObject.store(value, address, self)
        return Value(address: address)
    }

    /// The integer part of a float (mp_obj_new_int_from_float).
    func newInt(truncating value: Double) throws(GuestException) -> Value {
        if value.isInfinite { throw error(.overflowError, "can't convert inf to int") }
        if value.isNaN { throw error(.valueError, "can't convert NaN to int") }
        // There only the exponent is looked at: from 2^30 on an object, but for -2^30.
        if value >= -1_073_741_824 && value < 1_073_741_824 { return Value(smallInt: Int32(value)) }
        let address = try IntObject.allocate(self)
        var number = BigInt()
        let magnitude = value.magnitude.rounded(.towardZero)
        try number.reserve((Int(magnitude.exponent) + 16) / 16, self)
        number.setMagnitude(magnitude, self)
        number.isNegative = value < 0
        IntObject.fill(address, number, self)
        return Value(address: address)
    }
}

extension BigInt {
    /// Sets a whole number of at least 1 for which there is room.
    mutating func setMagnitude(_ value: Double, _ vm: VM) {
        let exponent = Int(value.exponent)
        let significand = value.significandBitPattern | 1 << 52
        if exponent <= 52 { return store(UInt128(significand &>> UInt64(52 - exponent)), vm) }
        let shift = exponent - 52
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: shift / 64 + 2) { buffer in
            let limbs = buffer.baseAddress!
            limbs[0] = significand
            store(limbs, Limbs.shiftLeft(limbs, limbs, 1, by: shift), vm)
        }
    }
}
