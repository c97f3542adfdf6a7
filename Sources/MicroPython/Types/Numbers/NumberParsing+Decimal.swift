/// Floats and complex numbers from text (mp_parse_num_decimal, py/parsenum.c v1.29).
extension NumberParsing {
    /// `isComplex`: a complex number comes back, and an imaginary part may stand in the text.
    static func decimal(
        _ vm: VM, _ text: UnsafeRawBufferPointer, isComplex: Bool
    ) throws(GuestException) -> Value {
        var position = 0
        let first = try part(vm, text, &position, allowsImaginary: isComplex)
        if position == text.count {
            if first.isImaginary { return try ComplexObject.make(vm, 0, first.value) }
            return isComplex ? try ComplexObject.make(vm, first.value, 0) : try vm.newFloat(first.value)
        }
        if !isComplex || first.isImaginary { throw invalid(vm) }
        let second = try part(vm, text, &position, allowsImaginary: true)
        if position != text.count || !second.isImaginary { throw invalid(vm) }
        return try ComplexObject.make(vm, first.value, second.value)
    }

    private static func invalid(_ vm: VM) -> GuestException {
        vm.error(.valueError, "invalid syntax for number")
    }

    private static func part(
        _ vm: VM, _ text: UnsafeRawBufferPointer, _ position: inout Int, allowsImaginary: Bool
    ) throws(GuestException) -> (value: Double, isImaginary: Bool) {
        position = skipSpace(text, position)
        let isNegative = skipSign(text, &position)
        let start = position
        var value = try magnitude(vm, text, &position)
        var isImaginary = false
        if allowsImaginary && position < text.count && text[position] | 0x20 == UInt8(ascii: "j") {
            // "j" alone is 1j.
            if position == start { value = 1 }
            position += 1
            isImaginary = true
        }
        if position == start { throw invalid(vm) }
        position = skipSpace(text, position)
        return (isNegative ? -value : value, isImaginary)
    }

    private static func magnitude(
        _ vm: VM, _ text: UnsafeRawBufferPointer, _ position: inout Int
    ) throws(GuestException) -> Double {
        // There a name at the very end is seen only if another byte could follow: "infinity" needs one more.
        if hasName("inf", text, position) {
            position += 3
            if position + 5 <= text.count && hasName("inity", text, position) { position += 5 }
            return .infinity
        }
        if hasName("nan", text, position) {
            position += 3
            return .nan
        }
        let rest = UnsafeRawBufferPointer(rebasing: text[position...])
        let width = vm.firmware.floatWidth
        guard let (value, byteCount) = FloatLiteral.value(rest, width, isWide: width == .double) else {
            throw invalid(vm)
        }
        position += byteCount
        return value
    }

    private static func hasName(_ name: StaticString, _ text: UnsafeRawBufferPointer, _ position: Int) -> Bool {
        guard position + name.utf8CodeUnitCount <= text.count else { return false }
        return (0..<name.utf8CodeUnitCount).allSatisfy { text[position + $0] | 0x20 == name.utf8Start[$0] }
    }
}
