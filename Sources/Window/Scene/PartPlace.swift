import Board

/// Where one part's card is, and what can be touched on it.
struct PartPlace {
    let index: Int
    let card: Rect
    let side: SceneLayout.Side
    let title: Rect
    /// The part's picture.
    let picture: Rect
    /// Text beside the picture.
    let text: Rect
    /// Where wires arrive, in the terminals' order.
    let terminals: [Point]
    /// Tracks of the sliders of a box, in the controls' order.
    let sliders: [Rect]
    let readings: [Rect]
    /// It lies in a diagram, without a card around it.
    var isFree = false

    /// At its place in a diagram.
    init(_ part: PartSnapshot, index: Int, figure: DiagramSheet.Figure, zoom: Double, sliders: [Rect]) {
        self.index = index
        card = figure.frame
        side = .right
        title = Rect(0, 0, 0, 0)
        text = title
        let least = min(figure.size.width, figure.size.height)
        let size: Double =
            switch part.face {
            case .led: 33 * zoom
            case .button: min(46 * zoom, least + 10)
            case .potentiometer, .buzzer, .box: least * 0.85
            }
        picture = Rect(centre: figure.anchor, width: size, height: size)
        terminals = part.terminals.map { terminal in
            figure.pins.first { $0.name == terminal.name }?.at ?? figure.frame.centre
        }
        var lines: [Rect] = []
        if case .box(let readings, _) = part.face {
            let frame = figure.frame
            for line in readings.indices {
                let y = frame.y + 19 + Double(line) * 14
                // What does not fit is left out.
                lines.append(Rect(frame.x + 6, y, frame.width - 12, y + 14 <= frame.maxY ? 14 : 0))
            }
        }
        readings = lines
        self.sliders = sliders
        isFree = true
    }

    static let stripWidth = 34.0

    static func height(_ part: PartSnapshot) -> Double {
        let terminals = Double(part.terminals.count) * 15 + 16
        switch part.face {
        case .led, .button, .buzzer: return max(80, terminals)
        case .potentiometer: return max(94, terminals)
        case .box(let readings, let controls):
            return max(54, 34 + Double(readings.count) * 17 + Double(controls.count) * 38 + 6, terminals)
        }
    }

    /// `order` lists the terminals from top to bottom, so that their wires cross as little as can be.
    init(_ part: PartSnapshot, index: Int, card: Rect, side: SceneLayout.Side, order: [Int]) {
        self.index = index
        self.card = card
        self.side = side
        // Terminals stand on the edge that looks at the board, the picture away from it.
        let inner = side == .left ? card.maxX - Self.stripWidth : card.x + Self.stripWidth
        let content = side == .left ? card.x + 10 : inner
        let width = card.width - Self.stripWidth - 10
        title = Rect(content, card.y + 8, width, 18)
        let room = card.height - 30
        let pictureSide = min(56, room - 8)
        picture = Rect(content, card.y + 28 + (room - 4 - pictureSide) / 2, pictureSide, pictureSide)
        text = Rect(picture.maxX + 7, picture.y, content + width - picture.maxX - 7, pictureSide)
        let count = part.terminals.count
        let step = min(20, (card.height - 16) / Double(max(1, count)))
        let x = side == .left ? card.maxX : card.x
        let middle = card.y + card.height / 2
        var points = [Point](repeating: Point(x, middle), count: count)
        for (place, terminal) in order.enumerated() {
            points[terminal].y = (middle + (Double(place) - Double(count - 1) / 2) * step).rounded() + 0.5
        }
        terminals = points
        var readings: [Rect] = []
        var sliders: [Rect] = []
        if case .box(let lines, let controls) = part.face {
            for line in lines.indices { readings.append(Rect(content, card.y + 30 + Double(line) * 17, width, 16)) }
            let below = card.y + 32 + Double(lines.count) * 17
            for control in controls.indices {
                sliders.append(Rect(content, below + Double(control) * 38 + 20, width, 14))
            }
        }
        self.readings = readings
        self.sliders = sliders
    }

    /// All pixels that change with the part: light reaches over the card's edge.
    var pixels: PixelRect {
        let reach = isFree ? card.union(picture.inset(-picture.width)) : card
        return sliders.reduce(reach) { $1.width > 0 ? $0.union($1) : $0 }.inset(-26).pixels
    }
}
