import Board

/// Lays a diagram on the desk: one scale for all, everything where the diagram has it.
struct DiagramSheet {
    /// A part without its picture.
    struct Figure {
        let part: PartDrawing
        /// Its box on the desk, turned.
        let frame: Rect
        /// The middle of what moves or glows on it.
        let anchor: Point
        /// Its box before it is turned.
        let size: (width: Double, height: Double)
        let pins: [(name: String, at: Point)]
    }

    /// Desk pixels per pixel of the diagram.
    let zoom: Double
    let boardFrame: Rect
    let figures: [Figure]
    private let origin: Point
    /// Pixels of the diagram in a millimetre.
    static let pixelsPerMillimetre = 3.78

    /// Nil for a circuit that nobody has drawn.
    init?(_ snapshot: BoardSnapshot, desk: Rect) {
        let circuit = snapshot.circuit
        guard let board = circuit.board, !board.isHidden else { return nil }
        let drawing = snapshot.drawing
        let boardBox = Rect(
            board.left, board.top, drawing.widthMillimetres * Self.pixelsPerMillimetre,
            drawing.heightMillimetres * Self.pixelsPerMillimetre)
        let placed = circuit.parts.filter { !$0.position.isHidden }.map { part in
            let wired = circuit.wires.flatMap { [$0.from, $0.to] }.filter { $0.part == part.id }.map(\.pin)
            var pins: [String] = []
            for pin in wired where !pins.contains(pin) { pins.append(pin) }
            return (part: part, shape: PartShape(of: part, pins: pins))
        }
        var bounds = boardBox
        for (part, shape) in placed { bounds = bounds.union(Self.box(part.position, shape)) }
        let room = Rect(desk.x + 24, desk.y + 52, desk.width - 48, desk.height - 84)
        let zoom = min(2.2, min(room.width / max(1, bounds.width), room.height / max(1, bounds.height)))
        let origin = Point(
            room.centre.x - (bounds.x + bounds.width / 2) * zoom, room.centre.y - (bounds.y + bounds.height / 2) * zoom)
        func onDesk(_ rect: Rect) -> Rect {
            Rect(origin.x + rect.x * zoom, origin.y + rect.y * zoom, rect.width * zoom, rect.height * zoom)
        }
        self.zoom = zoom
        self.origin = origin
        boardFrame = onDesk(boardBox)
        figures = placed.map { part, shape in
            let pins = shape.pins.map { pin in
                let at = Self.turned(Point(pin.x, pin.y), part.position, shape)
                return (name: pin.name, at: origin + at * zoom)
            }
            let anchor = shape.anchor(of: part.type)
            return Figure(
                part: part, frame: onDesk(Self.box(part.position, shape)),
                anchor: origin + Self.turned(anchor, part.position, shape) * zoom,
                size: (shape.width * zoom, shape.height * zoom), pins: pins)
        }
    }

    /// Pixels of the desk in a millimetre of the board.
    var boardScale: Double { zoom * Self.pixelsPerMillimetre }

    /// A distance of the diagram on the desk.
    func length(_ pixels: Double) -> Double { pixels * zoom }

    /// Where a pin of a part is; by its name without the number as well.
    func pin(_ end: Wire.End) -> Point? {
        guard let figure = figures.first(where: { $0.part.id == end.part }) else { return nil }
        let name = end.pin.split(separator: ".").first.map(String.init) ?? end.pin
        return (figure.pins.first { $0.name == end.pin } ?? figure.pins.first { $0.name == name })?.at
    }

    /// Quarter turns exactly; every other angle as the nearest of them, so that no machine's sine decides about pixels.
    private static func quarters(_ degrees: Double) -> Int {
        let quarters = Int((degrees / 90).rounded()) % 4
        return quarters < 0 ? quarters + 4 : quarters
    }

    private static func turned(_ point: Point, _ position: Part.Position, _ shape: PartShape) -> Point {
        let centre = Point(shape.width / 2, shape.height / 2)
        let offset = Point(point.x - centre.x, point.y - centre.y)
        let turned =
            switch quarters(position.rotation) {
            case 1: Point(-offset.y, offset.x)
            case 2: Point(-offset.x, -offset.y)
            case 3: Point(offset.y, -offset.x)
            default: offset
            }
        return Point(position.left + centre.x + turned.x, position.top + centre.y + turned.y)
    }

    private static func box(_ position: Part.Position, _ shape: PartShape) -> Rect {
        let isUpright = quarters(position.rotation) % 2 == 0
        let (width, height) = isUpright ? (shape.width, shape.height) : (shape.height, shape.width)
        let centre = Point(position.left + shape.width / 2, position.top + shape.height / 2)
        return Rect(centre: centre, width: width, height: height)
    }
}
