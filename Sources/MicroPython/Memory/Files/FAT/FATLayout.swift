/// Where everything lies in a FAT file system.
///
/// Facts: Microsoft, "FAT: General Overview of On-Disk Format", 1.03: boot sector, types by the count of clusters.
struct FATLayout {
    enum Kind { case fat12, fat16, fat32 }

    let kind: Kind
    let sectorBytes: Int
    let sectorsPerCluster: Int
    let tableStart: Int
    let tableSectors: Int
    let tableCount: Int
    /// Of FAT12 and FAT16, whose root has a place of its own; 0 sectors: it is a chain like all others.
    let rootStart: Int
    let rootSectors: Int
    let rootCluster: Int
    /// The first sector of cluster 2.
    let dataStart: Int
    let clusterCount: Int

    var clusterBytes: Int { sectorBytes * sectorsPerCluster }
    func firstSector(ofCluster cluster: Int) -> Int { dataStart + (cluster - 2) * sectorsPerCluster }

    /// The file system of a device, or of its first partition that has one; ENODEV if there is none.
    static func find(_ window: SectorWindow) throws(FileError) -> FATLayout {
        if try isBoot(window, 0) { return try FATLayout(window, at: 0) }
        guard try window.number(0, 510, 2) == 0xAA55 else { throw .noDevice }
        for partition in 0..<4 {
            let start = try window.number(0, 446 + 16 * partition + 8, 4)
            guard start > 0, start < window.device.sectorCount, try isBoot(window, start) else { continue }
            return try FATLayout(window, at: start)
        }
        throw .noDevice
    }

    private static func isBoot(_ window: SectorWindow, _ sector: Int) throws(FileError) -> Bool {
        guard try window.number(sector, 510, 2) == 0xAA55 else { return false }
        let jump = try window.number(sector, 0, 1)
        guard jump == 0xEB || jump == 0xE9 || jump == 0xE8 else { return false }
        let fat = Array("FAT".utf8)
        if try Array(window.read(sector, 54..<57)) == fat { return true }
        return try Array(window.read(sector, 82..<85)) == fat
    }

    private init(_ window: SectorWindow, at base: Int) throws(FileError) {
        let field = { (offset: Int, count: Int) throws(FileError) -> Int in try window.number(base, offset, count) }
        sectorBytes = try field(11, 2)
        sectorsPerCluster = try field(13, 1)
        let reserved = try field(14, 2)
        tableCount = try field(16, 1)
        let rootEntries = try field(17, 2)
        let short = (sectors: try field(19, 2), table: try field(22, 2))
        let sectors = try short.sectors != 0 ? short.sectors : field(32, 4)
        tableSectors = try short.table != 0 ? short.table : field(36, 4)
        guard sectorBytes == window.device.sectorBytes, sectorsPerCluster > 0,
            sectorsPerCluster & (sectorsPerCluster - 1) == 0, (1...2).contains(tableCount), reserved > 0,
            rootEntries * 32 % sectorBytes == 0
        else { throw .noDevice }
        tableStart = base + reserved
        rootStart = tableStart + tableCount * tableSectors
        rootSectors = rootEntries * 32 / sectorBytes
        dataStart = rootStart + rootSectors
        clusterCount = (base + sectors - dataStart) / sectorsPerCluster
        guard clusterCount > 0, base + sectors <= window.device.sectorCount else { throw .noDevice }
        kind = clusterCount <= 0xFF5 ? .fat12 : clusterCount <= 0xFFF5 ? .fat16 : .fat32
        guard (kind == .fat32) == (rootEntries == 0) else { throw .noDevice }
        rootCluster = kind == .fat32 ? try field(44, 4) : 0
    }
}
