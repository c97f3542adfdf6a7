/// An open file of a FAT file system.
final class FATFile: OpenFile {
    private let table: FATTable
    private let slot: FATDirectory.Slot
    private let mode: FileMode
    /// As far along the chain as anybody has been.
    private var clusters: [Int]
    private var isChainKnown: Bool
    private var size: Int
    private var place = 0
    private var hasChanged: Bool
    private var isOpen = true

    var device: AnyObject? { table.window.device }
    private var layout: FATLayout { table.layout }

    init(_ entry: FATDirectory.Entry, _ table: FATTable, _ mode: FileMode, isNew: Bool = false) throws(FileError) {
        self.table = table
        self.mode = mode
        slot = entry.slot
        clusters = entry.cluster == 0 ? [] : [entry.cluster]
        isChainKnown = entry.cluster == 0
        size = entry.size
        // FatFs: what was made is written once more when it is closed.
        hasChanged = isNew || mode.truncates
        if mode.truncates && (size > 0 || !clusters.isEmpty) {
            if let first = clusters.first { try table.free(from: first) }
            clusters = []
            isChainKnown = true
            size = 0
            hasChanged = true
            try flush()
        }
        if mode.appends { place = size }
    }

    /// The sector of a byte, and its place in there.
    private func location(_ place: Int) throws(FileError) -> (sector: Int, offset: Int) {
        try follow(to: place / layout.clusterBytes)
        guard place / layout.clusterBytes < clusters.count else { throw .device }
        let within = place % layout.clusterBytes
        let sector = layout.firstSector(ofCluster: clusters[place / layout.clusterBytes])
        return (sector + within / layout.sectorBytes, within % layout.sectorBytes)
    }

    /// Follows the chain to one of its clusters, or to its end.
    private func follow(to index: Int) throws(FileError) {
        while !isChainKnown && clusters.count <= index {
            guard let next = try table.next(clusters[clusters.count - 1]), clusters.count < layout.clusterCount else {
                isChainKnown = true
                return
            }
            clusters.append(next)
        }
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        guard mode.reads else { throw .noAccess }
        var done = 0
        while done < buffer.count && place < size {
            let (sector, offset) = try location(place)
            let count = min(buffer.count - done, size - place, layout.sectorBytes - offset)
            let bytes = try table.window.read(sector, offset..<offset + count)
            UnsafeMutableRawBufferPointer(rebasing: buffer[done..<done + count]).copyBytes(from: bytes)
            done += count
            place += count
        }
        return done
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) -> Int {
        guard mode.writes else { throw .noAccess }
        if mode.appends { place = size }
        var done = 0
        while done < bytes.count {
            // FatFs says that it wrote less, and the file object makes this of it.
            guard try grow(toHold: place + 1) else { throw .noSpace }
            let (sector, offset) = try location(place)
            let count = min(bytes.count - done, layout.sectorBytes - offset)
            let piece = Array(bytes[done..<done + count])
            if count == layout.sectorBytes {
                try table.window.replace(sector, with: piece)
            } else {
                try table.window.write(sector, offset, piece)
            }
            done += count
            place += count
            size = max(size, place)
            hasChanged = true
        }
        return done
    }

    private func grow(toHold bytes: Int) throws(FileError) -> Bool {
        try follow(to: (bytes - 1) / layout.clusterBytes)
        while clusters.count * layout.clusterBytes < bytes {
            guard let cluster = try table.allocate(after: clusters.last) else { return false }
            clusters.append(cluster)
            hasChanged = true
        }
        return true
    }

    /// Beyond the end a file to write grows, with whatever lay there before; one to read stops.
    func seek(_ offset: Int, from origin: SeekOrigin) throws(FileError) -> Int {
        var wanted = max(0, [0, place, size][origin.rawValue] + offset)
        if wanted > size {
            if mode.writes, try grow(toHold: wanted) {
                size = wanted
                hasChanged = true
            } else {
                wanted = size
            }
        }
        place = wanted
        return place
    }

    func flush() throws(FileError) {
        guard hasChanged else { return }
        try FATDirectory.set(slot, cluster: clusters.first ?? 0, size: size, table.window)
        try FATDirectory.touch(slot, table.window)
        try table.window.synchronize()
        hasChanged = false
    }

    /// The collector closes files, too, and cannot call the guest: that is caught up on.
    func close() {
        guard isOpen else { return }
        isOpen = false
        do throws(FileError) { try flush() } catch { table.unfinished.append(self) }
    }
}
