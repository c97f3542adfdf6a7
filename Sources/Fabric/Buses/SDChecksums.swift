/// Checksums between an SD host and its card (SD Physical Layer Simplified Specification 6.00, 4.5).
public enum SDChecksums {
    /// Of a command's five bytes or of a register, in the upper bits, with the end bit behind it: x^7 + x^3 + 1.
    public static func command(_ bytes: some Sequence<UInt8>) -> UInt8 {
        bytes.reduce(0) { crc, byte in
            (0..<8).reduce(crc ^ byte) { value, _ in value & 0x80 != 0 ? value << 1 ^ 0x12 : value << 1 }
        } | 1
    }

    /// Of a block of data: x^16 + x^12 + x^5 + 1, from 0.
    public static func data(_ bytes: some Sequence<UInt8>) -> UInt16 {
        bytes.reduce(0) { crc, byte in
            (0..<8).reduce(crc ^ UInt16(byte) << 8) { value, _ in
                value & 0x8000 != 0 ? value << 1 ^ 0x1021 : value << 1
            }
        }
    }
}
