/// Makes an empty FAT file system without partitions.
///
/// Facts: f_mkfs of FatFs R0.13c with FM_FAT and FM_SFD: clusters of 512 bytes to 64 KB by the size of the device, 512 entries in the root, one table.
enum FATFormatter {
    static func format(_ device: any SectorDevice) throws(FileError) {
        let window = SectorWindow(device)
        try window.requireWritable()
        let sectors = device.sectorCount
        guard sectors >= 50 else { throw .device }
        if let plan = plan(sectors, device.sectorBytes, isFAT32: false) { return try write(plan, window, at: 0) }
        // A large one lies in a partition, as disks have it: 63 sectors are a track.
        guard let plan = plan(sectors - partitionStart, device.sectorBytes, isFAT32: true) else { throw .device }
        try write(plan, window, at: partitionStart)
        var table = [UInt8](repeating: 0, count: device.sectorBytes)
        let entry =
            [0, 1, 1, 0, 0x0C, 254, 255, 255].map(UInt8.init) + words(partitionStart) + words(sectors - partitionStart)
        table.replaceSubrange(446..<462, with: entry)
        table.replaceSubrange(510..<512, with: [0x55, 0xAA])
        try window.replace(0, with: table)
        try window.synchronize()
    }

    private static let partitionStart = 63

    private static func words(_ number: Int) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }

    private struct Plan {
        var sectors: Int
        var clusterSectors: Int
        var tableSectors: Int
        var reserved: Int
        var rootEntries: Int
        var clusters: Int
        var kind: FATLayout.Kind
    }

    private static func plan(_ sectors: Int, _ sectorBytes: Int, isFAT32: Bool) -> Plan? {
        // FatFs's tables: units of 4K (FAT12, FAT16) and 128K (FAT32) sectors at which clusters double.
        let steps = isFAT32 ? [1, 2, 4, 8, 16, 32] : [1, 4, 16, 64, 256, 512]
        let units = sectors / (isFAT32 ? 0x20000 : 0x1000)
        var clusterSectors = 1
        for step in steps where step <= units { clusterSectors <<= 1 }
        let reserved = isFAT32 ? 32 : 1
        let rootEntries = isFAT32 ? 0 : 512
        while clusterSectors <= 128 {
            let clusters = sectors / clusterSectors
            let kind: FATLayout.Kind = isFAT32 ? .fat32 : clusters > 0xFF5 ? .fat16 : .fat12
            let tableBytes =
                kind == .fat32 ? clusters * 4 + 8 : kind == .fat16 ? clusters * 2 + 4 : (clusters * 3 + 1) / 2 + 3
            let tableSectors = (tableBytes + sectorBytes - 1) / sectorBytes
            let data = sectors - reserved - tableSectors - rootEntries * 32 / sectorBytes
            guard data >= clusterSectors else { return nil }
            let count = data / clusterSectors
            let plan = Plan(
                sectors: sectors, clusterSectors: clusterSectors, tableSectors: tableSectors, reserved: reserved,
                rootEntries: rootEntries, clusters: count, kind: kind)
            if isFAT32 { return count > 0xFFF5 ? plan : nil }
            if count <= 0xFFF5 {
                // Between the kinds: as many clusters as FAT12 can have, or larger ones.
                if kind == .fat16 && count <= 0xFF5 {
                    clusterSectors <<= 1
                    continue
                }
                return plan
            }
            clusterSectors <<= 1
        }
        return nil
    }

    private static func write(_ plan: Plan, _ window: SectorWindow, at base: Int) throws(FileError) {
        let bytes = window.device.sectorBytes
        let sectors = plan.sectors
        let zeros = [UInt8](repeating: 0, count: bytes)
        var boot = zeros
        func put(_ value: Int, _ count: Int, at place: Int) {
            for byte in 0..<count { boot[place + byte] = UInt8(truncatingIfNeeded: value >> (8 * byte)) }
        }
        func put(_ text: String, at place: Int) {
            for (offset, byte) in text.utf8.enumerated() { boot[place + offset] = byte }
        }
        let isFAT32 = plan.kind == .fat32
        put(0x90FEEB, 3, at: 0)
        put("MSDOS5.0", at: 3)
        put(bytes, 2, at: 11)
        put(plan.clusterSectors, 1, at: 13)
        put(plan.reserved, 2, at: 14)
        put(1, 1, at: 16)
        put(plan.rootEntries, 2, at: 17)
        put(sectors < 0x10000 ? sectors : 0, 2, at: 19)
        put(0xF8, 1, at: 21)
        put(isFAT32 ? 0 : plan.tableSectors, 2, at: 22)
        put(63, 2, at: 24)
        put(255, 2, at: 26)
        put(base, 4, at: 28)
        put(sectors < 0x10000 ? 0 : sectors, 4, at: 32)
        if isFAT32 {
            put(plan.tableSectors, 4, at: 36)
            put(2, 4, at: 44)
            put(1, 2, at: 48)
            put(6, 2, at: 50)
        }
        let tail = isFAT32 ? 64 : 36
        put(0x80, 1, at: tail)
        put(0x29, 1, at: tail + 2)
        put(Int(window.device.stamp), 4, at: tail + 3)
        put("NO NAME    \(isFAT32 ? "FAT32   " : "FAT     ")", at: tail + 7)
        put(0xAA55, 2, at: 510)
        try window.replace(base, with: boot)
        for sector in 1..<plan.reserved + plan.tableSectors + plan.rootEntries * 32 / bytes {
            try window.replace(base + sector, with: zeros)
        }
        if isFAT32 {
            try window.replace(base + 6, with: boot)
            for sector in 0..<plan.clusterSectors {
                try window.replace(base + plan.reserved + plan.tableSectors + sector, with: zeros)
            }
        }
        let marks: [UInt8] =
            isFAT32
            ? [0xF8, 0xFF, 0xFF, 0x0F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F]
            : plan.kind == .fat16 ? [0xF8, 0xFF, 0xFF, 0xFF] : [0xF8, 0xFF, 0xFF]
        try window.write(base + plan.reserved, 0, marks)
        try window.synchronize()
    }
}
