import Fabric
import MicroPython

/// What the ports' peripherals keep beside pins, timers and buses.
final class PortState {
    /// The calendar: so many microseconds after 1970 at an instant.
    var date: (microseconds: Int, at: Instant) = (0, .zero)
    /// `RTC.memory()`: it outlives all resets but the supply's.
    var rtcMemory: [UInt8] = []
    /// ESP8266: when `RTC.ALARM0` expires, in microseconds of the date, and in which sleeps it wakes.
    var alarm: (expiry: Int, wakes: Int) = (0, 0)
    /// STM32: `RTC.calibration()`.
    var calibration = 0
    var watchdog: Watchdog?
    /// ESP32: what ends a sleep.
    var wakes = WakeSources()
    /// ESP32: what ended the last one (esp_sleep_wakeup_cause_t), and through which pins.
    var wakeReason = 0
    var wakePins: [Int] = []
    /// ESP32: non-volatile storage, by namespace and key. Resets leave it.
    var storage: [String: [String: NVSObject.Entry]] = [:]
    /// ESP32: namespaces that were opened, by handle.
    var openNamespaces: [String] = []
    var counters: [Int: PulseCounter] = [:]
    var transmitters: [Int: PulseTransmitter] = [:]
    /// I2S buses by number.
    var audio: [Int: I2SUnit] = [:]
    /// ESP32: SD hosts by the number that their objects hold.
    var cards: [Int: MachineSDCard.Unit] = [:]
    var lastCard = 0
    /// STM32: the card in the socket is powered and has answered.
    var isCardActive = false
    /// ESP32: pulse counters of `esp32.PCNT`, by number.
    var pulseUnits: [Int: PulseUnit] = [:]
    /// STM32: channels of `pyb.DAC`, by number.
    var dacs: [Int: PybDAC.Channel] = [:]
    var servos: [Int: PybServo.Servo] = [:]
    /// STM32: hardware timers by number, and the pins of `pyb.ExtInt` by line.
    var pybTimers: [Int: PybTimer.Timer] = [:]
    var externalLines: [Int: Int] = [:]
    /// STM32: the guest's own names for pins.
    var pinNames = PinMapper.Names()
    /// ESP32: pins outside the RTC's domain stay held in a deep sleep.
    var holdsDigitalPins = false
    /// STM32: what was written to the register of the ports' clocks.
    var portClocks: UInt32 = 0
    /// STM32: the random number generator's last word.
    var random: UInt32 = 2_463_534_242

    /// Sockets of the guest.
    var sockets = SocketTable()
    /// ESP-NOW, once the guest has asked for it.
    var frames: ESPNowObject.Unit?

    /// A watchdog that runs.
    struct Watchdog {
        var timeout: Picoseconds
        var alarm: EventQueue.Token?
    }
}

/// What may end a sleep of the ESP32 besides its time.
struct WakeSources {
    /// GPIO number and level.
    var ext0: (pin: Int, isHigh: Bool)?
    var ext0Level = false
    /// In which sleeps it wakes: 2 for light, 4 for deep.
    var ext0Sleeps = 6
    var ext1Pins: [Int] = []
    var ext1IsAnyHigh = false
    var gpioPins: [Int] = []
    var gpioIsHigh = false
    var touch = false
    var ulp = false
}

extension Hardware {
    /// The calendar's date at power on, as seconds since 1970: 2021 (ports/rp2/main.c), 2015 (ports/stm32/rtc.c), else 2000.
    static func dateAtPowerOn(_ port: MachineFacts.Port) -> Int {
        switch port {
        case .rp2: CalendarTime(year: 2021, month: 1, day: 1).seconds
        case .stm32: CalendarTime(year: 2015, month: 1, day: 1).seconds
        case .esp32, .esp8266: CalendarTime(year: 2000, month: 1, day: 1).seconds
        }
    }

    /// Microseconds since 1970 on the board's calendar.
    func dateMicroseconds() -> Int {
        let now = sync()
        return state.date.microseconds + Int((now - state.date.at) / 1_000_000)
    }

    func setDate(microseconds: Int) { state.date = (microseconds, sync()) }

    /// What a reset leaves of the ports' peripherals.
    func resetPort(_ kind: ResetKind) {
        if facts.port == .rp2 {
            for block in pio { block.reset() }
            dma?.reset()
            pioHandlers = [:]
            assembler = nil
        }
        for number in state.transmitters.keys.sorted() { state.transmitters[number]?.stop() }
        state.transmitters = [:]
        for number in state.counters.keys.sorted() { state.counters[number]?.stop() }
        state.counters = [:]
        for number in state.audio.keys.sorted() { state.audio[number]?.stop() }
        state.audio = [:]
        state.cards = [:]
        state.isCardActive = false
        for number in state.pulseUnits.keys.sorted() { state.pulseUnits[number]?.stop() }
        state.pulseUnits = [:]
        // The guest and its buffers are gone.
        for number in state.dacs.keys.sorted() { state.dacs[number]?.wave?.stop(nil) }
        state.dacs = [:]
        state.openNamespaces = []
        state.servos = [:]
        for timer in state.pybTimers.values {
            timer.encoder?.stop()
            for channel in timer.channels.values { PybTimer(hardware: self).stop(channel, nil) }
        }
        state.pybTimers = [:]
        state.externalLines = [:]
        state.pinNames = PinMapper.Names()
        if facts.hasWiFi { radio.turnOff() }
        if kind == .soft { return }
        stopWatchdog()
        state.wakes = WakeSources()
        if kind != .deepSleep { state.wakeReason = 0 }
        state.alarm = (0, 0)
    }

    /// The calendar after a reset that ended at an instant (boards' RTC domains: the RP2040 starts anew, the ESP8266 counts from what it had noted, the others
    /// go on).
    func resetDate(_ kind: ResetKind, from start: Instant, to end: Instant) {
        switch (facts.port, kind) {
        case (_, .soft), (.stm32, _), (.esp32, _), (.esp8266, .deepSleep): break
        case (.rp2, _): state.date = (Self.dateAtPowerOn(.rp2) * 1_000_000, end)
        case (.esp8266, _): state.date.at = end
        }
    }
}
