/// Floats of 16 bits, `e` in `struct` codes. Encoding rounds half away from zero where the reference does without the
/// host's own type (py/binary.c, v1.29): up when the first lost bit is set.
enum HalfFloat {
    static func decode(_ half: UInt16) -> Float {
        var mantissa = UInt32(half & 0x3FF)
        var exponent = Int32(half >> 10 & 0x1F)
        if exponent == 0x1F {
            exponent = 0xFF
        } else if exponent != 0 {
            exponent += 127 - 15
        } else if mantissa != 0 {
            exponent = 127 - 15
            while mantissa & 0x400 == 0 {
                mantissa <<= 1
                exponent -= 1
            }
            mantissa -= 0x400
            exponent += 1
        }
        return Float(bitPattern: UInt32(half & 0x8000) << 16 | UInt32(exponent) << 23 | mantissa << 13)
    }

    static func encode(_ float: Float) -> UInt16 {
        let bits = float.bitPattern
        var mantissa = UInt32(bits >> 13 & 0x3FF)
        // May carry into bit 10, and from there into the exponent.
        if bits & 1 << 12 != 0 { mantissa += 1 }
        var exponent = Int32(bits >> 23 & 0xFF)
        if exponent == 0xFF {
            exponent = 0x1F
        } else if exponent != 0 {
            exponent -= 127 - 15
            if exponent < 0 {
                mantissa = exponent >= -11 ? (mantissa | 0x400) >> UInt32(-exponent) : 0
                mantissa = mantissa & 1 != 0 ? mantissa >> 1 + 1 : mantissa >> 1
                exponent = 0
            } else if exponent > 0x3F {
                exponent = 0x1F
                mantissa = 0
            }
        }
        return UInt16(truncatingIfNeeded: bits >> 16 & 0x8000 | UInt32(exponent) << 10 | mantissa)
    }
}
