/// An integer of any size, as the reference holds it: sign, and 16-bit digits in a block of the guest's heap, least
/// significant first (py/mpz.h, v1.29, 32-bit). The digits are the truth; arithmetic copies them to 64-bit limbs.
///
/// This is the host's handle: `IntObject` keeps the same words in an object. Each operation asks for exactly the blocks
/// that the reference asks for, in its order.
struct BigInt {
    var isNegative = false
    /// Digits in use. 0 has none and is not negative.
    var count = 0
    /// Digits that there is room for.
    var capacity = 0
    /// The digits, or 0.
    var digits: GuestAddress = 0

    static let digitBits = 16
    static let digitBytes = 2
    /// Digits for a machine word, and for a 64-bit number.
    static let wordDigits = 2
    static let longDigits = 4
    private static let capacityMin = 2

    /// Makes room for digits, keeping those in use (mpz_need_dig).
    @inline(__always) mutating func reserve(_ need: Int, _ vm: VM) throws(GuestException) {
        let need = max(need, BigInt.capacityMin)
        if digits != 0 && capacity >= need { return }
        digits =
            try digits == 0
            ? vm.allocate(need &* BigInt.digitBytes, .buffer) : vm.reallocate(digits, need &* BigInt.digitBytes)
        capacity = need
    }

    /// Frees the digits by hand, where the reference does (mpz_deinit).
    func free(_ vm: VM) { vm.free(digits) }

    mutating func setZero() {
        isNegative = false
        count = 0
    }

    @inline(__always) static func digitCount(_ magnitude: UInt64) -> Int { (79 &- magnitude.leadingZeroBitCount) &>> 4 }
    @inline(__always) static func digitCount(_ magnitude: UInt128) -> Int {
        (143 &- magnitude.leadingZeroBitCount) &>> 4
    }

    /// Sets a magnitude for which there is room. A block has at least 16 bytes, so that a whole store fits.
    @inline(__always) mutating func store(_ magnitude: UInt128, _ vm: VM) {
        count = BigInt.digitCount(magnitude)
        if digits == 0 { return }
        let place = vm.ram.pointer(digits)
        place.storeBytes(of: UInt64(truncatingIfNeeded: magnitude).littleEndian, as: UInt64.self)
        if capacity > 4 {
            place.storeBytes(
                of: UInt64(truncatingIfNeeded: magnitude &>> 64).littleEndian, toByteOffset: 8, as: UInt64.self)
        }
    }

    /// Sets limbs for which there is room.
    mutating func store(_ limbs: Limbs.Source, _ limbCount: Int, _ vm: VM) {
        if limbCount == 0 {
            count = 0
            return
        }
        count = (limbCount &- 1) &* 4 &+ BigInt.digitCount(limbs[limbCount &- 1])
        vm.ram.copy(UnsafeRawBufferPointer(start: limbs, count: count &* BigInt.digitBytes), to: digits)
    }

    /// Sets a machine word (mpz_set_from_int): nothing is allocated for 0.
    mutating func set(_ value: Int, _ vm: VM) throws(GuestException) {
        if value == 0 { return setZero() }
        try reserve(BigInt.wordDigits, vm)
        isNegative = value < 0
        store(UInt128(value.magnitude), vm)
    }

    /// Copies another integer (mpz_set).
    mutating func set(_ other: BigOperand, _ vm: VM) throws(GuestException) {
        try reserve(other.count, vm)
        isNegative = other.isNegative
        if other.digits == 0 {
            store(UInt128(other.small), vm)
        } else {
            count = other.count
            vm.ram.copy(from: other.digits, to: digits, count: count &* BigInt.digitBytes)
        }
    }

    /// As an operand; void when the digits move or are freed.
    @inline(__always) var operand: BigOperand {
        BigOperand(isNegative: isNegative, count: count, capacity: capacity, small: 0, digits: digits)
    }
}

/// An operand: an int object, a `BigInt`, or a small int (no digits in memory then).
struct BigOperand {
    var isNegative: Bool
    var count: Int
    var capacity: Int
    /// The magnitude, where there are no digits in memory.
    var small: UInt64
    var digits: GuestAddress

    @inline(__always) init(isNegative: Bool, count: Int, capacity: Int, small: UInt64, digits: GuestAddress) {
        self.isNegative = isNegative
        self.count = count
        self.capacity = capacity
        self.small = small
        self.digits = digits
    }

    /// A machine word that the reference would hold in two digits on its stack.
    @inline(__always) init(_ value: Int) {
        self.init(
            isNegative: value < 0, count: BigInt.digitCount(UInt64(value.magnitude)), capacity: BigInt.wordDigits,
            small: UInt64(value.magnitude), digits: 0)
    }

    @inline(__always) var isZero: Bool { count == 0 }
    @inline(__always) var limbCount: Int { (count &+ 3) &>> 2 }

    /// The magnitude of an operand of up to four digits.
    @inline(__always) func low64(_ ram: GuestRAM) -> UInt64 {
        if digits == 0 { return small }
        if count == 0 { return 0 }
        let limb = UInt64(littleEndian: ram.pointer(digits).loadUnaligned(as: UInt64.self))
        return count >= 4 ? limb : limb & (1 &<< UInt64(count &* 16) &- 1)
    }

    /// The magnitude of an operand of up to eight digits.
    @inline(__always) func low128(_ ram: GuestRAM) -> UInt128 {
        if count <= 4 { return UInt128(low64(ram)) }
        let place = ram.pointer(digits)
        let low = UInt64(littleEndian: place.loadUnaligned(as: UInt64.self))
        let high = UInt64(littleEndian: place.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        let mask = count >= 8 ? UInt64.max : 1 &<< UInt64((count &- 4) &* 16) &- 1
        return UInt128(high & mask) &<< 64 | UInt128(low)
    }

    /// Copies the magnitude to `limbCount` limbs.
    func copyLimbs(to limbs: Limbs.Target, _ ram: GuestRAM) {
        if count == 0 { return }
        if count <= 4 {
            limbs[0] = low64(ram)
            return
        }
        limbs[limbCount &- 1] = 0
        UnsafeMutableRawPointer(limbs).copyMemory(
            from: ram.pointer(digits), byteCount: count &* BigInt.digitBytes)
    }

    /// -1, 0, 1 by magnitude.
    func compareMagnitude(_ other: BigOperand, _ ram: GuestRAM) -> Int {
        if count != other.count { return count < other.count ? -1 : 1 }
        if count <= 4 {
            let a = low64(ram)
            let b = other.low64(ram)
            return a == b ? 0 : a < b ? -1 : 1
        }
        var index = UInt32(count)
        while index > 0 {
            index &-= 1
            let a = ram[half: digits &+ index &* 2]
            let b = ram[half: other.digits &+ index &* 2]
            if a != b { return a < b ? -1 : 1 }
        }
        return 0
    }

    /// -1, 0, 1.
    func compare(_ other: BigOperand, _ ram: GuestRAM) -> Int {
        if isNegative != other.isNegative { return isNegative ? -1 : 1 }
        let result = compareMagnitude(other, ram)
        return isNegative ? -result : result
    }

    /// The low 32 bits in two's complement: the value itself where it fits (mpz_hash).
    func truncated(_ ram: GuestRAM) -> Int32 {
        let low = UInt32(truncatingIfNeeded: count <= 4 ? low64(ram) : UInt64(ram[digits]))
        return Int32(bitPattern: isNegative ? 0 &- low : low)
    }

    /// The value as a signed machine word; nil beyond ±(2^31 - 1) (mpz_as_int_checked).
    @inline(__always) func word(_ ram: GuestRAM) -> Int? {
        if count > 2 { return nil }
        let magnitude = low64(ram)
        if magnitude > 0x7FFF_FFFF { return nil }
        return isNegative ? -Int(magnitude) : Int(magnitude)
    }

    /// The value as a float, digit by digit from the top (mpz_as_float): in singles, as boards do, or in 80-bit floats,
    /// as the 32-bit unix port does on the x87 for its doubles.
    func float(_ vm: VM) -> Double {
        if count <= 3 {
            let value = Double(low64(vm.ram))
            return FloatObject.rounded(isNegative ? -value : value, vm)
        }
        var value = 0.0
        if vm.state.pointee.firmware.floatWidth == .single {
            for index in (0..<UInt32(count)).reversed() {
                value = Double(Float(value * 65536 + Double(vm.ram[half: digits &+ index &* 2])))
            }
        } else if !vm.state.pointee.firmware.hasWideFloats {
            value = doubleOn64Bits(vm.ram)
        } else {
            value = wide(vm.ram).double
        }
        return isNegative ? -value : value
    }

    /// The magnitude as mpy-cross folds it on a 64-bit host: small ints of 63 bits at once, others in digits of 32 bits,
    /// rounded after each.
    private func doubleOn64Bits(_ ram: GuestRAM) -> Double {
        let isSmall = count <= 4 && low64(ram) >> 62 == 0
        if isSmall { return Double(low64(ram)) }
        var value = 0.0
        for index in (0..<UInt32((count + 1) / 2)).reversed() {
            let low = UInt32(ram[half: digits &+ index &* 4])
            let high = index * 2 + 1 < UInt32(count) ? UInt32(ram[half: digits &+ index &* 4 &+ 2]) : 0
            value = value * 4_294_967_296 + Double(high << 16 | low)
        }
        return value
    }

    /// The magnitude in 64 bits, rounded at the first digit that overflows them; those after it change nothing.
    func wide(_ ram: GuestRAM) -> WideFloat {
        if count <= 4 { return WideFloat(low64(ram)) }
        var value: UInt128 = 0
        var index = count
        while index > 0 && value >> 64 == 0 {
            index -= 1
            value = value << 16 | UInt128(ram[half: digits &+ UInt32(index) &* 2])
        }
        let excess = max(0, 64 - value.leadingZeroBitCount)
        if excess > 0 {
            let half: UInt128 = 1 << UInt128(excess - 1)
            let dropped = value & (half << 1 - 1)
            value >>= UInt128(excess)
            if dropped > half || dropped == half && value & 1 == 1 { value += 1 }
        }
        // Rounding up may carry into a 65th bit, which is the only one then.
        let carries = value >> 64 != 0
        let exponent = excess + index * 16 + (carries ? 1 : 0)
        return WideFloat(UInt64(truncatingIfNeeded: carries ? value >> 1 : value)).times(powerOfTwo: exponent)
    }

    /// `self / other`; `other` is not 0. The 32-bit unix port has the divisor still in 80 bits when it divides.
    func quotient(_ other: BigOperand, _ vm: VM) -> Double {
        if vm.firmware.floatWidth == .single || !vm.firmware.hasWideFloats { return float(vm) / other.float(vm) }
        let value = (WideFloat(magnitudeOf: wide(vm.ram).double) / other.wide(vm.ram)).double
        return isNegative != other.isNegative ? -value : value
    }
}
