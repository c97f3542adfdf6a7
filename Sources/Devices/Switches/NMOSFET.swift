import Fabric

/// N-channel MOSFET as a switch to ground (`wokwi-nmosfet`).
///
/// Datasheet: 2N7000 (onsemi): gate threshold 2.1 V typical; the channel joins drain and source while the gate is above the source by more.
/// Not modelled: the channel's resistance, the body diode, the gate's capacity, the linear range.
public final class NMOSFET: Device {
    private static let thresholdVolts: Volts = 2.1
    /// Gate, drain, source.
    public static let pinNames = ["G", "D", "S"]
    /// What it cannot do without.
    public static let neededPins = pinNames
    /// In words.
    public static let pinAliases = ["GATE": "G", "DRAIN": "D", "SOURCE": "S", "gate": "G", "drain": "D", "source": "S"]
    /// Nothing to turn.
    public static let controls: [Control] = []
    /// For `perch parts`.
    public static let facts = PartFacts(
        "N-channel MOSFET: D joins S while G is above S by 2.1 V",
        notModelled: "resistance, body diode, linear range")

    /// The part's name.
    public let id: String
    private var nets: [String: Net] = [:]
    private var channel: Contact?
    private var subscription: EdgeSubscription?
    private var isOn = false

    /// Closed to all current.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) throws(DeviceError) {
        self.id = id
    }

    /// Solders a pin.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        nets[name] = net
        if let drain = nets["D"], let source = nets["S"], channel == nil {
            channel = Contact(between: drain, and: source)
        }
        if name == "G" {
            // Each edge of a waveform switches the load, so that it is dimmed as the gate is.
            subscription = net.observeEdges(at: instant) { [weak self] _, instant in self?.look(at: instant) }
            net.observe { [weak self] _, instant in self?.look(at: instant) }
        }
        look(at: instant)
    }

    private func look(at instant: Instant) {
        guard let gate = nets["G"], let source = nets["S"], let channel else { return }
        // A gate that nobody drives holds no charge here.
        let isOn =
            gate.level(at: instant) != .floating
            && gate.volts(at: instant) - source.volts(at: instant) >= Self.thresholdVolts
        guard isOn != self.isOn else { return }
        self.isOn = isOn
        if isOn { channel.close(at: instant) } else { channel.open(at: instant) }
    }

    /// `on`: it conducts.
    public func outputs(at instant: Instant) -> [Output] { [Output("on", isOn ? 1 : 0)] }
}
