import BoardProfiles

/// What hangs on a pin of a board that a wire may end at.
enum BoardTerminal: Equatable {
    /// A pin of the chip: its place in `BoardProfile.pins`.
    case pin(Int)
    /// A rail of this voltage.
    case rail(Double)
    /// Reset, reference and the like, with its label: nothing that a sketch could see.
    case other(String)
}

extension BoardProfile {
    /// The pin that a circuit calls so: by the name beside it, on the chip, its number, or as Wokwi counts pins of one name (`GND.2`).
    func terminal(_ name: String) -> BoardTerminal? {
        if let found = exactTerminal(name) { return found }
        // Wokwi counts pins of the same name; some people leave the number out, or write `GND.` or `gnd`.
        let label = name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
        if let found = exactTerminal(label) { return found }
        switch label.uppercased() {
        case "GND": return .rail(0)
        case "3V3", "3.3V", "3V", "VCC": return .rail(chip.supplyVolts)
        case "5V", "VIN", "VBUS": return .rail(5)
        default: break
        }
        let headers = picture.headers.joined()
        return headers.first { $0.label.lowercased() == label.lowercased() }.map { terminal(of: $0) }
    }

    private func exactTerminal(_ name: String) -> BoardTerminal? {
        if let pin = hiddenPins.first(where: { $0.name == name }) { return .pin(pin.value) }
        if let header = picture.headers.joined().first(where: { $0.label == name }) { return terminal(of: header) }
        if let pin = pin(boardName: name) ?? pin(chipName: name) ?? Int(name).flatMap({ pin(number: $0) }) {
            return .pin(pin)
        }
        return nil
    }

    /// The header pin that a wire ends at, as a snapshot names it: `GND.3` is the third of its name.
    func headerID(_ name: String) -> String? {
        let labels = picture.headers.joined().map(\.label)
        if let dot = name.lastIndex(of: "."), let count = Int(name[name.index(after: dot)...]) {
            let label = String(name[..<dot])
            let most = labels.count { $0 == label }
            if most > 0 { return min(count, most) <= 1 ? label : "\(label).\(min(count, most))" }
        }
        if labels.contains(name) { return name }
        guard let wanted = terminal(name) else { return nil }
        return picture.headers.joined().first { terminal(of: $0) == wanted }?.label
    }

    func terminal(of header: BoardPicture.HeaderPin) -> BoardTerminal {
        switch header.wire {
        case .pin(let pin): .pin(pin)
        case .power(let volts): .rail(volts)
        case .other: .other(header.label)
        }
    }
}
