/// Numbers from text: `int(text, base)`, `float(text)`, `complex(text)` (py/parsenum.c, v1.29).
enum NumberParsing {
    static func integer(_ vm: VM, _ text: UnsafeRawBufferPointer, base: Int) throws(GuestException) -> Value {
        if base == 10, let number = fewDigits(text) { return Value(smallInt: number) }
        if base != 0 && base < 2 || base > 36 {
            throw vm.error(.valueError, "int() arg 2 must be >= 2 and <= 36")
        }
        var position = skipSpace(text, 0)
        let isNegative = skipSign(text, &position)
        let base = skipPrefix(text, &position, base)
        let start = position
        var number = 0
        var result: Value?
        while position < text.count {
            if text[position] != UInt8(ascii: "_") {
                guard let digit = ByteClass.digit(text[position]), digit < base else { break }
                number = number * base + digit
                if number > Value.smallIntMax {
                    let digits = UnsafeRawBufferPointer(rebasing: text[start...])
                    let (large, count) = try largeInteger(vm, digits, isNegative: isNegative, base: base)
                    position = start + count
                    result = large
                    break
                }
            }
            position += 1
        }
        let end = skipSpace(text, position)
        if position == start || end != text.count {
            throw integerError(vm, UnsafeRawBufferPointer(rebasing: text[start...]), base: base)
        }
        return result ?? Value(smallInt: Int32(isNegative ? -number : number))
    }

    /// The number that a text is which is nothing but up to nine decimal digits.
    @inline(__always) private static func fewDigits(_ text: UnsafeRawBufferPointer) -> Int32? {
        guard text.count > 0 && text.count <= 9 else { return nil }
        var number: Int32 = 0
        for byte in text {
            let digit = byte &- UInt8(ascii: "0")
            if digit > 9 { return nil }
            number = number &* 10 &+ Int32(digit)
        }
        return number
    }

    /// An int object from the digits that `text` starts with, and how many those were. Underscores end them here. Room
    /// is taken for eight bits a byte of the text (mpz_set_from_str).
    static func largeInteger(
        _ vm: VM, _ text: UnsafeRawBufferPointer, isNegative: Bool, base: Int
    ) throws(GuestException) -> (value: Value, digitCount: Int) {
        let address = try IntObject.allocate(vm)
        var number = BigInt()
        try number.reserve(text.count * 8 / BigInt.digitBits + 1, vm)
        let digitCount = number.store(digits: text, base: base, vm)
        number.isNegative = isNegative
        IntObject.fill(address, number, vm)
        return (Value(address: address), digitCount)
    }

    private static func integerError(_ vm: VM, _ text: UnsafeRawBufferPointer, base: Int) -> GuestException {
        let base = base == 1 ? 0 : base
        switch vm.firmware.errorDetail {
        case .none, .terse: return vm.error(.valueError, "invalid syntax for integer")
        case .normal: return vm.error(.valueError, "invalid syntax for integer with base %d", .int(base))
        case .detailed:
            do throws(GuestException) {
                let message = try vm.printed(capacity: 50) { printer throws(GuestException) in
                    try printer.write("invalid syntax for integer with base ")
                    try IntObject.print(vm, Value(smallInt: Int32(base)), printer, .str)
                    try printer.write(": ")
                    try StrObject.printQuotedBytes(text, printer)
                }
                return vm.error(.valueError, arguments: [message])
            } catch { return error }
        }
    }

    static func skipSpace(_ text: UnsafeRawBufferPointer, _ start: Int) -> Int {
        var position = start
        while position < text.count && ByteClass.isSpace(text[position]) { position += 1 }
        return position
    }

    static func skipSign(_ text: UnsafeRawBufferPointer, _ position: inout Int) -> Bool {
        guard position < text.count else { return false }
        let isNegative = text[position] == UInt8(ascii: "-")
        if isNegative || text[position] == UInt8(ascii: "+") { position += 1 }
        return isNegative
    }

    /// The base that a prefix says, where `base` allows one. 1 stands for "0 first, so that only zeros may follow"
    /// (py/parsenumbase.c).
    private static func skipPrefix(_ text: UnsafeRawBufferPointer, _ position: inout Int, _ base: Int) -> Int {
        guard text.count - position > 1, text[position] == UInt8(ascii: "0") else { return base == 0 ? 10 : base }
        let prefixes: [(letter: StaticString, base: Int)] = [("x", 16), ("o", 8), ("b", 2)]
        for prefix in prefixes where text[position + 1] | 0x20 == prefix.letter.utf8Start[0] {
            if base == 0 || base == prefix.base {
                position += 2
                return prefix.base
            }
        }
        return base == 0 ? 1 : base
    }
}

extension BigInt {
    /// Sets the number that digits say, for which there is room; returns how many bytes were digits.
    mutating func store(digits text: UnsafeRawBufferPointer, base: Int, _ vm: VM) -> Int {
        var digitCount = 0
        while digitCount < text.count, let digit = ByteClass.digit(text[digitCount]), digit < base { digitCount += 1 }
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: capacity / 4 + 2) { buffer in
            let limbs = buffer.baseAddress!
            var limbCount = 0
            var chunk: UInt64 = 0
            var factor: UInt64 = 1
            // As many digits at once as a limb holds.
            let factorMax = UInt64.max / UInt64(max(base, 2))
            for index in 0..<digitCount {
                chunk = chunk &* UInt64(base) &+ UInt64(ByteClass.digit(text[index])!)
                factor &*= UInt64(base)
                if factor > factorMax || index == digitCount - 1 {
                    limbCount = Limbs.multiplyAdd(limbs, limbCount, by: factor, adding: chunk)
                    chunk = 0
                    factor = 1
                }
            }
            store(limbs, limbCount, vm)
        }
        return digitCount
    }
}
