import Fabric
import MicroPython

/// The pins of the edge connector: what each is used for, and the one software PWM that they share
/// (source/microbit/microbitpinmode.c and lib/pwm.c of bbcmicrobit/micropython).
///
/// Not modelled: that a new period or duty waits for the end of the old period.
final class MicrobitPins {
    /// What a pin is used for.
    enum Mode: String {
        case unused, write_analog, read_digital, write_digital, display, button, music, audio, touch, i2c, spi

        /// It is not given up by itself.
        var isKept: Bool { [.display, .button, .music, .i2c, .spi].contains(self) }
    }

    static let numbers = Array(0...16) + [19, 20]
    static let firstModes: [Int: Mode] = [
        3: .display, 4: .display, 6: .display, 7: .display, 9: .display, 10: .display, 5: .button, 11: .button,
        19: .i2c, 20: .i2c,
    ]
    /// Ticks of 16 microseconds; 20 ms.
    private static let firstPeriod = 1250
    private static let tickRate: UInt64 = 62_500

    unowned let hardware: Hardware
    private var modes = MicrobitPins.firstModes
    private(set) var periodTicks = MicrobitPins.firstPeriod
    private var duties: [Int: Int] = [:]

    init(_ hardware: Hardware) {
        self.hardware = hardware
        // What a finger is felt by: 10 megohms to the supply (schematic V1.3, sheet 2).
        for number in 0...2 { hardware.pins[place(ofNumber: number)].net.addDriver(.pullUp(10_000_000), at: .zero) }
    }

    /// In `MachineFacts.pins`.
    func place(ofNumber number: Int) -> Int {
        hardware.facts.boardNames.first { $0.name == "pin\(number)" }?.pin ?? 0
    }

    func begin(at now: Instant) { for number in [5, 11] { markUsed(number) } }

    func end() {
        modes = Self.firstModes
        periodTicks = Self.firstPeriod
        duties = [:]
    }

    func mode(_ number: Int) -> Mode { modes[number] ?? .unused }

    func mode(ofPlace place: Int) -> Mode {
        Self.numbers.first { self.place(ofNumber: $0) == place }.map { mode($0) } ?? .unused
    }

    private func markUsed(_ number: Int) { hardware.markSetUp(place(ofNumber: number)) }

    func error(_ number: Int, _ vm: VM) -> GuestException {
        vm.exception(.valueError, "Pin \(number) in \(mode(number).rawValue) mode")
    }

    /// Takes a pin for a use; whether it had another one. A button may be read as it is.
    @discardableResult
    func take(_ number: Int, for mode: Mode, at now: Instant, _ vm: VM) throws(GuestException) -> Bool {
        let old = self.mode(number)
        if old == mode || (old == .button && mode == .read_digital) { return false }
        if old.isKept { throw error(number, vm) }
        if old == .write_analog { release(number, at: now) }
        modes[number] = mode
        markUsed(number)
        return true
    }

    /// Gives a pin up, whatever it was used for.
    func free(_ number: Int) { modes[number] = .unused }

    // MARK: PWM

    /// False where the period is out of range.
    func setPeriod(microseconds: Int, at now: Instant) -> Bool {
        guard (256...1_000_000).contains(microseconds) else { return false }
        periodTicks = microseconds / 16
        for number in duties.keys.sorted() { show(number, at: now) }
        hardware.didPlan()
        return true
    }

    /// The share of time that a pin is high, in 1024ths.
    func setDuty(_ number: Int, _ duty: Int, at now: Instant) {
        if duty == 0 && duties[number] == nil { return }
        duties[number] = duty == 0 ? nil : duty
        show(number, at: now)
        hardware.didPlan()
    }

    private func show(_ number: Int, at now: Instant) {
        let pin = hardware.pins[place(ofNumber: number)]
        if let duty = duties[number] {
            // A period begins low.
            let low = ((1024 - duty) * periodTicks) >> 10
            pin.setWaveform(
                PWMSignal(
                    tickRate: Self.tickRate, periodTicks: UInt64(periodTicks), highTicks: UInt64(low), start: now,
                    isInverted: true), at: now)
            pin.setMode(.output, at: now)
        } else {
            pin.write(false, at: now)
            pin.setWaveform(nil, at: now)
        }
    }

    func release(_ number: Int, at now: Instant) { setDuty(number, 0, at: now) }
}
