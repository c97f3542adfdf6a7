/// Changes to bytes that keep much of their form, so that they get far into what reads them.
enum ByteMutation {
    /// Ends of ranges, and what a variable-length number is made of.
    private static let interesting: [UInt8] = [
        0, 1, 2, 0x0F, 0x10, 0x3F, 0x40, 0x7E, 0x7F, 0x80, 0x81, 0xC0, 0xFE, 0xFF,
    ]

    /// - Parameter kept: bytes at the start that are mostly left alone: a header that is checked first.
    static func mutate(_ original: [UInt8], with other: [UInt8], keeping kept: Int, _ random: inout FuzzRandom)
        -> [UInt8]
    {
        let isKept = random.below(16) != 0 && original.count > kept
        var bytes = isKept ? Array(original[kept...]) : original
        for _ in 0..<random.pick([1, 1, 1, 1, 2, 3, 8]) { change(&bytes, other, &random) }
        return isKept ? original[..<kept] + bytes : bytes
    }

    private static func change(_ bytes: inout [UInt8], _ other: [UInt8], _ random: inout FuzzRandom) {
        guard !bytes.isEmpty else { return bytes.append(UInt8(random.below(256))) }
        let place = random.below(bytes.count)
        switch random.below(14) {
        case 0, 1, 2: bytes[place] ^= 1 << random.below(8)
        case 3, 4: bytes[place] = random.pick(interesting)
        case 5, 6: bytes[place] = UInt8(random.below(256))
        case 7, 8: bytes[place] &+= random.below(2) == 0 ? 1 : 255
        case 9: bytes.insert(random.pick(interesting), at: place)
        case 10: bytes.removeSubrange(random.stretch(of: bytes.count))
        case 11: bytes.insert(contentsOf: bytes[random.stretch(of: bytes.count)], at: place)
        default:
            guard !other.isEmpty else { return }
            let piece = other[random.stretch(of: other.count)]
            if random.below(2) == 0 { return bytes.insert(contentsOf: piece, at: place) }
            bytes.replaceSubrange(place..<min(bytes.count, place + piece.count), with: piece)
        }
    }
}
