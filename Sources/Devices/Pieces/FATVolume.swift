/// The first sectors of a freshly formatted FAT16 volume with files in its root folder.
///
/// Datasheet: Microsoft "FAT: General Overview of On-Disk Format" 1.03: boot sector, two tables, root folder of 512 entries, long names.
/// Not modelled: folders, dates (all files are of 1980-01-01).
struct FATVolume {
    static let sectorBytes = 512
    private static let sectorsPerCluster = 2
    private static let rootEntries = 512
    private static let tableSectors = 32
    private static let entryBytes = 32

    private(set) var bytes: [UInt8]
    private var nextCluster = 2
    private var nextEntry = 0

    private static var rootStart: Int { (1 + 2 * tableSectors) * sectorBytes }
    private static var dataStart: Int { rootStart + rootEntries * entryBytes }
    private static var clusterBytes: Int { sectorsPerCluster * sectorBytes }

    /// An empty volume of so many sectors, 8 400 to 16 000 or so for these tables.
    init(sectorCount: Int) {
        bytes = [UInt8](repeating: 0, count: sectorCount * Self.sectorBytes)
        bytes.replaceSubrange(0..<3, with: [0xEB, 0x3C, 0x90])
        bytes.replaceSubrange(3..<11, with: Array("PERCH1.0".utf8))
        put(Self.sectorBytes, 2, at: 11)
        put(Self.sectorsPerCluster, 1, at: 13)
        put(1, 2, at: 14)
        put(2, 1, at: 16)
        put(Self.rootEntries, 2, at: 17)
        put(sectorCount, 2, at: 19)
        put(0xF8, 1, at: 21)
        put(Self.tableSectors, 2, at: 22)
        put(63, 2, at: 24)
        put(255, 2, at: 26)
        put(0x80, 1, at: 36)
        put(0x29, 1, at: 38)
        put(0x20_25_01_01, 4, at: 39)
        bytes.replaceSubrange(43..<62, with: Array("NO NAME    FAT16   ".utf8))
        put(0xAA55, 2, at: 510)
        link(0, 0xFFF8)
        link(1, 0xFFFF)
    }

    private mutating func put(_ value: Int, _ size: Int, at place: Int) {
        for byte in 0..<size { bytes[place + byte] = UInt8(value >> (8 * byte) & 0xFF) }
    }

    private mutating func link(_ cluster: Int, _ next: Int) {
        for table in 0..<2 { put(next, 2, at: (1 + table * Self.tableSectors) * Self.sectorBytes + 2 * cluster) }
    }

    // MARK: Files

    /// Puts a file into the root folder. False if it does not fit.
    mutating func add(_ name: String, _ contents: [UInt8]) -> Bool {
        let clusters = (contents.count + Self.clusterBytes - 1) / Self.clusterBytes
        let units = Array(name.utf16)
        let longCount = (units.count + 12) / 13
        let end = Self.dataStart + (nextCluster - 2 + clusters) * Self.clusterBytes
        guard nextEntry + longCount + 1 <= Self.rootEntries, end <= bytes.count, !units.isEmpty, units.count <= 255
        else { return false }
        let short = shortName(name)
        for part in (0..<longCount).reversed() { addLong(units, part, isLast: part == longCount - 1, short) }
        let place = Self.rootStart + nextEntry * Self.entryBytes
        nextEntry += 1
        bytes.replaceSubrange(place..<place + 11, with: short)
        put(0x20, 1, at: place + 11)
        put(0x0021, 2, at: place + 24)
        put(clusters == 0 ? 0 : nextCluster, 2, at: place + 26)
        put(contents.count, 4, at: place + 28)
        let start = Self.dataStart + (nextCluster - 2) * Self.clusterBytes
        bytes.replaceSubrange(start..<start + contents.count, with: contents)
        for cluster in 0..<clusters {
            link(nextCluster + cluster, cluster == clusters - 1 ? 0xFFFF : nextCluster + cluster + 1)
        }
        nextCluster += clusters
        return true
    }

    /// Thirteen characters of the long name.
    private mutating func addLong(_ units: [UInt16], _ part: Int, isLast: Bool, _ short: [UInt8]) {
        let place = Self.rootStart + nextEntry * Self.entryBytes
        nextEntry += 1
        put(part + 1 | (isLast ? 0x40 : 0), 1, at: place)
        put(0x0F, 1, at: place + 11)
        let sum = short.reduce(UInt8(0)) { ($0 << 7 | $0 >> 1) &+ $1 }
        put(Int(sum), 1, at: place + 13)
        let offsets = [1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30]
        for (count, offset) in offsets.enumerated() {
            let index = part * 13 + count
            // The end is a zero, what follows is all ones.
            put(index < units.count ? Int(units[index]) : index == units.count ? 0 : 0xFFFF, 2, at: place + offset)
        }
    }

    /// Always one with a number, which no other file has.
    private func shortName(_ name: String) -> [UInt8] {
        let pieces = name.split(separator: ".", omittingEmptySubsequences: true)
        let plain = { (text: Substring) in
            text.uppercased().utf8.filter { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
        }
        let tail = Array("~\(nextEntry)".utf8)
        let stem = Array(plain(pieces.first ?? "F").prefix(8 - tail.count)) + tail
        let type = pieces.count > 1 ? Array(plain(pieces.last!).prefix(3)) : []
        return stem + Array(repeating: 0x20, count: 8 - stem.count) + type
            + Array(repeating: 0x20, count: 3 - type.count)
    }
}
