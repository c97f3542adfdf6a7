/// Adler-32 (RFC 1950, 8.2), to be carried on from piece to piece; it begins with 1.
enum Adler32 {
    static func add(_ bytes: UnsafeRawBufferPointer, to start: UInt32) -> UInt32 {
        var (low, high) = (start & 0xFFFF, start >> 16)
        for byte in bytes {
            low = (low + UInt32(byte)) % 65521
            high = (high + low) % 65521
        }
        return high << 16 | low
    }
}
