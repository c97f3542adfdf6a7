extension Firmware {
    /// The unix port's 32-bit build: doubles, boxed floats.
    public static var unix32: Firmware {
        var firmware = Firmware(name: "unix32")
        firmware.names = ROMNames.unix32
        firmware.errorDetail = .detailed
        firmware.buildName = "standard"
        firmware.machineName = "linux [Perch] version"
        firmware.emergencyBufferBytes = 256
        firmware.features = [.exceptionInfo, .exitHandler, .memoryStatistics, .bytesComparisonWarning]
        firmware.scheduledCallsMax = 4
        firmware.threads = .unix32
        return firmware
    }
}
