import MicroPython

/// Why a port refuses something. The raw value is the key in the port's profile.
public enum RefusalKind: String, CaseIterable, Sendable {
    /// The key of the same name in a port's profile.
    case pinNumber = "pin_number"
    /// The key of the same name in a port's profile.
    case pinName = "pin_name"
    /// The key of the same name in a port's profile.
    case pinMode = "pin_mode"
    /// The key of the same name in a port's profile.
    case pinPull = "pin_pull"
    /// The key of the same name in a port's profile.
    case pinOutput = "pin_output"
    /// The key of the same name in a port's profile.
    case pinIRQ = "pin_irq"
    /// The key of the same name in a port's profile.
    case hardIRQ = "hard_irq"
    /// The key of the same name in a port's profile.
    case pinPWM = "pin_pwm"
    /// The key of the same name in a port's profile.
    case pinADC = "pin_adc"
    /// The key of the same name in a port's profile.
    case frequency
    /// The key of the same name in a port's profile.
    case pwmFrequencyLow = "pwm_frequency_low"
    /// The key of the same name in a port's profile.
    case pwmFrequencyHigh = "pwm_frequency_high"
    /// The key of the same name in a port's profile.
    case pwmTimers = "pwm_timers"
    /// The key of the same name in a port's profile.
    case pwmChannels = "pwm_channels"
    /// The key of the same name in a port's profile.
    case timer
    /// The key of the same name in a port's profile.
    case hardTimer = "hard_timer"
}

/// An exception of a port.
public struct Refusal: Sendable {
    /// Its class.
    public var type: ErrorKind
    /// Its text, in which `%s` and `%d` stand for what the guest gave.
    public var text: String

    /// An exception; a class that natives cannot raise becomes ValueError.
    public init(type: String, text: String) {
        self.type =
            switch type {
            case "TypeError": .typeError
            case "RuntimeError": .runtimeError
            case "OSError": .osError
            case "NotImplementedError": .notImplementedError
            default: .valueError
            }
        self.text = text
    }

    /// The exception with words in place of `%s` and `%d`, in order.
    func exception(_ vm: VM, _ words: [String]) -> GuestException {
        if !text.contains("%") { return vm.exception(type, text) }
        let parts = words.map { MessagePart.text($0) }
        // The message is put together on the heap, as the port does.
        let format = text.replacing("%d", with: "%s").replacing("%q", with: "%s")
        switch parts.count {
        case 0: return vm.exception(type, text)
        case 1: return vm.exception(type, format, parts[0])
        default: return vm.exception(type, format, parts[0], parts[1])
        }
    }
}
