import Board

/// The serial console.
extension Painter {
    func drawConsolePanel(_ place: ConsolePlace) {
        let panel = place.panel
        canvas.shadow(Rect(panel.x, panel.y + 4, panel.width, panel.height), 10, blur: 14, Colour(0, alpha: 0.45))
        fill(panel, 10, Palette.well)
        let head = Rect(panel.x, panel.y, panel.width, place.header.height)
        fill(Rect(head.x, head.y, head.width, head.height), 10, Palette.panel)
        canvas.fill(Rect(head.x, head.y + 12, head.width, head.height - 12).pixels, .solid(Palette.panel))
        canvas.fill(Rect(head.x, head.maxY - 1, head.width, 1).pixels, .solid(Palette.edge))
        write("Serial", .bold(12), Rect(head.x + 14, head.y, 120, head.height), .left, Palette.text)
        fill(place.input, 7, Palette.panel)
    }

    func drawConsoleFrame(_ place: ConsolePlace, isFocused: Bool) {
        border(place.panel, 10, isFocused ? Palette.accent.with(alpha: 0.55) : Palette.edge, width: 1.2)
        let hint = isFocused ? "Ctrl-C stops · Ctrl-D restarts" : "click to type"
        let head = place.header
        write(hint, .plain(10), Rect(head.x + 100, head.y, head.width - 114, head.height), .right, Palette.textFaint)
    }

    func drawConsoleRow(_ text: [Unicode.Scalar], cursor: Int?, isFocused: Bool, left: Int, _ pixels: PixelRect) {
        let style = ConsolePlace.style
        let baseline = pixels.top + 13
        if let cursor {
            let x = left + cursor * style.cellWidth
            let cell = Rect(Double(x), Double(baseline - 11), Double(style.cellWidth), 15)
            if isFocused { fill(cell, 1.5, Palette.accent) } else { border(cell, 1.5, Palette.textFaint) }
            lettering.draw(text.prefix(cursor), style, x: left, baseline: baseline, Palette.text, on: &canvas)
            let ink = isFocused ? Palette.well : Palette.text
            lettering.draw(text.dropFirst(cursor).prefix(1), style, x: x, baseline: baseline, ink, on: &canvas)
            lettering.draw(
                text.dropFirst(cursor + 1), style, x: x + style.cellWidth, baseline: baseline, Palette.text, on: &canvas
            )
        } else {
            lettering.draw(text, style, x: left, baseline: baseline, Palette.text, on: &canvas)
        }
    }

    func drawConsoleThumb(above: Int, rows: Int, total: Int, _ pixels: PixelRect) {
        guard total > rows else { return }
        let (height, top) = (Double(pixels.height), Double(pixels.top))
        let length = max(24, height * Double(rows) / Double(total))
        let y = top + (height - length) * Double(above) / Double(total - rows)
        fill(Rect(Double(pixels.left) + 2, y, 4, length), 2, Palette.edgeBright)
    }

    func drawConsoleInput(_ text: String, _ rect: Rect, isFocused: Bool, isScrolled: Bool) {
        border(rect, 7, isFocused ? Palette.edgeBright : Palette.edge)
        let inner = Rect(rect.x + 26, rect.y, rect.width - 36, rect.height)
        let mark = Rect(rect.x + 10, rect.y, 14, rect.height)
        write("→", .plain(12), mark, .left, isFocused ? Palette.accent : Palette.textFaint)
        if isScrolled {
            write("↓ scrolled back · type or scroll down to return", .plain(11), inner, .left, Palette.warm)
        } else if text.isEmpty {
            write(isFocused ? "keys go to the board" : "click to type", .plain(11), inner, .left, Palette.textFaint)
        } else {
            // The end is what was typed last.
            let room = Int(inner.width) / ConsolePlace.style.cellWidth
            write(String(text.suffix(room)), ConsolePlace.style, inner, .left, Palette.text)
        }
    }
}
