extension Firmware {
    /// The 32-bit build of the unix port: the reference for behaviour and bytes.
    public static let unix32: Firmware = {
        var firmware = Firmware(name: "unix32")
        firmware.names = ROMNames.unix32
        return firmware
    }()
}
