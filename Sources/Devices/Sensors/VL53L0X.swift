import Fabric

/// VL53L0X laser distance sensor (`board-vl53l0x`).
///
/// Datasheet: ST DS11555 and the register use of ST's API (STSW-IMG005), which is all that ST publishes: address 0x29 (8A changes it), ids C0 to C2, pages by FF, start 00,
/// ready 13, clear 0B, result from 14. A measurement takes the default budget of 33 ms; beyond 2 m it finds no target (8190).
/// Not modelled: other timing budgets, calibration as such, signal and ambient rates, thresholds.
public final class VL53L0X: Dialled, Powered {
    private static let budget: Picoseconds = .milliseconds(33)
    private static let reach = 2000.0
    private static let pageCount = 8
    /// Supply, bus, interrupt and shutdown.
    public static let pinNames = ["VCC", "GND", "SCL", "SDA", "GPIO1", "XSHUT"]
    /// What it cannot do without.
    public static let neededPins = ["SDA", "SCL"]
    /// How far away something stands.
    public static let dials = [Dial("distance", 0...4000, at: 400, unit: "mm")]
    /// For `perch parts`.
    public static let facts = PartFacts(
        "Laser distance sensor, 2 m, I2C 0x29", attributes: dials.attributes,
        notModelled: "other timing budgets, calibration, signal and ambient rates, thresholds")

    /// The part's name.
    public let id: String
    /// What stands before it.
    public let world: Dials
    /// Its supply.
    public let rails: Rails
    var pointer = RegisterPointer()
    private let events: EventQueue
    private let face: I2CFace
    private var shutdown: Net?
    private var interrupt: Leg?
    /// By page.
    private var registers = [[UInt8]]()
    private var page = 0
    private var isReady = false
    private var measurement: EventQueue.Token?

    /// Waiting for a start.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) throws(DeviceError) {
        self.id = id
        events = circuit.events
        world = try Dials(Self.dials, attributes, part: id)
        rails = Rails(circuit: circuit)
        face = I2CFace(circuit: circuit, rails: rails, pullUp: I2CFace.modulePullUp)
        reset()
        face.speaker = self
        rails.onChange = { [weak self] isOn, instant in
            self?.face.power(isOn, at: instant)
            self?.restart(at: instant)
        }
    }

    /// Solders a pin.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        if rails.attach(name, to: net, at: instant) || face.attach(name, to: net, at: instant) { return }
        if name == "GPIO1" { interrupt = Leg(net, at: instant) }
        if name == "XSHUT" {
            shutdown = net
            net.observe { [weak self] net, instant in if net.level(at: instant) == .low { self?.restart(at: instant) } }
        }
    }

    private func reset() {
        registers = Array(repeating: [UInt8](repeating: 0, count: 256), count: Self.pageCount)
        registers[0].replaceSubrange(0xC0...0xC2, with: [0xEE, 0xAA, 0x10])
        registers[0][0x8A] = 0x29
        registers[0][0x14] = 0
        // The stop variable and the reference SPADs of a usual chip.
        registers[1][0x91] = 0x3C
        registers[7][0x92] = 0x85
        page = 0
        isReady = false
    }

    private func restart(at instant: Instant) {
        if let measurement { events.cancel(measurement) }
        measurement = nil
        reset()
        interrupt?.drive(.released, at: instant)
    }

    // MARK: Measuring

    private func start(at instant: Instant) {
        if let measurement { events.cancel(measurement) }
        measurement = events.schedule(at: instant + Self.budget) { [weak self] in self?.complete(at: $0) }
    }

    private func complete(at instant: Instant) {
        measurement = nil
        let isSeen = world["distance"] <= Self.reach
        // Device status 11: valid; 4: no target in phase.
        registers[0][0x14] = isSeen ? 11 << 3 | 1 : 4 << 3 | 1
        let millimetres = isSeen ? UInt16(world["distance"].rounded()) : 8190
        registers[0][0x1E] = UInt8(millimetres >> 8)
        registers[0][0x1F] = UInt8(millimetres & 0xFF)
        isReady = true
        interrupt?.drive(.low, at: instant)
        // Back to back and timed go on.
        if registers[0][0x00] & 0x06 != 0 { start(at: instant) }
    }
}

extension VL53L0X: RegisterMap {
    func answers(to address: UInt8) -> Bool {
        address == registers[0][0x8A] & 0x7F && shutdown?.dutyLow != 1
    }

    func read(register: Int, at instant: Instant) -> UInt8 {
        if register == 0xFF { return UInt8(page) }
        if page == 0 && register == 0x13 { return isReady ? 4 : 0 }
        // NVM reads are done as soon as they are asked for.
        if register == 0x83 { return registers[page][register] | 0x10 }
        return registers[page][register]
    }

    func write(register: Int, _ value: UInt8, at instant: Instant) {
        if register == 0xFF { return page = Int(value) % Self.pageCount }
        registers[page][register] = value
        guard page == 0 else { return }
        if register == 0x00 {
            // The start bit clears itself at once.
            registers[0][0x00] = value & 0xFE
            if value & 7 != 0 {
                start(at: instant)
            } else if let measurement {
                events.cancel(measurement)
                self.measurement = nil
            }
        } else if register == 0x0B && value & 1 != 0 {
            isReady = false
            interrupt?.drive(.released, at: instant)
        }
    }
}
