/// The slots of `machine.SDCard` by chip, and the pins that its SPI slots have without being told (machine_sdcard.c and machine_sdcard.h of ports/esp32,
/// v1.29): 0 and 1 are the SD host's, 2 and 3 are SPI.
struct SDCardSlots {
    /// By number; nil: the guest must say.
    struct SPIPins {
        var clock: Int?
        var output: Int?
        var input: Int?
        var select: Int?
    }

    let chip: String

    /// The chip has an SD host besides its SPI units.
    var hasHost: Bool { chip == "esp32" || chip == "esp32s3" }
    /// The SD host's pins can be chosen.
    var hasPinChoice: Bool { chip == "esp32s3" }
    var range: ClosedRange<Int> { chip == "esp32" ? 1...3 : chip == "esp32s3" ? 0...3 : 2...2 }
    var defaultSlot: Int { hasHost ? 1 : 2 }

    /// The number of `machine.SPI` that an SPI slot takes.
    func bus(of slot: Int) -> Int { slot == 2 && hasHost ? 2 : 1 }

    func pins(of slot: Int) -> SPIPins {
        switch (chip, slot) {
        case ("esp32", 2): SPIPins(clock: 18, output: 23, input: 19, select: 5)
        case ("esp32s3", 2): SPIPins(clock: 37, output: 35, input: 36, select: 34)
        case (_, 3): SPIPins(clock: 14, output: 15, input: 2, select: 13)
        // SDSPI_DEVICE_CONFIG_DEFAULT has a pin for CS, though there are none for the rest.
        default: SPIPins(select: 13)
        }
    }
}
