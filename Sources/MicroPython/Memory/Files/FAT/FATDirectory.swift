/// One directory of a FAT file system, by its first cluster; 0 is the root.
struct FATDirectory {
    static let entryBytes = 32
    static let isDirectory: UInt8 = 0x10
    private static let isLabel: UInt8 = 0x08
    private static let deleted: UInt8 = 0xE5

    /// Where an entry lies.
    struct Slot: Equatable {
        let sector: Int
        let offset: Int
    }

    struct Entry {
        let name: String
        let attributes: UInt8
        let cluster: Int
        let size: Int
        /// Bytes 13 to 19 and 22 to 25 of it: made, used and changed.
        let times: [UInt8]
        /// All of it; the last one is the short entry.
        let slots: [Slot]

        var isDirectory: Bool { attributes & FATDirectory.isDirectory != 0 }
        /// As `FATTime` has it.
        var changed: UInt32 { times.suffix(4).reversed().reduce(0) { $0 << 8 | UInt32($1) } }
        var slot: Slot { slots[slots.count - 1] }
    }

    let first: Int
    let table: FATTable
    private var layout: FATLayout { table.layout }
    private var window: SectorWindow { table.window }

    init(_ first: Int, _ table: FATTable) {
        self.first = first == 0 ? table.layout.rootCluster : first
        self.table = table
    }

    private func sectors() throws(FileError) -> [Int] {
        if first == 0 { return Array(layout.rootStart..<layout.rootStart + layout.rootSectors) }
        return try table.chain(from: first).flatMap { cluster in
            let start = layout.firstSector(ofCluster: cluster)
            return Array(start..<start + layout.sectorsPerCluster)
        }
    }

    /// Calls back for each entry until it says so; `.` and `..` and labels are none.
    func walk(_ visit: (Entry) -> Bool) throws(FileError) {
        var long: [UInt16] = []
        var slots: [Slot] = []
        var checksum: UInt8 = 0
        for sector in try sectors() {
            for offset in stride(from: 0, to: layout.sectorBytes, by: Self.entryBytes) {
                let bytes = try window.read(sector, offset..<offset + Self.entryBytes)
                let (lead, attributes) = (bytes[offset], bytes[offset + 11])
                if lead == 0 { return }
                if lead == Self.deleted || (attributes & Self.isLabel != 0 && attributes & 0x3F != 0x0F) {
                    (long, slots) = ([], [])
                    continue
                }
                if attributes & 0x3F == 0x0F {
                    if lead & 0x40 != 0 { (long, slots) = ([], []) }
                    checksum = bytes[offset + 13]
                    long = FATName.units(bytes) + long
                    slots.append(Slot(sector: sector, offset: offset))
                    continue
                }
                let isOwn = !long.isEmpty && checksum == FATName.checksum(bytes.prefix(11))
                let name = isOwn ? String(decoding: long, as: UTF16.self) : FATName.text(bytes)
                let entry = Self.entry(bytes, name, (isOwn ? slots : []) + [Slot(sector: sector, offset: offset)])
                (long, slots) = ([], [])
                if lead != UInt8(ascii: "."), visit(entry) { return }
            }
        }
    }

    private static func entry(_ bytes: ArraySlice<UInt8>, _ name: String, _ slots: [Slot]) -> Entry {
        let bytes = Array(bytes)
        let word = { (place: Int) in Int(bytes[place]) | Int(bytes[place + 1]) << 8 }
        return Entry(
            name: name, attributes: bytes[11], cluster: word(20) << 16 | word(26), size: word(28) | word(30) << 16,
            times: Array(bytes[13..<20] + bytes[22..<26]), slots: slots)
    }

    func find(_ name: String) throws(FileError) -> Entry? {
        var found: Entry?
        try walk { entry in
            if FATName.areSame(entry.name, name) { found = entry }
            return found != nil
        }
        return found
    }

    // MARK: Changing

    /// A new entry. EACCES: there is no place for it.
    func add(
        _ name: String, attributes: UInt8, cluster: Int, size: Int = 0, times: [UInt8]? = nil
    ) throws(FileError) -> Entry {
        try window.requireWritable()
        let (short, flags, isLong) = try shortName(name)
        let long = isLong ? FATName.longEntries(name, for: short) : []
        let slots = try freeSlots(long.count + 1)
        var bytes = short + [UInt8](repeating: 0, count: Self.entryBytes - 11)
        bytes[11] = attributes
        bytes[12] = flags
        if let times {
            bytes.replaceSubrange(13..<20, with: times[..<7])
            bytes.replaceSubrange(22..<26, with: times[7...])
        } else {
            // FatFs: a directory has been changed, a file has been made.
            let place = attributes & Self.isDirectory != 0 ? 22 : 14
            bytes.replaceSubrange(place..<place + 4, with: Self.stamp(window))
        }
        for (slot, entry) in zip(slots, long + [bytes]) { try window.write(slot.sector, slot.offset, entry) }
        try Self.set(slots[slots.count - 1], cluster: cluster, size: size, window)
        return Entry(
            name: name, attributes: attributes, cluster: cluster, size: size,
            times: Array(bytes[13..<20] + bytes[22..<26]), slots: slots)
    }

    private static func stamp(_ window: SectorWindow) -> [UInt8] {
        let stamp = window.device.stamp
        return (0..<4).map { UInt8(stamp >> (8 * $0) & 0xFF) }
    }

    /// A file is changed now, and the day on which it was used is forgotten.
    static func touch(_ slot: Slot, _ window: SectorWindow) throws(FileError) {
        try window.write(slot.sector, slot.offset + 22, stamp(window))
        try window.write(slot.sector, slot.offset + 18, number: 0, 2)
    }

    /// Where a file begins and how long it is.
    static func set(_ slot: Slot, cluster: Int, size: Int, _ window: SectorWindow) throws(FileError) {
        try window.write(slot.sector, slot.offset + 20, number: cluster >> 16, 2)
        try window.write(slot.sector, slot.offset + 26, number: cluster & 0xFFFF, 2)
        try window.write(slot.sector, slot.offset + 28, number: size, 4)
    }

    func remove(_ entry: Entry) throws(FileError) {
        for slot in entry.slots { try window.write(slot.sector, slot.offset, [Self.deleted]) }
    }

    private func shortName(_ name: String) throws(FileError) -> (bytes: [UInt8], flags: UInt8, isLong: Bool) {
        if let (bytes, flags) = FATName.short(name) { return (bytes, flags, false) }
        var taken: Set<[UInt8]> = []
        for sector in try sectors() {
            for offset in stride(from: 0, to: layout.sectorBytes, by: Self.entryBytes) {
                taken.insert(Array(try window.read(sector, offset..<offset + 11)))
            }
        }
        for number in 1..<100_000 {
            let bytes = FATName.numbered(name, number)
            if !taken.contains(bytes) { return (bytes, 0, true) }
        }
        throw .noAccess
    }

    /// Free slots in a row; the directory grows for them, but for a root with a place of its own.
    private func freeSlots(_ count: Int) throws(FileError) -> [Slot] {
        var run: [Slot] = []
        for sector in try sectors() {
            for offset in stride(from: 0, to: layout.sectorBytes, by: Self.entryBytes) {
                let lead = try window.number(sector, offset, 1)
                if lead != 0 && lead != Int(Self.deleted) {
                    run = []
                    continue
                }
                run.append(Slot(sector: sector, offset: offset))
                if run.count == count { return run }
            }
        }
        while run.count < count {
            guard first != 0, let last = try table.chain(from: first).last,
                let cluster = try table.allocate(after: last)
            else { throw .noAccess }
            try clear(cluster)
            for sector in 0..<layout.sectorsPerCluster {
                for offset in stride(from: 0, to: layout.sectorBytes, by: Self.entryBytes) {
                    run.append(Slot(sector: layout.firstSector(ofCluster: cluster) + sector, offset: offset))
                }
            }
        }
        return Array(run.prefix(count))
    }

    func clear(_ cluster: Int) throws(FileError) {
        let zeros = [UInt8](repeating: 0, count: layout.sectorBytes)
        for sector in 0..<layout.sectorsPerCluster {
            try window.replace(layout.firstSector(ofCluster: cluster) + sector, with: zeros)
        }
    }

    /// The entries that every directory but the root begins with.
    func addDots(parent: Int) throws(FileError) {
        let sector = layout.firstSector(ofCluster: first)
        for (place, cluster) in [first, parent].enumerated() {
            var bytes = Array("\(place == 0 ? ". " : "..")         ".utf8) + [UInt8](repeating: 0, count: 21)
            bytes[11] = Self.isDirectory
            bytes.replaceSubrange(22..<26, with: Self.stamp(window))
            try window.write(sector, place * Self.entryBytes, bytes)
            let slot = Slot(sector: sector, offset: place * Self.entryBytes)
            try Self.set(slot, cluster: cluster, size: 0, window)
        }
    }
}
