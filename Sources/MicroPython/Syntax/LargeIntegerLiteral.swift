/// Makes the int object of a literal too large for a small int: `type, flags, length, digits`, with a block of 16-bit
/// digits, lowest first, sized for the text and not for the value (py/objint_mpz.c and py/mpz.c, v1.29).
enum LargeIntegerLiteral {
    static let objectByteCount = 16
    /// Bit 0 of the flags is the sign; the number of digits that there is room for stands from bit 2 on.
    static let capacityShift: UInt32 = 2

    /// The object, and how many bytes were digits of that base (2...36).
    static func make(
        type: GuestAddress, _ text: UnsafeRawBufferPointer, isNegative: Bool, base: Int, _ vm: VM
    ) throws(GuestException) -> (value: Value, digitCount: Int) {
        let ram = vm.ram
        let object = try vm.allocate(objectByteCount)
        ram[object] = type
        let capacity = max(text.count * 8 / 16 + 1, 2)
        let digits = try vm.allocate(2 * capacity)
        ram[object &+ 4] = (isNegative ? 1 : 0) | UInt32(capacity) << capacityShift
        ram[object &+ 12] = digits

        var length: UInt32 = 0
        var count = 0
        for byte in text {
            guard let digit = ByteClass.digit(byte), digit < base else { break }
            var carry = UInt32(digit)
            for place in 0..<length {
                carry += UInt32(ram[half: digits &+ 2 * place]) * UInt32(base)
                ram[half: digits &+ 2 * place] = UInt16(truncatingIfNeeded: carry)
                carry >>= 16
            }
            if carry != 0 {
                ram[half: digits &+ 2 * length] = UInt16(carry)
                length += 1
            }
            count += 1
        }
        ram[object &+ 8] = length
        return (Value(address: object), count)
    }
}
