/// Built-in functions about text: `print`, `repr`, `chr`, `ord` (py/modbuiltins.c, v1.29).
enum TextBuiltins {
    static let members: MethodTable = [
        "chr": .fixed(1, chr), "input": .range(0...1, InputLine.read), "open": IOModule.open, "ord": .fixed(1, ord),
        "print": .keywords(0, print),
        "repr": .fixed(1) { vm, arguments throws(GuestException) in
            try vm.printed { printer throws(GuestException) in try vm.print(arguments[0], printer, .repr) }
        },
    ]

    private static func chr(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let number = UInt32(truncatingIfNeeded: try vm.int(arguments[0]))
        if number >= 0x110000 { throw vm.error(.valueError, "char not in range(0x110000)") }
        let encoded = CodePoints.encoded(number)
        let name = try withUnsafeBytes(of: encoded.bytes) { bytes throws(GuestException) in
            try vm.intern(UnsafeRawBufferPointer(rebasing: bytes[..<encoded.count]))
        }
        return Value(name)
    }

    private static func ord(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let text = try vm.text(of: arguments[0])
        let isStr = vm.isStr(arguments[0])
        let count = isStr ? CodePoints.count(text) : text.count
        if count == 1 { return Value(smallInt: isStr ? Int32(CodePoints.scalar(0, text)) : Int32(text[0])) }
        if vm.firmware.errorDetail.rawValue <= ErrorDetail.terse.rawValue {
            throw vm.error(.typeError, "ord expects a character")
        }
        throw vm.error(
            .typeError, "ord() expected a character, but string of length %d found", .int(count))
    }

    private static func print(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        var separator = Value(.space)
        var end = Value(.newline)
        var printer = vm.console
        if arguments.keywordCount > 0 {
            var known = 0
            if let given = arguments.keyword(.sep) { (separator, known) = (given, known + 1) }
            if let given = arguments.keyword(.end) { (end, known) = (given, known + 1) }
            let file = arguments.keyword(.file)
            if file != nil { known += 1 }
            try vm.checkNothingElse(arguments, positional: Int.max, found: known)
            if let file { printer = try vm.printer(to: file) }
        }
        let separatorText = try vm.text(of: separator)
        let endText = try vm.text(of: end)
        for index in 0..<arguments.count {
            if index > 0 { try printer.write(separatorText) }
            try vm.through(.console) { () throws(GuestException) in
                try vm.print(arguments[index], printer, .str)
            }
        }
        try printer.write(endText)
        return .none
    }
}
