import Fabric
import Testing

@testable import Devices

/// A circuit with its rails, wires by name, and a clock that a test moves by hand.
final class PartBench {
    let circuit: Circuit
    private(set) var now = Instant.zero
    private var pins: [String: Pin] = [:]
    /// Wires do not hold parts.
    private var parts: [any Device] = []

    init(supplyVolts: Volts = 3.3) { circuit = Circuit(supplyVolts: supplyVolts) }

    /// The test's pin on the wire of this name.
    subscript(wire: String) -> Pin {
        if let pin = pins[wire] { return pin }
        let pin = Pin(net: circuit.makeNet(named: wire))
        pins[wire] = pin
        return pin
    }

    /// Solders all pins of a part to wires of their names; supply and ground by their usual names unless they are left out.
    func solder<Part: Device>(_ part: Part, prefix: String = "", without: Set<String> = []) throws -> Part {
        parts.append(part)
        for pin in Part.pinNames where !without.contains(pin) {
            switch pin.hasPrefix("GND.") || pin.hasPrefix("V") ? String(pin.split(separator: ".")[0]) : pin {
            case "VCC", "VDD", "V+", "5V", "VIN", "3V3", "3.3V": try part.connect(pin: pin, to: circuit.supply, at: now)
            case "GND", "VSS": try part.connect(pin: pin, to: circuit.ground, at: now)
            default: try part.connect(pin: pin, to: self[prefix + pin].net, at: now)
            }
        }
        return part
    }

    /// Lets time pass.
    func wait(_ interval: Picoseconds) {
        let end = now + interval
        while let next = circuit.events.nextDeadline, next <= end { circuit.events.runDue(at: next) }
        now = end
    }

    func drive(_ wire: String, _ isHigh: Bool) {
        self[wire].write(isHigh, at: now)
        if self[wire].mode != .output { self[wire].setMode(.output, at: now) }
    }

    func volts(_ wire: String) -> Volts { self[wire].net.volts(at: now) }
    func isHigh(_ wire: String) -> Bool { self[wire].net.level(at: now).isHigh }

    /// The edges of a wire while something goes on.
    func edges(of wire: String, while act: () throws -> Void) rethrows -> [(level: Level, at: Instant)] {
        var edges: [(Level, Instant)] = []
        let subscription = self[wire].net.observeEdges(at: now) { edges.append(($0, $1)) }
        try act()
        subscription.cancel()
        return edges
    }
}

/// I2C by hand at about 100 kHz, on the wires SCL and SDA.
extension PartBench {
    private static let quarter: Picoseconds = .nanoseconds(2500)

    private func line(_ wire: String, _ isHigh: Bool) {
        self[wire].write(isHigh, at: now)
        if self[wire].mode != .openDrain { self[wire].setMode(.openDrain, at: now) }
        wait(Self.quarter)
    }

    func start() {
        line("SDA", true)
        line("SCL", true)
        line("SDA", false)
        line("SCL", false)
    }

    func stop() {
        line("SDA", false)
        line("SCL", true)
        line("SDA", true)
    }

    private func clockIn(_ bit: Bool) -> Bool {
        line("SDA", bit)
        line("SCL", true)
        let seen = isHigh("SDA")
        line("SCL", false)
        return seen
    }

    /// True: acknowledged.
    func send(_ byte: UInt8) -> Bool {
        for bit in (0..<8).reversed() { _ = clockIn(byte >> UInt8(bit) & 1 == 1) }
        return !clockIn(true)
    }

    func receive(isLast: Bool) -> UInt8 {
        var byte: UInt8 = 0
        for _ in 0..<8 { byte = byte << 1 | (clockIn(true) ? 1 : 0) }
        _ = clockIn(isLast)
        return byte
    }

    /// Bytes acknowledged, the address included.
    @discardableResult
    func write(_ address: UInt8, _ bytes: [UInt8]) -> Int {
        start()
        defer { stop() }
        var count = 0
        for byte in [address << 1] + bytes {
            guard send(byte) else { break }
            count += 1
        }
        return count
    }

    /// Nil where nobody answers.
    func read(_ address: UInt8, _ count: Int) -> [UInt8]? {
        start()
        defer { stop() }
        guard send(address << 1 | 1) else { return nil }
        return (0..<count).map { receive(isLast: $0 == count - 1) }
    }

    /// `readfrom_mem`.
    func read(_ address: UInt8, register: UInt8, _ count: Int) -> [UInt8]? {
        start()
        guard send(address << 1), send(register) else {
            stop()
            return nil
        }
        return read(address, count)
    }
}

/// SPI by hand in mode 0.
extension PartBench {
    /// Sends bytes and returns what came meanwhile.
    @discardableResult
    func exchange(_ bytes: [UInt8], clock: String = "SCK", output: String, input: String? = nil) -> [UInt8] {
        bytes.map { byte in
            var received: UInt8 = 0
            for bit in (0..<8).reversed() {
                drive(output, byte >> UInt8(bit) & 1 == 1)
                wait(.nanoseconds(500))
                drive(clock, true)
                received = received << 1 | (input.map { isHigh($0) } ?? false ? 1 : 0)
                wait(.nanoseconds(500))
                drive(clock, false)
            }
            return received
        }
    }
}
