/// Which serial ports a chip has: numbers, names and default pins, as its port wires them (machine_uart.c of the ports and their board files, v1.29).
struct UARTPort: Sendable {
    var id: Int
    /// What the pyboard calls it.
    var name = ""
    var tx: String
    var rx: String
    /// Taken by the console.
    var isConsole = false
}

extension MachineFacts {
    /// Nil: Perch does not know this chip's.
    var uartPorts: [UARTPort]? {
        switch chip {
        case "esp32":
            [
                UARTPort(id: 0, tx: "1", rx: "3", isConsole: true), UARTPort(id: 1, tx: "10", rx: "9"),
                UARTPort(id: 2, tx: "17", rx: "16"),
            ]
        case "esp32s3":
            [
                UARTPort(id: 0, tx: "43", rx: "44", isConsole: true), UARTPort(id: 1, tx: "10", rx: "9"),
                UARTPort(id: 2, tx: "17", rx: "16"),
            ]
        case "esp32c3": [UARTPort(id: 0, tx: "21", rx: "20", isConsole: true), UARTPort(id: 1, tx: "10", rx: "9")]
        // The second one can only send.
        case "esp8266": [UARTPort(id: 0, tx: "1", rx: "3", isConsole: true), UARTPort(id: 1, tx: "2", rx: "")]
        case "stm32f405":
            [
                UARTPort(id: 1, name: "XB", tx: "X9", rx: "X10"), UARTPort(id: 2, tx: "X3", rx: "X4"),
                UARTPort(id: 3, name: "YB", tx: "Y9", rx: "Y10"), UARTPort(id: 4, name: "XA", tx: "X1", rx: "X2"),
                UARTPort(id: 6, name: "YA", tx: "Y1", rx: "Y2"),
            ]
        case "stm32f411":
            [UARTPort(id: 2, tx: "A2", rx: "A3", isConsole: true), UARTPort(id: 6, tx: "C6", rx: "C7")]
        case "stm32f091":
            [
                UARTPort(id: 1, tx: "B6", rx: "B7"), UARTPort(id: 2, tx: "A2", rx: "A3", isConsole: true),
                UARTPort(id: 3, tx: "C10", rx: "C11"), UARTPort(id: 4, tx: "A0", rx: "A1"),
                UARTPort(id: 5, tx: "B3", rx: "B4"), UARTPort(id: 6, tx: "C0", rx: "C1"),
                UARTPort(id: 7, tx: "C6", rx: "C7"), UARTPort(id: 8, tx: "C2", rx: "C3"),
            ]
        case "stm32l073":
            [UARTPort(id: 1, tx: "B6", rx: "B7"), UARTPort(id: 2, tx: "A2", rx: "A3", isConsole: true)]
        case "stm32f072": [UARTPort(id: 1, tx: "A9", rx: "A10")]
        default:
            port == .rp2 ? [UARTPort(id: 0, tx: "0", rx: "1"), UARTPort(id: 1, tx: "4", rx: "5")] : nil
        }
    }
}
