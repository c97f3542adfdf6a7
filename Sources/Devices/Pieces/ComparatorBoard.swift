import Fabric

/// The outputs of the little sensor boards: a voltage, and an LM393 that compares it with a trimmer's. Its open collector has a pull-up of
/// 10 kOhm on the board. Without power both let go.
final class ComparatorBoard {
    private static let pullUpOhms: Ohms = 10_000

    let rails: Rails
    private let names: (analog: String, digital: String)
    private var analog: Leg?
    private var digital: Leg?
    /// What the sensor says now.
    private let sense: () -> (volts: Volts, ohms: Ohms, isHigh: Bool)

    init(
        analog: String, digital: String, circuit: Circuit, rails: Rails,
        sense: @escaping () -> (volts: Volts, ohms: Ohms, isHigh: Bool)
    ) {
        names = (analog, digital)
        self.rails = rails
        self.sense = sense
        rails.onChange = { [weak self] _, instant in self?.show(at: instant) }
    }

    func attach(_ name: String, to net: Net, at instant: Instant) {
        if rails.attach(name, to: net, at: instant) { return show(at: instant) }
        if name == names.analog { analog = Leg(net, at: instant) }
        if name == names.digital { digital = Leg(net, at: instant) }
        show(at: instant)
    }

    func show(at instant: Instant) {
        let now = sense()
        analog?.drive(rails.isOn ? .voltage(now.volts, now.ohms) : .released, at: instant)
        digital?.drive(rails.isOn ? now.isHigh ? .pullUp(Self.pullUpOhms) : .low : .released, at: instant)
    }
}
