import Board

/// Where the circuit board lies, and what is soldered to it.
struct BoardPlace {
    let frame: Rect
    /// Pixels per millimetre.
    let scale: Double
    /// Pixels between neighbouring pins.
    let pitch: Double
    let pins: [PinPlace]
    /// Room for the live tags beside the board.
    static let tagLength = 58.0
    static let gap = 7.0

    /// At a place of a diagram: no room is kept for live tags beside the pins.
    init(_ snapshot: BoardSnapshot, frame: Rect, scale: Double) {
        self.frame = Rect(frame.x.rounded(), frame.y.rounded(), frame.width.rounded(), frame.height.rounded())
        self.scale = scale
        pitch = 2.54 * scale
        let (outline, pitch) = (self.frame, pitch)
        pins = snapshot.pins.map { pin in
            let pad = Point(outline.x, outline.y) + Point(pin.position.x, pin.position.y) * scale
            let centre = Point(pad.x.rounded() + 0.5, pad.y.rounded() + 0.5)
            return PinPlace(pin, pad: centre, frame: outline, pitch: pitch, isTagged: false)
        }
    }

    init(_ snapshot: BoardSnapshot, desk: Rect, columns: PartColumns) {
        let drawing = snapshot.drawing
        let isOnEdge = { (edge: PinSnapshot.Edge) in snapshot.pins.contains { $0.edge == edge } }
        let tag = Self.tagLength + Self.gap
        let left = columns.leftWidth + (isOnEdge(.left) ? tag : 12)
        let right = columns.rightWidth + (isOnEdge(.right) ? tag : 12)
        let top = 52 + (isOnEdge(.top) ? tag : 0)
        let bottom = 24 + (isOnEdge(.bottom) ? tag : 0) + columns.crossingHeight
        let room = Rect(
            desk.x + left, desk.y + top, max(40, desk.width - left - right), max(40, desk.height - top - bottom))
        let fit = min(
            room.width / max(1, drawing.widthMillimetres), room.height / max(1, drawing.heightMillimetres))
        scale = min(14, fit)
        let (width, height) = (drawing.widthMillimetres * scale, drawing.heightMillimetres * scale)
        frame = Rect(
            (room.centre.x - width / 2).rounded(), (room.centre.y - height / 2).rounded(), width.rounded(),
            height.rounded())
        pitch = 2.54 * scale
        let (origin, scale, pitch) = (Point(frame.x, frame.y), scale, pitch)
        pins = snapshot.pins.map { pin in
            let pad = origin + Point(pin.position.x, pin.position.y) * scale
            let centre = Point(pad.x.rounded() + 0.5, pad.y.rounded() + 0.5)
            return PinPlace(pin, pad: centre, frame: Rect(origin.x, origin.y, width, height), pitch: pitch)
        }
    }

    func point(_ place: BoardPoint) -> Point { Point(frame.x + place.x * scale, frame.y + place.y * scale) }

    func rect(_ place: BoardRect) -> Rect {
        Rect(frame.x + place.x * scale, frame.y + place.y * scale, place.width * scale, place.height * scale)
    }

    /// The square that a soldered button takes.
    func button(_ button: ButtonSnapshot) -> Rect {
        let side = max(14, 3.6 * scale)
        return Rect(centre: point(button.position), width: side, height: side)
    }

    /// The rectangle that a soldered LED takes.
    func led(_ led: LEDSnapshot) -> Rect {
        Rect(centre: point(led.position), width: max(7, 1.6 * scale), height: max(5, 0.9 * scale))
    }
}

/// Where one header pin is.
struct PinPlace {
    let pad: Point
    let padRadius: Double
    let edge: PinSnapshot.Edge
    /// The live tag beside the board.
    let tag: Rect
    let style: TextStyle
    /// The live tag is drawn.
    let isTagged: Bool

    init(_ pin: PinSnapshot, pad: Point, frame: Rect, pitch: Double, isTagged: Bool = true) {
        self.pad = pad
        self.isTagged = isTagged
        edge = pin.edge
        padRadius = min(7, max(3, pitch * 0.3))
        style = .plain(min(11, max(7, (pitch * 0.6).rounded())))
        let (gap, length, thick) = (BoardPlace.gap, BoardPlace.tagLength - 6, min(17, max(6, pitch - 2)).rounded(.down))
        let cross = (edge == .left || edge == .right ? pad.y : pad.x) - 0.5 - (thick / 2).rounded(.down)
        switch edge {
        case .left: tag = Rect(frame.x - gap - length, cross, length, thick)
        case .right: tag = Rect((frame.maxX + gap).rounded(), cross, length, thick)
        case .top: tag = Rect(cross, frame.y - gap - length, thick, length)
        case .bottom: tag = Rect(cross, (frame.maxY + gap).rounded(), thick, length)
        }
    }

    /// From the pad's rim to the tag.
    var stub: [Point] {
        let rim = padRadius + 2
        switch edge {
        case .left: return [pad + Point(-rim, 0), Point(tag.maxX, pad.y)]
        case .right: return [pad + Point(rim, 0), Point(tag.x, pad.y)]
        case .top: return [pad + Point(0, -rim), Point(pad.x, tag.maxY)]
        case .bottom: return [pad + Point(0, rim), Point(pad.x, tag.y)]
        }
    }

    /// All pixels that change with the pin.
    var pixels: PixelRect {
        let reach = padRadius + 7
        if !isTagged { return Rect(centre: pad, width: 2 * reach, height: 2 * reach).pixels }
        return tag.inset(-2).pixels.union(Rect(centre: pad, width: 2 * reach, height: 2 * reach).pixels)
    }
}
