/// Checksums of the SD host (SD Physical Layer Simplified Specification 6.00, 4.5).
enum SDChecksums {
    /// Of five bytes of a command, in the upper bits, with the end bit behind it: x^7 + x^3 + 1.
    static func command(_ bytes: [UInt8]) -> UInt8 {
        var crc: UInt8 = 0
        for byte in bytes {
            crc ^= byte
            for _ in 0..<8 { crc = crc & 0x80 != 0 ? crc << 1 ^ 0x12 : crc << 1 }
        }
        return crc | 1
    }

    /// Of a block of data: x^16 + x^12 + x^5 + 1, from 0.
    static func data(_ bytes: UnsafeRawBufferPointer) -> UInt16 {
        var crc: UInt16 = 0
        for byte in bytes {
            crc ^= UInt16(byte) << 8
            for _ in 0..<8 { crc = crc & 0x8000 != 0 ? crc << 1 ^ 0x1021 : crc << 1 }
        }
        return crc
    }
}
