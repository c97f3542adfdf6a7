/// The objects of number tokens (py/parsenum.c, v1.29).
extension Lexer {
    /// The int that the token's text says; its errors carry the token's line.
    func integerConstant() throws(GuestException) -> Value {
        let bytes = text.bytes(vm)
        var base = 10
        var start = 0
        if bytes.count > 1 && bytes[0] == UInt8(ascii: "0") {
            switch bytes[1] | 0x20 {
            case UInt8(ascii: "x"): base = 16
            case UInt8(ascii: "o"): base = 8
            case UInt8(ascii: "b"): base = 2
            // A zero before other digits: only zeros may follow.
            default: base = 1
            }
            if base > 1 { start = 2 }
        }
        var position = start
        var value = 0
        while position < bytes.count {
            if let digit = ByteClass.digit(bytes[position]), digit < base {
                value = value * base + digit
                if value > Value.smallIntMax { return try largeInteger(from: start, base: base) }
            } else if bytes[position] != UInt8(ascii: "_") {
                break
            }
            position += 1
        }
        guard position > start && position == bytes.count else { throw integerError(from: start, base: base) }
        return Value(smallInt: Int32(value))
    }

    private func largeInteger(from start: Int, base: Int) throws(GuestException) -> Value {
        let digits = UnsafeRawBufferPointer(rebasing: text.bytes(vm)[start...])
        let (value, digitCount) = try objects.largeInteger(digits, isNegative: false, base: base, vm)
        guard digitCount == digits.count else { throw integerError(from: start, base: base) }
        return value
    }

    private func integerError(from start: Int, base: Int) -> GuestException {
        let shownBase = base == 1 ? 0 : base
        let exception: GuestException
        switch vm.firmware.errorDetail {
        case .none, .terse: exception = objects.error(.syntaxError, "invalid syntax for integer", vm)
        case .normal:
            exception = objects.formattedError(
                .syntaxError, "invalid syntax for integer with base \(shownBase)", vm)
        case .detailed:
            let digits = String(decoding: text.bytes(vm)[start...], as: UTF8.self)
            exception = objects.formattedError(
                .syntaxError, "invalid syntax for integer with base \(shownBase): '\(digits)'", vm)
        }
        objects.addTraceback(exception, file: sourceName, line: tokenLine, vm)
        return exception
    }

    /// The float or imaginary number that the token's text says.
    func floatConstant() throws(GuestException) -> Value {
        let width = vm.firmware.floatWidth
        if width == .none { throw numberError("decimal numbers not supported") }
        let bytes = text.bytes(vm)
        guard var (value, end) = FloatLiteral.value(bytes, width, isWide: options.hasWideFloatLiterals) else {
            throw numberError("invalid syntax for number")
        }
        var isImaginary = false
        if end < bytes.count && bytes[end] | 0x20 == UInt8(ascii: "j") {
            if !options.hasComplexNumbers { throw numberError("complex values not supported") }
            if end == 0 { value = 1 }
            isImaginary = true
            end += 1
        }
        if end != bytes.count || end == 0 { throw numberError("invalid syntax for number") }
        return isImaginary ? try objects.imaginary(value, vm) : try objects.float(value, vm)
    }

    private func numberError(_ message: String) -> GuestException {
        let exception = objects.error(.syntaxError, message, vm)
        objects.addTraceback(exception, file: sourceName, line: tokenLine, vm)
        return exception
    }
}
