import BoardProfiles
import Fabric
import Machine

extension MachineFacts {
    /// What `machine` needs to know of a board.
    init(_ profile: BoardProfile) {
        let chip = profile.chip
        let port = profile.port
        self.init(
            port: Port(rawValue: port.name) ?? .stm32, chip: chip.name, hertz: chip.clock.hertz,
            adc: ADCFacts(chip.adc, fullScale: profile.adcVolts), pwm: PWMFacts(chip.pwm))
        pins = profile.pins.map { PinFacts($0) }
        boardNames = profile.pinNames.map { ($0.name, $0.value) }
        lookup = port.pinLookup.compactMap { Lookup(rawValue: $0.rawValue) }
        pinConstants = port.pinConstants.map { ($0.name, $0.value) }
        for kind in PortErrorKind.allCases {
            guard let error = port.error(kind), let key = RefusalKind(rawValue: kind.rawValue) else { continue }
            refusals[key] = Refusal(type: error.type, text: error.text)
        }
        frequencyRefusal = chip.clock.refusal.map { Refusal(type: $0.type, text: $0.text) }
        let clock = chip.clock
        frequencySetting = { clock.setting(for: $0) }
        softLatency = .microseconds(UInt64(chip.irqLatency.softMicroseconds))
        hardLatency = .microseconds(UInt64(chip.irqLatency.hardMicroseconds ?? chip.irqLatency.softMicroseconds))
        resetCauses = port.resetCauses.map { ($0.name, $0.value) }
        causeAfter[.powerOn] = port.resetCauseAfter.powerOn
        causeAfter[.hard] = port.resetCauseAfter.reset
        causeAfter[.watchdog] = port.resetCauseAfter.watchdog
        causeAfter[.deepSleep] = port.resetCauseAfter.deepSleep
        causeAfter[.soft] = port.resetCauseAfter.softReset
        uniqueID = profile.uniqueID
        // The profiles don't say: Espressif's chips have it, and the Picos whose name ends in W.
        hasWiFi = port.name == "esp32" || port.name == "esp8266" || profile.name.hasSuffix("-w")
        hardwareTimers = chip.hardwareTimers
    }
}

extension PinFacts {
    init(_ pin: PinProfile) {
        self.init(name: pin.name, number: pin.number)
        isDigital = pin.isDigital
        canOutput = pin.canOutput
        canInterrupt = pin.canInterrupt
        pulls = Set(pin.pulls.map { $0 == .up ? .up : .down })
        switch pin.pwm {
        case .any?: pwm = .any
        case .channel(let unit, let channel)?: pwm = .channel(unit: unit, channel: channel)
        case nil: pwm = nil
        }
        adc = pin.adc
        alternates = pin.alternates
        use = pin.use
    }
}

extension ADCFacts {
    init(_ adc: ADCProfile, fullScale: Double?) {
        self.init(
            bits: adc.bits, volts: fullScale ?? adc.volts, channels: adc.channels,
            internalChannels: adc.internalChannels.map { ($0.name, $0.value) },
            attenuations: adc.attenuations.map { ($0.name, $0.value, $0.volts) },
            raw: { adc.raw(volts: $0, fullScale: $1) }, u16: { adc.u16(raw: $0) })
        // Where the profile names none there is no choice.
        widths = adc.widths.isEmpty ? [adc.bits] : adc.widths
    }
}

extension PWMFacts {
    init(_ pwm: PWMProfile) {
        self.init(
            units: pwm.units, channels: pwm.channels ?? pwm.units, maxHertz: pwm.maxHertz, steps: pwm.steps,
            defaultHertz: pwm.defaultHertz ?? 0, defaultDuty16: pwm.defaultDuty16 ?? 0)
    }
}
