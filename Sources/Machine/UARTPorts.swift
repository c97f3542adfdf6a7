/// Which serial ports a chip has: numbers, names and default pins, as its port wires them (machine_uart.c of the ports, v1.29).
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
        switch port {
        case .rp2: [UARTPort(id: 0, tx: "0", rx: "1"), UARTPort(id: 1, tx: "4", rx: "5")]
        case .esp32 where chip == "esp32":
            [
                UARTPort(id: 0, tx: "1", rx: "3", isConsole: true), UARTPort(id: 1, tx: "10", rx: "9"),
                UARTPort(id: 2, tx: "17", rx: "16"),
            ]
        case .stm32 where chip == "stm32f405":
            [
                UARTPort(id: 1, name: "XB", tx: "X9", rx: "X10"), UARTPort(id: 2, tx: "X3", rx: "X4"),
                UARTPort(id: 3, name: "YB", tx: "Y9", rx: "Y10"), UARTPort(id: 4, name: "XA", tx: "X1", rx: "X2"),
                UARTPort(id: 6, name: "YA", tx: "Y1", rx: "Y2"),
            ]
        default: nil
        }
    }
}
