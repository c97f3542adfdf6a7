import Fabric

/// Who has a pin: what a port prints as its alternate function.
enum PinUser: Equatable {
    case spi(Int), uart(Int), i2c(Int), pwm(Int), pio(Int)
}

/// What the guest set of a pin beyond level, direction and resistors.
struct PinSettings {
    /// The alternate function that was chosen by hand.
    var alternate: Int?
    /// STM32: the alternate function pulls low only.
    var isOpenDrain = false
    /// ESP32: 0...3.
    var driveStrength = 2
    /// The peripheral that took it, until the guest sets it up for something else.
    var user: PinUser?
}

/// The functions of an RP2040's or RP2350's pins: RP2040 datasheet table 278, RP2350 datasheet table 645; af files of ports/rp2, v1.29.
struct RP2PinFunctions {
    let isRP2350: Bool

    /// Constants of class `Pin`.
    var constants: [(name: String, number: Int)] {
        let first = [
            ("ALT_SPI", 1), ("ALT_UART", 2), ("ALT_I2C", 3), ("ALT_PWM", 4), ("ALT_SIO", 5), ("ALT_PIO0", 6),
            ("ALT_PIO1", 7),
        ]
        guard isRP2350 else { return first + [("ALT_GPCK", 8), ("ALT_USB", 9)] }
        return first + [
            ("ALT_PIO2", 8), ("ALT_GPCK", 9), ("ALT_USB", 10), ("ALT_HSTX", 0), ("ALT_XIP_CS1", 9),
            ("ALT_CORESIGHT_TRACE", 9), ("ALT_UART_AUX", 11),
        ]
    }

    /// The name of a pin's function, nil where the pin has none of this number.
    func name(_ function: Int, gpio: Int) -> String? {
        switch function {
        case 1...7: return ["SPI", "UART", "I2C", "PWM", "SIO", "PIO0", "PIO1"][function - 1]
        case 0: return isRP2350 && (12...19).contains(gpio) ? "HSTX" : nil
        case 8: return isRP2350 ? "PIO2" : (20...25).contains(gpio) ? "GPCK" : nil
        case 9 where !isRP2350: return "USB"
        case 9:
            switch gpio {
            case 0, 8, 19: return "XIP_CS1"
            case 1...5: return "CORESIGHT_TRACE"
            case 12...15, 20...25: return "GPCK"
            default: return nil
            }
        case 10: return isRP2350 ? "USB" : nil
        case 11: return isRP2350 && gpio & 2 != 0 ? "UART_AUX" : nil
        default: return nil
        }
    }

    /// No function: what a pad has after reset, and while the converter has it.
    static let none = 31
    /// The registers of the CPU.
    static let registers = 5

    func number(_ user: PinUser) -> Int {
        switch user {
        case .spi: 1
        case .uart: 2
        case .i2c: 3
        case .pwm: 4
        case .pio(let block): 6 + block
        }
    }
}

/// An alternate function of an STM32's pin, by the name that the port gives it.
struct PinAlternate: Equatable {
    /// `AF1_TIM2`.
    let name: String
    let number: Int
    /// `TIM2`.
    let function: String

    init?(_ name: String) {
        let parts = name.split(separator: "_", maxSplits: 1)
        guard parts.count == 2, parts[0].hasPrefix("AF"), let number = Int(parts[0].dropFirst(2)) else { return nil }
        self.name = name
        self.number = number
        function = String(parts[1])
    }
}

extension Hardware {
    var pinFunctions: RP2PinFunctions { RP2PinFunctions(isRP2350: facts.chip != "rp2040") }

    /// What the function select register of an RP2040's pin holds.
    func functionSelect(ofPin place: Int) -> Int {
        let settings = pinSettings[place]
        if let chosen = settings.alternate { return chosen }
        if let user = settings.user { return pinFunctions.number(user) }
        return isSetUp(place) && pins[place].mode != .analog ? RP2PinFunctions.registers : RP2PinFunctions.none
    }

    /// The number of the alternate function that an STM32's pin has; nil for none.
    func alternate(ofPin place: Int) -> Int? {
        if let chosen = pinSettings[place].alternate { return chosen }
        let names: [String] =
            switch pinSettings[place].user {
            case .spi(let id)?: ["SPI\(id)"]
            case .uart(let id)?: ["USART\(id)", "UART\(id)", "LPUART\(id)"]
            case .i2c(let id)?: ["I2C\(id)"]
            case .pwm(let unit)?: ["TIM\(unit)"]
            case .pio?, nil: []
            }
        return facts.pins[place].alternates.lazy.compactMap { PinAlternate($0) }.first { names.contains($0.function) }?
            .number
    }

    /// Gives a pin another function by hand, as `Pin(..., Pin.ALT, alt=)` does. Only PIO and the CPU's registers are reached this way.
    func choose(_ function: Int, forPin place: Int, isOpenDrain: Bool = false, at now: Instant) {
        if facts.port == .rp2, function == RP2PinFunctions.registers {
            takeFromPeripherals(pin: place, at: now)
            isConfigured[place] = true
            return
        }
        if facts.port == .rp2, let gpio = facts.pins[place].number,
            let block = pio.first(where: { $0.number == function - 6 })
        {
            return block.take(1 << UInt32(gpio & 31), at: now)
        }
        take(place, at: now)
        pinSettings[place].alternate = function
        pinSettings[place].isOpenDrain = isOpenDrain
        pins[place].setMode(.input, at: now)
        note(
            "\(facts.pins[place].name): an alternate function that is chosen by hand drives nothing here; "
                + "a peripheral reaches a pin through its class")
    }
}
