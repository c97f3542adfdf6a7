import Fabric

/// 74HC595 serial-in parallel-out shift register (`wokwi-74hc595`).
///
/// Datasheet: Nexperia 74HC595: a rise of SHCP shifts DS in, a rise of STCP takes the register over to Q0 to Q7, MR low clears the register, OE high lets the
/// outputs go, Q7S is the register's last bit. MR and OE that nobody wired count as inactive.
/// Not modelled: propagation delays, the state at power on (all low).
public final class ShiftRegister595: Powered {
    private static let outputs = (0..<8).map { "Q\($0)" }
    /// Data, clocks, control, supply and outputs.
    public static let pinNames = ["DS", "SHCP", "STCP", "MR", "OE", "Q7S", "GND", "VCC"] + outputs
    /// What it cannot do without.
    public static let neededPins = ["DS", "SHCP", "STCP"]
    /// For `perch parts`.
    public static let facts = PartFacts(
        "74HC595: shifts DS in with SHCP, shows it at Q0 to Q7 with STCP", notModelled: "propagation delays")

    /// The part's name.
    public let id: String
    /// Its supply.
    public let rails: Rails
    private var nets: [String: Net] = [:]
    private var legs: [Leg?] = Array(repeating: nil, count: 8)
    private var serial: Leg?
    private var register: UInt8 = 0
    private var latch: UInt8 = 0
    private var subscriptions: [EdgeSubscription] = []

    /// All low.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) {
        self.id = id
        rails = Rails(circuit: circuit)
        rails.onChange = { [weak self] isOn, instant in self?.power(isOn, at: instant) }
    }

    private func power(_ isOn: Bool, at instant: Instant) {
        if !isOn {
            register = 0
            latch = 0
        }
        drive(at: instant)
        driveSerial(at: instant)
    }

    /// Solders a pin.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        if rails.attach(name, to: net, at: instant) { return }
        if let place = Self.outputs.firstIndex(of: name) {
            legs[place] = Leg(net, at: instant)
        } else if name == "Q7S" {
            serial = Leg(net, at: instant)
        } else {
            nets[name] = net
            if name != "DS" {
                subscriptions.append(
                    net.observeEdges(at: instant) { [weak self] level, instant in
                        self?.moved(name, isHigh: level.isHigh, at: instant)
                    })
            }
        }
        clearIfAsked(at: instant)
        drive(at: instant)
        driveSerial(at: instant)
    }

    private func moved(_ name: String, isHigh: Bool, at instant: Instant) {
        guard rails.isOn else { return }
        switch name {
        case "SHCP" where isHigh:
            if nets["MR"]?.level(at: instant).isHigh ?? true {
                register = register << 1 | (nets["DS"]?.level(at: instant).isHigh ?? false ? 1 : 0)
                driveSerial(at: instant)
            }
        case "STCP" where isHigh:
            latch = register
            drive(at: instant)
        case "MR":
            clearIfAsked(at: instant)
            driveSerial(at: instant)
        case "OE": drive(at: instant)
        default: break
        }
    }

    private func clearIfAsked(at instant: Instant) {
        if nets["MR"]?.level(at: instant).isHigh == false { register = 0 }
    }

    private func drive(at instant: Instant) {
        let isOn = rails.isOn && !(nets["OE"]?.level(at: instant).isHigh ?? false)
        for (bit, leg) in legs.enumerated() {
            leg?.drive(!isOn ? .released : latch >> UInt8(bit) & 1 == 1 ? .high : .low, at: instant)
        }
    }

    private func driveSerial(at instant: Instant) {
        serial?.drive(!rails.isOn ? .released : register & 0x80 != 0 ? .high : .low, at: instant)
    }
}
