/// Size, weight and kind of lettering.
struct TextStyle: Sendable, Hashable {
    /// Nominal size in pixels; capitals are 10/14 of it high.
    var size: Double
    var isBold = false
    var isMonospaced = false

    static func plain(_ size: Double) -> TextStyle { TextStyle(size: size) }
    static func bold(_ size: Double) -> TextStyle { TextStyle(size: size, isBold: true) }
    static func console(_ size: Double) -> TextStyle { TextStyle(size: size, isMonospaced: true) }

    var scale: Double { size / StrokeFont.unitsPerSize }
    var strokeWidth: Double { (size * 0.09 + 0.12) * (isBold ? 1.5 : 1) }
    /// Pixels from the baseline's row to the capitals' upper row.
    var capitalHeight: Int { Int((StrokeFont.capitalHeight * scale).rounded()) }
    /// Pixels from the baseline's row to the upper row of `x`.
    var smallHeight: Int { Int((StrokeFont.smallHeight * scale).rounded()) }
    /// Pixels from one cell of the console to the next.
    var cellWidth: Int { Int((8.4 * scale).rounded()) }
}

/// The coverage of one character at one size, placed on whole pixels.
struct GlyphMask: Sendable {
    /// Pixels of the mask, relative to the origin on the baseline (y down).
    var region: PixelRect
    var mask: [UInt8]
    /// Pixels to the next character's origin.
    var advance: Int

    init(_ scalar: Unicode.Scalar, _ style: TextStyle) {
        let glyph = StrokeFont.glyph(scalar, monospaced: style.isMonospaced)
        let fitter = GlyphFitter(style: style, squeeze: style.isMonospaced ? min(1, 5.6 / max(5.6, glyph.width)) : 1)
        let width = fitter.snapped(x: glyph.width)
        let spacing = (3.2 * style.scale + (style.isBold ? 0.4 : 0)).rounded()
        var left = (spacing / 2).rounded(.down)
        if style.isMonospaced {
            advance = style.cellWidth
            left = ((Double(advance) - 1 - width) / 2).rounded()
        } else {
            advance = Int(glyph.strokes.isEmpty ? (5.2 * style.scale).rounded() : width + spacing)
        }
        var lines: [[Point]] = []
        var filled = Path()
        for stroke in glyph.strokes {
            // The centre of a stroke on the centre of a pixel keeps stems and bars sharp.
            let line = fitter.line(stroke).map { Point($0.x + left + 0.5, 0.5 - $0.y) }
            if stroke.isFilled { filled.add(.polygon(line)) } else { lines.append(line) }
        }
        let wide = PixelRect(left: -4096, top: -4096, right: 4096, bottom: 4096)
        if filled.contours.isEmpty {
            let strokes = StrokeRasterizer(lines, width: style.strokeWidth, clip: wide)
            (region, mask) = (strokes.region, strokes.mask)
        } else {
            let coverage = CoverageRasterizer(filled, clip: wide)
            (region, mask) = (coverage.region, [])
            var row = [UInt8](repeating: 0, count: region.width)
            for y in region.top..<region.bottom {
                coverage.row(y, into: &row)
                mask += row
            }
        }
    }

    /// The same character reading upwards.
    var turned: GlyphMask {
        var out = self
        out.region = PixelRect(
            left: region.top, top: 1 - region.right, right: region.bottom, bottom: 1 - region.left)
        for y in 0..<region.height {
            for x in 0..<region.width {
                out.mask[(region.width - 1 - x) * region.height + y] = mask[y * region.width + x]
            }
        }
        return out
    }
}
