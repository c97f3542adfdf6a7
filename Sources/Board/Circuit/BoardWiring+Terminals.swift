import BoardProfiles

extension BoardWiring {
    /// The wired pins of a part, and what the copper leads to: a pin of the board, else another part.
    func terminals(of id: String) -> [PartTerminal] {
        plan.coppers.flatMap { copper in
            copper.terminals.filter { plan.parts[$0.part].part.id == id }.map { terminal in
                PartTerminal(terminal.pin, to: end(of: copper, beside: terminal))
            }
        }
    }

    private func end(of copper: BoardCircuit.Copper, beside terminal: (part: Int, pin: String)) -> PartTerminal.End {
        if let label = headerLabel(of: copper) { return .boardPin(label) }
        let neighbour = copper.terminals.first { $0 != terminal }
        return neighbour.map { .part(plan.parts[$0.part].part.id, terminal: $0.pin) } ?? .open
    }

    private func headerLabel(of copper: BoardCircuit.Copper) -> String? {
        let headers = profile.picture.headers.joined()
        if let pin = copper.pins.min() {
            return headers.first { profile.terminal(of: $0) == .pin(pin) }?.label
        }
        return copper.rail.flatMap { volts in headers.first { profile.terminal(of: $0) == .rail(volts) }?.label }
    }
}
