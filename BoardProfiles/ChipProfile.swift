import StrictYAML

/// A microcontroller: the file `chips/NAME.yaml`. Every key is needed unless marked optional.
public struct ChipProfile: Sendable {
    /// `chip`: the name, that of the file.
    public let name: String
    /// `mcu`: the end of `sys.implementation._machine`.
    public let mcu: String
    /// `core`: the processor, for people.
    public let core: String
    /// `port`: the file in `ports/`.
    public let port: String
    /// `clock`.
    public let clock: ClockProfile
    /// `supply_volts`: the voltage of a high.
    public let supplyVolts: Double
    /// `pull_ohms`: the resistors inside the pins.
    public let pullOhms: Double
    /// `float_bits`: 32 or 64.
    public let floatBits: Int
    /// `object_representation`: A (boxed floats) or C (30-bit floats in the word).
    public let objectRepresentation: ObjectRepresentation
    /// `cost`: what an operation costs.
    public let cost: CostProfile
    /// `call_stack`: what a call costs of the C stack.
    public let callStack: CallStackProfile
    /// `irq_latency_us`: from edge to handler, typically; `hard` optional.
    public let irqLatency: (hardMicroseconds: Int?, softMicroseconds: Int)
    /// `adc`.
    public let adc: ADCProfile
    /// `pwm`.
    public let pwm: PWMProfile
    /// `hardware_timers`: how many `Timer(0)`... there are.
    public let hardwareTimers: Int
    /// `pins`: one entry each, `NAME: {...}`, see `PinProfile`; `pulls` above it is what a pin has that does not say otherwise.
    public let pins: [PinProfile]

    init(_ file: YAMLValue) throws(ProfileError) {
        let fields = try file.fields(
            "chip", "mcu", "core", "port", "clock", "supply_volts", "pull_ohms", "pulls", "float_bits",
            "object_representation",
            "cost", "call_stack", "irq_latency_us", "adc", "pwm", "hardware_timers", "pins")
        name = try fields["chip"].text()
        mcu = try fields["mcu"].text()
        core = try fields["core"].text()
        port = try fields["port"].text()
        clock = try ClockProfile(fields["clock"])
        supplyVolts = try fields["supply_volts"].number()
        pullOhms = try fields["pull_ohms"].number()
        floatBits = try fields["float_bits"].whole()
        guard floatBits == 32 || floatBits == 64 else {
            throw try fields["float_bits"].error("'float_bits' is 32 or 64")
        }
        objectRepresentation = try fields["object_representation"].choice()
        cost = try CostProfile(fields["cost"])
        callStack = try CallStackProfile(fields["call_stack"])
        let latency = try fields["irq_latency_us"].fields("hard", "soft")
        irqLatency = (
            try latency.optional("hard").map { value throws(ProfileError) in try value.whole() },
            try latency["soft"].whole()
        )
        adc = try ADCProfile(fields["adc"])
        pwm = try PWMProfile(fields["pwm"])
        hardwareTimers = try fields["hardware_timers"].whole()
        let pulls = try PinProfile.pulls(fields["pulls"])
        pins = try fields["pins"].entries().map { entry throws(ProfileError) in
            try PinProfile(entry.value, name: entry.key, pulls: pulls)
        }
    }
}

/// How MicroPython packs an object into a word.
public enum ObjectRepresentation: String, CaseIterable, Sendable {
    /// Floats are boxed.
    case a = "A"
    /// Floats of 30 bits lie in the word.
    case c = "C"
}

/// What an operation costs: instructions of a table, times the chip's cycles for each.
public struct CostProfile: Sendable {
    /// Whose instructions were counted, and how its virtual machine dispatches.
    public enum Table: String, CaseIterable, Sendable {
        /// Cortex-M4, computed goto.
        case m4Goto = "m4_goto"
        /// Cortex-M4, switch.
        case m4Switch = "m4_switch"
        /// Cortex-M0+, computed goto.
        case m0Goto = "m0_goto"
        /// Cortex-M0, switch.
        case m0Switch = "m0_switch"
    }

    /// `table`.
    public let table: Table
    /// `cpi_hot`: cycles per instruction of dispatch, small integers, locals, list items.
    public let hotCyclesPerInstruction: Double
    /// `cpi_cold`: cycles per instruction of calls, attributes, allocation, floats, exceptions, strings.
    public let coldCyclesPerInstruction: Double
    /// `reference`: the firmware that the figures were fitted to.
    public let reference: String

    init(_ place: YAMLValue) throws(ProfileError) {
        let fields = try place.fields("table", "cpi_hot", "cpi_cold", "reference")
        table = try fields["table"].choice()
        hotCyclesPerInstruction = try fields["cpi_hot"].number()
        coldCyclesPerInstruction = try fields["cpi_cold"].number()
        reference = try fields["reference"].text()
    }
}

/// What one Python call costs of the C stack, in bytes, besides its frame.
public struct CallStackProfile: Sendable {
    /// `base`: a plain function whose frame lies in the heap. A frame on the stack adds 20 + 4 * n_state + 12 * n_exc.
    public let baseBytes: Int
    /// `method_extra`: more for a method.
    public let methodExtraBytes: Int
    /// `star_args_extra`: more for a call with `*args` or `**kw`.
    public let starArgsExtraBytes: Int

    init(_ place: YAMLValue) throws(ProfileError) {
        let fields = try place.fields("base", "method_extra", "star_args_extra")
        baseBytes = try fields["base"].whole()
        methodExtraBytes = try fields["method_extra"].whole()
        starArgsExtraBytes = try fields["star_args_extra"].whole()
    }
}
