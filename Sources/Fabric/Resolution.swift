/// What all drivers of a net make of it together.
///
/// Strong drivers win over weak ones; two that disagree are a conflict. Without a strong one the voltage of the node follows from its
/// sources and resistors (Millman's theorem), and the level from the voltage, with the hysteresis of a CMOS input.
/// Nets that resistors tie together are solved by `ResistorNetwork`.
///
/// Not modelled: output resistance of strong drivers, thresholds that differ from chip to chip.
struct Resolution: Equatable {
    var level: Level
    var volts: Volts
    var waveform: PWMSignal?
    /// Some source gives a voltage that is neither ground nor supply.
    var isAnalog = false
    /// A strong driver decided: resistors change nothing.
    var isStrong = false

    static let floating = Resolution(level: .floating, volts: 0)

    /// Fractions of the supply at which a rising input turns high and a falling one low.
    static let risingThreshold = 0.6
    static let fallingThreshold = 0.4

    /// What a digital input makes of a voltage.
    static func level(volts: Volts, supplyVolts: Volts, previous: Level) -> Level {
        Level(volts >= supplyVolts * (previous == .high ? fallingThreshold : risingThreshold))
    }

    /// One strong driver, or several that agree.
    @inline(__always)
    static func driven(_ level: Level, _ volts: Volts) -> Resolution {
        Resolution(level: level, volts: volts, isStrong: true)
    }
}

/// Adds up drivers, then tells what they make of the net.
struct DriveSum {
    let supplyVolts: Volts
    private var lows = 0
    private var highs = 0
    private var waveforms = 0
    private var waveform: PWMSignal?
    private(set) var siemens = 0.0
    private(set) var amperes = 0.0
    private(set) var isAnalog = false

    init(supplyVolts: Volts) { self.supplyVolts = supplyVolts }

    @inline(__always)
    mutating func add(_ drive: Drive) {
        switch drive {
        case .released: break
        case .low: lows += 1
        case .high: highs += 1
        case .pullUp(let ohms): addSource(supplyVolts, ohms)
        case .pullDown(let ohms): addSource(0, ohms)
        case .voltage(let volts, let ohms):
            addSource(volts, ohms)
            isAnalog = true
        case .pwm(let signal):
            switch signal.constantLevel {
            case .low: lows += 1
            case .high: highs += 1
            default:
                waveforms += 1
                waveform = signal
            }
        }
    }

    private mutating func addSource(_ volts: Volts, _ ohms: Ohms) {
        // An ideal source still needs some resistance, else two of them would have no answer.
        let conductance = 1 / max(ohms, 0.001)
        siemens += conductance
        amperes += volts * conductance
    }

    /// `previous` is the level so far: between the thresholds an input keeps it.
    func resolved(previous: Level) -> Resolution {
        let strong = lows + highs + waveforms
        if strong == 0 { return weak(previous: previous) }
        if waveforms == 0 {
            if highs == 0 { return .driven(.low, 0) }
            if lows == 0 { return .driven(.high, supplyVolts) }
        } else if strong == 1, let waveform {
            return Resolution(
                level: waveform.isInverted ? .low : .high, volts: supplyVolts * waveform.duty, waveform: waveform,
                isStrong: true)
        }
        return .driven(.conflict, supplyVolts * Double(highs) / Double(strong))
    }

    private func weak(previous: Level) -> Resolution {
        if siemens == 0 { return .floating }
        let volts = amperes / siemens
        let level = Resolution.level(volts: volts, supplyVolts: supplyVolts, previous: previous)
        return Resolution(level: level, volts: volts, isAnalog: isAnalog)
    }
}
