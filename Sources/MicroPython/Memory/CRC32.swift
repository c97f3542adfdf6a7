/// CRC-32 of Ethernet, zip files (RFC 1952, 8) and littlefs (SPEC.md, "CRC"), reflected polynomial 0xEDB88320. To be carried on from piece to
/// piece: it is not turned over in the end, which only some want.
enum CRC32 {
    /// What comes before the first byte: all ones.
    static let start: UInt32 = ~0

    /// What half a byte does.
    private static let steps: [UInt32] = (0..<16).map { start in
        (0..<4).reduce(start) { value, _ in value >> 1 ^ (value & 1 != 0 ? 0xEDB8_8320 : 0) }
    }

    static func add(_ bytes: some Sequence<UInt8>, to crc: UInt32) -> UInt32 {
        bytes.reduce(crc) { crc, byte in
            (0..<2).reduce(crc ^ UInt32(byte)) { value, _ in steps[Int(value & 15)] ^ value >> 4 }
        }
    }
}
