/// A wire between the circuits of two boards, which have event queues and clocks of their own.
///
/// What one side makes of its net without the other arrives there after `delay`, always: that is how far two boards may run apart, so
/// that neither can be taken by surprise and the host's order of running them decides nothing.
///
/// Not modelled: a wire without delay; resistors in series on the other side beyond the first; waveforms are not shifted by the delay.
public final class NetBridge {
    /// What an edge takes from board to board: less than any board needs to answer an interrupt.
    public static let delay: Picoseconds = .microseconds(2)

    private final class Side {
        let net: Net
        let slot: Net.DriverSlot
        let events: EventQueue
        var sent = Drive.released

        init(_ net: Net, _ events: EventQueue) {
            self.net = net
            self.events = events
            slot = net.addDriver(at: .zero)
        }
    }

    private let sides: (Side, Side)

    /// Joins two nets. `onSend` is told which of the two (0 or 1) will change, and when.
    public init(
        _ one: Net, _ oneEvents: EventQueue, _ other: Net, _ otherEvents: EventQueue,
        onSend: @escaping (_ side: Int, _ arrival: Instant) -> Void
    ) {
        sides = (Side(one, oneEvents), Side(other, otherEvents))
        let (first, second) = sides
        one.observe { _, instant in Self.carry(from: first, to: second, at: instant) { onSend(1, $0) } }
        other.observe { _, instant in Self.carry(from: second, to: first, at: instant) { onSend(0, $0) } }
        Self.carry(from: first, to: second, at: .zero) { onSend(1, $0) }
        Self.carry(from: second, to: first, at: .zero) { onSend(0, $0) }
    }

    private static func carry(from: Side, to: Side, at instant: Instant, _ tell: (Instant) -> Void) {
        let drive = from.net.drive(beside: from.slot)
        guard drive != from.sent else { return }
        from.sent = drive
        let arrival = instant + delay
        to.events.schedule(at: arrival) { to.net.setDrive(to.slot, to: drive, at: $0) }
        tell(arrival)
    }
}

extension Net {
    /// What all that hangs on the net makes of it together, one driver left out.
    func drive(beside slot: DriverSlot) -> Drive {
        var sum = DriveSum(supplyVolts: supplyVolts)
        for net in joinedNets() {
            net.addDrives(to: &sum, except: net === self ? slot : nil)
            for resistance in net.resistances {
                let far = resistance.far(from: net)
                if far.isStrong { sum.add(.voltage(far.averageVolts, resistance.ohms)) }
            }
        }
        let resolution = sum.resolved(previous: steadyLevel)
        if let waveform = resolution.waveform { return .pwm(waveform) }
        if resolution.isStrong { return resolution.level == .high ? .high : .low }
        guard sum.siemens > 0 else { return .released }
        if !resolution.isAnalog, resolution.volts == supplyVolts { return .pullUp(1 / sum.siemens) }
        if !resolution.isAnalog, resolution.volts == 0 { return .pullDown(1 / sum.siemens) }
        return .voltage(resolution.volts, 1 / sum.siemens)
    }
}
