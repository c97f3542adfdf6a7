import Fabric

/// Interrupts that a level asks for and not an edge: as long as it stays, the handler is called again and again.
///
/// An RP2040 has them beside its edges (GPIO_IRQ_LEVEL_LOW and _HIGH, RP2040 datasheet 2.19.3), an ESP32 in place of them (GPIO_INTR_LOW_LEVEL and
/// _HIGH_LEVEL of the IDF). Not modelled: the ESP32's watchdog, which resets a chip whose program no longer gets a turn.
extension Hardware {
    /// The levels that a trigger stands for.
    private func levels(_ trigger: Int) -> (low: Bool, high: Bool) {
        switch facts.port {
        case .rp2: (trigger & 1 != 0, trigger & 2 != 0)
        case .esp32: (trigger == 4, trigger == 5)
        case .esp8266, .stm32: (false, false)
        }
    }

    /// Nothing but levels: an edge calls through its level.
    func isLevel(_ trigger: Int) -> Bool {
        let (low, high) = levels(trigger)
        return low || high
    }

    /// Calls the handler if its level is there.
    func checkLevel(pin index: Int, at now: Instant) {
        guard index < pins.count, let armed = interrupts[index], let vm else { return }
        let (low, high) = levels(armed.trigger)
        let isHigh = pins[index].net.level(at: now).isHigh
        guard isHigh ? high : low, !levelsUnderWay.contains(index) else { return }
        if facts.port == .rp2 { interrupts[index]?.flags = isHigh ? 2 : 1 }
        levelsUnderWay.insert(index)
        deliver(
            InterruptCall(
                handler: armed.handler, argument: pinObject(index, vm), isHard: armed.isHard, source: .pin(index)),
            after: now)
    }

    /// A call has come to its end: the level may still be there.
    func repeatLevel(_ source: InterruptSource) {
        guard case .pin(let index) = source, levelsUnderWay.remove(index) != nil else { return }
        checkLevel(pin: index, at: clock.now)
    }
}
