import Fabric

/// Thermometer (1-Wire), several on one wire by their identities (`wokwi-ds18b20`, `board-ds18b20`). The model of a part on a 1-Wire bus.
///
/// Datasheet: Maxim DS18B20 19-7487 rev. 6: scratchpad (figure 8), temperature register (table 1), conversion times (table 2), commands (table 3).
/// Not modelled: parasite power's strong pull-up (it converts without), conversion noise.
public final class DS18B20: Powered, OneWireFunctions {
    /// Supply, data, ground.
    public static let pinNames = ["VCC", "DQ", "GND"]
    /// What it cannot do without.
    public static let neededPins = ["DQ"]
    /// What it measures.
    public static let controls = [Control("temperature", -55...125, unit: "°C")]
    /// The wire of all of them.
    public static let pullUpPins = ["DQ"]
    /// For `perch parts`.
    public static let facts = PartFacts(
        "Thermometer on 1-Wire; the wire needs a pull-up of 4.7 kOhm",
        attributes: [
            .init("temperature", default: "22", "-55 to 125 °C, at first"),
            .init("deviceID", default: "010203040506", "12 hexadecimal digits"),
            .init("familyCode", default: "28", "2 hexadecimal digits"),
        ], notModelled: "parasite power's strong pull-up, noise")

    private struct State {
        var celsius: Double
        /// Temperature, alarms and configuration as read; after power on it says 85 degrees.
        var scratchpad: [UInt8] = [0x50, 0x05, 0x4B, 0x46, 0x7F, 0xFF, 0x0C, 0x10]
        /// Alarm high, alarm low, configuration, as `copy` keeps them.
        var memory: [UInt8] = [0x4B, 0x46, 0x7F]
        var command: UInt8 = 0
        var writeCount = 0
        var sending: [UInt8] = []
        var busyUntil = Instant.zero
        var hasConverted = false
    }

    /// The part's name.
    public let id: String
    /// Its supply; it can do without VCC.
    public let rails: Rails
    private let network: OneWireNetwork
    private let port: OneWireTargetPort
    private var state: State

    /// A thermometer; the identity comes from the attributes `deviceID` (12 hexadecimal digits) and `familyCode`, as in Wokwi.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) throws(DeviceError) {
        self.id = id
        rails = Rails(isParasitic: true, circuit: circuit)
        let serial = attributes.text("deviceID", default: "010203040506")
        let family = attributes.text("familyCode", default: "28")
        guard serial.utf8.count <= 12, let serialNumber = UInt64(serial, radix: 16) else {
            throw .badAttribute(part: id, name: "deviceID", value: serial, expected: "12 hexadecimal digits")
        }
        guard let familyCode = UInt8(family, radix: 16) else {
            throw .badAttribute(part: id, name: "familyCode", value: family, expected: "2 hexadecimal digits")
        }
        state = State(
            celsius: try attributes.number("temperature", default: 22, in: Self.controls[0].range, part: id))
        // The digits are the ROM's bytes in the order in which they are sent.
        network = OneWireNetwork(family: familyCode, serial: serialNumber.byteSwapped >> 16)
        port = OneWireTargetPort(circuit: circuit)
        network.part = self
        port.target = network
        rails.onChange = { [weak self] isOn, instant in self?.port.setPowered(isOn, at: instant) }
    }

    // MARK: Bus face

    /// Solders a pin.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        if !rails.attach(name, to: net, at: instant) { port.attach(to: net, at: instant) }
    }

    /// The last conversion lies outside the alarm bytes.
    public var hasAlarm: Bool {
        let whole = Int8(truncatingIfNeeded: Int16(bitPattern: raw) >> 4)
        return state.hasConverted
            && (whole >= Int8(bitPattern: state.scratchpad[2]) || whole <= Int8(bitPattern: state.scratchpad[3]))
    }

    private var raw: UInt16 { UInt16(state.scratchpad[1]) << 8 | UInt16(state.scratchpad[0]) }

    /// A new function command is due.
    public func select(at instant: Instant) {
        state.command = 0
        state.sending = []
    }

    /// A function command, or a byte of Write Scratchpad.
    public func receive(_ byte: UInt8, at instant: Instant) {
        if state.command == 0x4E && state.writeCount < 3 {
            state.scratchpad[2 + state.writeCount] = state.writeCount == 2 ? byte & 0x60 | 0x1F : byte
            return state.writeCount += 1
        }
        guard state.command == 0 else { return }
        state.command = byte
        switch byte {
        case 0x44: convert(at: instant)
        case 0x4E: state.writeCount = 0
        case 0xBE: state.sending = state.scratchpad + [OneWireNetwork.checksum(state.scratchpad)]
        case 0x48:
            state.memory = Array(state.scratchpad[2...4])
            state.busyUntil = instant + .milliseconds(10)
        case 0xB8: state.scratchpad.replaceSubrange(2...4, with: state.memory)
        default: break
        }
    }

    /// The scratchpad and its checksum, then ones.
    public func nextByte(at instant: Instant) -> UInt8? {
        guard state.command == 0xBE else { return nil }
        return state.sending.isEmpty ? 0xFF : state.sending.removeFirst()
    }

    /// Zeros while it converts or copies; Read Power Supply says one: it is not on parasite power.
    public func status(at instant: Instant) -> Bool? {
        switch state.command {
        case 0x44, 0x48: instant >= state.busyUntil
        case 0xB4, 0xB8: true
        default: nil
        }
    }

    /// The bits that the resolution leaves out read as zero. The new value is there when the time is over.
    private func convert(at instant: Instant) {
        let missing = 3 - Int(state.scratchpad[4] >> 5 & 3)
        state.busyUntil = instant + .microseconds(750_000 >> UInt64(missing))
        let steps = Int16((state.celsius * 16).rounded()) & ~(1 << Int16(missing) - 1)
        state.scratchpad[0] = UInt8(truncatingIfNeeded: steps)
        state.scratchpad[1] = UInt8(truncatingIfNeeded: steps >> 8)
        state.hasConverted = true
    }

    // MARK: World face

    /// Heats it.
    public func turn(control name: String, to value: Double, at instant: Instant) { state.celsius = value }

    /// `temperature`.
    public func outputs(at instant: Instant) -> [Output] { [Output("temperature", state.celsius)] }
}
