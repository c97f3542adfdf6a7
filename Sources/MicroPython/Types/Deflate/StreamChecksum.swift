/// Checksums of compressed streams, to be carried on from piece to piece.
enum StreamChecksum {
    /// Adler-32 (RFC 1950, 8.2); it begins with 1.
    static func adler32(_ bytes: UnsafeRawBufferPointer, _ start: UInt32) -> UInt32 {
        var (low, high) = (start & 0xFFFF, start >> 16)
        for byte in bytes {
            low = (low + UInt32(byte)) % 65521
            high = (high + low) % 65521
        }
        return high << 16 | low
    }

    /// CRC-32 without the last complement (RFC 1952, 8); it begins with all ones.
    static func crc32(_ bytes: UnsafeRawBufferPointer, _ start: UInt32) -> UInt32 {
        var crc = start
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc >> 1 ^ (crc & 1 != 0 ? 0xEDB8_8320 : 0) }
        }
        return crc
    }
}
