/// `str.format`: the template, its fields, and what they stand for.
extension StrObject {
    static func format(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        var template = FormatTemplate(vm: vm, arguments: arguments)
        var buffer = try template.filled(bytes(vm, arguments[0]))
        return try vm.newStr(adopting: &buffer, kind(vm, arguments[0]))
    }
}

/// One call of `str.format`. Specifications are templates too: their fields count along.
private struct FormatTemplate {
    let vm: VM
    /// The template itself, then the values.
    let arguments: Arguments
    /// The next value of `{}`; -1 after `{0}`.
    var nextIndex = 0

    private var isTerse: Bool { vm.firmware.errorDetail.rawValue <= ErrorDetail.terse.rawValue }

    private func badFormat(_ message: String) -> GuestException {
        vm.error(.valueError, isTerse ? "bad format string" : message)
    }

    mutating func filled(_ text: UnsafeRawBufferPointer) throws(GuestException) -> TextBuffer {
        var buffer = try TextBuffer(capacity: 16, vm)
        try withUnsafeMutablePointer(to: &buffer) { target throws(GuestException) in
            let printer = Printer(vm: vm, sink: .buffer(target))
            var place = 0
            while place < text.count {
                let start = place
                while place < text.count, text[place] != UInt8(ascii: "{"), text[place] != UInt8(ascii: "}") {
                    place &+= 1
                }
                if place > start {
                    try target.pointee.appendEach(UnsafeRawBufferPointer(rebasing: text[start..<place]), vm)
                    continue
                }
                let isDoubled = place + 1 < text.count && text[place + 1] == text[place]
                if isDoubled {
                    try target.pointee.append(text[place], vm)
                    place += 2
                } else if text[place] == UInt8(ascii: "}") {
                    throw badFormat("single '}' encountered in format string")
                } else {
                    place += 1
                    try fillField(text, &place, printer)
                    place += 1
                }
            }
        }
        return buffer
    }

    /// A field, from behind its `{` to its `}`.
    private mutating func fillField(
        _ text: UnsafeRawBufferPointer, _ place: inout Int, _ printer: Printer
    ) throws(GuestException) {
        let name = FormatTemplate.fieldName(text, &place)
        var conversion = try conversion(text, &place)
        let spec = FormatTemplate.specification(text, &place)
        if place >= text.count { throw badFormat("unmatched '{' in format") }
        if text[place] != UInt8(ascii: "}") { throw badFormat("expected ':' after format specifier") }
        var value = try value(name, text)
        if spec == nil && conversion == 0 { conversion = UInt8(ascii: "s") }
        if conversion != 0 {
            let kind: PrintKind = conversion == UInt8(ascii: "s") ? .str : .repr
            value = try vm.printed { printer throws(GuestException) in
                try vm.through(.format) { () throws(GuestException) in try vm.print(value, printer, kind) }
            }
        }
        let isNumeric = vm.looksNumeric(value)
        var field = FieldSpec()
        if let spec {
            try vm.checkStack()
            var filled = try filled(UnsafeRawBufferPointer(rebasing: text[spec]))
            try filled.terminate(vm)
            guard let parsed = FieldSpec(filled.bytes(vm), isNumeric: isNumeric) else {
                throw badFormat("invalid format specifier")
            }
            field = parsed
            filled.free(vm)
        }
        field.complete(isNumeric: isNumeric)
        try write(value, field, printer)
    }

    private static func fieldName(_ text: UnsafeRawBufferPointer, _ place: inout Int) -> Range<Int>? {
        let start = place
        while place < text.count, text[place] != UInt8(ascii: "}"), text[place] != UInt8(ascii: "!"),
            text[place] != UInt8(ascii: ":")
        {
            place += 1
        }
        return place > start ? start..<place : nil
    }

    /// `!r`, `!s`, or 0.
    private func conversion(_ text: UnsafeRawBufferPointer, _ place: inout Int) throws(GuestException) -> UInt8 {
        guard place < text.count, text[place] == UInt8(ascii: "!") else { return 0 }
        place += 1
        if place < text.count, text[place] == UInt8(ascii: "r") || text[place] == UInt8(ascii: "s") {
            place += 1
            return text[place - 1]
        }
        if vm.firmware.errorDetail != .detailed { throw badFormat("bad conversion specifier") }
        if place >= text.count { throw badFormat("end of format while looking for conversion specifier") }
        throw vm.error(.valueError, "unknown conversion specifier %c", .int(Int(text[place])))
    }

    /// The specification, which may hold fields; nil where there is none or an empty one.
    private static func specification(_ text: UnsafeRawBufferPointer, _ place: inout Int) -> Range<Int>? {
        guard place < text.count, text[place] == UInt8(ascii: ":") else { return nil }
        place += 1
        if place < text.count, text[place] == UInt8(ascii: "}") { return nil }
        let start = place
        var depth = 1
        while place < text.count {
            if text[place] == UInt8(ascii: "{") {
                depth += 1
            } else if text[place] == UInt8(ascii: "}") {
                depth -= 1
                if depth == 0 { break }
            }
            place += 1
        }
        return start..<place
    }

    /// The argument that a field stands for.
    private mutating func value(
        _ name: Range<Int>?, _ text: UnsafeRawBufferPointer
    ) throws(GuestException) -> Value {
        guard let name else {
            if nextIndex < 0 {
                throw badFormat(
                    "can't switch from manual field specification to automatic field numbering")
            }
            if nextIndex >= arguments.count - 1 { throw vm.error(.indexError, "tuple index out of range") }
            nextIndex += 1
            return arguments[nextIndex]
        }
        let result: Value
        var place = name.lowerBound
        if text[place].isDigit {
            if nextIndex > 0 {
                throw badFormat(
                    "can't switch from automatic field numbering to manual field specification")
            }
            let index = FieldSpec.number(UnsafeRawBufferPointer(rebasing: text[..<name.upperBound]), &place) ?? 0
            if index < 0 || index >= arguments.count - 1 { throw vm.error(.indexError, "tuple index out of range") }
            result = arguments[index + 1]
            nextIndex = -1
        } else {
            while place < name.upperBound, text[place] != UInt8(ascii: "."), text[place] != UInt8(ascii: "[") {
                place += 1
            }
            let key = try vm.intern(UnsafeRawBufferPointer(rebasing: text[name.lowerBound..<place]))
            guard let found = arguments.keyword(key) else {
                throw vm.error(.keyError, arguments: [Value(key)])
            }
            result = found
        }
        if place < name.upperBound { throw vm.error(.notImplementedError, "attributes not supported") }
        return result
    }

    private func write(_ value: Value, _ field: FieldSpec, _ printer: Printer) throws(GuestException) {
        if !field.style.flags.isDisjoint(with: [.showSign, .spaceSign]) {
            if field.type == UInt8(ascii: "s") {
                throw badFormat("sign not allowed in string format specifier")
            }
            if field.type == UInt8(ascii: "c") {
                throw badFormat("sign not allowed with integer format specifier 'c'")
            }
        }
        if vm.looksInteger(value), try writeInteger(value, field, printer) { return }
        if vm.looksNumeric(value) { return try writeFloat(value, field, printer) }
        if field.align == UInt8(ascii: "=") {
            throw badFormat("'=' alignment not allowed in string format specifier")
        }
        if field.type != 0 && field.type != UInt8(ascii: "s") { throw unknownCode(field.type, value) }
        let text = try vm.text(of: value)
        let count = field.style.precision < 0 ? text.count : min(text.count, field.style.precision)
        try printer.writeField(UnsafeRawBufferPointer(rebasing: text[..<count]), field.style)
    }

    private func unknownCode(_ code: UInt8, _ value: Value) -> GuestException {
        if isTerse { return vm.error(.valueError, "bad format string") }
        return vm.error(
            .valueError, "unknown format code '%c' for object of type '%s'", .int(Int(code)),
            .typeName(value, vm))
    }

    /// False where the type asks for a float.
    private func writeInteger(
        _ value: Value, _ field: FieldSpec, _ printer: Printer
    ) throws(GuestException) -> Bool {
        var style = field.style
        style.precision = 0
        switch field.type {
        case UInt8(ascii: "c"): try printer.writeCharacter(value, field.style)
        case UInt8(ascii: "b"): try printer.writeInteger(value, base: 2, style)
        case 0, UInt8(ascii: "n"), UInt8(ascii: "d"): try printer.writeInteger(value, base: 10, style)
        case UInt8(ascii: "o"):
            if style.flags.contains(.showPrefix) { style.flags.insert(.showOctalLetter) }
            try printer.writeInteger(value, base: 8, style)
        case UInt8(ascii: "x"): try printer.writeInteger(value, base: 16, style)
        case UInt8(ascii: "X"): try printer.writeInteger(value, base: 16, letterBase: UInt8(ascii: "A"), style)
        case UInt8(ascii: "s"): throw unknownCode(field.type, value)
        default: return false
        }
        return true
    }

    private func writeFloat(
        _ value: Value, _ field: FieldSpec, _ printer: Printer
    ) throws(GuestException) {
        if vm.firmware.floatWidth == .none { throw unknownCode(field.type, value) }
        switch field.type {
        case 0, UInt8(ascii: "n"): try printer.writeFloat(try vm.double(value), "g", field.style)
        case UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "f"), UInt8(ascii: "F"), UInt8(ascii: "g"),
            UInt8(ascii: "G"):
            try printer.writeFloat(try vm.double(value), format: field.type, field.style)
        case UInt8(ascii: "%"):
            var style = field.style
            style.flags.insert(.addPercent)
            let number = try vm.double(value)
            let isSingle = vm.firmware.floatWidth == .single
            try printer.writeFloat(isSingle ? Double(Float(number) * 100) : number * 100, "f", style)
        default: throw unknownCode(field.type, value)
        }
    }
}

extension VM {
    @inline(__always) func looksInteger(_ value: Value) -> Bool { value.isBool || isInt(value) }
    @inline(__always) func looksNumeric(_ value: Value) -> Bool { looksInteger(value) || isFloat(value) }
}

extension Printer {
    /// Writes the character with a number; OverflowError beyond Unicode.
    func writeCharacter(_ value: Value, _ style: FieldStyle) throws(GuestException) {
        let number = UInt32(truncatingIfNeeded: try vm.int(value))
        if number >= 0x110000 { throw vm.error(.overflowError, "char not in range(0x110000)") }
        var packed = CodePoints.encoded(number)
        try withUnsafeBytes(of: &packed.bytes) { bytes throws(GuestException) in
            try writeField(UnsafeRawBufferPointer(rebasing: bytes[..<packed.count]), style)
        }
    }
}

extension CodePoints {
    /// UTF-8 of a character, the first byte in the low byte. Surrogates pass.
    static func encoded(_ scalar: UInt32) -> (bytes: UInt32, count: Int) {
        if scalar < 0x80 { return (scalar, 1) }
        func tail(_ shift: UInt32) -> UInt32 { scalar >> shift & 0x3F | 0x80 }
        if scalar < 0x800 { return ((scalar >> 6 | 0xC0) | tail(0) << 8, 2) }
        if scalar < 0x10000 { return ((scalar >> 12 | 0xE0) | tail(6) << 8 | tail(0) << 16, 3) }
        return ((scalar >> 18 | 0xF0) | tail(12) << 8 | tail(6) << 16 | tail(0) << 24, 4)
    }
}
