import Fabric
import Machine

/// What the ROM of an Espressif chip says on the console before MicroPython begins. Versions and addresses are those of one build's log;
/// the reasons are of the technical reference manuals (ESP32: 3.1.1 "Reset source"; ESP8266: "rst cause" of its ROM).
struct StartMessage {
    let lines: [String]

    /// The speed of the lines, where it isn't the console's.
    let baud: UInt64?

    /// Nil: the chip says nothing.
    init?(chip: String, after kind: ResetKind) {
        guard kind != .soft else { return nil }
        switch chip {
        case "esp32":
            let reason =
                switch kind {
                case .powerOn: "0x1 (POWERON_RESET)"
                case .deepSleep: "0x5 (DEEPSLEEP_RESET)"
                // The task watchdog ends in a panic, which restarts as esp_restart does.
                case .hard, .watchdog, .soft: "0xc (SW_CPU_RESET)"
                }
            lines = [
                "ets Jul 29 2019 12:21:46", "", "rst:\(reason),boot:0x13 (SPI_FAST_FLASH_BOOT)",
                "configsip: 0, SPIWP:0xee",
                "clk_drv:0x00,q_drv:0x00,d_drv:0x00,cs0_drv:0x00,hd_drv:0x00,wp_drv:0x00", "mode:DIO, clock div:2",
                "load:0x3fff0030,len:4728", "load:0x40078000,len:14888", "load:0x40080400,len:3368", "entry 0x400805cc",
            ]
            baud = nil
        case "esp32s3", "esp32c3":
            let isS3 = chip == "esp32s3"
            let reason =
                switch kind {
                case .powerOn: "0x1 (POWERON)"
                case .deepSleep: "0x5 (DSLEEP)"
                case .hard, .watchdog, .soft: isS3 ? "0xc (RTC_SW_CPU_RST)" : "0x3 (RTC_SW_SYS_RST)"
                }
            let name =
                isS3
                ? ["ESP-ROM:esp32s3-20210327", "Build:Mar 27 2021"]
                : ["ESP-ROM:esp32c3-api1-20210207", "Build:Feb  7 2021"]
            lines =
                name + [
                    "rst:\(reason),boot:\(isS3 ? "0x8" : "0xc") (SPI_FAST_FLASH_BOOT)", "SPIWP:0xee",
                    "mode:DIO, clock div:1",
                ]
            baud = nil
        case "esp8266":
            let cause =
                switch kind {
                case .powerOn: 1
                case .watchdog: 4
                case .hard, .deepSleep, .soft: 2
                }
            lines = [
                "", " ets Jan  8 2013,rst cause:\(cause), boot mode:(3,6)", "", "load 0x40100000, len 30720, room 16 ",
                "tail 0", "chksum 0x23", "ready to connect",
            ]
            // Its ROM takes the crystal for one of 40 MHz, and it has one of 26: 115200 * 26 / 40.
            baud = 74_880
        default: return nil
        }
    }

    /// The bytes as a terminal at 115200 baud reads them.
    var bytes: [UInt8] {
        let text = lines.flatMap { Array("\($0)\r\n".utf8) }
        guard let baud else { return text }
        let events = EventQueue()
        let (sender, receiver) = (UARTEnd(events: events), UARTEnd(events: events))
        UARTEnd.join(sender, receiver)
        sender.setBaud(baud)
        receiver.setBaud(115_200)
        receiver.capacity = text.count * 2
        for byte in text { sender.send(byte, at: .zero) }
        while let next = events.nextDeadline { events.runDue(at: next) }
        return receiver.received
    }
}
