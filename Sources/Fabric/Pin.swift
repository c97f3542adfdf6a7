/// A pin of a chip: drives its net and reads it.
///
/// The output latch outlives a change of mode, as on all chips here: `value(1)` on an input shows when the pin becomes an output.
public final class Pin {
    /// What the output stage does.
    public enum Mode: UInt8, Sendable {
        /// High impedance, digital reading.
        case input
        /// Push-pull.
        case output
        /// Pulls low for 0, lets go for 1.
        case openDrain
        /// High impedance, the digital buffer off, for the ADC.
        case analog
    }

    /// The resistor inside the chip.
    public enum Pull: UInt8, Sendable {
        /// None.
        case none
        /// To the supply.
        case up
        /// To ground.
        case down
        /// Both at once (RP2040's bus keeper): it holds the middle.
        case both
    }

    /// The name of the pin, that of its net.
    public var name: String { net.name }
    /// The net that the pin is soldered to.
    public let net: Net
    /// Resistance of the chip's pulls.
    public let pullOhms: Ohms
    /// What the output stage does.
    public private(set) var mode = Mode.input
    /// Which resistor is on.
    public private(set) var pull = Pull.none
    /// What was last written, shown or not.
    public private(set) var latch = false
    /// The waveform that a PWM unit sends through the pin in place of the latch.
    public private(set) var waveform: PWMSignal?
    /// The pad keeps level, direction and resistors, whatever is set meanwhile (`gpio_hold_en` of the ESP32).
    public private(set) var isHeld = false
    /// What a digital-to-analog converter drives while the pin is analog.
    public private(set) var analog = Drive.released
    private let output: Net.DriverSlot
    private let upPull: Net.DriverSlot
    private let downPull: Net.DriverSlot

    /// A pin after reset: an input without pull.
    public init(net: Net, pullOhms: Ohms = 50_000) {
        self.net = net
        self.pullOhms = pullOhms
        output = net.addDriver(at: .zero)
        upPull = net.addDriver(at: .zero)
        downPull = net.addDriver(at: .zero)
    }

    /// Changes direction. A waveform goes on only while the pin is an output.
    public func setMode(_ mode: Mode, at instant: Instant) {
        self.mode = mode
        analog = .released
        drive(at: instant)
    }

    /// Lets a converter drive an analog pin, until its mode is set again.
    public func setAnalog(_ drive: Drive, at instant: Instant) {
        analog = drive
        self.drive(at: instant)
    }

    /// Switches the resistors.
    public func setPull(_ pull: Pull, at instant: Instant) {
        self.pull = pull
        if !isHeld { showPull(at: instant) }
    }

    /// Freezes the pad, or lets it take what was set since.
    public func setHeld(_ isHeld: Bool, at instant: Instant) {
        guard self.isHeld != isHeld else { return }
        self.isHeld = isHeld
        showPull(at: instant)
        drive(at: instant)
    }

    private func showPull(at instant: Instant) {
        if isHeld { return }
        net.setDrive(upPull, to: pull == .up || pull == .both ? .pullUp(pullOhms) : .released, at: instant)
        net.setDrive(downPull, to: pull == .down || pull == .both ? .pullDown(pullOhms) : .released, at: instant)
    }

    /// Sets the latch, and the net if the pin is an output without waveform.
    public func write(_ isHigh: Bool, at instant: Instant) {
        latch = isHigh
        // Straight to the net: this is the guest's tight loop.
        if mode == .output && waveform == nil && !isHeld {
            net.setDrive(output, to: isHigh ? .high : .low, at: instant)
        } else {
            drive(at: instant)
        }
    }

    /// Puts a waveform in place of the latch; nil gives the pin back to the latch.
    public func setWaveform(_ waveform: PWMSignal?, at instant: Instant) {
        self.waveform = waveform
        drive(at: instant)
    }

    /// What the digital input buffer sees. An analog pin's buffer is off and reads low.
    public func read(at instant: Instant) -> Bool { mode != .analog && net.level(at: instant).isHigh }

    /// The same for a program that asks for this pin and no other: it is warned when nobody drives it.
    public func readAlone(at instant: Instant) -> Bool {
        if mode != .analog && net.level(at: instant) == .floating { net.readFloating(at: instant) }
        return read(at: instant)
    }

    /// What the ADC sees: a sample in time, not a mean.
    public func volts(at instant: Instant) -> Volts { net.volts(at: instant) }

    private func drive(at instant: Instant) {
        if isHeld { return }
        switch mode {
        case .input: net.setDrive(output, to: .released, at: instant)
        case .analog: net.setDrive(output, to: analog, at: instant)
        case .output: net.setDrive(output, to: waveform.map { .pwm($0) } ?? (latch ? .high : .low), at: instant)
        // Not modelled: a waveform through an open drain. The latch is shown instead.
        case .openDrain: net.setDrive(output, to: latch ? .released : .low, at: instant)
        }
    }
}
