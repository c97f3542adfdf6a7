/// What a card's CSD says of its size (SD Physical Layer Simplified Specification 6.00, 5.3.2 and 5.3.3).
enum CardSize {
    /// Blocks of 512 bytes; nil: the CSD is of no version that there is.
    static func blockCount(_ csd: [UInt8]) -> Int? {
        let bytes = csd.map(Int.init)
        switch bytes[0] >> 6 {
        case 0:
            let size = (bytes[6] & 3) << 10 | bytes[7] << 2 | bytes[8] >> 6
            let multiplier = (bytes[9] & 3) << 1 | bytes[10] >> 7
            return ((size + 1) << (multiplier + 2 + (bytes[5] & 15))) >> 9
        case 1: return (((bytes[7] & 0x3F) << 16 | bytes[8] << 8 | bytes[9]) + 1) << 10
        default: return nil
        }
    }
}
