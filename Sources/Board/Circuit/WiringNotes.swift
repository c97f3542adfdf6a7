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
        for line in faults.compactMap(line(of:)) + wiring.parts.indices.flatMap(complaints(ofPart:))
        where !lines.contains(line) { lines.append(line) }
        return Self.folded(lines)
    }

    /// So many lines that say the same of different parts are one.
    private static let sameMost = 3

    /// `... rgb1: VSS is ..., and so for 98 more` in place of a hundred lines.
    static func folded(_ lines: [String]) -> [String] {
        func words(_ line: String) -> Substring { line.ranges(of: ": ").last.map { line[$0.upperBound...] } ?? "" }
        let counts = Dictionary(grouping: lines, by: words).mapValues(\.count)
        var seen: Set<Substring> = []
        return lines.compactMap { line in
            let count = counts[words(line)] ?? 1
            if count <= sameMost || words(line).isEmpty { return line }
            return seen.insert(words(line)).inserted ? "\(line), and so for \(count - 1) more" : nil
        }
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

    private func complaints(ofPart part: Int) -> [String] {
        let (description, device) = wiring.parts[part]
        let missing = missingPins(ofPart: part)
        // A part without power says so; that is enough.
        guard hasPower(part), !missing.isEmpty else {
            return device.complaints(at: now).map { Self.line($0, at: description.place) }
        }
        let names = missing.map { $0.split(separator: " ").joined(separator: " or ") }.joined(separator: " and ")
        let words = "\(device.id): \(names) \(missing.count == 1 ? "is" : "are") not wired, so it does nothing"
        return [Self.line(words, at: description.place)]
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
