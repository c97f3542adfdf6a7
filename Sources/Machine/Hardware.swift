import Fabric
import Internet
import MicroPython

/// What hangs from one guest on the wires: clock, pins, interrupts, timers. The native modules hold it; it outlives resets, in which the
/// guest is made anew.
///
/// One thread at a time, like the guest: that is why it may be captured where `Sendable` is asked for.
public final class Hardware: GuestClock, @unchecked Sendable {
    /// What the chip and its port are like.
    public private(set) var facts: MachineFacts
    /// The wires.
    public let circuit: Circuit
    /// The chip's side of its pins, in the order of `facts.pins`.
    public let pins: [Pin]
    /// The board's clock. It agrees with the guest's cycles after each `sync`.
    public internal(set) var clock: VirtualClock
    /// What Perch has to say about the run, one line each.
    public internal(set) var notes: [String] = []
    /// What `machine.reset_cause()` says.
    public internal(set) var resetCause: Int

    /// The console as a serial port sees it that shares its pins.
    public var console: ConsoleDoor?
    /// Called every `hostInterval`, and from waits.
    public var host: (() -> Void)?
    /// See `host`.
    public var hostInterval: Picoseconds = .milliseconds(16)
    /// True once for each interrupt character that arrived.
    public var takeInterrupt: ((_ character: Int) -> Bool)?
    /// The board must not run past this before other boards had their turn.
    public var horizon = Instant.distantFuture
    /// Called at the horizon, on whatever thread the guest runs, with the instant before which this board does nothing by itself.
    /// When it returns the horizon lies further on.
    public var onHorizon: ((_ quietUntil: Instant) -> Void)?
    /// A guest all of whose threads wait for each other ends the run; else the host may still do something.
    public var endsIdleRuns = true
    /// Somebody at the desk has still something to do: see `idle`.
    public var isAttended = false
    /// The end of the run.
    public var until: Instant?
    /// The longest that callbacks may take at a time.
    public var callbackLimit: Picoseconds?
    /// Why the guest was stopped.
    public var stopReason: StopReason?

    var vm: VM?
    /// The clock's cycle at which the present guest counted zero.
    var cycleBase: UInt64 = 0
    var nextHostTick = Instant.zero
    /// When the budget that the guest has been given ends.
    var grantedUntil = Instant.zero
    var callbackStart: Instant?

    /// Moves at each reset: what was planned before is void.
    var generation = 0
    var isConfigured: [Bool]
    var pinSettings: [PinSettings]
    var pinObjects: [Value?]
    var interrupts: [Int: PinInterrupt] = [:]
    var interruptObjects: [Int: Value] = [:]
    /// Pins whose level has asked for a call that has not come yet.
    var levelsUnderWay: Set<Int> = []
    /// Calls on their way from an edge or a timer to the guest.
    var callsOnTheWay = 0
    /// Counts what woke the guest.
    var wakeups = 0
    var hardCalls: [InterruptCall] = []
    /// Calls that wait for `enable_irq`.
    var maskedCalls: [InterruptCall] = []
    var isMasked = false
    var timers: [Int: RunningTimer] = [:]
    var timerCount = 0
    /// Timers that a port keeps for ever: those of the ESP32's hardware.
    var hardwareTimerObjects: [Int: Value] = [:]
    var pwm = PWMBank()
    var uarts: [Int: UART] = [:]
    /// How far a transfer's edges have run ahead of the clock.
    var edgesReached = Instant.zero
    var i2cUnits: [Int: I2CUnit] = [:]
    /// By their pins.
    var softUnits: [Int: I2CUnit] = [:]
    var i2cTargets: [Int: I2CTargetUnit] = [:]
    var spiUnits: [Int: SPIUnit] = [:]
    var softSPIUnits: [Int: SPIUnit] = [:]
    var attenuations: [Int: Int] = [:]
    /// By unit: the ESP32 has two.
    var adcWidths: [Int]
    /// ESP32: a converter has a handle.
    var adcIsOn = [false, false]
    var adcObjects: [Int: Value] = [:]
    /// Objects that a port keeps as long as the guest lives, by class and number.
    var keptObjects: [String: Value] = [:]

    /// Of the ports' own peripherals.
    let state = PortState()
    /// The PIO blocks of an RP2040 or RP2350.
    private(set) lazy var pio: [PIOBlock] =
        facts.port == .rp2 ? (0..<(facts.chip == "rp2040" ? 2 : 3)).map { PIOBlock(number: $0, hardware: self) } : []
    /// The DMA controller of an RP2040 or RP2350.
    private(set) lazy var dma: DMAController? = facts.port == .rp2 ? DMAController(hardware: self) : nil
    /// The Wi-Fi, on boards that have it.
    private(set) lazy var radio = Radio(self)
    /// What the micro:bit's firmware does by itself.
    private(set) lazy var microbit: Microbit? = facts.isMicrobit ? Microbit(self) : nil
    /// The board in the air; nil without Wi-Fi.
    public private(set) var station: Station?
    /// Handlers of PIO interrupts: of state machines by number, then of blocks.
    var pioHandlers: [Int: PIOInterruptObject.Handler] = [:]
    /// The PIO program that is being put together.
    var assembler: PIOAssembler?
    /// What was written to the flash as a block device. Resets leave it.
    let flashSectors = FlashSectors()
    /// The card in the board's own socket, or in one at its SD host's pins. Resets leave it.
    public var card: MemoryCard?
    /// The button that `rp2.bootsel_button()` reads.
    public var isBootselPressed = false

    /// Hardware at power on. `nets` are those of the pins, in the order of `facts.pins`.
    public init(facts: MachineFacts, circuit: Circuit, nets: [Net], pullOhms: Ohms) {
        precondition(nets.count == facts.pins.count)
        self.facts = facts
        self.circuit = circuit
        pins = nets.map { Pin(net: $0, pullOhms: pullOhms) }
        clock = VirtualClock(frequency: facts.hertz)
        isConfigured = Array(repeating: false, count: nets.count)
        pinSettings = Array(repeating: PinSettings(), count: nets.count)
        pinObjects = Array(repeating: nil, count: nets.count)
        adcWidths = [facts.adc.bits, facts.adc.bits]
        resetCause = facts.causeAfter[.powerOn] ?? 0
        state.date = (Self.dateAtPowerOn(facts.port) * 1_000_000, .zero)
        releasePins(at: .zero)
        if facts.hasWiFi { station = makeStation() }
    }

    /// Tells a board from others of its kind in the same air: each chip has a number of its own. Before anything runs.
    public func join(_ internet: Internet, as index: Int) {
        if index > 0, !facts.uniqueID.isEmpty {
            // ESP-IDF keeps four addresses in a row for one chip.
            facts.uniqueID[facts.uniqueID.count - 1] &+= UInt8(truncatingIfNeeded: 4 * index)
            if facts.hasWiFi { station = makeStation() }
        }
        station?.join(internet)
    }

    /// The board gives others their turn at an instant at the latest.
    public func stopShort(at instant: Instant) {
        horizon = min(horizon, instant)
        didPlan()
    }

    private func makeStation() -> Station {
        let station = Station(
            macAddress: facts.macAddress(0), hostname: facts.hostname, events: circuit.events,
            limits: facts.tcpLimits, queueMax: facts.port == .esp32 ? 6 : 4)
        station.onPlan = { [unowned self] in didPlan() }
        return station
    }

    /// The modules that a guest on this hardware has.
    public var modules: [NativeModule] {
        var modules = [MachineModule(hardware: self).module, TimeModule(hardware: self).module] + portModules
        // The small chips' ports stay below the level at which it is built (MICROPY_CONFIG_ROM_LEVEL_EXTRA_FEATURES).
        if !facts.isMicrobit { modules.append(PlatformModule(facts: facts).module) }
        // NUCLEO_L073RZ leaves it out to save flash.
        return facts.chip == "stm32l073" ? modules : modules + [OneWireModule(hardware: self).module]
    }

    /// The modules in Python that the port freezes.
    public var frozenModules: [FrozenModule] {
        FrozenDrivers.modules(of: facts) + FrozenNetwork.modules(of: facts)
    }

    // MARK: Guests come and go

    /// A fresh guest begins to run.
    public func attach(_ interpreter: Interpreter) {
        vm = interpreter.vm
        cycleBase = clock.cycles
        stopReason = nil
        interpreter.setService { [unowned self] in service($0) }
        microbit?.begin(at: clock.now)
        interpreter.setIdle { [unowned self] vm, isDone throws(GuestException) in try idleForThreads(vm, isDone) }
    }

    /// The guest is gone; its peripherals are as the reset leaves them.
    public func detach(_ kind: ResetKind, at instant: Instant) {
        let start = sync()
        microbit?.end(vm)
        vm = nil
        generation += 1
        for interrupt in interrupts.values { interrupt.subscription?.cancel() }
        for timer in timers.values { if let token = timer.alarm { circuit.events.cancel(token) } }
        interrupts = [:]
        interruptObjects = [:]
        levelsUnderWay = []
        timers = [:]
        callsOnTheWay = 0
        hardCalls = []
        maskedCalls = []
        isMasked = false
        pinObjects = Array(repeating: nil, count: pins.count)
        hardwareTimerObjects = [:]
        for id in uarts.keys.sorted() { uarts[id]?.reset(at: clock.now) }
        adcObjects = [:]
        adcIsOn = [false, false]
        i2cUnits = [:]
        for id in i2cTargets.keys.sorted() { i2cTargets[id]?.close(at: clock.now) }
        i2cTargets = [:]
        softUnits = [:]
        spiUnits = [:]
        softSPIUnits = [:]
        keptObjects = [:]
        resetPort(kind)
        stopAllPWM(at: clock.now)
        if kind != .soft {
            if kind != .deepSleep { letGoOfHeldPins() }
            releasePins(at: clock.now)
            attenuations = [:]
            adcWidths = [facts.adc.bits, facts.adc.bits]
            clock.setFrequency(facts.hertz)
        }
        if instant > clock.now {
            // Asleep: the world goes on.
            while let next = circuit.events.nextDeadline, next < instant {
                clock.advance(to: next)
                circuit.events.runDue(at: clock.now)
            }
            clock.advance(to: instant)
        }
        resetDate(kind, from: start, to: clock.now)
        if let cause = facts.causeAfter[kind] { resetCause = cause }
    }

    private var portModules: [NativeModule] {
        if facts.isMicrobit {
            let microbit = MicrobitModule(hardware: self)
            return [microbit.module, MusicModule(hardware: self).module] + microbit.absentModules
        }
        let wifi =
            facts.hasWiFi
            ? [
                NetworkModule(hardware: self).module, SocketModule(hardware: self).module,
                TLSModule(hardware: self).module,
            ]
            : []
        return switch facts.port {
        case .rp2: RP2Module(hardware: self).modules + wifi
        case .esp32:
            [ESP32Module(hardware: self).module, ESPModule(hardware: self).module, ESPNowModule(hardware: self).module]
                + wifi
        case .esp8266: [ESPModule(hardware: self).module, ESPNowModule(hardware: self).module] + wifi
        case .stm32:
            // The small boards leave `stm` out to save flash.
            [PybModule(hardware: self).module]
                + (facts.chip.hasPrefix("stm32f4") ? [STMModule(hardware: self).module] : [])
        }
    }

    /// The object of a class with this number; made at its first use.
    func keptObject(_ name: String, _ number: Int, _ make: () -> Value) -> Value {
        if let known = keptObjects["\(name) \(number)"] { return known }
        let object = make()
        keptObjects["\(name) \(number)"] = object
        return object
    }

    func releasePins(at instant: Instant) {
        for index in pins.indices {
            let pin = pins[index]
            pin.setWaveform(nil, at: instant)
            pin.setMode(.input, at: instant)
            pin.write(false, at: instant)
            // RP2040 datasheet 2.19.6.3: pads come out of reset with the pull-down on. The other chips let go.
            pin.setPull(facts.port == .rp2 && facts.pins[index].isDigital ? .down : .none, at: instant)
            isConfigured[index] = false
            pinSettings[index] = PinSettings()
        }
    }

    /// The guest sets a pin up for something else.
    func takeFromPeripherals(pin: Int, at now: Instant) {
        takeFromPWM(pin: pin, at: now)
        pinSettings[pin].alternate = nil
        pinSettings[pin].isOpenDrain = false
        pinSettings[pin].user = nil
        if facts.port == .rp2, !pio.isEmpty, let gpio = facts.pins[pin].number {
            for block in pio { block.ownPins &= ~(1 << UInt32(gpio & 31)) }
        }
    }

    func markSetUp(_ pin: Int) { isConfigured[pin] = true }

    /// Somebody has set the pin up.
    public func isSetUp(_ pin: Int) -> Bool { isConfigured[pin] }

    // MARK: Errors

    /// The port's own error; words stand for its `%s` and `%d`.
    func refusal(_ kind: RefusalKind, _ words: String..., vm: VM) -> GuestException {
        guard let refusal = facts.refusals[kind] else { return vm.exception(.valueError, "invalid argument") }
        return refusal.exception(vm, words)
    }

    /// The error of what Perch does not model.
    func notModelled(_ what: String, _ vm: VM) -> GuestException {
        vm.exception(.notImplementedError, "\(what) isn't modelled by Perch")
    }

    func note(_ line: String) {
        if !notes.contains(line) { notes.append(line) }
    }
}
