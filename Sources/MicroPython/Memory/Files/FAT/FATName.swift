/// Names in directories: eight and three characters, or long ones in entries of their own before it.
///
/// Facts: Microsoft, "FAT: General Overview of On-Disk Format", 1.03, "FAT Long Directory Entries"; bits 3 and 4 of byte 12 make base and extension of a
/// short name lower case (Windows NT, FatFs R0.13).
enum FATName {
    static let lowerBase: UInt8 = 0x08
    static let lowerExtension: UInt8 = 0x10
    private static let charactersPerEntry = 13
    /// Where the sixteen-bit characters lie in a long entry.
    private static let offsets = [1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30]

    /// What may be in a long name, as far as it is ASCII.
    private static func isAllowed(_ unit: UInt16) -> Bool {
        unit >= 0x20 && unit != 0x7F && !"\"*:<>?|\\/".utf16.contains(unit)
    }

    private static func isShort(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte < 0x7F && !"\"*+,./:;<=>?[\\]|".utf8.contains(byte)
    }

    /// A name without blanks and dots at its end; EINVAL if it cannot be one.
    static func cleaned(_ name: Substring) throws(FileError) -> String {
        var units = Array(name.utf16)
        while let last = units.last, last == 0x20 || last == 0x2E { units.removeLast() }
        guard !units.isEmpty, units.count <= 255, units.allSatisfy(isAllowed) else { throw .invalid }
        return String(decoding: units, as: UTF16.self)
    }

    static func areSame(_ one: String, _ other: String) -> Bool {
        // Only ASCII knows cases here: code page 437 is the firmware's, but nobody names files in it.
        one.utf8.elementsEqual(other.utf8) { folded($0) == folded($1) }
    }

    private static func folded(_ byte: UInt8) -> UInt8 { (0x61...0x7A).contains(byte) ? byte - 0x20 : byte }

    /// The eleven characters and the case bits of a name that needs no long entries; nil for any other.
    static func short(_ name: String) -> (bytes: [UInt8], flags: UInt8)? {
        let halves = name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).map(Array.init)
        guard halves.count <= 2, let base = halves.first, (1...8).contains(base.count) else { return nil }
        let suffix = halves.count == 2 ? halves[1] : []
        guard suffix.count <= 3, halves.count == 1 || !suffix.isEmpty, (base + suffix).allSatisfy(isShort) else {
            return nil
        }
        var flags: UInt8 = 0
        for (half, flag) in [(base, lowerBase), (suffix, lowerExtension)] {
            let hasLower = half.contains { (0x61...0x7A).contains($0) }
            if hasLower && half.contains(where: { (0x41...0x5A).contains($0) }) { return nil }
            if hasLower { flags |= flag }
        }
        return (padded(base.map(folded), suffix.map(folded)), flags)
    }

    private static func padded(_ base: [UInt8], _ suffix: [UInt8]) -> [UInt8] {
        base + Array(repeating: 0x20, count: 8 - base.count) + suffix + Array(repeating: 0x20, count: 3 - suffix.count)
    }

    /// The short name beside a long one: `LONGNA~1.TXT`.
    static func numbered(_ name: String, _ number: Int) -> [UInt8] {
        let bytes = Array(name.utf8)
        let dot = bytes.lastIndex(of: UInt8(ascii: "."))
        let tidy = { (part: ArraySlice<UInt8>) -> [UInt8] in
            part.filter { $0 != 0x20 && $0 != UInt8(ascii: ".") }.map { isShort($0) ? folded($0) : UInt8(ascii: "_") }
        }
        let tail = Array("~\(number)".utf8)
        let base = tidy(bytes[..<(dot ?? bytes.count)]).prefix(8 - tail.count)
        return padded(base + tail, dot.map { Array(tidy(bytes[($0 + 1)...]).prefix(3)) } ?? [])
    }

    /// A short name as it is shown.
    static func text(_ entry: ArraySlice<UInt8>) -> String {
        let bytes = Array(entry)
        let lower = { (bytes: ArraySlice<UInt8>, isLower: Bool) -> [UInt8] in
            bytes.filter { $0 != 0x20 }.map { isLower && (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }
        }
        var base = lower(bytes[0..<8], bytes[12] & lowerBase != 0)
        if base.first == 0x05 { base[0] = 0xE5 }
        let suffix = lower(bytes[8..<11], bytes[12] & lowerExtension != 0)
        return String(decoding: base + (suffix.isEmpty ? [] : [UInt8(ascii: ".")] + suffix), as: UTF8.self)
    }

    // MARK: Long entries

    static func checksum(_ short: some Sequence<UInt8>) -> UInt8 { short.reduce(0) { ($0 << 7 | $0 >> 1) &+ $1 } }

    /// The entries before the short one, in the order in which they are stored.
    static func longEntries(_ name: String, for short: [UInt8]) -> [[UInt8]] {
        let units = Array(name.utf16)
        let count = (units.count + charactersPerEntry - 1) / charactersPerEntry
        return (0..<count).reversed().map { part in
            var entry = [UInt8](repeating: 0, count: 32)
            entry[0] = UInt8(part + 1) | (part == count - 1 ? 0x40 : 0)
            entry[11] = 0x0F
            entry[13] = checksum(short)
            for (place, offset) in offsets.enumerated() {
                let index = part * charactersPerEntry + place
                let unit = index < units.count ? units[index] : index == units.count ? 0 : 0xFFFF
                (entry[offset], entry[offset + 1]) = (UInt8(unit & 0xFF), UInt8(unit >> 8))
            }
            return entry
        }
    }

    /// The characters of one long entry.
    static func units(_ entry: ArraySlice<UInt8>) -> [UInt16] {
        let bytes = Array(entry)
        let units = offsets.map { UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8 }
        return Array(units.prefix { $0 != 0 })
    }
}
