import StrictYAML

/// An exception of a port, as the guest sees it.
public struct PortError: Hashable, Sendable {
    /// The exception's class: `ValueError`.
    public let type: String
    /// Its text, in which `%s` and `%d` stand for what the guest gave.
    public let text: String

    init(_ place: YAMLValue) throws(ProfileError) {
        let whole = try place.text()
        guard let colon = whole.firstIndex(of: ":"), whole[colon...].hasPrefix(": "),
            whole[..<colon].allSatisfy(\.isLetter)
        else {
            throw place.error(
                "\(place.name) is '\(whole)', expected an exception and its text such as 'ValueError: invalid pin'")
        }
        type = String(whole[..<colon])
        text = String(whole[colon...].dropFirst(2))
    }

    /// The text with words in place of `%s` and `%d`, in order.
    public func text(with words: String...) -> String {
        var rest = words[...]
        var result = ""
        var isAfterPercent = false
        for letter in text {
            if isAfterPercent {
                result += letter == "s" || letter == "d" ? rest.popFirst() ?? "" : "%\(letter)"
                isAfterPercent = false
            } else if letter == "%" {
                isAfterPercent = true
            } else {
                result.append(letter)
            }
        }
        return result
    }
}

/// What can go wrong with a port's hardware. The raw value is the key under `errors`.
public enum PortErrorKind: String, CaseIterable, Sendable {
    /// `Pin(99)`.
    case pinNumber = "pin_number"
    /// `Pin("NOPE")`; `%s` is the name.
    case pinName = "pin_name"
    /// A mode that does not exist; `%d` is the mode.
    case pinMode = "pin_mode"
    /// A pull that the pin does not have.
    case pinPull = "pin_pull"
    /// An output on a pin that has no driver.
    case pinOutput = "pin_output"
    /// An interrupt on a pin that has none.
    case pinIRQ = "pin_irq"
    /// `irq(hard=True)`.
    case hardIRQ = "hard_irq"
    /// `PWM` on a pin that has none.
    case pinPWM = "pin_pwm"
    /// `ADC` on a pin that has none.
    case pinADC = "pin_adc"
    /// `machine.freq(x)` that the chip cannot run at.
    case frequency
    /// A PWM frequency below the least.
    case pwmFrequencyLow = "pwm_frequency_low"
    /// A PWM frequency above the greatest.
    case pwmFrequencyHigh = "pwm_frequency_high"
    /// More PWM frequencies than units.
    case pwmTimers = "pwm_timers"
    /// More PWM pins than channels.
    case pwmChannels = "pwm_channels"
    /// A `Timer` that does not exist.
    case timer
    /// `Timer(hard=True)`.
    case hardTimer = "hard_timer"
}
