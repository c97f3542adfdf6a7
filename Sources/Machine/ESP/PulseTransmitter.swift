import Fabric

/// A channel of the ESP32's RMT that sends: levels, each for so many ticks, on a pin (ESP32 technical reference manual, chapter 15).
final class PulseTransmitter {
    /// A level and for how long.
    struct Pulse {
        var isHigh: Bool
        var length: Picoseconds
    }

    /// A wave in place of one of the levels: for infrared.
    struct Carrier {
        var hertz: UInt64
        var dutyPercent: UInt64
        var level: Bool
    }

    let place: Int
    let ticksPerSecond: Int
    let idleLevel: Bool
    let carrier: Carrier?
    /// How often a transmission comes again; -1: for ever.
    var loopCount = 0
    private(set) var isSending = false
    private unowned let hardware: Hardware
    private var alarm: EventQueue.Token?

    init(_ hardware: Hardware, place: Int, ticksPerSecond: Int, idleLevel: Bool, carrier: Carrier?) {
        self.hardware = hardware
        self.place = place
        self.ticksPerSecond = ticksPerSecond
        self.idleLevel = idleLevel
        self.carrier = carrier
        let now = hardware.sync()
        hardware.takeFromPeripherals(pin: place, at: now)
        hardware.markSetUp(place)
        show(idleLevel, at: now)
        hardware.pins[place].setMode(.output, at: now)
        hardware.didPlan()
    }

    private func show(_ isHigh: Bool, at instant: Instant) {
        let pin = hardware.pins[place]
        pin.write(isHigh, at: instant)
        guard let carrier else { return }
        let hasCarrier = isSending && isHigh == carrier.level
        pin.setWaveform(
            hasCarrier
                ? PWMSignal(
                    tickRate: carrier.hertz * 100, periodTicks: 100,
                    highTicks: carrier.level ? carrier.dutyPercent : 100 - carrier.dutyPercent, start: instant)
                : nil, at: instant)
    }

    /// Sends; a pulse of no length ends it.
    func send(_ pulses: [Pulse]) {
        isSending = true
        play(pulses, from: 0, round: 0, at: hardware.sync())
        hardware.didPlan()
    }

    private func play(_ pulses: [Pulse], from index: Int, round: Int, at instant: Instant) {
        var index = index
        var round = round
        if index == pulses.count || pulses[index].length == 0 {
            round += 1
            guard loopCount == -1 || round < loopCount, pulses[0].length > 0 else { return end(at: instant) }
            index = 0
        }
        show(pulses[index].isHigh, at: instant)
        alarm = hardware.circuit.events.schedule(at: instant + pulses[index].length) { [unowned self] at in
            alarm = nil
            play(pulses, from: index + 1, round: round, at: at)
        }
    }

    private func end(at instant: Instant) {
        isSending = false
        show(idleLevel, at: instant)
    }

    /// Stops at once.
    func stop() {
        if let alarm { hardware.circuit.events.cancel(alarm) }
        alarm = nil
        if isSending { end(at: hardware.sync()) }
    }
}
