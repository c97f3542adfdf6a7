import BoardProfiles
import Devices
import Fabric

/// The copper of a board: a net for each pin of the chip, what is soldered to them, and what is wired to them.
final class BoardWiring {
    let profile: BoardProfile
    let circuit: Circuit
    /// By place in the profile's pins. Named after the board's first name for the pin, else after the chip's.
    let pinNets: [Net]
    private(set) var soldered: [any Device] = []
    private(set) var parts: [(part: Part, device: any Device)] = []
    private var rails: [(volts: Double, net: Net)] = []
    /// Nets of parts' pins, by `part:pin`.
    private var partNets: [String: Net] = [:]

    init(profile: BoardProfile, circuit: Circuit) {
        self.profile = profile
        self.circuit = circuit
        pinNets = profile.pins.indices.map { pin in
            let name = profile.pinNames.first { $0.value == pin }?.name ?? profile.pins[pin].name
            return circuit.makeNet(named: name)
        }
    }

    // MARK: Looking up

    func device(_ id: String) throws(BoardError) -> any Device {
        if let part = parts.first(where: { $0.device.id == id }) { return part.device }
        if let device = soldered.first(where: { $0.id == id }) { return device }
        throw .unknownPart(id, known: (parts.map(\.device) + soldered).map(\.id))
    }

    /// A pin by its name on the board, the chip or the header, or by its number; or a rail.
    func net(_ name: String) throws(BoardError) -> Net {
        if let pin = pin(name) { return pinNets[pin] }
        // Wokwi counts pins of the same name: `GND.1`.
        let label = name.split(separator: ".").first.map(String.init) ?? name
        let headers = profile.picture.headers.joined()
        if let found = headers.first(where: { $0.label == name }) ?? headers.first(where: { $0.label == label }) {
            switch found.wire {
            case .pin(let pin): return pinNets[pin]
            case .power(let volts): return rail(volts)
            case .other: break
            }
        }
        switch label {
        case "GND", "gnd": return circuit.ground
        case "3V3", "VCC": return circuit.supply
        case "5V": return rail(5)
        default: throw .unknownPin(board: profile.name, pin: name)
        }
    }

    private func pin(_ name: String) -> Int? {
        profile.pin(boardName: name) ?? profile.pin(chipName: name) ?? Int(name).flatMap { profile.pin(number: $0) }
    }

    private func rail(_ volts: Double) -> Net {
        if volts == 0 { return circuit.ground }
        if volts == circuit.supplyVolts { return circuit.supply }
        if let known = rails.first(where: { $0.volts == volts }) { return known.net }
        let net = circuit.makeNet(named: "\(volts) V")
        net.addDriver(.voltage(volts, 0.01), at: .zero)
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
            device.attach(pin: "C", to: isHigh ? circuit.ground : pinNets[led.pin], at: .zero)
            soldered.append(device)
        }
        for button in profile.buttons {
            guard let pin = button.pin else { continue }
            let device = Button(id: button.name, circuit: circuit)
            device.attach(pin: "1.l", to: pinNets[pin], at: .zero)
            device.attach(pin: "2.l", to: button.pressed == .high ? circuit.supply : circuit.ground, at: .zero)
            if let ohms = button.pullUpOhms { pinNets[pin].addDriver(.pullUp(ohms), at: .zero) }
            soldered.append(device)
        }
    }

    /// Parts beside the board.
    func wire(_ descriptions: [Part]) throws(BoardError) {
        for part in descriptions {
            do {
                let device = try Catalog.make(
                    part.type, id: part.id, attributes: Attributes(part.attributes), in: circuit)
                parts.append((part, device))
            } catch {
                throw .part(error)
            }
        }
        // First the board's pins, so that parts hang on their nets and not on pieces of wire.
        for (part, device) in parts {
            for wire in part.wires where !wire.to.contains(":") {
                try join("\(part.id):\(wire.pin)", device, wire.pin, to: net(wire.to))
            }
        }
        for (part, device) in parts {
            for wire in part.wires where wire.to.contains(":") { try wirePart(part, device, wire) }
        }
    }

    private func wirePart(
        _ part: Part, _ device: any Device, _ wire: (pin: String, to: String)
    ) throws(BoardError) {
        let halves = wire.to.split(separator: ":", maxSplits: 1).map(String.init)
        guard halves.count == 2, let other = parts.first(where: { $0.device.id == halves[0] }) else {
            throw .unknownPart(wire.to, known: parts.map { $0.device.id })
        }
        let own = "\(part.id):\(wire.pin)"
        let net = partNets[wire.to] ?? partNets[own] ?? circuit.makeNet(named: own)
        try join(own, device, wire.pin, to: net)
        try join(wire.to, other.device, halves[1], to: net)
    }

    private func join(
        _ key: String, _ device: any Device, _ pin: String, to net: Net
    ) throws(BoardError) {
        if let known = partNets[key] {
            if known !== net { circuit.join(known, net, at: .zero) }
            return
        }
        do {
            try device.connect(pin: pin, to: net, at: .zero)
        } catch {
            throw .part(error)
        }
        partNets[key] = net
    }
}
