/// Digits of ints in any base (mp_obj_int_formatted, py/objint.c v1.29).
extension IntObject {
    /// Bytes that the reference formats on its stack; longer text takes a block of the heap while it is printed.
    private static let stackBytes = 16

    static func print(_ vm: VM, _ value: Value, _ printer: Printer, _ kind: PrintKind) throws(GuestException) {
        if !value.isSmallInt {
            return try withText(vm, value, IntStyle()) { text throws(GuestException) in
                try printer.write(text)
            }
        }
        var number = UInt64(Int(value.smallInt).magnitude)
        var digits: (UInt64, UInt64) = (0, 0)
        try withUnsafeMutableBytes(of: &digits) { bytes throws(GuestException) in
            var place = 16
            repeat {
                place &-= 1
                bytes[place] = UInt8(truncatingIfNeeded: number % 10) &+ 0x30
                number /= 10
            } while number != 0
            if value.smallInt < 0 {
                place &-= 1
                bytes[place] = UInt8(ascii: "-")
            }
            try printer.write(UnsafeRawBufferPointer(rebasing: bytes[place...]))
        }
    }

    /// How digits are written.
    struct IntStyle {
        /// 2 to 16.
        var base = 10
        /// `0x` and the like, and a sign for positive numbers.
        var prefix = IntPrefix()
        /// The digit for ten.
        var letterBase = UInt8(ascii: "a")
        /// Between groups of three decimal digits, or four others; 0: none.
        var separator: UInt8 = 0
    }

    /// Bytes that the text may take (mp_int_format_size).
    private static func textCapacity(_ bitCount: Int, _ style: IntStyle) -> Int {
        let digitCount = bitCount / (Int.bitWidth - 1 - style.base.leadingZeroBitCount) + 1
        let groupCount = style.separator == 0 ? 0 : digitCount / (style.base == 10 ? 3 : 4)
        return digitCount + groupCount + style.prefix.count + 2
    }

    /// Calls `body` with the text of an int. The block for long text, and the copy of the digits, are taken and freed
    /// as there.
    static func withText(
        _ vm: VM, _ value: Value, _ style: IntStyle,
        _ body: (UnsafeRawBufferPointer) throws(GuestException) -> Void
    ) throws(GuestException) {
        let number = operand(value, vm)
        let bitCount = value.isSmallInt ? 32 : number.count * BigInt.digitBits
        let capacity = textCapacity(bitCount, style)
        let block = capacity > stackBytes ? try vm.allocate(capacity, .string) : 0
        if !value.isSmallInt && !number.isZero {
            vm.free(try vm.allocate(number.count * BigInt.digitBytes, .buffer))
        }
        // One more for a separator that would stand before the sign.
        try withUnsafeTemporaryAllocation(byteCount: capacity + 64, alignment: 8) { bytes throws(GuestException) in
            let start = write(number, style, into: bytes, vm)
            try body(UnsafeRawBufferPointer(rebasing: bytes[start...]))
        }
        vm.free(block)
    }

    /// Writes digits from the end on; returns where the text starts.
    private static func write(
        _ number: BigOperand, _ style: IntStyle, into bytes: UnsafeMutableRawBufferPointer, _ vm: VM
    ) -> Int {
        var writer = DigitWriter(style: style, bytes: bytes, place: bytes.count)
        if number.count <= 4 {
            writer.writeLast(number.low64(vm.ram))
        } else {
            let chunk = DigitWriter.chunk(style.base)
            withUnsafeTemporaryAllocation(of: UInt64.self, capacity: number.limbCount) { buffer in
                let limbs = buffer.baseAddress!
                number.copyLimbs(to: limbs, vm.ram)
                var count = number.limbCount
                while count > 1 {
                    let rest = Limbs.divide(limbs, count, by: chunk.divisor)
                    count = Limbs.trimmed(limbs, count)
                    writer.write(rest, digitCount: chunk.digitCount)
                }
                writer.writeLast(limbs[0])
            }
        }
        for index in (0..<style.prefix.count).reversed() { writer.put(style.prefix.byte(index)) }
        if number.isNegative { writer.put(UInt8(ascii: "-")) }
        return writer.place
    }
}

private struct DigitWriter {
    let style: IntObject.IntStyle
    let bytes: UnsafeMutableRawBufferPointer
    var place: Int
    private var groupCount = 0

    init(style: IntObject.IntStyle, bytes: UnsafeMutableRawBufferPointer, place: Int) {
        self.style = style
        self.bytes = bytes
        self.place = place
    }

    /// The largest power of a base in a limb.
    static func chunk(_ base: Int) -> (divisor: UInt64, digitCount: Int) {
        var divisor = UInt64(base)
        var digitCount = 1
        while true {
            let (next, overflow) = divisor.multipliedReportingOverflow(by: UInt64(base))
            if overflow { return (divisor, digitCount) }
            divisor = next
            digitCount += 1
        }
    }

    @inline(__always) mutating func put(_ byte: UInt8) {
        place &-= 1
        bytes[place] = byte
    }

    @inline(__always) private mutating func digit(_ value: UInt8) {
        if style.separator != 0 {
            if groupCount == (style.base == 10 ? 3 : 4) {
                put(style.separator)
                groupCount = 0
            }
            groupCount &+= 1
        }
        put(value < 10 ? value &+ 0x30 : value &- 10 &+ style.letterBase)
    }

    /// All digits of a number below a chunk's divisor, zeros in front included.
    mutating func write(_ number: UInt64, digitCount: Int) {
        var number = number
        for _ in 0..<digitCount {
            let (quotient, remainder) = number.quotientAndRemainder(dividingBy: UInt64(style.base))
            digit(UInt8(truncatingIfNeeded: remainder))
            number = quotient
        }
    }

    /// The topmost digits, at least one. Below a chunk there is always something left for them.
    mutating func writeLast(_ number: UInt64) {
        var number = number
        repeat {
            let (quotient, remainder) = number.quotientAndRemainder(dividingBy: UInt64(style.base))
            digit(UInt8(truncatingIfNeeded: remainder))
            number = quotient
        } while number != 0
    }
}
