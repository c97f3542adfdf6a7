/// Checksums of the parts' protocols that no host shares.
enum Checksums {
    /// CRC_A of ISO 14443-3, annex B: x^16 + x^12 + x^5 + 1, lowest bit first, from 0x6363; the low byte is sent first.
    static func crcA(_ bytes: some Sequence<UInt8>) -> UInt16 {
        bytes.reduce(0x6363) { crc, byte in
            (0..<8).reduce(crc ^ UInt16(byte)) { value, _ in value & 1 != 0 ? value >> 1 ^ 0x8408 : value >> 1 }
        }
    }
}
