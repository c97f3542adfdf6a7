import BoardProfiles
import Devices
import Fabric

/// The copper of a board: a net for each piece of it, what is soldered to them, and what is wired to them.
final class BoardWiring {
    let profile: BoardProfile
    let circuit: Circuit
    let plan: BoardCircuit
    /// By place in the profile's pins; pins that a wire joins have one net. Named after the board's first name for the pin, else after
    /// the chip's.
    let pinNets: [Net]
    /// By place in `plan.coppers`.
    private(set) var copperNets: [Net] = []
    private(set) var soldered: [any Device] = []
    private(set) var parts: [(part: Part, device: any Device)] = []
    /// What is wrong with the parts, one line each.
    private(set) var notes: [String] = []
    private var rails: [(volts: Double, net: Net)] = []

    init(profile: BoardProfile, circuit: Circuit, plan: BoardCircuit) {
        self.profile = profile
        self.circuit = circuit
        self.plan = plan
        // A pin on a rail keeps a net of its own, so that an output which fights the rail does not pull down all that hangs on it.
        var first: [Int: Int] = [:]
        for copper in plan.coppers where copper.rail == nil {
            let least = copper.pins.min()
            for pin in copper.pins { first[pin] = least }
        }
        var nets: [Net] = []
        for pin in profile.pins.indices {
            if let earlier = first[pin], earlier < pin {
                nets.append(nets[earlier])
            } else {
                let name = profile.pinNames.first { $0.value == pin }?.name ?? profile.pins[pin].name
                nets.append(circuit.makeNet(named: name))
            }
        }
        pinNets = nets
        for copper in plan.coppers { copperNets.append(makeNet(copper)) }
    }

    private func makeNet(_ copper: BoardCircuit.Copper) -> Net {
        guard let volts = copper.rail else {
            if let pin = copper.pins.min() { return pinNets[pin] }
            let name = copper.terminals.first.map { "\(plan.parts[$0.part].part.id):\($0.pin)" } ?? "wire"
            return circuit.makeNet(named: name)
        }
        for pin in copper.pins { pinNets[pin].addDriver(drive(ofRail: volts), at: .zero) }
        return rail(volts)
    }

    private func drive(ofRail volts: Double) -> Drive {
        volts == 0 ? .low : volts == circuit.supplyVolts ? .high : .voltage(volts, 0.01)
    }

    // MARK: Looking up

    func device(_ id: String) throws(BoardError) -> any Device {
        if let part = parts.first(where: { $0.device.id == id }) { return part.device }
        if let device = soldered.first(where: { $0.id == id }) { return device }
        throw .unknownPart(id, known: (parts.map(\.device) + soldered).map(\.id))
    }

    /// A pin by its name on the board, the chip or the header, or by its number; a rail; or a part's pin (`led1:A`).
    func net(_ name: String) throws(BoardError) -> Net {
        if let colon = name.firstIndex(of: ":") {
            let (part, pin) = (String(name[..<colon]), String(name[name.index(after: colon)...]))
            if part == plan.id { return try net(pin) }
            let copper = plan.coppers.firstIndex { copper in
                copper.terminals.contains { terminal in
                    let (own, kind) = plan.parts[terminal.part]
                    return own.id == part && terminal.pin == Netlist.pin(pin, of: kind)
                }
            }
            guard let copper else { throw .unknownPart(name, known: plan.parts.map(\.part.id)) }
            return copperNets[copper]
        }
        switch profile.terminal(name) {
        case .pin(let pin): return pinNets[pin]
        case .rail(let volts): return rail(volts)
        case .other, nil: throw .unknownPin(board: profile.name, pin: name)
        }
    }

    private func rail(_ volts: Double) -> Net {
        if volts == 0 { return circuit.ground }
        if volts == circuit.supplyVolts { return circuit.supply }
        if let known = rails.first(where: { $0.volts == volts }) { return known.net }
        let net = circuit.makeNet(named: "\(volts) V")
        net.addDriver(drive(ofRail: volts), at: .zero)
        rails.append((volts, net))
        return net
    }

    // MARK: Building

    /// The board's own LEDs and buttons.
    func solder() throws(BoardError) {
        for led in profile.leds {
            let device = LED(id: led.name, attributes: Attributes(["color": led.color]), circuit: circuit)
            let isHigh = led.lit == .high
            device.attach(pin: "A", to: isHigh ? pinNets[led.pin] : circuit.supply, at: .zero)
            let other = led.cathode.map { pinNets[$0] } ?? circuit.ground
            device.attach(pin: "C", to: isHigh ? other : pinNets[led.pin], at: .zero)
            soldered.append(device)
        }
        for button in profile.buttons {
            guard let pin = button.pin else { continue }
            // Not modelled: that the contacts of a board's own buttons bounce.
            let device = Button(id: button.name, attributes: Attributes(["bounce": "0"]), circuit: circuit)
            device.attach(pin: "1.l", to: pinNets[pin], at: .zero)
            device.attach(pin: "2.l", to: button.pressed == .high ? circuit.supply : circuit.ground, at: .zero)
            if let ohms = button.pullUpOhms { pinNets[pin].addDriver(.pullUp(ohms), at: .zero) }
            soldered.append(device)
        }
    }

    /// Makes the parts beside the board and solders their pins.
    func wire() throws(BoardError) {
        for (part, kind) in plan.parts { parts.append((part, try make(part, kind))) }
        for (place, copper) in plan.coppers.enumerated() {
            for terminal in copper.terminals {
                parts[terminal.part].device.attach(pin: terminal.pin, to: copperNets[place], at: .zero)
            }
        }
        for part in parts { part.device.begin(at: .zero) }
    }

    /// A part of a diagram does without an attribute that means nothing; a part without a place in a file was written by who asks.
    private func make(_ part: Part, _ kind: PartKind) throws(BoardError) -> any Device {
        var part = part
        while true {
            do {
                let attributes = Attributes(part.attributes, lists: part.lists)
                return try kind.make(id: part.id, attributes: attributes, in: circuit)
            } catch {
                guard let place = part.place, case .badAttribute(_, let name, _, _) = error,
                    part.attributes.removeValue(forKey: name) != nil || part.lists.removeValue(forKey: name) != nil
                else { throw .part(error) }
                notes.append("\(place): \(error); it is passed over")
            }
        }
    }
}
