import Board

/// One drawn wire.
struct WirePlace: Equatable {
    let points: [Point]
    let colour: Colour
}

/// Lays the wires: out of the pin, along a lane of its own beside the board, into the part.
///
/// Lanes are dealt so that wires of a bundle do not cross: of two wires that go down, the upper one takes the lane farther out.
struct Wiring {
    private(set) var wires: [WirePlace] = []

    private struct End {
        var side: SceneLayout.Side
        /// From the pin or terminal to the place where its lane is met, without the lane itself.
        var points: [Point]
        var height: Double { points[points.count - 1].y }
    }

    private struct Run {
        var wire: Int
        var side: SceneLayout.Side
        var from: Double
        var to: Double
        var lane = 0
    }

    private struct Route {
        var start: End
        var finish: End
        var colour: Colour
        /// Height of the crossing below the board, when the ends lie on different sides.
        var crossing: Double?
    }

    init(_ snapshot: BoardSnapshot, board: BoardPlace, parts: [PartPlace], desk: Rect) {
        var routes: [Route] = []
        var tracks = (top: 0, bottom: 0, crossing: 0)
        for place in parts {
            let part = snapshot.parts[place.index]
            for (index, terminal) in part.terminals.enumerated() {
                let finish = End(side: place.side, points: [place.terminals[index]])
                guard let start = Self.start(terminal, place, snapshot, board, parts, &tracks) else { continue }
                var colour = terminal.colour.map { Colour($0) }
                if case .boardPin(let id) = terminal.end, let pin = snapshot.pins.first(where: { $0.id == id }) {
                    if pin.role == .power { colour = colour ?? Palette.wirePower }
                    if pin.role == .ground { colour = colour ?? Palette.wireGround }
                }
                var route = Route(
                    start: start, finish: finish, colour: colour ?? Palette.wires[routes.count % Palette.wires.count])
                if start.side != finish.side {
                    let below = board.pins.contains { $0.edge == .bottom } ? BoardPlace.tagLength + BoardPlace.gap : 0
                    route.crossing = (board.frame.maxY + below + 12).rounded() + Double(tracks.crossing) * 7 + 0.5
                    tracks.crossing += 1
                }
                routes.append(route)
            }
        }
        lay(routes, board: board, parts: parts)
    }

    private static func start(
        _ terminal: PartTerminal, _ place: PartPlace, _ snapshot: BoardSnapshot, _ board: BoardPlace,
        _ parts: [PartPlace], _ tracks: inout (top: Int, bottom: Int, crossing: Int)
    ) -> End? {
        switch terminal.end {
        case .open:
            return nil
        case .part(let id, let name):
            guard let other = parts.first(where: { snapshot.parts[$0.index].id == id }),
                let index = snapshot.parts[other.index].terminals.firstIndex(where: { $0.name == name })
            else { return nil }
            return End(side: other.side, points: [other.terminals[index]])
        case .boardPin(let id):
            guard let index = snapshot.pins.firstIndex(where: { $0.id == id }) else { return nil }
            let pin = board.pins[index]
            let reach = BoardPlace.gap + BoardPlace.tagLength
            switch pin.edge {
            case .left: return End(side: .left, points: [pin.pad])
            case .right: return End(side: .right, points: [pin.pad])
            case .top:
                tracks.top += 1
                let y = (board.frame.y - reach).rounded() - Double(tracks.top) * 6 + 0.5
                return End(side: place.side, points: [pin.pad, Point(pin.pad.x, y)])
            case .bottom:
                tracks.bottom += 1
                let y = (board.frame.maxY + reach).rounded() + Double(tracks.bottom) * 6 + 0.5
                return End(side: place.side, points: [pin.pad, Point(pin.pad.x, y)])
            }
        }
    }

    private mutating func lay(_ routes: [Route], board: BoardPlace, parts: [PartPlace]) {
        var runs: [Run] = []
        for (index, route) in routes.enumerated() {
            if let crossing = route.crossing {
                runs.append(Run(wire: index, side: route.start.side, from: route.start.height, to: crossing))
                runs.append(Run(wire: index, side: route.finish.side, from: crossing, to: route.finish.height))
            } else if route.start.height != route.finish.height {
                let (from, to) = (route.start.height, route.finish.height)
                runs.append(Run(wire: index, side: route.start.side, from: from, to: to))
            }
        }
        deal(&runs)
        for (index, route) in routes.enumerated() {
            var points = route.start.points
            if let crossing = route.crossing {
                let out = laneX(runs, index, route.start.side, board, parts)
                let back = laneX(runs, index, route.finish.side, board, parts)
                points += [Point(out, route.start.height), Point(out, crossing), Point(back, crossing)]
                points.append(Point(back, route.finish.height))
            } else if route.start.height != route.finish.height {
                let x = laneX(runs, index, route.start.side, board, parts)
                points += [Point(x, route.start.height), Point(x, route.finish.height)]
            }
            points += route.finish.points.reversed()
            wires.append(WirePlace(points: points, colour: route.colour))
        }
    }

    /// Gives each run the nearest lane beyond the runs that it has to pass.
    private func deal(_ runs: inout [Run]) {
        let downs = runs.filter { $0.to > $0.from }.sorted { ($0.from, $0.wire) > ($1.from, $1.wire) }
        let ups = runs.filter { $0.to < $0.from }.sorted { ($0.from, $0.wire) < ($1.from, $1.wire) }
        var dealt: [Run] = []
        for var run in downs + ups {
            let span = min(run.from, run.to) - 4...max(run.from, run.to) + 4
            let passed = dealt.filter {
                $0.side == run.side && span.overlaps(min($0.from, $0.to)...max($0.from, $0.to))
            }
            run.lane = (passed.map(\.lane).max() ?? -1) + 1
            dealt.append(run)
        }
        runs = dealt
    }

    private func laneX(
        _ runs: [Run], _ wire: Int, _ side: SceneLayout.Side, _ board: BoardPlace, _ parts: [PartPlace]
    ) -> Double {
        let lanes = (runs.filter { $0.side == side }.map(\.lane).max() ?? 0) + 1
        let lane = runs.first { $0.wire == wire && $0.side == side }?.lane ?? 0
        let isTagged = board.pins.contains { $0.edge == (side == .left ? .left : .right) }
        let reach = isTagged ? BoardPlace.gap + BoardPlace.tagLength - 6 : 6
        let inner = side == .left ? board.frame.x - reach : board.frame.maxX + reach
        let cards = parts.filter { $0.side == side }.map { side == .left ? $0.card.maxX : $0.card.x }
        let outer = side == .left ? cards.max() ?? inner - 40 : cards.min() ?? inner + 40
        let step = min(9, (outer - inner).magnitude / Double(lanes + 1))
        return (inner + side.outwards * step * Double(lane + 1)).rounded() + 0.5
    }
}
