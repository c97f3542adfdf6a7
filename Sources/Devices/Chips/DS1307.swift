import Fabric

/// DS1307 clock with 56 bytes of memory (`wokwi-ds1307`).
///
/// Datasheet: Maxim DS1307: address 0x68; 00 to 06 time in BCD, bit 7 of 00 stops it (CH), 07 control of SQW/OUT, 08 to 3F memory. It runs from power on,
/// as Wokwi's does, and `now` is 2025-01-01 00:00:00: no part knows the host's time.
/// Not modelled: the battery, drift, time zones; SQW/OUT is pulled up by the module.
public final class DS1307: Powered {
    private static let pullUpOhms: Ohms = 10_000
    /// Supply, bus and square wave.
    public static let pinNames = ["GND", "5V", "SDA", "SCL", "SQW"]
    /// What it cannot do without.
    public static let neededPins = ["SDA", "SCL"]
    /// For `perch parts`.
    public static let facts = PartFacts(
        "Clock with 56 bytes of memory, I2C 0x68",
        attributes: [.init("initTime", default: "now", "0 (2000-01-01), now (2025-01-01) or 2019-11-19T11:41:56Z")],
        notModelled: "the battery, drift, time zones, the host's time for now")

    /// The part's name.
    public let id: String
    /// Its supply.
    public let rails: Rails
    private let face: I2CFace
    private var chip: ClockChip!
    private var memory = [UInt8](repeating: 0, count: 56)
    private var control: UInt8 = 0
    private var output: Leg?

    /// A clock that runs.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) throws(DeviceError) {
        self.id = id
        rails = Rails(supply: "5V", circuit: circuit)
        face = I2CFace(circuit: circuit, rails: rails, pullUp: I2CFace.modulePullUp)
        chip = ClockChip(
            address: 0x68, registerCount: 0x40, haltBit: 0x80, time: try attributes.initialTime(part: id),
            readOther: { [unowned self] register, _ in register == 7 ? control : memory[register - 8] },
            writeOther: { [unowned self] in write($0, $1, at: $2) })
        face.speaker = chip
    }

    /// Solders a pin.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        if rails.attach(name, to: net, at: instant) || face.attach(name, to: net, at: instant) { return }
        net.addDriver(.pullUp(Self.pullUpOhms), at: instant)
        output = Leg(net, at: instant)
        drive(at: instant)
    }

    private func write(_ register: Int, _ value: UInt8, at instant: Instant) {
        if register == 7 {
            control = value & 0x93
            drive(at: instant)
        } else {
            memory[register - 8] = value
        }
    }

    private func drive(at instant: Instant) {
        guard control & 0x10 != 0 else {
            output?.drive(control & 0x80 != 0 ? .released : .low, at: instant)
            return
        }
        // 1 Hz, 4.096, 8.192 and 32.768 kHz.
        let frequencies: [UInt64] = [1, 4096, 8192, 32768]
        let wave = PWMSignal(
            tickRate: 2 * frequencies[Int(control & 3)], periodTicks: 2, highTicks: 1, start: instant)
        output?.drive(.pwm(wave), at: instant)
    }

    /// `seconds` since 2000-01-01, as the clock shows.
    public func outputs(at instant: Instant) -> [Output] {
        [Output("seconds", Double(chip.clock.seconds(at: instant) - CalendarTime.clockEpoch.seconds))]
    }
}
