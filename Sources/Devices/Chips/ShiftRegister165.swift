import Fabric

/// 74HC165 parallel-in serial-out shift register (`wokwi-74hc165`).
///
/// Datasheet: Nexperia 74HC165: while PL is low the register follows D0 to D7; with PL high and CE low a rise of CP shifts towards Q7 and takes DS in.
/// (CP and CE are the two inputs of one gate, so a rise of CE with CP low clocks it too.)
/// Not modelled: propagation delays.
public final class ShiftRegister165: Powered {
    private static let inputs = (0..<8).map { "D\($0)" }
    /// Control, data and outputs.
    public static let pinNames = ["PL", "CP", "Q7_N", "GND", "Q7", "DS", "CE", "VCC"] + inputs
    /// What it cannot do without.
    public static let neededPins = ["PL", "CP", "Q7 Q7_N"]
    /// For `perch parts`.
    public static let facts = PartFacts(
        "74HC165: reads D0 to D7 while PL is low, shifts them out at Q7 with CP", notModelled: "propagation delays")

    /// The part's name.
    public let id: String
    /// Its supply.
    public let rails: Rails
    private var nets: [String: Net] = [:]
    private var output: Leg?
    private var inverted: Leg?
    private var register: UInt8 = 0
    private var lastClock = false
    private var subscriptions: [EdgeSubscription] = []

    /// With all bits clear.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) {
        self.id = id
        rails = Rails(circuit: circuit)
        rails.onChange = { [weak self] _, instant in self?.drive(at: instant) }
    }

    /// Solders a pin.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        if rails.attach(name, to: net, at: instant) { return }
        switch name {
        case "Q7": output = Leg(net, at: instant)
        case "Q7_N": inverted = Leg(net, at: instant)
        default:
            nets[name] = net
            subscriptions.append(net.observeEdges(at: instant) { [weak self] _, instant in self?.look(at: instant) })
        }
        look(at: instant)
    }

    private func isHigh(_ name: String, _ instant: Instant) -> Bool { nets[name]?.level(at: instant).isHigh ?? false }

    private func look(at instant: Instant) {
        let clock = isHigh("CP", instant) || isHigh("CE", instant)
        let rises = clock && !lastClock
        lastClock = clock
        guard rails.isOn else { return }
        if !isHigh("PL", instant) {
            register = 0
            for (bit, name) in Self.inputs.enumerated() where isHigh(name, instant) { register |= 1 << UInt8(bit) }
        } else if rises {
            register = register << 1 | (isHigh("DS", instant) ? 1 : 0)
        }
        drive(at: instant)
    }

    private func drive(at instant: Instant) {
        let bit = register & 0x80 != 0
        output?.drive(!rails.isOn ? .released : bit ? .high : .low, at: instant)
        inverted?.drive(!rails.isOn ? .released : bit ? .low : .high, at: instant)
    }
}
