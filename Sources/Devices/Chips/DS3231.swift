import Fabric

/// DS3231 clock with two alarms and a thermometer (`board-ds3231`).
///
/// Datasheet: Maxim DS3231 rev 10: address 0x68; 00 to 06 time, 07 to 0A alarm 1, 0B to 0D alarm 2, 0E control, 0F status, 10 aging, 11 and 12
/// temperature in quarters of a degree. INT/SQW is an open drain that the module pulls up, low at an alarm (INTCN) or a square wave.
/// Not modelled: the battery, aging, conversions of the thermometer as time, time zones.
public final class DS3231: Dialled, Powered {
    private static let pullUpOhms: Ohms = 4_700
    /// Supply, bus, alarm or square wave, and 32 kHz.
    public static let pinNames = ["VCC", "GND", "SDA", "SCL", "SQW", "32K"]
    /// What it cannot do without.
    public static let neededPins = ["SDA", "SCL"]
    /// Its own temperature.
    public static let dials = [Dial("temperature", -40...85, at: 25, unit: "°C")]
    /// For `perch parts`.
    public static let facts = PartFacts(
        "Clock with two alarms and a thermometer, I2C 0x68",
        attributes: dials.attributes + [
            .init("initTime", default: "now", "0 (2000-01-01), now (2025-01-01) or 2019-11-19T11:41:56Z")
        ], notModelled: "the battery, aging, time zones, the host's time for now")

    /// The part's name.
    public let id: String
    /// Its temperature.
    public let world: Dials
    /// Its supply.
    public let rails: Rails
    private let events: EventQueue
    private let face: I2CFace
    private var chip: ClockChip!
    private var alarms = [UInt8](repeating: 0, count: 7)
    private var control: UInt8 = 0x1C
    private var status: UInt8 = 0x88
    private var aging: UInt8 = 0
    private var interrupt: Leg?
    private var wave: Leg?
    /// Ticks once a second while an alarm is set.
    private var tick: EventQueue.Token?

    /// A clock that runs.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) throws(DeviceError) {
        self.id = id
        events = circuit.events
        world = try Dials(Self.dials, attributes, part: id)
        rails = Rails(circuit: circuit)
        face = I2CFace(circuit: circuit, rails: rails, pullUp: I2CFace.modulePullUp)
        chip = ClockChip(
            address: 0x68, registerCount: 0x13, haltBit: 0, hasCentury: true,
            time: try attributes.initialTime(part: id),
            readOther: { [unowned self] register, _ in read(register) },
            writeOther: { [unowned self] in write($0, $1, at: $2) })
        face.speaker = chip
    }

    /// Solders a pin.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        if rails.attach(name, to: net, at: instant) || face.attach(name, to: net, at: instant) { return }
        net.addDriver(.pullUp(Self.pullUpOhms), at: instant)
        if name == "SQW" { interrupt = Leg(net, at: instant) } else { wave = Leg(net, at: instant) }
        drive(at: instant)
    }

    private func read(_ register: Int) -> UInt8 {
        // Ten bits, the upper eight in 0x11.
        let quarters = UInt16(bitPattern: Int16((world["temperature"] * 4).rounded())) << 6
        switch register {
        case 0x07...0x0D: return alarms[register - 7]
        case 0x0E: return control
        case 0x0F: return status
        case 0x10: return aging
        case 0x11: return UInt8(quarters >> 8)
        default: return UInt8(quarters & 0xFF)
        }
    }

    private func write(_ register: Int, _ value: UInt8, at instant: Instant) {
        switch register {
        case 0x07...0x0D:
            alarms[register - 7] = value
            if tick == nil { plan(at: instant) }
        case 0x0E:
            // CONV is done at once.
            control = value & ~0x20
            if tick == nil && value & 3 != 0 { plan(at: instant) }
        // Flags can only be cleared; EN32kHz is free.
        case 0x0F: status = status & value & 0x83 | value & 8
        case 0x10: aging = value
        default: break
        }
        drive(at: instant)
    }

    private func plan(at instant: Instant) {
        tick = events.schedule(at: chip.clock.nextSecond(after: instant)) { [weak self] instant in
            guard let self else { return }
            if alarmMatches(first: true, at: instant) { status |= 1 }
            if alarmMatches(first: false, at: instant) { status |= 2 }
            drive(at: instant)
            plan(at: instant)
        }
    }

    /// Table 2 of the data sheet: bit 7 of each alarm register takes it out of the comparison; alarm 2 has no seconds and comes at :00.
    private func alarmMatches(first: Bool, at instant: Instant) -> Bool {
        let time = chip.clock.bytes(at: instant)
        let alarm = first ? Array(alarms[0..<4]) : [0] + alarms[4..<7]
        for register in 0..<3 where alarm[register] & 0x80 == 0 && alarm[register] & 0x7F != time[register] & 0x7F {
            return false
        }
        if alarm[3] & 0x80 != 0 { return true }
        return alarm[3] & 0x40 != 0 ? alarm[3] & 0x0F == time[3] : alarm[3] & 0x3F == time[4]
    }

    private func drive(at instant: Instant) {
        if control & 4 != 0 {
            interrupt?.drive(status & control & 3 != 0 ? .low : .released, at: instant)
        } else {
            let frequencies: [UInt64] = [1, 1024, 4096, 8192]
            let signal = PWMSignal(
                tickRate: 2 * frequencies[Int(control >> 3 & 3)], periodTicks: 2, highTicks: 1, start: instant)
            interrupt?.drive(.pwm(signal), at: instant)
        }
        let fast = PWMSignal(tickRate: 65536, periodTicks: 2, highTicks: 1, start: .zero)
        wave?.drive(status & 8 != 0 ? .pwm(fast) : .released, at: instant)
    }
}
