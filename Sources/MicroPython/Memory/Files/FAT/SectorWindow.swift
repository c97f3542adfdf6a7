/// A device with one sector kept here: FatFs has one window, too, and what is read twice in a row costs the guest one call.
final class SectorWindow {
    let device: any SectorDevice
    private var bytes: [UInt8] = []
    private var sector = -1
    private var isDirty = false

    init(_ device: any SectorDevice) { self.device = device }

    private func load(_ sector: Int) throws(FileError) {
        if sector == self.sector { return }
        try flush()
        guard sector >= 0 && sector < device.sectorCount else { throw .device }
        self.sector = -1
        bytes = try device.read(sector)
        guard bytes.count == device.sectorBytes else { throw .device }
        self.sector = sector
    }

    func flush() throws(FileError) {
        guard isDirty else { return }
        isDirty = false
        try device.write(sector, bytes)
    }

    func synchronize() throws(FileError) {
        try flush()
        try device.synchronize()
    }

    /// Bytes of one sector.
    func read(_ sector: Int, _ range: Range<Int>) throws(FileError) -> ArraySlice<UInt8> {
        try load(sector)
        return bytes[range]
    }

    /// A number of `count` bytes, lowest first.
    func number(_ sector: Int, _ offset: Int, _ count: Int) throws(FileError) -> Int {
        try load(sector)
        return bytes[offset..<offset + count].reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    func write(_ sector: Int, _ offset: Int, _ new: some Collection<UInt8>) throws(FileError) {
        try requireWritable()
        try load(sector)
        bytes.replaceSubrange(offset..<offset + new.count, with: new)
        isDirty = true
    }

    func write(_ sector: Int, _ offset: Int, number: Int, _ count: Int) throws(FileError) {
        try write(sector, offset, (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) })
    }

    /// A whole sector, of which nothing needs to be read before.
    func replace(_ sector: Int, with new: [UInt8]) throws(FileError) {
        try requireWritable()
        guard sector >= 0 && sector < device.sectorCount else { throw .device }
        if sector != self.sector { try flush() }
        self.sector = sector
        bytes = new
        isDirty = true
    }

    func requireWritable() throws(FileError) {
        if device.isReadOnly { throw .readOnly }
    }
}
