import Board

/// What stands still: the desk, wires, cards, the circuit board with its silkscreen, empty panels.
extension Painter {
    func drawBackground(_ snapshot: BoardSnapshot, _ layout: SceneLayout) {
        let size = layout.size
        canvas.fill(size.pixels, .vertical(Palette.desk, Palette.deskLow, from: 0, to: size.height))
        drawGrid(layout.desk)
        write(snapshot.title, .bold(16), Rect(18, 12, layout.desk.width - 36, 24), .left, Palette.text)
        if let sheet = layout.sheet { for figure in sheet.figures { draw(figure, zoom: sheet.zoom) } }
        drawCircuitBoard(snapshot, layout.board)
        for wire in layout.wires { draw(wire) }
        for place in layout.parts where !place.isFree { drawCard(place) }
        if layout.hiddenParts > 0 {
            let box = Rect(layout.desk.x + 18, layout.desk.maxY - 22, layout.desk.width - 36, 16)
            write("+ \(layout.hiddenParts) parts that do not fit here", .plain(11), box, .right, Palette.warm)
        }
        drawConsolePanel(layout.console)
        if let heap = layout.heap { drawHeapPanel(heap) }
        drawStatusBar(layout.status)
    }

    /// A cutting mat's dots, just visible.
    private func drawGrid(_ desk: Rect) {
        for y in stride(from: Int(desk.y) + 12, to: Int(desk.maxY), by: 24) {
            for x in stride(from: Int(desk.x) + 12, to: Int(desk.maxX), by: 24) {
                let dot = PixelRect(left: x, top: y, right: x + 1, bottom: y + 1)
                canvas.fill(dot, .solid(Colour(0xFFFFFF, alpha: 0.07)))
            }
        }
    }

    private func draw(_ wire: WirePlace) {
        let round = wire.points.indices.map { $0 > 0 && $0 < wire.points.count - 1 }
        let line = Path.rounding(wire.points, radius: 9, where: round)
        canvas.stroke([line], width: 5, Colour(0x000000, alpha: 0.4))
        canvas.stroke([line], width: 3, wire.colour.mixed(Palette.desk, 0.15))
        canvas.stroke([line.map { $0 + Point(-0.3, -0.6) }], width: 0.8, Colour(0xFFFFFF, alpha: 0.28))
    }

    private func drawCard(_ place: PartPlace) {
        canvas.shadow(
            Rect(place.card.x, place.card.y + 4, place.card.width, place.card.height), 10, blur: 12,
            Colour(0x000000, alpha: 0.5))
        fill(place.card, 10, Palette.panel)
        border(place.card, 10, Palette.edge)
    }

    private func drawCircuitBoard(_ snapshot: BoardSnapshot, _ board: BoardPlace) {
        let drawing = snapshot.drawing
        let radius = drawing.cornerMillimetres * board.scale
        let frame = board.frame
        canvas.shadow(Rect(frame.x, frame.y + 8, frame.width, frame.height), radius, blur: 22, Colour(0, alpha: 0.6))
        let mask = Colour(drawing.colour)
        let (light, dark) = (mask.mixed(Colour(0xFFFFFF), 0.07), mask.mixed(Colour(0), 0.18))
        canvas.fill(.rounded(frame, radius), .vertical(light, dark, from: frame.y, to: frame.maxY))
        border(frame, radius, Colour(0xFFFFFF, alpha: 0.16), width: 1.2)
        border(frame.inset(3), max(1, radius - 3), Colour(0x000000, alpha: 0.12))
        let pinLabels = zip(snapshot.pins, board.pins).map { silkBox($0, $1, board) }
        let all = drawing.features.isEmpty ? Self.plainFeatures(drawing) : drawing.features
        // The header labels stand on the underside of some real boards; here they win over a hole at the same place.
        let features = all.filter { feature in
            feature.kind != .hole || !pinLabels.contains { $0.intersects(board.rect(feature.frame)) }
        }
        for feature in features { draw(feature, board) }
        for (pin, (place, box)) in zip(snapshot.pins, zip(board.pins, pinLabels)) {
            // White on a metal shield cannot be read: there the label gets a plate of its own.
            let isCrowded = features.contains { $0.kind != .text && board.rect($0.frame).intersects(box) }
            if isCrowded { fill(box.inset(-1.5), 3, dark.mixed(Colour(0), 0.35).with(alpha: 0.9)) }
            drawSilk(pin, place, box)
        }
        var taken = pinLabels + features.map { board.rect($0.frame) }
        taken += snapshot.leds.map { board.led($0) } + snapshot.buttons.map { board.button($0) }
        for led in snapshot.leds { drawName(led.name, beside: board.led(led), board, &taken) }
        for button in snapshot.buttons { drawName(button.name, beside: board.button(button), board, &taken) }
    }

    /// A board whose profile draws nothing still shows where USB and chip are.
    private static func plainFeatures(_ drawing: BoardDrawing) -> [BoardFeature] {
        let (width, height) = (drawing.widthMillimetres, drawing.heightMillimetres)
        let chip = min(9, width * 0.35)
        return [
            BoardFeature(.usb, BoardRect(x: width / 2 - 4, y: -1.2, width: 8, height: 5.5)),
            BoardFeature(.chip, BoardRect(x: (width - chip) / 2, y: height * 0.45, width: chip, height: chip)),
        ]
    }

    /// Where a pin's label is printed, inwards of its pad.
    private func silkBox(_ pin: PinSnapshot, _ place: PinPlace, _ board: BoardPlace) -> Rect {
        let offset = place.padRadius + 4
        let limit = (place.edge == .left || place.edge == .right ? board.frame.width : board.frame.height) * 0.36
        let length = min(Double(lettering.width(pin.label, place.style)) + 1, limit)
        let (pad, thick) = (place.pad, Double(place.style.capitalHeight) + 4)
        switch place.edge {
        case .left: return Rect(pad.x + offset, pad.y - thick / 2, length, thick)
        case .right: return Rect(pad.x - offset - length, pad.y - thick / 2, length, thick)
        case .top: return Rect(pad.x - thick / 2, pad.y + offset, thick, length)
        case .bottom: return Rect(pad.x - thick / 2, pad.y - offset - length, thick, length)
        }
    }

    private func drawSilk(_ pin: PinSnapshot, _ place: PinPlace, _ box: Rect) {
        let colour = pin.role == .signal ? Palette.silk : Palette.silk.with(alpha: 0.72)
        switch place.edge {
        case .left: write(pin.label, place.style, box, .left, colour)
        case .right: write(pin.label, place.style, box, .right, colour)
        case .top, .bottom:
            let text = lettering.fitted(pin.label, place.style, width: Int(box.height))
            let x = Int(place.pad.x + Double(place.style.capitalHeight) / 2)
            let bottom = place.edge == .top ? box.y + Double(lettering.width(text, place.style)) : box.maxY
            lettering.drawUpwards(text, place.style, x: x, bottom: Int(bottom), colour, on: &canvas)
        }
    }

    /// Prints the name of a soldered part below, above or beside it, wherever nothing else is.
    private func drawName(_ name: String, beside rect: Rect, _ board: BoardPlace, _ taken: inout [Rect]) {
        let style = TextStyle.plain(min(10, max(8, board.scale.rounded())))
        let (width, height) = (Double(lettering.width(name, style)) + 2, Double(style.capitalHeight) + 4)
        let (centre, dx, dy) = (rect.centre, (rect.width + width) / 2 + 3, (rect.height + height) / 2 + 2)
        let centres = [Point(0, dy), Point(0, -dy), Point(dx, 0), Point(-dx, 0)].map { centre + $0 }
        let boxes = centres.map { Rect(centre: $0, width: width, height: height) }
        let free = boxes.first { box in
            box.x > board.frame.x && box.maxX < board.frame.maxX && !taken.contains { $0.intersects(box) }
        }
        guard let box = free else { return }
        taken.append(box)
        write(name, style, box, .centre, Palette.silk.with(alpha: 0.85))
    }
}
