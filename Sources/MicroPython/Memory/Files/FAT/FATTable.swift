/// The chains of clusters.
final class FATTable {
    let layout: FATLayout
    let window: SectorWindow
    /// Where the search for a free cluster goes on.
    private var lastAllocated = 1
    /// Files that are closed, but could not be written to the end.
    var unfinished: [FATFile] = []

    init(_ layout: FATLayout, _ window: SectorWindow) {
        self.layout = layout
        self.window = window
    }

    private var end: Int { layout.kind == .fat12 ? 0xFFF : layout.kind == .fat16 ? 0xFFFF : 0x0FFF_FFFF }
    private var firstMark: Int { end & ~0xF | 0x7 }

    private func isCluster(_ number: Int) -> Bool { number >= 2 && number < layout.clusterCount + 2 }

    private func place(_ offset: Int) -> (sector: Int, offset: Int) {
        (layout.tableStart + offset / layout.sectorBytes, offset % layout.sectorBytes)
    }

    private func entry(_ cluster: Int) throws(FileError) -> Int {
        switch layout.kind {
        case .fat12:
            let (low, high) = (place(cluster * 3 / 2), place(cluster * 3 / 2 + 1))
            let word = try window.number(low.sector, low.offset, 1) | window.number(high.sector, high.offset, 1) << 8
            return cluster % 2 == 0 ? word & 0xFFF : word >> 4
        case .fat16:
            let place = place(cluster * 2)
            return try window.number(place.sector, place.offset, 2)
        case .fat32:
            let place = place(cluster * 4)
            return try window.number(place.sector, place.offset, 4) & 0x0FFF_FFFF
        }
    }

    private func set(_ cluster: Int, to value: Int) throws(FileError) {
        switch layout.kind {
        case .fat12:
            let (low, high) = (place(cluster * 3 / 2), place(cluster * 3 / 2 + 1))
            let old = try window.number(low.sector, low.offset, 1) | window.number(high.sector, high.offset, 1) << 8
            let word = cluster % 2 == 0 ? old & 0xF000 | value & 0xFFF : old & 0xF | (value & 0xFFF) << 4
            try write(low, word & 0xFF, 1)
            try write(high, word >> 8, 1)
        case .fat16: try write(place(cluster * 2), value & 0xFFFF, 2)
        case .fat32:
            // The upper four bits are not ours.
            let place = place(cluster * 4)
            let upper = try window.number(place.sector, place.offset, 4) & 0xF000_0000
            try write(place, upper | value & 0x0FFF_FFFF, 4)
        }
    }

    /// In every copy of the table.
    private func write(_ place: (sector: Int, offset: Int), _ number: Int, _ count: Int) throws(FileError) {
        for copy in (0..<layout.tableCount).reversed() {
            try window.write(place.sector + copy * layout.tableSectors, place.offset, number: number, count)
        }
    }

    /// The cluster behind this one; nil at the end of the chain.
    func next(_ cluster: Int) throws(FileError) -> Int? {
        guard isCluster(cluster) else { throw .device }
        let number = try entry(cluster)
        if number > firstMark { return nil }
        guard isCluster(number) else { throw .device }
        return number
    }

    /// A chain, which a broken table could make endless.
    func chain(from first: Int) throws(FileError) -> [Int] {
        guard first != 0 else { return [] }
        guard isCluster(first) else { throw .device }
        var chain = [first]
        while let next = try next(chain[chain.count - 1]) {
            chain.append(next)
            if chain.count > layout.clusterCount { throw .device }
        }
        return chain
    }

    /// A free cluster, put behind another one; nil: there is none.
    func allocate(after last: Int?) throws(FileError) -> Int? {
        try window.requireWritable()
        for step in 1...layout.clusterCount {
            let cluster = 2 + (lastAllocated - 2 + step + layout.clusterCount) % layout.clusterCount
            guard try entry(cluster) == 0 else { continue }
            try set(cluster, to: end)
            if let last { try set(last, to: cluster) }
            lastAllocated = cluster
            return cluster
        }
        return nil
    }

    /// Frees a chain from here on.
    func free(from first: Int) throws(FileError) {
        for cluster in try chain(from: first) { try set(cluster, to: 0) }
    }

    /// Makes a cluster the last of its chain, and frees those behind it.
    func cut(after cluster: Int) throws(FileError) {
        guard let next = try next(cluster) else { return }
        try set(cluster, to: end)
        try free(from: next)
    }

    /// Once more, then never again.
    func finishFiles() {
        let files = unfinished
        unfinished = []
        for file in files { try? file.flush() }
    }

    func freeCount() throws(FileError) -> Int {
        var count = 0
        for cluster in 2..<layout.clusterCount + 2 where try entry(cluster) == 0 { count += 1 }
        return count
    }
}
