import Fabric

/// What chip, port and board are like, as far as `machine` and `time` care. The board makes it of its profile.
public struct MachineFacts: Sendable {
    /// Whose `machine` it is.
    public enum Port: String, Sendable {
        /// ports/rp2.
        case rp2
        /// ports/esp32.
        case esp32
        /// ports/esp8266.
        case esp8266
        /// ports/stm32.
        case stm32
    }

    /// How `Pin(x)` finds a pin.
    public enum Lookup: String, Sendable {
        /// By the chip's number.
        case number
        /// By the board's name.
        case board
        /// By the chip's name.
        case chip
    }

    /// The port.
    public var port: Port
    /// The chip, `rp2040`.
    public var chip: String
    /// The chip's pins.
    public var pins: [PinFacts]
    /// The board's names for them: name, and place in `pins`.
    public var boardNames: [(name: String, pin: Int)]
    /// Tried in this order.
    public var lookup: [Lookup]
    /// Constants of class `Pin`.
    public var pinConstants: [(name: String, value: Int)]
    /// What the port raises.
    public var refusals: [RefusalKind: Refusal]
    /// Takes the place of the refusal of a frequency.
    public var frequencyRefusal: Refusal?
    /// The CPU's clock after reset, in Hz.
    public var hertz: UInt64
    /// The clock that `machine.freq(hz)` sets; nil where it raises.
    public var frequencySetting: @Sendable (UInt64) -> UInt64?
    /// From edge to soft handler.
    public var softLatency: Picoseconds
    /// From edge to hard handler.
    public var hardLatency: Picoseconds
    /// Constants of `machine` for causes of a reset.
    public var resetCauses: [(name: String, value: Int)]
    /// What `reset_cause` says after each kind of reset; nothing where it stays as it was.
    public var causeAfter: [ResetKind: Int]
    /// `machine.unique_id()`.
    public var uniqueID: [UInt8]
    /// There is Wi-Fi.
    public var hasWiFi = false
    /// Bytes of flash in all.
    public var flashChipBytes = 4 << 20
    /// Bytes of flash for files.
    public var flashBytes = 1408 * 1024
    /// How many `Timer(0)`... there are.
    public var hardwareTimers: Int
    /// The converter.
    public var adc: ADCFacts
    /// The pulse width modulators.
    public var pwm: PWMFacts

    /// Facts of a port; the rest is filled in by the board.
    public init(port: Port, chip: String, hertz: UInt64, adc: ADCFacts, pwm: PWMFacts) {
        self.port = port
        self.chip = chip
        self.hertz = hertz
        self.adc = adc
        self.pwm = pwm
        pins = []
        boardNames = []
        lookup = []
        pinConstants = []
        refusals = [:]
        frequencySetting = { _ in nil }
        softLatency = 0
        hardLatency = 0
        resetCauses = []
        causeAfter = [:]
        uniqueID = []
        hardwareTimers = 0
    }

    /// The chip can speak to a card that is no part of the diagram: `machine.SDCard` or `pyb.SDCard` is there.
    public var hasCardHost: Bool { port == .esp32 || PybSDCard.isThere(self) }

    /// The micro:bit's own firmware runs on it.
    public var isMicrobit: Bool { chip == "nrf51822" }

    /// ESP32: RTC_VALID_EXT_PINS of ports/esp32, which has the original chip's list for the C3 too.
    func isValidForEXT(_ gpio: Int) -> Bool {
        chip == "esp32s3"
            ? gpio <= 21 : [0, 2, 4, 12, 13, 14, 15, 25, 26, 27].contains(gpio) || (32...39).contains(gpio)
    }

    /// ESP32: pads that live on in a deep sleep (technical reference manuals, RTC GPIO).
    func isInRTCDomain(_ gpio: Int) -> Bool { chip == "esp32c3" ? gpio <= 5 : isValidForEXT(gpio) }

    func constant(_ name: String) -> Int { pinConstants.first { $0.name == name }?.value ?? 0 }
}

/// A pin of the chip.
public struct PinFacts: Sendable {
    /// The chip's name.
    public var name: String
    /// The number in `Pin(25)`.
    public var number: Int?
    /// False for an input of the converter only.
    public var isDigital = true
    /// It has a driver.
    public var canOutput = true
    /// It has an interrupt.
    public var canInterrupt = true
    /// It has resistors.
    public var pulls: Set<Pin.Pull> = [.up, .down]
    /// Where its PWM comes from.
    public var pwm: PWMOutput?
    /// Its channel of the converter.
    public var adc: Int?
    /// STM32: its alternate functions, `AF1_TIM2`.
    public var alternates: [String] = []
    /// What the module keeps it for: whoever drives it crashes the chip.
    public var use: String?

    /// The unit and output that a pin's PWM comes from.
    public enum PWMOutput: Sendable {
        /// Whichever is free.
        case any
        /// This one.
        case channel(unit: Int, channel: Int)
    }

    /// A pin with everything.
    public init(name: String, number: Int?) {
        self.name = name
        self.number = number
    }
}

/// The converter from volts to numbers.
public struct ADCFacts: Sendable {
    /// Of the raw reading.
    public var bits: Int
    /// Full scale at the board's pin.
    public var volts: Volts
    /// Channels by number.
    public var channels: Int
    /// Constants that name channels inside the chip.
    public var internalChannels: [(name: String, channel: Int)]
    /// What `width()` takes, in bits.
    public var widths: [Int] = []
    /// Constants that set the full scale.
    public var attenuations: [(name: String, value: Int, volts: Volts)]
    /// The raw reading of a voltage at a full scale.
    public var raw: @Sendable (_ volts: Volts, _ fullScale: Volts) -> Int
    /// `read_u16` of a raw reading.
    public var u16: @Sendable (Int) -> Int

    /// A converter.
    public init(
        bits: Int, volts: Volts, channels: Int, internalChannels: [(name: String, channel: Int)],
        attenuations: [(name: String, value: Int, volts: Volts)],
        raw: @escaping @Sendable (_ volts: Volts, _ fullScale: Volts) -> Int, u16: @escaping @Sendable (Int) -> Int
    ) {
        self.bits = bits
        self.volts = volts
        self.channels = channels
        self.internalChannels = internalChannels
        self.attenuations = attenuations
        self.raw = raw
        self.u16 = u16
    }
}

/// The pulse width modulators.
public struct PWMFacts: Sendable {
    /// Timers.
    public var units: Int
    /// Pins at a time.
    public var channels: Int
    /// The greatest frequency.
    public var maxHertz: Int
    /// The finest duty.
    public var steps: Int
    /// The frequency when none was given.
    public var defaultHertz: Int
    /// The duty when none was given.
    public var defaultDuty16: Int

    /// Modulators.
    public init(units: Int, channels: Int, maxHertz: Int, steps: Int, defaultHertz: Int, defaultDuty16: Int) {
        self.units = units
        self.channels = channels
        self.maxHertz = maxHertz
        self.steps = steps
        self.defaultHertz = defaultHertz
        self.defaultDuty16 = defaultDuty16
    }
}
