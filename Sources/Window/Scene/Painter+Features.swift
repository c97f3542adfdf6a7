import Board

/// Connectors and chips.
extension Painter {
    func draw(_ feature: BoardFeature, _ board: BoardPlace) {
        let rect = board.rect(feature.frame)
        switch feature.kind {
        case .usb: drawUSB(rect)
        case .chip: drawChip(rect, feature.label)
        case .module: drawModule(rect, feature.label)
        case .crystal: drawMetal(rect, min(rect.width, rect.height) / 2.4)
        case .component: drawPackage(rect, feature.label)
        case .hole: drawHole(rect)
        case .text: write(feature.label, .plain(textSize(rect)), rect, .centre, Palette.silk.with(alpha: 0.85))
        }
    }

    private func textSize(_ rect: Rect) -> Double { min(13, max(8, (rect.height * 0.8).rounded())) }

    private func drawMetal(_ rect: Rect, _ radius: Double) {
        canvas.shadow(rect, radius, blur: 4, Colour(0, alpha: 0.45))
        canvas.fill(
            .rounded(rect, radius), .vertical(Colour(0xD5DADF), Colour(0x8E969E), from: rect.y, to: rect.maxY))
        border(rect, radius, Colour(0xFFFFFF, alpha: 0.35))
    }

    private func drawUSB(_ rect: Rect) {
        drawMetal(rect, 3)
        // The folded seams of the shell.
        let isUpright = rect.width > rect.height * 0.9
        let inner = rect.inset(min(rect.width, rect.height) * 0.2)
        if isUpright {
            for x in [inner.x, inner.maxX - 5] { fill(Rect(x, inner.y, 5, inner.height * 0.6), 2, Colour(0x6B737B)) }
        } else {
            for y in [inner.y, inner.maxY - 5] { fill(Rect(inner.x, y, inner.width * 0.6, 5), 2, Colour(0x6B737B)) }
        }
    }

    private func drawChip(_ rect: Rect, _ label: String) {
        let step = max(4, rect.width / 12)
        var pins = Path()
        let reach = 2.2
        for at in stride(from: rect.x + step, to: rect.maxX - step / 2, by: step) {
            pins.add(.rectangle(Rect(at - step * 0.22, rect.y - reach, step * 0.44, rect.height + 2 * reach)))
        }
        canvas.fill(pins, Colour(0xC6CCD2))
        pins = Path()
        for at in stride(from: rect.y + step, to: rect.maxY - step / 2, by: step) {
            pins.add(.rectangle(Rect(rect.x - reach, at - step * 0.22, rect.width + 2 * reach, step * 0.44)))
        }
        canvas.fill(pins, Colour(0xC6CCD2))
        drawPackage(rect, label)
        disk(
            Point(rect.x + rect.width * 0.14, rect.y + rect.width * 0.14), max(1.5, rect.width * 0.04), Colour(0x4A5058)
        )
    }

    private func drawPackage(_ rect: Rect, _ label: String) {
        canvas.shadow(rect, 3, blur: 4, Colour(0, alpha: 0.5))
        canvas.fill(.rounded(rect, 3), .vertical(Colour(0x2B2F35), Colour(0x181B1F), from: rect.y, to: rect.maxY))
        border(rect, 3, Colour(0xFFFFFF, alpha: 0.1))
        guard !label.isEmpty else { return }
        let size = [12.0, 11, 10, 9, 8].first { Double(lettering.width(label, .plain($0))) <= rect.width - 4 } ?? 8
        if size <= rect.height { write(label, .plain(size), rect.inset(1), .centre, Colour(0xAEB6C0)) }
    }

    private func drawModule(_ rect: Rect, _ label: String) {
        // Antenna: a meander on bare board above the shield.
        let antenna = Rect(rect.x, rect.y, rect.width, rect.height * 0.24)
        fill(rect, 3, Colour(0x15181C))
        var line: [Point] = []
        let turns = 7
        for turn in 0...turns {
            let x = antenna.x + 6 + (antenna.width - 12) * Double(turn) / Double(turns)
            let (low, high) = (antenna.maxY - 5, antenna.y + 6)
            line += turn % 2 == 0 ? [Point(x, low), Point(x, high)] : [Point(x, high), Point(x, low)]
        }
        canvas.stroke([line], width: 2, Palette.gold.with(alpha: 0.85))
        let shield = Rect(rect.x + 3, antenna.maxY, rect.width - 6, rect.maxY - antenna.maxY - 3)
        drawMetal(shield, 3)
        write(label, .bold(min(13, max(8, shield.height * 0.14))), shield.inset(4), .centre, Colour(0x3A4047))
    }

    private func drawHole(_ rect: Rect) {
        canvas.fill(.ring(rect.centre, outer: rect.width / 2, inner: rect.width / 2 - 2), Palette.gold)
        disk(rect.centre, rect.width / 2 - 2, Palette.deskLow)
    }
}
