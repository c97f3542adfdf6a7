/// A device, and the FAT file system on it.
final class FATMount {
    let device: any SectorDevice
    /// nil: the device has none, and one can be made.
    var files: FATFiles?

    init(_ device: any SectorDevice) { self.device = device }
}
