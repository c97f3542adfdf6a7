/// `int.from_bytes` and `int.to_bytes` (py/objint.c and py/mpz.c, v1.29).
extension IntObject {
    /// The receiver is the type. Signed numbers are read as unsigned ones, as there.
    static func fromBytes(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let buffer = try vm.requiredBuffer(arguments[1])
        let isBigEndian = arguments.count < 3 || arguments[2] != Value(.little)
        return try make(vm, vm.ram.bytes(buffer.address, count: buffer.count), isBigEndian: isBigEndian)
    }

    /// An int from bytes.
    static func make(
        _ vm: VM, _ bytes: UnsafeRawBufferPointer, isBigEndian: Bool
    ) throws(GuestException) -> Value {
        var value = 0
        for index in 0..<bytes.count {
            if value > Value.smallIntMax >> 8 { return try makeLarge(vm, bytes, isBigEndian) }
            value = value << 8 | Int(bytes[isBigEndian ? index : bytes.count - 1 - index])
        }
        return try vm.newInt(value)
    }

    private static func makeLarge(
        _ vm: VM, _ bytes: UnsafeRawBufferPointer, _ isBigEndian: Bool
    ) throws(GuestException) -> Value {
        let address = try allocate(vm)
        var number = BigInt()
        try number.reserve((bytes.count + 1) / 2, vm)
        var top = bytes.count
        while top > 0 && bytes[isBigEndian ? bytes.count - top : top - 1] == 0 { top -= 1 }
        for place in 0..<top {
            vm.ram[byte: number.digits &+ UInt32(place)] = bytes[isBigEndian ? bytes.count - 1 - place : place]
        }
        if top & 1 != 0 { vm.ram[byte: number.digits &+ UInt32(top)] = 0 }
        number.count = (top + 1) / 2
        fill(address, number, vm)
        return Value(address: address)
    }

    static func toBytes(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let options = try ToBytesOptions(vm, arguments)
        if options.length < 0 { throw ExceptionObject.make(vm, NativeType.valueError.address, []) }
        let data = try StrObject.allocateText(vm, count: options.length)
        try write(
            vm, arguments[0], to: vm.ram.mutableBytes(data, count: options.length),
            isBigEndian: options.isBigEndian, isSigned: options.isSigned, checksOverflow: true)
        return try StrObject.adopt(vm, .bytes, data, count: options.length)
    }

    private struct ToBytesOptions {
        var length = 1
        var isBigEndian = true
        var isSigned = false

        init(_ vm: VM, _ arguments: Arguments) throws(GuestException) {
            var reader = ArgumentReader(vm, arguments, skipping: 1)
            if let value = reader.next("length") { length = try vm.int(value) }
            if let value = reader.next("byteorder") { isBigEndian = value != Value(.little) }
            if let value = try reader.keyword("signed") { isSigned = try vm.isTrue(value) }
            try reader.finish()
        }
    }

    /// Writes a number of as many bytes as there is room for (mp_obj_int_to_bytes). Without the check it is cut.
    static func write(
        _ vm: VM, _ value: Value, to bytes: UnsafeMutableRawBufferPointer, isBigEndian: Bool, isSigned: Bool,
        checksOverflow: Bool
    ) throws(GuestException) {
        let isLarge = !value.isSmallInt && vm.isExactly(value, .int)
        let number = isLarge ? operand(value, vm) : BigOperand(try vm.int(value))
        if checksOverflow {
            if !isSigned && number.isNegative {
                throw vm.error(.overflowError, "can't convert negative int to unsigned")
            }
            if !fits(number, bytes.count, isSigned, vm) {
                throw vm.error(.overflowError, "value would overflow a %d byte buffer", .int(bytes.count))
            }
        }
        var carry: UInt16 = 1
        for place in 0..<bytes.count {
            var byte = UInt16(number.byte(place, vm.ram))
            if number.isNegative {
                byte = (~byte & 0xFF) &+ carry
                carry = byte >> 8
            }
            bytes[isBigEndian ? bytes.count - 1 - place : place] = UInt8(truncatingIfNeeded: byte)
        }
    }

    private static func fits(_ number: BigOperand, _ byteCount: Int, _ isSigned: Bool, _ vm: VM) -> Bool {
        if number.isZero { return true }
        var bitCount = number.bitCount(vm.ram)
        if isSigned {
            // -2^n needs no bit more than its magnitude less 1.
            if !number.isNegative || !number.isPowerOfTwo(vm.ram) { bitCount += 1 }
        }
        return bitCount <= byteCount * 8
    }

    static func low64(ofLong number: BigOperand, _ ram: GuestRAM) -> UInt64 {
        UInt64(littleEndian: ram.pointer(number.digits).loadUnaligned(as: UInt64.self))
    }
}

extension BigOperand {
    /// A byte of the magnitude, 0 beyond it.
    @inline(__always) func byte(_ place: Int, _ ram: GuestRAM) -> UInt8 {
        if place >= count &* 2 { return 0 }
        if digits == 0 { return UInt8(truncatingIfNeeded: small &>> UInt64(place &* 8)) }
        return ram[byte: digits &+ UInt32(truncatingIfNeeded: place)]
    }

    func bitCount(_ ram: GuestRAM) -> Int {
        if count == 0 { return 0 }
        if digits == 0 { return 64 - small.leadingZeroBitCount }
        return count * 16 - ram[half: digits &+ UInt32(count - 1) &* 2].leadingZeroBitCount
    }

    func isPowerOfTwo(_ ram: GuestRAM) -> Bool {
        let bitCount = bitCount(ram)
        if bitCount == 0 { return false }
        for place in 0..<(bitCount - 1) / 8 where byte(place, ram) != 0 { return false }
        return byte((bitCount - 1) / 8, ram).nonzeroBitCount == 1
    }
}
