/// Variable-length integers: seven bits a byte, most significant first, the top bit set on all but the last
/// (py/bc.c, v1.29).
enum VarInt {
    /// More bytes than a 32-bit value needs: longer ones are refused, so that no operand overflows.
    static let byteCountMax = 5

    /// The bytes of an unsigned value, given to `write` one by one.
    static func encode(_ value: UInt32, _ write: (UInt8) -> Void) {
        var shift: UInt32 = 28
        while shift > 0 {
            if value >> shift != 0 { write(0x80 | UInt8(truncatingIfNeeded: value >> shift)) }
            shift -= 7
        }
        write(UInt8(value & 0x7f))
    }

    /// The bytes of a signed value: the first byte's bit 6 is the sign, so that small negatives stay short.
    static func encode(signed value: Int, _ write: (UInt8) -> Void) {
        var shift = 0
        while !(-64...63).contains(value >> shift) { shift += 7 }
        while shift > 0 {
            write(0x80 | UInt8(truncatingIfNeeded: value >> shift))
            shift -= 7
        }
        write(UInt8(truncatingIfNeeded: value) & 0x7f)
    }

    /// Reads an unsigned value at `offset` and moves `offset` behind it; nil when it runs past `end` or over 32 bits.
    @inline(__always)
    static func decode(_ bytes: UnsafePointer<UInt8>, _ offset: inout Int, end: Int) -> Int? {
        // Most take one byte.
        if offset < end && bytes[offset] & 0x80 == 0 {
            offset &+= 1
            return Int(bytes[offset &- 1])
        }
        return decodeLong(bytes, &offset, end: end)
    }

    @inline(never)
    private static func decodeLong(_ bytes: UnsafePointer<UInt8>, _ offset: inout Int, end: Int) -> Int? {
        var value = 0
        let limit = min(end, offset + byteCountMax)
        while offset < limit {
            let byte = bytes[offset]
            offset += 1
            value = value << 7 | Int(byte & 0x7f)
            if byte & 0x80 == 0 { return value <= Int(UInt32.max) ? value : nil }
        }
        return nil
    }

    /// Reads a signed value at `offset` and moves `offset` behind it; nil when it runs past `end` or over 32 bits.
    @inline(__always)
    static func decode(signed bytes: UnsafePointer<UInt8>, _ offset: inout Int, end: Int) -> Int? {
        guard offset < end else { return nil }
        var value = bytes[offset] & 0x40 != 0 ? -1 : 0
        let limit = min(end, offset + byteCountMax)
        while offset < limit {
            let byte = bytes[offset]
            offset += 1
            value = value << 7 | Int(byte & 0x7f)
            if byte & 0x80 == 0 { return Int(Int32(truncatingIfNeeded: value)) == value ? value : nil }
        }
        return nil
    }
}
