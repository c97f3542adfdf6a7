/// Storage in sectors, as a FAT file system sees it.
protocol SectorDevice: AnyObject {
    /// 512 to 4096.
    var sectorBytes: Int { get }
    var sectorCount: Int { get }
    var isReadOnly: Bool { get set }
    /// What time it is, as `FATTime` has it.
    var stamp: UInt32 { get }
    func read(_ sector: Int) throws(FileError) -> [UInt8]
    func write(_ sector: Int, _ bytes: [UInt8]) throws(FileError)
    /// Hands on what the device itself keeps back.
    func synchronize() throws(FileError)
}
