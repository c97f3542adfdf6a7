/// Methods of str, bytes and bytearray that trim, pad, change case and classify.
extension StrObject {
    private enum Side { case left, right, both }

    static func strip(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try strip(vm, arguments, .both)
    }

    static func lstrip(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try strip(vm, arguments, .left)
    }

    static func rstrip(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try strip(vm, arguments, .right)
    }

    /// Removes bytes, not characters: `"é".strip("è")` cuts a character apart and raises UnicodeError.
    private static func strip(_ vm: VM, _ arguments: Arguments, _ side: Side) throws(GuestException) -> Value {
        let kind = kind(vm, arguments[0])
        let text = bytes(vm, arguments[0])
        var unwanted: UnsafeRawBufferPointer?
        if let argument = arguments.optional(1) {
            try checkSameKind(vm, kind, argument)
            unwanted = bytes(vm, argument)
        }
        @inline(__always) func goes(_ byte: UInt8) -> Bool {
            if let unwanted { return ByteSearch.contains(byte, unwanted) }
            return byte.isSpace
        }
        var start = 0
        var end = text.count
        if side != .right { while start < end && goes(text[start]) { start += 1 } }
        if side != .left { while end > start && goes(text[end - 1]) { end -= 1 } }
        if start == end { return empty(vm, kind) }
        if end - start == text.count { return arguments[0] }
        return try make(vm, kind, UnsafeRawBufferPointer(rebasing: text[start..<end]))
    }

    static func center(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let text = bytes(vm, arguments[0])
        // A negative width is a huge one: the reference counts without a sign.
        let width = Int(UInt32(truncatingIfNeeded: try vm.int(arguments[1])))
        let padding = width - CodePoints.count(text)
        if padding <= 0 { return arguments[0] }
        let data = try allocateText(vm, count: padding + text.count)
        let target = vm.ram.mutableBytes(data, count: padding + text.count)
        target.initializeMemory(as: UInt8.self, repeating: 0x20)
        vm.ram.copy(text, to: data &+ UInt32(padding / 2))
        return try adopt(vm, kind(vm, arguments[0]), data, count: padding + text.count)
    }

    static func lower(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try mapped(vm, arguments[0]) { $0.lowered }
    }

    static func upper(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try mapped(vm, arguments[0]) { $0.uppered }
    }

    @inline(__always) private static func mapped(
        _ vm: VM, _ value: Value, _ change: (UInt8) -> UInt8
    ) throws(GuestException) -> Value {
        let text = bytes(vm, value)
        let data = try allocateText(vm, count: text.count)
        let target = vm.ram.mutableBytes(data, count: text.count)
        for index in 0..<text.count { target[index] = change(text[index]) }
        return try adopt(vm, kind(vm, value), data, count: text.count)
    }

    static func isSpace(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        all(vm, arguments) { $0.isSpace }
    }

    static func isAlpha(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        all(vm, arguments) { $0.isLetter }
    }

    static func isDigit(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        all(vm, arguments) { $0.isDigit }
    }

    static func isUpper(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        allLetters(vm, arguments) { $0.isUpper }
    }

    static func isLower(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        allLetters(vm, arguments) { $0.isLower }
    }

    private static func all(_ vm: VM, _ arguments: Arguments, _ test: (UInt8) -> Bool) -> Value {
        let text = bytes(vm, arguments[0])
        for byte in text where !test(byte) { return .false }
        return Value(!text.isEmpty)
    }

    /// Other characters than letters do not count, but one letter must be there.
    private static func allLetters(_ vm: VM, _ arguments: Arguments, _ test: (UInt8) -> Bool) -> Value {
        var hasLetter = false
        for byte in bytes(vm, arguments[0]) where byte.isLetter {
            if !test(byte) { return .false }
            hasLetter = true
        }
        return Value(hasLetter)
    }
}
