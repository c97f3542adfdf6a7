/// Checksums of the parts' protocols.
enum Checksums {
    /// CRC-16 of SD cards and their data (x^16 + x^12 + x^5 + 1, from 0); ISO 14443 A has its own start and its own order of bits.
    static func crc16(_ bytes: some Sequence<UInt8>) -> UInt16 {
        bytes.reduce(0) { crc, byte in
            (0..<8).reduce(crc ^ UInt16(byte) << 8) { value, _ in
                value & 0x8000 != 0 ? value << 1 ^ 0x1021 : value << 1
            }
        }
    }

    /// CRC_A of ISO 14443-3, annex B: the same polynomial, lowest bit first, from 0x6363; the low byte is sent first.
    static func crcA(_ bytes: some Sequence<UInt8>) -> UInt16 {
        bytes.reduce(0x6363) { crc, byte in
            (0..<8).reduce(crc ^ UInt16(byte)) { value, _ in value & 1 != 0 ? value >> 1 ^ 0x8408 : value >> 1 }
        }
    }

    /// CRC-7 of SD commands, in the upper bits with the end bit behind it.
    static func crc7(_ bytes: some Sequence<UInt8>) -> UInt8 {
        bytes.reduce(0) { crc, byte in
            (0..<8).reduce((crc, byte)) { state, _ in
                let bit = (state.0 >> 7 ^ state.1 >> 7) & 1
                return ((state.0 << 1) ^ (bit == 1 ? 0x12 : 0), state.1 << 1)
            }.0
        } | 1
    }
}
