import Fabric

/// A4988 stepper driver on its carrier board (`wokwi-a4988`).
///
/// Datasheet: Allegro A4988: a rise of STEP moves the translator by one microstep, DIR high forwards; MS1 to MS3 as its table 1; the coil currents follow the
/// sine table (home state: 45 degrees, 71 % both). ENABLE low switches the outputs on, RESET low holds home, SLEEP low switches off.
/// On the board ENABLE and MS1 to MS3 are pulled down (100 kOhm), SLEEP up, RESET floats.
/// Not modelled: current regulation, decay, protection, the millisecond after sleep, VMOT.
public final class A4988: Powered {
    private static let pullOhms: Ohms = 100_000
    private static let coilOhms: Ohms = 1
    /// Inputs, supplies and the outputs of the two bridges.
    public static let pinNames = [
        "ENABLE", "MS1", "MS2", "MS3", "RESET", "SLEEP", "STEP", "DIR", "GND", "GND.1", "GND.2", "VDD", "1B", "1A",
        "2A",
        "2B", "VMOT",
    ]
    /// What it cannot do without.
    public static let neededPins = ["STEP"]
    /// For `perch parts`.
    public static let facts = PartFacts(
        "Stepper driver with STEP and DIR; RESET floats: wire it to SLEEP",
        notModelled: "current regulation, decay, protection, VMOT")

    /// The part's name.
    public let id: String
    /// Its supply.
    public let rails: Rails
    private let supplyVolts: Volts
    private var inputs: [String: Net] = [:]
    private var bridges: [String: Leg] = [:]
    private var lastStep = false
    /// Sixteenths of a full step within an electrical turn of 64; 8 is home.
    private var phase = 8

    /// In its home state.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) {
        self.id = id
        rails = Rails(supply: "VDD", circuit: circuit)
        supplyVolts = circuit.supplyVolts
        rails.onChange = { [weak self] _, instant in self?.drive(at: instant) }
    }

    /// Solders a pin.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        if name.hasPrefix("GND") {
            _ = rails.attach("GND", to: net, at: instant)
        } else if rails.attach(name, to: net, at: instant) || name == "VMOT" {
            return
        } else if name.first == "1" || name.first == "2" {
            bridges[name] = Leg(net, at: instant)
            drive(at: instant)
        } else {
            switch name {
            case "ENABLE", "MS1", "MS2", "MS3": net.addDriver(.pullDown(Self.pullOhms), at: instant)
            case "SLEEP": net.addDriver(.pullUp(Self.pullOhms), at: instant)
            default: break
            }
            inputs[name] = net
            net.observe { [weak self] _, instant in self?.look(at: instant) }
            look(at: instant)
        }
    }

    private func isHigh(_ name: String, _ instant: Instant) -> Bool? { inputs[name]?.level(at: instant).isHigh }

    /// Microsteps of a sixteenth that a pulse moves, by the data sheet's table 1; combinations that it lacks are as the nearest.
    private func stride(at instant: Instant) -> Int {
        switch (isHigh("MS1", instant) ?? false, isHigh("MS2", instant) ?? false, isHigh("MS3", instant) ?? false) {
        case (false, false, _): 16
        case (true, false, _): 8
        case (false, true, _): 4
        case (true, true, false): 2
        case (true, true, true): 1
        }
    }

    private func look(at instant: Instant) {
        let step = isHigh("STEP", instant) ?? false
        defer { drive(at: instant) }
        let rises = step && !lastStep
        lastStep = step
        guard rails.isOn, isHigh("SLEEP", instant) ?? true else { return }
        guard isHigh("RESET", instant) ?? false else { return phase = 8 }
        guard rises else { return }
        let stride = stride(at: instant)
        phase = (phase + (isHigh("DIR", instant) ?? false ? stride : 64 - stride)) % 64
    }

    private func drive(at instant: Instant) {
        let isOn =
            rails.isOn && !(isHigh("ENABLE", instant) ?? false) && isHigh("SLEEP", instant) ?? true
            && isHigh("RESET", instant) ?? false
        let degrees = Double(phase) * 360 / 64
        // The board's 1A and 1B go to B+ and B-, 2A and 2B to A+ and A-.
        let currents = ["2": Curves.cosine(degrees: degrees), "1": Curves.cosine(degrees: degrees - 90)]
        for (name, sign) in [("1A", 1.0), ("1B", -1), ("2A", 1), ("2B", -1)] {
            let share = (1 + sign * currents[String(name.first!)]!) / 2
            bridges[name]?.drive(isOn ? .voltage(supplyVolts * share, Self.coilOhms) : .released, at: instant)
        }
    }

    /// Its supply, and a RESET that nobody holds.
    public func complaints(at instant: Instant) -> [String] {
        let isFloating = inputs["RESET"].map { $0.level(at: instant) == .floating } ?? true
        return rails.complaints(part: id)
            + (isFloating ? ["\(id): RESET floats, so it does not step; wire it to SLEEP"] : [])
    }
}
