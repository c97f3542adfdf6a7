import Fabric

/// EEPROM of 4096 bytes (I2C), as it sits on the clock modules beside the DS3231 (`board-at24c32`). The model of a part on an I2C bus.
///
/// Datasheet: Atmel AT24C32C/64C rev. 5298: device address 1010 A2 A1 A0, word address of two bytes, pages of 32 bytes, write cycle 5 ms at most
/// during which it does not answer (acknowledge polling).
/// Not modelled: wear, the write cycle's dependence on the supply.
public final class AT24C32: Powered, I2CTarget {
    /// The module's pins; address pins that nobody wires are pulled up, as on the modules: address 0x57.
    public static let pinNames = ["VCC", "GND", "SDA", "SCL", "A0", "A1", "A2", "WP"]
    /// What it cannot do without.
    public static let neededPins = ["SDA", "SCL"]
    /// Nothing to turn.
    public static let controls: [Control] = []
    /// For `perch parts`.
    public static let facts = PartFacts(
        "EEPROM of 4096 bytes, I2C 0x57 unless A0 to A2 say otherwise", notModelled: "wear")

    private static let byteCount = 4096
    private static let pageBytes = 32
    private static let writeTime: Picoseconds = .milliseconds(5)
    private static let modulePullUp: Ohms = 4700

    private struct State {
        var bytes = Array(repeating: UInt8(0xFF), count: AT24C32.byteCount)
        /// Where the next byte is read or written; it stays over transfers.
        var pointer = 0
        /// Bytes of the word address that have come.
        var addressBytes = 0
        /// The page as it will be written at STOP: place and byte.
        var page: [(place: Int, byte: UInt8)] = []
        var busyUntil = Instant.zero
    }

    /// The part's name.
    public let id: String
    /// Its supply.
    public let rails: Rails
    private let port: I2CTargetPort
    private var addressPins: [Net?] = [nil, nil, nil]
    private var protect: Net?
    private var state = State()

    /// A blank chip: every byte is 0xFF.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) {
        self.id = id
        port = I2CTargetPort(circuit: circuit)
        rails = Rails(circuit: circuit)
        port.target = self
        rails.onChange = { [weak self] isOn, instant in self?.port.setPowered(isOn, at: instant) }
    }

    // MARK: Bus face

    /// Solders a pin.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        switch name {
        case "SCL": port.attachClock(to: net, pullUp: Self.modulePullUp, at: instant)
        case "SDA": port.attachData(to: net, pullUp: Self.modulePullUp, at: instant)
        case "A0": addressPins[0] = net
        case "A1": addressPins[1] = net
        case "A2": addressPins[2] = net
        case "WP": protect = net
        default: _ = rails.attach(name, to: net, at: instant)
        }
    }

    /// 1010 and the address pins; nothing while it writes.
    public func answers(to address: I2CAddress, at instant: Instant) -> Bool {
        var own: UInt8 = 0x50
        for (place, net) in addressPins.enumerated() where (net?.level(at: instant) ?? .high) == .high {
            own |= 1 << UInt8(place)
        }
        return address == .seven(own) && instant >= state.busyUntil
    }

    /// A write begins with the word address; a read goes on where the last transfer ended.
    public func begin(_ direction: I2CDirection, at instant: Instant) {
        state.addressBytes = 0
        state.page = []
    }

    /// Two bytes of word address, then data: within the page the place wraps.
    public func write(_ byte: UInt8, at instant: Instant) -> Bool {
        if state.addressBytes < 2 {
            state.pointer = (state.pointer << 8 | Int(byte)) & (Self.byteCount - 1)
            state.addressBytes += 1
            return true
        }
        state.page.append((state.pointer, byte))
        let page = state.pointer & ~(Self.pageBytes - 1)
        state.pointer = page | (state.pointer + 1) & (Self.pageBytes - 1)
        return true
    }

    /// The byte at the pointer, which wraps at the chip's end.
    public func read(at instant: Instant) -> UInt8 {
        defer { state.pointer = (state.pointer + 1) & (Self.byteCount - 1) }
        return state.bytes[state.pointer]
    }

    /// STOP starts the write cycle.
    public func end(isStop: Bool, at instant: Instant) {
        guard isStop, !state.page.isEmpty, protect?.level(at: instant) != .high else { return state.page = [] }
        for (place, byte) in state.page { state.bytes[place] = byte }
        state.page = []
        state.busyUntil = instant + Self.writeTime
    }

    // MARK: World face

    /// Nothing to turn.
    public func turn(control name: String, to value: Double, at instant: Instant) {}

    /// What it holds.
    public var bytes: [UInt8] { state.bytes }

    /// Nothing to see.
    public func outputs(at instant: Instant) -> [Output] { [] }
}
