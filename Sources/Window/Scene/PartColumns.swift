import Board

/// Deals the parts to a column on each side of the board, near the pins that they hang on.
struct PartColumns {
    static let cardWidth = 146.0
    static let gutter = 44.0
    static let margin = 12.0

    private(set) var sides: [SceneLayout.Side] = []
    /// Width of a column with its wires; little where no part lies.
    var leftWidth: Double { sides.contains(.left) ? Self.cardWidth + Self.gutter + Self.margin : Self.margin }
    var rightWidth: Double { sides.contains(.right) ? Self.cardWidth + Self.gutter + Self.margin : Self.margin }
    /// Room under the board for wires from one side to the other.
    private(set) var crossingHeight = 0.0

    init(_ snapshot: BoardSnapshot) {
        var counts = (left: 0, right: 0)
        for part in snapshot.parts {
            let edges = part.terminals.compactMap { terminal -> PinSnapshot? in
                guard case .boardPin(let id) = terminal.end else { return nil }
                return snapshot.pins.first { $0.id == id }
            }
            // A supply or ground pin can be anywhere; what a part is about is its signals.
            let signals = edges.filter { $0.role == .signal }
            let votes = signals.isEmpty ? edges : signals
            let middle = snapshot.drawing.widthMillimetres / 2
            let lean = votes.reduce(0) { $0 + ($1.position.x < middle ? -1 : 1) }
            let side: SceneLayout.Side =
                lean < 0 ? .left : lean > 0 ? .right : counts.left < counts.right ? .left : .right
            if side == .left { counts.left += 1 } else { counts.right += 1 }
            sides.append(side)
        }
        var crossings = 0
        for (part, side) in zip(snapshot.parts, sides) {
            for terminal in part.terminals {
                guard case .boardPin(let id) = terminal.end, let pin = snapshot.pins.first(where: { $0.id == id })
                else {
                    continue
                }
                if (side == .left && pin.edge == .right) || (side == .right && pin.edge == .left) { crossings += 1 }
            }
        }
        crossingHeight = min(60, Double(crossings) * 7)
    }

    /// The cards, in the order of the snapshot's parts; parts without room are left out from the end.
    func place(_ snapshot: BoardSnapshot, desk: Rect, board: BoardPlace) -> [PartPlace] {
        var count = snapshot.parts.count
        while count > 0 {
            if let places = place(snapshot, desk: desk, board: board, count: count) { return places }
            count -= 1
        }
        return []
    }

    private func place(_ snapshot: BoardSnapshot, desk: Rect, board: BoardPlace, count: Int) -> [PartPlace]? {
        var tops = [Double](repeating: 0, count: count)
        let heights = snapshot.parts.map { PartPlace.height($0) }
        let wanted = snapshot.parts.map { wantedMiddle($0, snapshot, board) }
        for side in [SceneLayout.Side.left, .right] {
            let members = (0..<count).filter { sides[$0] == side }.sorted { (wanted[$0], $0) < (wanted[$1], $1) }
            let room = Rect(0, desk.y + 48, 0, desk.height - 62)
            let sum = members.reduce(0) { $0 + heights[$1] }
            let gap = min(14, (room.height - sum) / Double(max(1, members.count - 1)))
            if !members.isEmpty, gap < 4 { return nil }
            var floor = room.y
            for member in members {
                tops[member] = max(floor, wanted[member] - heights[member] / 2)
                floor = tops[member] + heights[member] + gap
            }
            var ceiling = room.maxY
            for member in members.reversed() {
                tops[member] = min(tops[member], ceiling - heights[member]).rounded()
                ceiling = tops[member] - gap
            }
        }
        return (0..<count).map { index in
            // On a wide desk the parts keep close to the board.
            let reach = BoardPlace.gap + BoardPlace.tagLength + 2 * Self.gutter
            let x =
                sides[index] == .left
                ? max(desk.x + Self.margin, board.frame.x - reach - Self.cardWidth)
                : min(desk.maxX - Self.margin - Self.cardWidth, board.frame.maxX + reach)
            let card = Rect(x.rounded(), tops[index], Self.cardWidth, heights[index])
            let part = snapshot.parts[index]
            let ends = part.terminals.map { padHeight($0, snapshot, board) ?? .infinity }
            let order = ends.indices.sorted { (ends[$0], $0) < (ends[$1], $1) }
            return PartPlace(part, index: index, card: card, side: sides[index], order: order)
        }
    }

    private func padHeight(_ terminal: PartTerminal, _ snapshot: BoardSnapshot, _ board: BoardPlace) -> Double? {
        guard case .boardPin(let id) = terminal.end, let index = snapshot.pins.firstIndex(where: { $0.id == id }) else {
            return nil
        }
        return board.pins[index].pad.y
    }

    /// Beside the pins that the part hangs on.
    private func wantedMiddle(_ part: PartSnapshot, _ snapshot: BoardSnapshot, _ board: BoardPlace) -> Double {
        let heights = part.terminals.compactMap { padHeight($0, snapshot, board) }
        guard !heights.isEmpty else { return board.frame.centre.y }
        return heights.reduce(0, +) / Double(heights.count)
    }
}
