#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Code points in UTF-8 text: counting, finding the byte of an index, checking (py/unicode.c and py/objstrunicode.c,
/// v1.29). Eight bytes are looked at together: an index into long text costs a scan there too.
enum CodePoints {
    @inline(__always) static func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }

    /// One bit for each byte of a word that continues a character.
    @inline(__always) private static func continuations(_ word: UInt64) -> UInt64 {
        word &>> 7 & ~word &>> 6 & 0x0101_0101_0101_0101
    }

    @inline(__always) private static func word(_ bytes: UnsafeRawBufferPointer, _ position: Int) -> UInt64 {
        bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self)
    }

    static func isASCII(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var position = 0
        while position &+ 8 <= bytes.count {
            if word(bytes, position) & 0x8080_8080_8080_8080 != 0 { return false }
            position &+= 8
        }
        while position < bytes.count {
            if bytes[position] >= 0x80 { return false }
            position &+= 1
        }
        return true
    }

    /// How many characters start in the bytes.
    static func count(_ bytes: UnsafeRawBufferPointer) -> Int {
        var position = 0
        var count = bytes.count
        while position &+ 8 <= bytes.count {
            count &-= continuations(word(bytes, position)).nonzeroBitCount
            position &+= 8
        }
        while position < bytes.count {
            if isContinuation(bytes[position]) { count &-= 1 }
            position &+= 1
        }
        return count
    }

    /// Where the character with a number starts, counted from the end where it is negative; nil beyond either end.
    static func offset(ofCharacter index: Int, _ bytes: UnsafeRawBufferPointer) -> Int? {
        if index < 0 { return offset(fromEnd: -index, bytes) }
        // A character cannot start behind its own number.
        if index >= bytes.count { return nil }
        var remaining = index
        var position = 0
        while position &+ 8 <= bytes.count {
            let inside = continuations(word(bytes, position))
            let starts = 8 &- inside.nonzeroBitCount
            if starts > remaining {
                if inside == 0 { return position &+ remaining }
                break
            }
            remaining &-= starts
            position &+= 8
        }
        while position < bytes.count {
            if !isContinuation(bytes[position]) {
                if remaining == 0 { return position }
                remaining &-= 1
            }
            position &+= 1
        }
        return nil
    }

    private static func offset(fromEnd number: Int, _ bytes: UnsafeRawBufferPointer) -> Int? {
        if number > 32 {
            let index = count(bytes) - number
            return index < 0 ? nil : offset(ofCharacter: index, bytes)
        }
        var remaining = number
        var position = bytes.count
        while position > 0 {
            position &-= 1
            if !isContinuation(bytes[position]) {
                remaining &-= 1
                if remaining == 0 { return position }
            }
        }
        return nil
    }

    /// Where the character behind the one at `position` starts, or the end.
    @inline(__always) static func next(_ position: Int, _ bytes: UnsafeRawBufferPointer) -> Int {
        var next = position &+ 1
        while next < bytes.count && isContinuation(bytes[next]) { next &+= 1 }
        return next
    }

    /// The number of the character at `position`, whatever its bytes are.
    static func scalar(_ position: Int, _ bytes: UnsafeRawBufferPointer) -> UInt32 {
        var scalar = UInt32(bytes[position])
        if scalar < 0x80 { return scalar }
        scalar &= 0x7F
        var mask: UInt32 = 0x40
        while scalar & mask != 0 {
            scalar &= ~mask
            mask &>>= 1
        }
        var next = position &+ 1
        while next < bytes.count && isContinuation(bytes[next]) {
            scalar = scalar &<< 6 | UInt32(bytes[next] & 0x3F)
            next &+= 1
        }
        return scalar
    }

    /// How many bytes follow a first byte between 0xC0 and 0xF7.
    @inline(__always) static func tailBytes(_ first: UInt8) -> Int { first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3 }

    /// Whether the bytes are UTF-8 as the reference sees it: lengths are checked, values are not (surrogates and
    /// overlong forms pass).
    static func isValid(_ bytes: UnsafeRawBufferPointer) -> Bool {
        if isASCII(bytes) { return true }
        var position = 0
        while position < bytes.count {
            let first = bytes[position]
            position &+= 1
            if first < 0x80 { continue }
            if first < 0xC0 || first >= 0xF8 { return false }
            let end = position &+ tailBytes(first)
            if end > bytes.count { return false }
            while position < end {
                if !isContinuation(bytes[position]) { return false }
                position &+= 1
            }
        }
        return true
    }
}

/// Classes of characters. All of them know ASCII only, as in the reference.
extension UInt8 {
    @inline(__always) var isSpace: Bool { self == 0x20 || self >= 9 && self <= 13 }
    @inline(__always) var isDigit: Bool { self &- 0x30 < 10 }
    @inline(__always) var isUpper: Bool { self &- 0x41 < 26 }
    @inline(__always) var isLower: Bool { self &- 0x61 < 26 }
    @inline(__always) var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }
    @inline(__always) var lowered: UInt8 { isUpper ? self | 0x20 : self }
    @inline(__always) var uppered: UInt8 { isLower ? self & 0xDF : self }

    /// The number of a hexadecimal digit.
    @inline(__always) var hexValue: UInt8? {
        if isDigit { return self &- 0x30 }
        let letter = (self | 0x20) &- 0x61
        return letter < 6 ? letter &+ 10 : nil
    }

    /// `0`...`9`, `a`...`f`.
    @inline(__always) init(hexDigit value: UInt8) { self = value < 10 ? value &+ 0x30 : value &+ 0x57 }
}
