import StrictYAML

/// The converter from volts to numbers.
public struct ADCProfile: Sendable {
    /// `bits`: of the raw reading.
    public let bits: Int
    /// `volts`: full scale at the pin, without or with the strongest attenuation.
    public let volts: Double
    /// `maximum`: the raw reading at full scale and above (4095; 1024 on the ESP8266).
    public let maximum: Int
    /// `u16`: how `read_u16` is made of the raw reading.
    public let u16: U16Scaling
    /// `channels`: how many `ADC(n)` take for a channel's number.
    public let channels: Int
    /// `internal` (optional): constants of class `ADC` that name channels inside the chip.
    public let internalChannels: [NamedValue]
    /// `widths` (optional): what `width()` takes, in bits.
    public let widths: [Int]
    /// `attenuations` (optional): constants of class `ADC` that set the full scale, the last one set at first.
    public let attenuations: [Attenuation]

    /// How a raw reading becomes 16 bits.
    public enum U16Scaling: String, CaseIterable, Sendable {
        /// `raw << (16 - bits) | raw >> (2 * bits - 16)`.
        case replicate
        /// `raw * 65535 / maximum`.
        case proportional
    }

    /// A setting of the input divider.
    public struct Attenuation: Sendable {
        /// The constant's name.
        public let name: String
        /// Its value.
        public let value: Int
        /// Full scale at the pin.
        public let volts: Double
    }

    init(_ place: YAMLValue) throws(ProfileError) {
        let fields = try place.fields(
            "bits", "volts", "maximum", "u16", "channels", "internal", "widths", "attenuations")
        bits = try fields["bits"].whole(in: 8...16)
        volts = try fields["volts"].number()
        maximum = try fields["maximum"].whole(in: 1...65536)
        u16 = try fields["u16"].choice()
        channels = try fields["channels"].whole()
        internalChannels =
            try fields.optional("internal").map { value throws(ProfileError) in try NamedValue.all(in: value) } ?? []
        widths = try fields.optional("widths")?.list().map { value throws(ProfileError) in try value.whole() } ?? []
        attenuations =
            try fields.optional("attenuations")?.entries().map { entry throws(ProfileError) in
                let fields = try entry.value.fields("value", "volts")
                return Attenuation(
                    name: entry.key, value: try fields["value"].whole(), volts: try fields["volts"].number())
            } ?? []
    }

    /// The raw reading of a voltage; `fullScale` where an attenuation or a divider on the board sets another.
    public func raw(volts: Double, fullScale: Double? = nil) -> Int {
        // 2^bits steps, the last one cut off where `maximum` says so: the ESP8266 does read 1024.
        let reading = (volts / (fullScale ?? self.volts) * Double(1 << bits)).rounded(.down)
        return Int(min(max(reading, 0), Double(maximum)))
    }

    /// `read_u16` of a raw reading.
    public func u16(raw: Int) -> Int {
        switch u16 {
        case .replicate: raw << (16 - bits) | raw >> (2 * bits - 16)
        case .proportional: raw * 65535 / maximum
        }
    }
}

/// The pulse width modulators.
public struct PWMProfile: Sendable {
    /// `units`: slices or timers.
    public let units: Int
    /// `channels` (optional): how many pins at a time.
    public let channels: Int?
    /// `sharing`: which pins have one frequency.
    public let sharing: Sharing
    /// `min_hertz`: the least frequency, at the clock after reset.
    public let minHertz: Int
    /// `max_hertz`: the greatest, at the clock after reset.
    public let maxHertz: Int
    /// `out_of_range`: what happens to others.
    public let outOfRange: OutOfRange
    /// `steps`: the finest duty.
    public let steps: Int
    /// `default_hertz` (optional): the frequency when none was given.
    public let defaultHertz: Int?
    /// `default_duty_u16` (optional): the duty when none was given.
    public let defaultDuty16: Int?

    /// Which pins have one frequency.
    public enum Sharing: String, CaseIterable, Sendable {
        /// Those of one unit.
        case unit
        /// Those that asked for the same one; each other takes a unit.
        case pool
        /// All.
        case all
    }

    /// What happens to a frequency out of range.
    public enum OutOfRange: String, CaseIterable, Sendable {
        /// The port's error.
        case error
        /// The nearest that is in range is taken.
        case clamp
    }

    init(_ place: YAMLValue) throws(ProfileError) {
        let fields = try place.fields(
            "units", "channels", "sharing", "min_hertz", "max_hertz", "out_of_range", "steps", "default_hertz",
            "default_duty_u16")
        units = try fields["units"].whole()
        channels = try fields.optional("channels").map { value throws(ProfileError) in try value.whole() }
        sharing = try fields["sharing"].choice()
        minHertz = try fields["min_hertz"].whole()
        maxHertz = try fields["max_hertz"].whole()
        outOfRange = try fields["out_of_range"].choice()
        steps = try fields["steps"].whole(in: 1...65535)
        defaultHertz = try fields.optional("default_hertz").map { value throws(ProfileError) in try value.whole() }
        defaultDuty16 = try fields.optional("default_duty_u16").map { value throws(ProfileError) in
            try value.whole(in: 0...65535)
        }
    }
}
