import Devices
import Fabric

/// What is wrong with a board's wiring, one line for one cause, with part, pin, and where it stands in the diagram.
struct WiringNotes {
    private let wiring: BoardWiring
    private let now: Instant

    init(_ wiring: BoardWiring, at instant: Instant) {
        self.wiring = wiring
        now = instant
    }

    /// What showed on the wires, then what the parts have to say.
    func lines(_ faults: [WiringFault]) -> [String] {
        var lines: [String] = []
        for line in faults.compactMap(line(of:)) + Self.folded(wiring.parts.indices.flatMap(complaints(ofPart:)))
        where !lines.contains(line) { lines.append(line) }
        return lines
    }

    /// What one part has to say: `led1: ...`, and where the part stands.
    typealias Complaint = (words: String, place: TextPlace?)

    /// More lines than this that say the same of different parts are one.
    private static let sameMost = 3

    /// `rgb1, rgb2 and 98 more: VSS is ...` in place of a hundred lines.
    static func folded(_ complaints: [Complaint]) -> [String] {
        var ids: [String: [Substring]] = [:]
        for complaint in complaints {
            let (id, words) = halves(complaint.words)
            ids[words, default: []].append(id)
        }
        return complaints.compactMap { complaint in
            let words = halves(complaint.words).words
            guard let all = ids[words] else { return nil }
            if all.count <= sameMost || words.isEmpty { return line(complaint.words, at: complaint.place) }
            ids[words] = nil
            return line("\(all[0]), \(all[1]) and \(all.count - 2) more: \(words)", at: complaint.place)
        }
    }

    private static func halves(_ line: String) -> (id: Substring, words: String) {
        guard let colon = line.firstRange(of: ": ") else { return (line[...], "") }
        return (line[..<colon.lowerBound], String(line[colon.upperBound...]))
    }

    // MARK: Wires

    private func line(of fault: WiringFault) -> String? {
        guard let copper = wiring.plan.coppers.indices.first(where: { wiring.copperNets[$0].id == fault.net }) else {
            if let line = line(ofPinOnRail: fault) { return line }
            // Nobody hangs there: because the part that should has said so itself.
            return wiring.parts.indices.contains { !missingPins(ofPart: $0).isEmpty } ? nil : fault.description
        }
        let terminals = wiring.plan.coppers[copper].terminals
        // Silence on a wire is no fault of its own where a part is dead.
        if terminals.contains(where: { isDead($0.part) }) { return nil }
        let isResistor = { (part: Int) in wiring.parts[part].device is Resistor }
        guard let terminal = terminals.first(where: { !isResistor($0.part) }) ?? terminals.first else {
            return Self.line(fault.description, at: wiring.plan.coppers[copper].pins.compactMap(place(ofPin:)).first)
        }
        let end = Wire.End(wiring.plan.parts[terminal.part].part.id, terminal.pin)
        let words = fault.name == "\(end)" ? fault.description : "\(end) on \(fault)"
        return Self.line(words, at: wiring.plan.wirePlaces[end])
    }

    /// A pin that is wired to a rail has a net of its own.
    private func line(ofPinOnRail fault: WiringFault) -> String? {
        guard let pin = wiring.pinNets.firstIndex(where: { $0.id == fault.net }),
            let rail = wiring.plan.coppers.first(where: { $0.pins.contains(pin) })?.rail
        else { return nil }
        let words = "\(fault) (it is wired to \(rail == 0 ? "ground" : "\(rail) V"))"
        return Self.line(words, at: place(ofPin: pin))
    }

    private func place(ofPin pin: Int) -> TextPlace? { wiring.plan.wirePlaces[Wire.End(wiring.plan.id, "\(pin)")] }

    private static func line(_ words: String, at place: TextPlace?) -> String {
        place.map { "\($0): \(words)" } ?? words
    }

    // MARK: Parts

    private func complaints(ofPart part: Int) -> [Complaint] {
        let (description, device) = wiring.parts[part]
        let missing = missingPins(ofPart: part)
        // A part without power says so; that is enough.
        guard hasPower(part), !missing.isEmpty else {
            let pulls = hasPower(part) ? missingPulls(ofPart: part) : []
            return (pulls + device.complaints(at: now)).map { ($0, description.place) }
        }
        let names = missing.map { $0.split(separator: " ").joined(separator: " or ") }.joined(separator: " and ")
        let words = "\(device.id): \(names) \(missing.count == 1 ? "is" : "are") not wired, so it does nothing"
        return [(words, description.place)]
    }

    /// A chip's own pull-up of some 50 kOhm, which drivers switch on, is enough for a simulated wire and for a short one on the desk.
    private func missingPulls(ofPart part: Int) -> [String] {
        let device = wiring.parts[part].device
        return type(of: device).pullUpPins.compactMap { pin in
            let copper = wiring.plan.coppers.first { $0.terminals.contains { $0.part == part && $0.pin == pin } }
            guard let copper, copper.rail == nil else { return nil }
            // Of several on one wire the first says so.
            let isFirst =
                copper.terminals.first { type(of: wiring.parts[$0.part].device) == type(of: device) }?.part == part
            let isPulled = copper.terminals.contains { wiring.parts[$0.part].device is Resistor }
            guard isFirst, !isPulled else { return nil }
            return "\(device.id): no resistor pulls \(pin) up; the chip's weak pull-up will do on a short wire at best"
        }
    }

    private func isDead(_ part: Int) -> Bool { !hasPower(part) || !missingPins(ofPart: part).isEmpty }

    private func hasPower(_ part: Int) -> Bool { (wiring.parts[part].device as? any Powered)?.rails.isOn ?? true }

    private func missingPins(ofPart part: Int) -> [String] {
        let wired = wiring.plan.coppers.filter { $0.endCount > 1 }.flatMap { copper in
            copper.terminals.filter { $0.part == part }.map(\.pin)
        }
        return type(of: wiring.parts[part].device).neededPins.filter { words in
            !words.split(separator: " ").contains { wired.contains(String($0)) }
        }
    }
}
