/// Draws and measures text; remembers the masks of the characters that it has drawn.
final class Lettering {
    private struct Key: Hashable {
        var scalar: Unicode.Scalar
        var style: TextStyle
        var isTurned: Bool
    }

    private var masks: [Key: GlyphMask] = [:]

    private func mask(_ scalar: Unicode.Scalar, _ style: TextStyle, isTurned: Bool = false) -> GlyphMask {
        let key = Key(scalar: scalar, style: style, isTurned: isTurned)
        if let known = masks[key] { return known }
        let mask = isTurned ? self.mask(scalar, style).turned : GlyphMask(scalar, style)
        masks[key] = mask
        return mask
    }

    /// Width in pixels.
    func width(_ text: String, _ style: TextStyle) -> Int {
        text.unicodeScalars.reduce(0) { $0 + mask($1, style).advance }
    }

    /// The text, or as much of its beginning as fits with an ellipsis.
    func fitted(_ text: String, _ style: TextStyle, width limit: Int) -> String {
        guard width(text, style) > limit else { return text }
        let room = limit - width("…", style)
        var out = String.UnicodeScalarView()
        var used = 0
        for scalar in text.unicodeScalars {
            used += mask(scalar, style).advance
            if used > room { break }
            out.append(scalar)
        }
        while out.last == " " { out.removeLast() }
        return room < 0 ? "" : String(out) + "…"
    }

    /// Draws text from `x` on; the baseline is the pixel row `baseline`. Returns where it ends.
    @discardableResult
    func draw(
        _ text: some Sequence<Unicode.Scalar>, _ style: TextStyle, x: Int, baseline: Int, _ colour: Colour,
        on canvas: inout Canvas
    ) -> Int {
        var at = x
        for scalar in text {
            let glyph = mask(scalar, style)
            if !glyph.mask.isEmpty {
                canvas.blend(glyph.mask, in: glyph.region.moved(at, baseline), colour)
            }
            at += glyph.advance
        }
        return at
    }

    /// Draws text that reads upwards from `bottom`; the baseline is the pixel column `x`.
    func drawUpwards(_ text: String, _ style: TextStyle, x: Int, bottom: Int, _ colour: Colour, on canvas: inout Canvas)
    {
        var at = bottom
        for scalar in text.unicodeScalars {
            let glyph = mask(scalar, style, isTurned: true)
            if !glyph.mask.isEmpty { canvas.blend(glyph.mask, in: glyph.region.moved(x, at), colour) }
            at -= glyph.advance
        }
    }

    /// Where a line of text stands in a box.
    enum Alignment {
        case left, centre, right
    }

    /// Draws one line, centred in height, shortened to the width of `box`.
    func draw(
        _ text: String, _ style: TextStyle, in box: Rect, _ alignment: Alignment = .left, _ colour: Colour,
        on canvas: inout Canvas
    ) {
        let line = fitted(text, style, width: Int(box.width))
        let spare = box.width - Double(width(line, style))
        let share = alignment == .left ? 0 : alignment == .centre ? 0.5 : 1
        let x = Int((box.x + spare * share).rounded())
        let baseline = Int((box.y + (box.height + Double(style.capitalHeight) - 1) / 2).rounded())
        draw(line.unicodeScalars, style, x: x, baseline: baseline, colour, on: &canvas)
    }
}

extension PixelRect {
    fileprivate func moved(_ x: Int, _ y: Int) -> PixelRect {
        PixelRect(left: left + x, top: top + y, right: right + x, bottom: bottom + y)
    }
}
