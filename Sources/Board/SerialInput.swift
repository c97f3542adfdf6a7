import Machine
import MicroPython

/// What is typed at a board's console, for `input()` and `sys.stdin`: while nothing is there the board's time passes.
final class SerialInput: ConsoleInput {
    private let serial: SerialPort
    private let hardware: Hardware

    init(_ serial: SerialPort, _ hardware: Hardware) {
        self.serial = serial
        self.hardware = hardware
    }

    func next(_ vm: VM) throws(GuestException) -> UInt8? {
        if let byte = serial.take() { return byte }
        let serial = serial
        try hardware.wait(vm, for: "the program waits for a line that nobody types") { !serial.received.isEmpty }
        return serial.take()
    }

    var isReady: Bool { serial.hasInput }
}
