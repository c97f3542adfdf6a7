/// `"%d %s" % values` on str and bytes.
extension StrObject {
    static func formatted(_ vm: VM, _ pattern: Value, _ values: Value) throws(GuestException) -> Value {
        var template = PercentTemplate(vm, pattern, values)
        var buffer = try TextBuffer(capacity: 16, vm)
        try withUnsafeMutablePointer(to: &buffer) { target throws(GuestException) in
            try template.fill(target)
        }
        return try vm.newStr(adopting: &buffer, template.isBytes ? .bytes : .str)
    }
}

/// One use of `%`.
private struct PercentTemplate {
    let vm: VM
    let text: UnsafeRawBufferPointer
    let isBytes: Bool
    /// The values: a tuple's items, or one value.
    let values: GuestAddress
    let single: Value
    let count: Int
    /// `.null`, or the dict that `%(name)s` looks in.
    let dict: Value
    var used = 0
    var place = 0

    init(_ vm: VM, _ pattern: Value, _ values: Value) {
        self.vm = vm
        text = StrObject.bytes(vm, pattern)
        isBytes = vm.isExactly(pattern, .bytes)
        single = values
        dict = vm.isExactly(values, .dict) ? values : .null
        if PercentTemplate.isTuple(vm, values) {
            self.values = TupleObject.items(values.address)
            count = TupleObject.count(values.address, vm.ram)
        } else {
            self.values = 0
            count = 1
        }
    }

    /// Named tuples count, their subclasses do not.
    private static func isTuple(_ vm: VM, _ value: Value) -> Bool {
        let number = vm.slotNumber(vm.type(of: value))
        return number == Int(NativeType.tuple.rawValue) || number == Int(NativeType.namedTuple.rawValue)
            || number == Int(NativeType.attributeTuple.rawValue)
    }

    private func badFormat(_ message: String) -> GuestException {
        let isTerse = vm.firmware.errorDetail.rawValue <= ErrorDetail.terse.rawValue
        return vm.error(.valueError, isTerse ? "bad format string" : message)
    }

    private mutating func nextValue() throws(GuestException) -> Value {
        if used >= count { throw vm.error(.typeError, "format string needs more arguments") }
        used += 1
        return values == 0 ? single : vm.ram.value(values &+ UInt32(truncatingIfNeeded: used - 1) &* 4)
    }

    mutating func fill(_ target: UnsafeMutablePointer<TextBuffer>) throws(GuestException) {
        let printer = Printer(vm: vm, sink: .buffer(target))
        while place < text.count {
            let start = place
            while place < text.count, text[place] != UInt8(ascii: "%") { place &+= 1 }
            if place > start {
                try target.pointee.appendEach(UnsafeRawBufferPointer(rebasing: text[start..<place]), vm)
                continue
            }
            place += 1
            if place >= text.count { throw badFormat("incomplete format") }
            if text[place] == UInt8(ascii: "%") {
                try target.pointee.append(UInt8(ascii: "%"), vm)
            } else {
                try fillField(printer)
            }
            place += 1
        }
        if dict.isNull && used != count {
            throw vm.error(.typeError, "format string didn't convert all arguments")
        }
    }

    /// A field, from behind its `%` to its last character.
    private mutating func fillField(_ printer: Printer) throws(GuestException) {
        var value = Value.null
        if text[place] == UInt8(ascii: "(") { value = try namedValue() }
        var style = FieldStyle(fill: UInt8(ascii: " "))
        var hasPrefix = false
        readFlags(&style, &hasPrefix)
        if place < text.count {
            if text[place] == UInt8(ascii: "*") {
                style.width = try vm.int(try nextValue())
                place += 1
            } else {
                style.width = FieldSpec.number(text, &place) ?? 0
            }
        }
        if place < text.count, text[place] == UInt8(ascii: ".") {
            place += 1
            if place < text.count {
                if text[place] == UInt8(ascii: "*") {
                    style.precision = try vm.int(try nextValue())
                    place += 1
                } else {
                    style.precision = FieldSpec.number(text, &place) ?? 0
                }
            }
        }
        if place >= text.count { throw badFormat("incomplete format") }
        if value.isNull { value = try nextValue() }
        try write(value, text[place], style, hasPrefix, printer)
    }

    private mutating func namedValue() throws(GuestException) -> Value {
        if dict.isNull { throw vm.error(.typeError, "format needs a dict") }
        used = 1
        place += 1
        let start = place
        while place < text.count, text[place] != UInt8(ascii: ")") { place += 1 }
        if place >= text.count { throw badFormat("incomplete format key") }
        let key = try vm.intern(UnsafeRawBufferPointer(rebasing: text[start..<place]))
        place += 1
        return try DictObject.get(vm, dict, Value(key))
    }

    private mutating func readFlags(_ style: inout FieldStyle, _ hasPrefix: inout Bool) {
        while place < text.count {
            switch text[place] {
            case UInt8(ascii: "-"): style.flags.insert(.leftAdjust)
            case UInt8(ascii: "+"): style.flags.insert(.showSign)
            case UInt8(ascii: " "): style.flags.insert(.spaceSign)
            case UInt8(ascii: "#"): hasPrefix = true
            case UInt8(ascii: "0"):
                style.flags.insert(.padAfterSign)
                style.fill = UInt8(ascii: "0")
            default: return
            }
            place += 1
        }
    }

    private func write(
        _ value: Value, _ code: UInt8, _ style: FieldStyle, _ hasPrefix: Bool, _ printer: Printer
    ) throws(GuestException) {
        var style = style
        switch code {
        case UInt8(ascii: "c"): try writeCharacter(value, style, printer)
        case UInt8(ascii: "d"), UInt8(ascii: "i"), UInt8(ascii: "u"):
            let number = vm.isFloat(value) ? try vm.newInt(truncating: try vm.double(value)) : value
            try printer.writeInteger(number, base: 10, style)
        case UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "f"), UInt8(ascii: "F"), UInt8(ascii: "g"),
            UInt8(ascii: "G"):
            if vm.firmware.floatWidth == .none { throw unknownCharacter(code) }
            try printer.writeFloat(try vm.double(value), format: code, style)
        case UInt8(ascii: "o"):
            if hasPrefix { style.flags.formUnion([.showPrefix, .showOctalLetter]) }
            try printer.writeInteger(value, base: 8, style)
        case UInt8(ascii: "x"), UInt8(ascii: "X"):
            if hasPrefix { style.flags.insert(.showPrefix) }
            try printer.writeInteger(value, base: 16, letterBase: code &- UInt8(ascii: "X") &+ UInt8(ascii: "A"), style)
        case UInt8(ascii: "r"), UInt8(ascii: "s"): try writeText(value, code, style, printer)
        default: throw unknownCharacter(code)
        }
    }

    private func unknownCharacter(_ code: UInt8) -> GuestException {
        if vm.firmware.errorDetail.rawValue <= ErrorDetail.terse.rawValue {
            return vm.error(.valueError, "bad format string")
        }
        return vm.error(
            .valueError, "unsupported format character '%c' (0x%x) at index %d", .int(Int(code)), .int(Int(code)),
            .int(place))
    }

    private func writeCharacter(
        _ value: Value, _ style: FieldStyle, _ printer: Printer
    ) throws(GuestException) {
        var style = style
        style.fill = UInt8(ascii: " ")
        if vm.isStr(value) {
            let character = StrObject.bytes(vm, value)
            if character.count != 1 { throw vm.error(.typeError, "%c needs int or char") }
            try printer.writeField(character, style)
        } else if vm.looksInteger(value) {
            try printer.writeCharacter(value, style)
        } else {
            throw vm.error(.typeError, "integer needed")
        }
    }

    private func writeText(
        _ value: Value, _ code: UInt8, _ style: FieldStyle, _ printer: Printer
    ) throws(GuestException) {
        var kind: PrintKind = code == UInt8(ascii: "r") ? .repr : .str
        // Bytes in bytes stand without the b and the quotes.
        if kind == .str && isBytes && vm.isExactly(value, .bytes) { kind = .raw }
        var style = style
        style.fill = UInt8(ascii: " ")
        var buffer = try TextBuffer(capacity: 16, vm)
        try withUnsafeMutablePointer(to: &buffer) { target throws(GuestException) in
            try vm.through(.percent) { () throws(GuestException) in
                try vm.print(value, Printer(vm: vm, sink: .buffer(target)), kind)
            }
        }
        let text = buffer.bytes(vm)
        let count = style.precision < 0 ? text.count : min(text.count, style.precision)
        try printer.writeField(UnsafeRawBufferPointer(rebasing: text[..<count]), style)
        buffer.free(vm)
    }
}
