import StrictYAML

/// What a port of MicroPython makes of its chips: the file `ports/NAME.yaml`. Every key is needed unless marked optional.
public struct PortProfile: Sendable {
    /// `port`: the name, that of the file.
    public let name: String
    /// `platform`: `sys.platform`, and the first two items of `os.uname()`.
    public let platform: String
    /// `pin_lookup`: how `Pin(x)` finds a pin, tried in this order.
    public let pinLookup: [PinLookup]
    /// `pin_constants`: the constants of class `Pin` with their values.
    public let pinConstants: [NamedValue]
    /// `pin_methods`: the methods of `Pin` beyond `init value __call__ irq on off`.
    public let pinMethods: [String]
    /// `hard_irq`: what `irq(hard=True)` does.
    public let hardIRQ: HardIRQ
    /// `virtual_timers`: `Timer(-1)` works.
    public let hasVirtualTimers: Bool
    /// `freq_result`: what `machine.freq()` gives back.
    public let frequencyResult: FrequencyResult
    /// `gc_threshold`: when the collector runs besides when memory is short.
    public let gcThreshold: GCThreshold
    /// `reset_causes`: the constants of `machine` with their values.
    public let resetCauses: [NamedValue]
    /// `reset_cause_after`: what `machine.reset_cause()` says after each kind of reset; nil where it stays as it was.
    public let resetCauseAfter: ResetCauses
    /// `errors`: what the port raises, `Type: text` with C's `%s` and `%d`, under the keys of `PortErrorKind`; each optional.
    private let errors: [PortErrorKind: PortError]

    /// What the port raises in this case; nil if it does not raise, or if what it raises has nothing to do with the pin: a port that
    /// knows no numbers (or no names) raises the TypeError of its argument check.
    public func error(_ kind: PortErrorKind) -> PortError? { errors[kind] }

    /// The value of a constant of class `Pin`; nil if the port has none of this name.
    public func pinConstant(_ name: String) -> Int? { pinConstants.first { $0.name == name }?.value }

    init(_ file: YAMLValue) throws(ProfileError) {
        let fields = try file.fields(
            "port", "platform", "pin_lookup", "pin_constants", "pin_methods", "hard_irq", "virtual_timers",
            "freq_result",
            "gc_threshold", "reset_causes", "reset_cause_after", "errors")
        name = try fields["port"].text()
        platform = try fields["platform"].text()
        pinLookup = try fields["pin_lookup"].list().map { value throws(ProfileError) in try value.choice() }
        pinConstants = try NamedValue.all(in: fields["pin_constants"])
        pinMethods = try fields["pin_methods"].list().map { value throws(ProfileError) in try value.text() }
        hardIRQ = try fields["hard_irq"].choice()
        hasVirtualTimers = try fields["virtual_timers"].flag()
        frequencyResult = try fields["freq_result"].choice()
        gcThreshold = try fields["gc_threshold"].choice()
        resetCauses = try NamedValue.all(in: fields["reset_causes"])
        resetCauseAfter = try ResetCauses(fields["reset_cause_after"], causes: resetCauses)
        var errors: [PortErrorKind: PortError] = [:]
        for (key, value) in try fields["errors"].entries() {
            guard let kind = PortErrorKind(rawValue: key) else {
                let known = PortErrorKind.allCases.map(\.rawValue)
                throw value.error("unknown key '\(key)'\(NearestNames.hint(for: key, among: known))")
            }
            errors[kind] = try PortError(value)
        }
        self.errors = errors
    }
}

/// How `Pin(x)` finds a pin.
public enum PinLookup: String, CaseIterable, Sendable {
    /// By the chip's number.
    case number
    /// By the board's name, `Pin.board`.
    case board
    /// By the chip's name, `Pin.cpu`.
    case chip
}

/// What `irq(hard=True)` does.
public enum HardIRQ: String, CaseIterable, Sendable {
    /// The handler runs as an interrupt, with the heap locked.
    case supported
    /// There is no such argument.
    case absent
    /// It raises `PortErrorKind.hardIRQ`.
    case refused
}

/// What `machine.freq()` gives back.
public enum FrequencyResult: String, CaseIterable, Sendable {
    /// The CPU's clock.
    case number
    /// The clocks of CPU and buses.
    case tuple
}

/// When the collector runs besides when memory is short.
public enum GCThreshold: String, CaseIterable, Sendable {
    /// Never.
    case never
    /// After each quarter of the pool that was allocated: `gc.threshold((gc.mem_free() + gc.mem_alloc()) // 4)` at boot.
    case quarterOfPool = "quarter_of_pool"
}

/// A constant that the guest sees.
public struct NamedValue: Hashable, Sendable {
    /// Its name.
    public let name: String
    /// Its value.
    public let value: Int

    static func all(in place: YAMLValue) throws(ProfileError) -> [NamedValue] {
        try place.entries().map { entry throws(ProfileError) in
            NamedValue(name: entry.key, value: try entry.value.whole())
        }
    }
}

/// What `machine.reset_cause()` says after each kind of reset; nil where it stays as it was (`unchanged`).
public struct ResetCauses: Sendable {
    /// `power_on`.
    public let powerOn: Int?
    /// `reset`: `machine.reset()`.
    public let reset: Int?
    /// `watchdog`.
    public let watchdog: Int?
    /// `deepsleep`: waking from it.
    public let deepSleep: Int?
    /// `soft_reset`: `machine.soft_reset()` and Ctrl-D.
    public let softReset: Int?

    init(_ place: YAMLValue, causes: [NamedValue]) throws(ProfileError) {
        let fields = try place.fields("power_on", "reset", "watchdog", "deepsleep", "soft_reset")
        func cause(_ key: String) throws(ProfileError) -> Int? {
            let value = try fields[key]
            let name = try value.text()
            if name == "unchanged" { return nil }
            guard let cause = causes.first(where: { $0.name == name }) else {
                throw value.error(
                    "'\(name)' is none of reset_causes\(NearestNames.hint(for: name, among: causes.map(\.name)))")
            }
            return cause.value
        }
        powerOn = try cause("power_on")
        reset = try cause("reset")
        watchdog = try cause("watchdog")
        deepSleep = try cause("deepsleep")
        softReset = try cause("soft_reset")
    }
}
