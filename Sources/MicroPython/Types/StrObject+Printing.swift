/// How str and bytes look: as they are, quoted, and for JSON.
extension StrObject {
    static func print(_ vm: VM, _ value: Value, _ printer: Printer, _ kind: PrintKind) throws(GuestException) {
        switch kind {
        case .str: try printer.write(bytes(vm, value))
        case .json: try printJSON(bytes(vm, value), printer)
        default: try printQuoted(bytes(vm, value), printer)
        }
    }

    /// `'` unless the text has it and no `"`.
    private static func quote(for text: UnsafeRawBufferPointer) -> UInt8 {
        ByteSearch.contains(0x27, text) && !ByteSearch.contains(0x22, text) ? 0x22 : 0x27
    }

    static func printQuoted(_ text: UnsafeRawBufferPointer, _ printer: Printer) throws(GuestException) {
        let quote = quote(for: text)
        try printer.write(byte: quote)
        var position = 0
        while position < text.count {
            // What looks like the rest of a character is skipped behind any other; a `replace` may have left it.
            if position > 0, text[position] & 0xC0 == 0x80 {
                position &+= 1
                continue
            }
            let start = position
            while position < text.count, isPlain(text[position], quote) { position &+= 1 }
            if position > start {
                try printer.writeEach(UnsafeRawBufferPointer(rebasing: text[start..<position]))
                continue
            }
            if text[position] < 0x80 {
                try printEscape(text[position], quote, printer)
                position &+= 1
                continue
            }
            let scalar = CodePoints.scalar(position, text)
            let end = CodePoints.next(position, text)
            if scalar < 0x80 {
                // Bytes that are no character may look like one.
                if isPlain(UInt8(scalar), quote) {
                    try printer.write(byte: UInt8(scalar))
                } else {
                    try printEscape(UInt8(scalar), quote, printer)
                }
            } else if scalar < 0xD800 || scalar >= 0xE000 && scalar < 0x110000 {
                try printer.write(UnsafeRawBufferPointer(rebasing: text[position..<end]))
            } else if scalar < 0x10000 {
                try printer.write("\\u")
                try printer.writeHex(scalar, digits: 4)
            } else {
                try printer.write("\\U")
                try printer.writeHex(scalar, digits: 8)
            }
            position = end
        }
        try printer.write(byte: quote)
    }

    @inline(__always) private static func isPlain(_ byte: UInt8, _ quote: UInt8) -> Bool {
        byte >= 0x20 && byte < 0x7F && byte != quote && byte != 0x5C
    }

    private static func printEscape(_ byte: UInt8, _ quote: UInt8, _ printer: Printer) throws(GuestException) {
        switch byte {
        case quote:
            try printer.write("\\")
            try printer.write(byte: quote)
        case 0x5C: try printer.write("\\\\")
        case 0x0A: try printer.write("\\n")
        case 0x0D: try printer.write("\\r")
        case 0x09: try printer.write("\\t")
        default:
            try printer.write("\\x")
            try printer.writeHex(UInt32(byte), digits: 2)
        }
    }

    /// The quotes and escapes of `bytes` and `bytearray`, without the `b`.
    static func printQuotedBytes(_ bytes: UnsafeRawBufferPointer, _ printer: Printer) throws(GuestException) {
        let quote = quote(for: bytes)
        try printer.write(byte: quote)
        var position = 0
        while position < bytes.count {
            let start = position
            // In pieces: a buffer may be as large as the address space, and the host wants its turn.
            let end = min(bytes.count, start + 64)
            while position < end, isPlain(bytes[position], quote) { position &+= 1 }
            try printer.vm.work(.printByte, times: max(1, position - start))
            if position > start {
                try printer.writeEach(UnsafeRawBufferPointer(rebasing: bytes[start..<position]))
            } else {
                try printEscape(bytes[position], quote, printer)
                position &+= 1
            }
        }
        try printer.write(byte: quote)
    }

    /// A JSON string. Text beyond ASCII stays as it is.
    static func printJSON(_ text: UnsafeRawBufferPointer, _ printer: Printer) throws(GuestException) {
        try printer.write("\"")
        var position = 0
        while position < text.count {
            let start = position
            while position < text.count, text[position] >= 0x20, text[position] != 0x22, text[position] != 0x5C {
                position &+= 1
            }
            if position > start {
                try printer.writeEach(UnsafeRawBufferPointer(rebasing: text[start..<position]))
                continue
            }
            switch text[position] {
            case 0x22, 0x5C:
                try printer.write("\\")
                try printer.write(byte: text[position])
            case 0x0A: try printer.write("\\n")
            case 0x0D: try printer.write("\\r")
            case 0x09: try printer.write("\\t")
            default:
                try printer.write("\\u")
                try printer.writeHex(UInt32(text[position]), digits: 4)
            }
            position &+= 1
        }
        try printer.write("\"")
    }
}
