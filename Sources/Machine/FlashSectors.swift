/// Sectors of the flash that the guest wrote as a block device; the others are as erased.
final class FlashSectors {
    static let sectorBytes = 4096
    private var written: [Int: [UInt8]] = [:]

    func read(at start: Int, into bytes: UnsafeMutableRawBufferPointer) {
        for index in bytes.indices {
            let (sector, offset) = (start + index).quotientAndRemainder(dividingBy: Self.sectorBytes)
            bytes[index] = offset < 0 ? 0xFF : written[sector]?[offset] ?? 0xFF
        }
    }

    /// Sets bytes to ones; of whole sectors nothing is kept.
    func erase(at start: Int, count: Int) {
        var place = start
        while place < start + count {
            let (sector, offset) = place.quotientAndRemainder(dividingBy: Self.sectorBytes)
            let end = min(Self.sectorBytes, offset + start + count - place)
            if offset == 0 && end == Self.sectorBytes {
                written[sector] = nil
            } else if written[sector] != nil {
                for index in offset..<end { written[sector]![index] = 0xFF }
            }
            place += end - offset
        }
    }

    /// Clears bits.
    func program(at start: Int, _ bytes: UnsafeRawBufferPointer) {
        for index in bytes.indices {
            let (sector, offset) = (start + index).quotientAndRemainder(dividingBy: Self.sectorBytes)
            let erased = [UInt8](repeating: 0xFF, count: Self.sectorBytes)
            written[sector, default: erased][offset] &= bytes[index]
        }
    }
}
