/// What a source byte can be. Only ASCII has letters; bytes from 0x80 on belong to names, so that UTF-8 passes
/// (py/unicode.c, v1.29).
enum ByteClass {
    /// The zero byte never gets here; 0x1C to 0x1F are no blanks.
    @inline(__always) static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte >= 0x09 && byte <= 0x0D }

    @inline(__always) static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

    @inline(__always) static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

    @inline(__always) static func isAlphanumeric(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) }

    @inline(__always) static func startsName(_ byte: UInt8) -> Bool {
        isLetter(byte) || byte == UInt8(ascii: "_") || byte >= 0x80
    }

    @inline(__always) static func continuesName(_ byte: UInt8) -> Bool { startsName(byte) || isDigit(byte) }

    /// The value of a digit in bases up to 36, nil for other bytes.
    static func digit(_ byte: UInt8) -> Int? {
        if isDigit(byte) { return Int(byte) - 0x30 }
        return isLetter(byte) ? Int(byte | 0x20) - 0x61 + 10 : nil
    }
}
