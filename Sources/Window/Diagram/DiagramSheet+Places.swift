import Board

extension DiagramSheet {
    /// The parts that there is something to see or to turn of.
    func places(_ snapshot: BoardSnapshot) -> [PartPlace] {
        let solid = figures.filter { !$0.part.type.hasPrefix("wokwi-breadboard") }
        var sliders = SliderPlaces(desk: desk, boards: [boardFrame], figures: solid.map(\.frame))
        return snapshot.parts.indices.compactMap { index in
            let part = snapshot.parts[index]
            guard let figure = figures.first(where: { $0.part.id == part.id }) else { return nil }
            var tracks: [Rect] = []
            if case .box(_, let controls) = part.face {
                tracks = sliders.tracks(beside: figure.frame, count: controls.count)
            }
            return PartPlace(part, index: index, figure: figure, zoom: zoom, sliders: tracks)
        }
    }

    /// The wires that are drawn: those with a colour and with two ends that are to be seen.
    func wires(_ snapshot: BoardSnapshot, board: BoardPlace) -> [WirePlace] {
        snapshot.circuit.wires.compactMap { wire in
            guard !wire.color.isEmpty || wire.path.contains("$bb"),
                let start = place(of: wire.from, snapshot, board), let finish = place(of: wire.to, snapshot, board)
            else { return nil }
            if wire.path.contains("$bb") { return nil }
            let path = wire.path.map(scaled)
            let colour = BoardColour(named: wire.color).map { Colour($0) } ?? Palette.wires[0]
            return WirePlace(points: WireRoute.points(from: start, to: finish, path: path), colour: colour)
        }
    }

    private func place(of end: Wire.End, _ snapshot: BoardSnapshot, _ board: BoardPlace) -> Point? {
        guard end.part.isEmpty else { return pin(end) }
        return snapshot.pins.firstIndex { $0.id == end.pin }.map { board.pins[$0].pad }
    }

    private func scaled(_ token: String) -> String {
        guard let distance = Double(token.dropFirst()), let letter = token.first else { return token }
        return "\(letter)\(length(distance))"
    }
}
