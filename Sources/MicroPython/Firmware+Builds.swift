extension Firmware {
    /// As MicroPython's port to emulated Cortex-M3 boards, as far as figures of memory show it: single floats, and no name `e`.
    ///
    /// Not modelled: its own words of packed messages, and which other names it lacks.
    public static var cortexM3: Firmware {
        var firmware = Firmware.unix32
        firmware.name = "cortex-m3"
        firmware.floatWidth = .single
        firmware.hasWideFloats = false
        firmware.features = []
        firmware.names = firmware.listedNames.filter { $0 != "e" }.joined(separator: "\n")
        return firmware
    }

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
        // MICROPY_PY_SSL is off, and MICROPY_PY_SELECT_SELECT.
        firmware.absent = ["hashlib.sha1", "hashlib.md5", "select.select"]
        return firmware
    }
}
