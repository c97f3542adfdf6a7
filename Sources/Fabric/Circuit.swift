/// The wires of one setup: its nets, what will happen on them, and who watches.
///
/// It has no clock: whoever does something says when. Several boards with clocks of their own may share one circuit.
public final class Circuit {
    /// What will happen.
    public let events = EventQueue()
    /// What has happened.
    public let trace = WireTrace()
    /// All nets, in order of creation.
    public private(set) var nets: [Net] = []
    /// Voltage of the supply rail and of every high.
    public let supplyVolts: Volts
    /// The ground rail.
    public let ground: Net
    /// The supply rail.
    public let supply: Net

    /// A circuit with nothing but its two rails.
    public init(supplyVolts: Volts = 3.3) {
        self.supplyVolts = supplyVolts
        ground = Net(id: NetID(index: 0), name: "GND", supplyVolts: supplyVolts, trace: trace, events: events)
        supply = Net(id: NetID(index: 1), name: "VCC", supplyVolts: supplyVolts, trace: trace, events: events)
        nets = [ground, supply]
        ground.addDriver(.low, at: .zero)
        supply.addDriver(.high, at: .zero)
    }

    /// A new net that nobody drives.
    public func makeNet(named name: String) -> Net {
        let id = NetID(index: nets.count)
        let net = Net(id: id, name: name, supplyVolts: supplyVolts, trace: trace, events: events)
        nets.append(net)
        return net
    }

    /// The net with this id.
    public subscript(id: NetID) -> Net { nets[id.index] }

    /// A piece of wire: from now on the two nets are one.
    @discardableResult
    public func join(_ one: Net, _ other: Net, at instant: Instant) -> Contact {
        let wire = Contact(between: one, and: other)
        wire.close(at: instant)
        return wire
    }
}
