/// Which I2C and SPI units a chip has: numbers, names and default pins, as its port wires them (machine_i2c and machine_spi of the ports and
/// their board files, v1.29).
struct I2CPort: Sendable {
    var id: Int
    /// What the pyboard calls it.
    var name = ""
    var scl: String
    var sda: String
}

/// See `I2CPort`.
struct SPIPort: Sendable {
    var id: Int
    var name = ""
    var sck: String
    var mosi: String
    var miso: String
}

extension MachineFacts {
    var i2cPorts: [I2CPort] {
        switch chip {
        case "esp32": [I2CPort(id: 0, scl: "18", sda: "19"), I2CPort(id: 1, scl: "25", sda: "26")]
        case "esp32s3": [I2CPort(id: 0, scl: "9", sda: "8"), I2CPort(id: 1, scl: "9", sda: "8")]
        case "esp32c3": [I2CPort(id: 0, scl: "9", sda: "8")]
        case "stm32f405":
            [
                I2CPort(id: 1, name: "X", scl: "B6", sda: "B7"), I2CPort(id: 2, name: "Y", scl: "B10", sda: "B11"),
            ]
        case "stm32f411":
            [
                I2CPort(id: 1, scl: "B8", sda: "B9"), I2CPort(id: 2, scl: "B10", sda: "B3"),
                I2CPort(id: 3, scl: "A8", sda: "C9"),
            ]
        case "stm32f091": [I2CPort(id: 1, scl: "B8", sda: "B9"), I2CPort(id: 2, scl: "B10", sda: "B11")]
        case "stm32l073", "stm32f072": [I2CPort(id: 1, scl: "B8", sda: "B9")]
        default:
            port == .rp2 ? [I2CPort(id: 0, scl: "5", sda: "4"), I2CPort(id: 1, scl: "7", sda: "6")] : []
        }
    }

    var spiPorts: [SPIPort] {
        switch chip {
        case "esp32":
            [
                SPIPort(id: 1, sck: "14", mosi: "13", miso: "12"), SPIPort(id: 2, sck: "18", mosi: "23", miso: "19"),
            ]
        case "esp32s3":
            [
                SPIPort(id: 1, sck: "12", mosi: "11", miso: "13"), SPIPort(id: 2, sck: "36", mosi: "35", miso: "37"),
            ]
        case "esp32c3": [SPIPort(id: 1, sck: "6", mosi: "7", miso: "2")]
        case "esp8266": [SPIPort(id: 1, sck: "14", mosi: "13", miso: "12")]
        case "stm32f405":
            [
                SPIPort(id: 1, name: "X", sck: "A5", mosi: "A7", miso: "A6"),
                SPIPort(id: 2, name: "Y", sck: "B13", mosi: "B15", miso: "B14"),
            ]
        case "stm32f411":
            [
                SPIPort(id: 1, sck: "A5", mosi: "A7", miso: "A6"), SPIPort(id: 2, sck: "B13", mosi: "B15", miso: "B14"),
                SPIPort(id: 3, sck: "B3", mosi: "B5", miso: "B4"), SPIPort(id: 4, sck: "B13", mosi: "A1", miso: "A11"),
                SPIPort(id: 5, sck: "A10", mosi: "B0", miso: "A12"),
            ]
        case "stm32f091":
            [
                SPIPort(id: 1, sck: "A5", mosi: "A7", miso: "A6"), SPIPort(id: 2, sck: "B13", mosi: "B15", miso: "B14"),
            ]
        case "stm32l073", "stm32f072": [SPIPort(id: 1, sck: "A5", mosi: "A7", miso: "A6")]
        default:
            port == .rp2
                ? [
                    SPIPort(id: 0, sck: "18", mosi: "19", miso: "16"), SPIPort(id: 1, sck: "10", mosi: "11", miso: "8"),
                ] : []
        }
    }
}
