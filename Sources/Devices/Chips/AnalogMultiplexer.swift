import Fabric

/// CD74HC4067 analog multiplexer of sixteen channels (`board-cd74hc4067`).
///
/// Datasheet: TI SCHS209: S0 to S3 choose the channel that is joined to COM while EN is low; both ways, analog too.
/// Not modelled: its 70 ohms, switching times.
public final class AnalogMultiplexer: Powered {
    private static let channels = (0..<16).map { "I\($0)" }
    private static let selects = ["S0", "S1", "S2", "S3"]
    /// Common, enable, selects, supply and channels.
    public static let pinNames = ["COM", "EN", "GND", "VCC"] + selects + channels
    /// What it cannot do without.
    public static let neededPins = ["COM"]
    /// For `perch parts`.
    public static let facts = PartFacts(
        "Analog multiplexer: joins COM to one of I0 to I15", notModelled: "its resistance, switching times")

    /// The part's name.
    public let id: String
    /// Its supply.
    public let rails: Rails
    private var common: Net?
    private var nets: [String: Net] = [:]
    private var controls: [String: Net] = [:]
    private var closed: (channel: Int, contact: Contact)?

    /// Channel 0, as long as EN is low.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) {
        self.id = id
        rails = Rails(circuit: circuit)
        rails.onChange = { [weak self] _, instant in self?.look(at: instant) }
    }

    /// Solders a pin.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        if rails.attach(name, to: net, at: instant) { return }
        if name == "COM" {
            common = net
        } else if name == "EN" || Self.selects.contains(name) {
            controls[name] = net
            net.observe { [weak self] _, instant in self?.look(at: instant) }
        } else {
            nets[name] = net
        }
        look(at: instant)
    }

    private func look(at instant: Instant) {
        var channel: Int? = 0
        for (bit, name) in Self.selects.enumerated() where controls[name]?.level(at: instant).isHigh == true {
            channel! |= 1 << bit
        }
        if !rails.isOn || controls["EN"]?.level(at: instant).isHigh == true { channel = nil }
        if closed?.channel == channel { return }
        closed?.contact.open(at: instant)
        closed = nil
        guard let channel, let common, let net = nets[Self.channels[channel]] else { return }
        let contact = Contact(between: common, and: net)
        closed = (channel, contact)
        contact.close(at: instant)
    }
}
