/// What a shape is filled with.
enum Paint: Sendable {
    /// One colour.
    case solid(Colour)
    /// A gradient from one height to another.
    case vertical(Colour, Colour, from: Double, to: Double)
    /// A gradient from a centre to a radius.
    case radial(Colour, Colour, centre: Point, radius: Double)

    /// The colour at the centre of a pixel.
    @inline(__always)
    func colour(x: Int, y: Int) -> Colour {
        switch self {
        case .solid(let colour):
            return colour
        case .vertical(let upper, let lower, let from, let to):
            return upper.mixed(lower, (Double(y) + 0.5 - from) / (to - from))
        case .radial(let inner, let outer, let centre, let radius):
            return inner.mixed(outer, (Point(Double(x) + 0.5, Double(y) + 0.5) - centre).length / radius)
        }
    }
}
