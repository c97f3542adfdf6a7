import Fabric

/// HX711 amplifier and converter for load cells, with its cell (`wokwi-hx711`).
///
/// Datasheet: Avia HX711: DOUT falls when a conversion is there (every 100 ms at 10 SPS, 400 ms after power on); 24 pulses at PD_SCK shift it out,
/// highest bit first, one to three more choose the input; PD_SCK high for over 60 µs is power down. A value that nobody reads is followed by the next: DOUT
/// is high for a moment before it (not in the data sheet; drivers wait for that edge, those of robert-hh and others). The cell gives 420 counts a
/// kilogram, as Wokwi's does.
/// Not modelled: channel B and the gain of 64 (their pulses count, the value stays), offset, noise, 80 SPS.
public final class HX711: Dialled, Powered {
    private static let settling: Picoseconds = .milliseconds(400)
    private static let period: Picoseconds = .milliseconds(100)
    private static let refreshNanoseconds: UInt64 = 60_000
    private static let powerDown: Picoseconds = .microseconds(60)
    private static let countsPerKilogram = 420.0
    /// Supply, data and clock.
    public static let pinNames = ["VCC", "DT", "SCK", "GND"]
    /// What it cannot do without.
    public static let neededPins = ["DT", "SCK"]
    /// What lies on the cell.
    public static let dials = [Dial("load", -50...50, at: 0, unit: "kg", isAttribute: false)]
    /// For `perch parts`.
    public static let facts = PartFacts(
        "Load cell with its amplifier: 24 bits by DT and SCK, 420 counts a kilogram",
        attributes: [.init("type", default: "50kg", "50kg, 5kg or gauge: where the cell ends")],
        notModelled: "channel B, gains, offset, noise, 80 samples a second")

    /// The part's name.
    public let id: String
    /// What lies on the cell.
    public let world: Dials
    /// Its supply.
    public let rails: Rails
    private let kilogramsMost: Double
    private let events: EventQueue
    private var data: Leg?
    private var clock: EdgeSubscription?
    private var value: UInt32 = 0
    private var isReady = false
    private var pulses = 0
    private var lastPulse = Instant.zero
    /// When the last conversion was there.
    private var base = Instant.zero
    private var isDown = false
    private var conversion: EventQueue.Token?
    private var shutdown: EventQueue.Token?

    /// An empty cell, powered on.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) throws(DeviceError) {
        self.id = id
        events = circuit.events
        world = try Dials(Self.dials, attributes, part: id)
        rails = Rails(circuit: circuit)
        let type = try attributes.choice("type", of: ["50kg", "5kg", "gauge"], part: id)
        kilogramsMost = type == "5kg" ? 5 : 50
        rails.onChange = { [weak self] isOn, instant in self?.power(isOn, at: instant) }
    }

    /// Solders a pin.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        if rails.attach(name, to: net, at: instant) { return }
        if name == "DT" {
            data = Leg(net, at: instant)
            power(rails.isOn, at: instant)
        } else {
            clock = net.observeEdges(at: instant) { [weak self] level, instant in
                self?.clocked(isHigh: level.isHigh, at: instant)
            }
        }
    }

    /// Power on or off, also that by PD_SCK.
    private func power(_ isOn: Bool, at instant: Instant) {
        if let conversion { events.cancel(conversion) }
        conversion = nil
        isReady = false
        pulses = 0
        data?.drive(isOn ? .high : .released, at: instant)
        if isOn { plan(after: Self.settling, at: instant) }
    }

    private func plan(after delay: Picoseconds, at instant: Instant) {
        conversion = events.schedule(at: instant + delay) { [weak self] in self?.convert(at: $0) }
    }

    /// A value is there, until it is read or the next one takes its place; a waveform tells of those, and needs no events.
    private func convert(at instant: Instant) {
        conversion = nil
        base = instant
        // A reading that is being shifted out stays; one that was left half way does not.
        if (1...24).contains(pulses) && instant - lastPulse < Self.period {
            return plan(after: Self.period, at: instant)
        }
        pulses = 0
        isReady = true
        let refresh = PWMSignal(
            periodNanoseconds: Self.period / 1000, highNanoseconds: Self.refreshNanoseconds,
            start: Instant(picoseconds: instant.picoseconds - Self.refreshNanoseconds * 1000))
        data?.drive(.pwm(refresh), at: instant)
    }

    private var counts: UInt32 {
        let kilograms = min(max(world["load"], -kilogramsMost), kilogramsMost)
        return UInt32(bitPattern: Int32((kilograms * Self.countsPerKilogram).rounded())) & 0xff_ffff
    }

    private func clocked(isHigh: Bool, at instant: Instant) {
        if let shutdown { events.cancel(shutdown) }
        shutdown = nil
        guard rails.isOn else { return }
        guard isHigh else {
            if isDown { power(true, at: instant) }
            return isDown = false
        }
        shutdown = events.schedule(at: instant + Self.powerDown) { [weak self] in self?.sleep(at: $0) }
        guard isReady || pulses > 0 else { return }
        shift(at: instant)
    }

    private func sleep(at instant: Instant) {
        shutdown = nil
        isDown = true
        isReady = false
        pulses = 0
        if let conversion { events.cancel(conversion) }
        data?.drive(.high, at: instant)
    }

    private func shift(at instant: Instant) {
        if isReady {
            isReady = false
            value = counts
            // Conversions come every 100 ms, whether somebody reads or not.
            plan(after: Self.period - (instant - base) % Self.period, at: instant)
        }
        lastPulse = instant
        pulses += 1
        if pulses <= 24 {
            data?.drive(value >> UInt32(24 - pulses) & 1 == 1 ? .high : .low, at: instant)
        } else {
            data?.drive(.high, at: instant)
        }
    }
}
