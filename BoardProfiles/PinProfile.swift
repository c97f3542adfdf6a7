import StrictYAML

/// A pin of a chip: `NAME: {...}`. Every key is optional.
public struct PinProfile: Sendable {
    /// The chip's name for it.
    public let name: String
    /// `number`: the number in `Pin(25)`.
    public let number: Int?
    /// `digital`: false for an analog input that no `Pin` can be made of.
    public let isDigital: Bool
    /// `output`: false for an input without driver.
    public let canOutput: Bool
    /// `irq`: false for a pin without interrupt.
    public let canInterrupt: Bool
    /// `pulls`: the resistors that it has.
    public let pulls: [Pull]
    /// `pwm`: `any` unit, or `[unit, channel]`.
    public let pwm: PWMOutput?
    /// `adc`: its channel.
    public let adc: Int?
    /// `alternate`: the functions that the pin can be given in place of GPIO, in the port's order and words (`AF1_TIM2`).
    public let alternates: [String]
    /// `use`: what the module keeps it for (`flash`): whoever drives it crashes the chip.
    public let use: String?

    /// A resistor inside a pin.
    public enum Pull: String, CaseIterable, Sendable {
        /// To the supply.
        case up
        /// To ground.
        case down
    }

    /// Where the PWM of a pin comes from.
    public enum PWMOutput: Hashable, Sendable {
        /// From whichever unit is free.
        case any
        /// From this output of this unit: slice and 0 or 1 for A or B on the RP2040, timer and 1...4 on an STM32.
        case channel(unit: Int, channel: Int)
    }

    init(_ place: YAMLValue, name: String, pulls: [Pull]) throws(ProfileError) {
        let fields = try place.fields("number", "digital", "output", "irq", "pulls", "pwm", "adc", "alternate", "use")
        self.name = name
        number = try fields.optional("number").map { value throws(ProfileError) in try value.whole(in: 0...255) }
        isDigital = try fields.optional("digital").map { value throws(ProfileError) in try value.flag() } ?? true
        canOutput = try fields.optional("output").map { value throws(ProfileError) in try value.flag() } ?? isDigital
        canInterrupt = try fields.optional("irq").map { value throws(ProfileError) in try value.flag() } ?? isDigital
        self.pulls =
            try fields.optional("pulls").map { value throws(ProfileError) in try Self.pulls(value) }
            ?? (isDigital ? pulls : [])
        pwm = try fields.optional("pwm").map { value throws(ProfileError) in try Self.pwm(value) }
        adc = try fields.optional("adc").map { value throws(ProfileError) in try value.whole(in: 0...255) }
        alternates =
            try fields.optional("alternate").map { value throws(ProfileError) in
                try value.list().map { item throws(ProfileError) in try item.text() }
            } ?? []
        use = try fields.optional("use").map { value throws(ProfileError) in try value.text() }
    }

    static func pulls(_ place: YAMLValue) throws(ProfileError) -> [Pull] {
        try place.list().map { value throws(ProfileError) in try value.choice() }
    }

    private static func pwm(_ place: YAMLValue) throws(ProfileError) -> PWMOutput {
        if !place.isList {
            let word = try place.text()
            guard word == "any" else { throw place.error("'pwm' is '\(word)', expected any or [unit, channel]") }
            return .any
        }
        let numbers = try place.list()
        guard numbers.count == 2 else {
            throw place.error("'pwm' has \(numbers.count) items, expected [unit, channel]")
        }
        return .channel(unit: try numbers[0].whole(in: 0...255), channel: try numbers[1].whole(in: 0...255))
    }
}
