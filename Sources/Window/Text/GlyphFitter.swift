/// Moves a glyph's strokes to a size in pixels: upright and level strokes land on whole pixels, corners become curves.
struct GlyphFitter {
    let style: TextStyle
    /// Narrows what is too wide for a console's cell.
    let squeeze: Double

    /// Radius of a rounded corner on the grid, where the strokes are long enough.
    static let cornerRadius = 3.0

    func snapped(x: Double) -> Double { (x * style.scale * squeeze).rounded() }

    /// Heights are stretched piece by piece, so that baseline, x-height and capitals all are whole.
    private func height(_ y: Double) -> Double {
        let (small, capital) = (Double(style.smallHeight), Double(style.capitalHeight))
        if y <= 0 { return y * style.scale }
        if y <= StrokeFont.smallHeight { return y * small / StrokeFont.smallHeight }
        let rest = StrokeFont.capitalHeight - StrokeFont.smallHeight
        return small + (y - StrokeFont.smallHeight) * (capital - small) / rest
    }

    private static let guides: Set<Double> = [-3, 0, StrokeFont.smallHeight, StrokeFont.capitalHeight]

    /// Points in pixels, y up, baseline 0.
    func line(_ stroke: Glyph.Stroke) -> [Point] {
        let nodes = stroke.nodes
        let count = nodes.count
        func neighbours(_ index: Int) -> [Glyph.Node] {
            var out: [Glyph.Node] = []
            if index > 0 || stroke.isClosed { out.append(nodes[(index + count - 1) % count]) }
            if index < count - 1 || stroke.isClosed { out.append(nodes[(index + 1) % count]) }
            return count > 1 ? out : []
        }
        let corners = nodes.indices.map { index in
            let node = nodes[index]
            let around = neighbours(index)
            let isUpright = around.contains { $0.x == node.x }
            let isLevel = around.contains { $0.y == node.y } || Self.guides.contains(node.y)
            let x = node.x * style.scale * squeeze
            let y = height(node.y)
            // A dot sits where stems sit.
            return Point(isUpright || count == 1 ? x.rounded() : x, isLevel || count == 1 ? y.rounded() : y)
        }
        return Path.rounding(
            corners, radius: Self.cornerRadius * style.scale, isClosed: stroke.isClosed, where: nodes.map(\.isRound))
    }
}
