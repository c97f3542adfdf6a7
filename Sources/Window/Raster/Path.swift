/// Closed contours of straight edges; curves are flattened as they are added.
///
/// Overlap of contours of one direction fills once, a contour inside of another of the opposite direction is a hole.
struct Path: Sendable {
    private(set) var contours: [[Point]] = []

    /// Starts a contour.
    mutating func move(to point: Point) { contours.append([point]) }

    /// Adds an edge.
    mutating func line(to point: Point) { contours[contours.count - 1].append(point) }

    /// Adds a cubic Bézier curve.
    mutating func curve(to end: Point, _ control1: Point, _ control2: Point) {
        guard let start = contours[contours.count - 1].last else { return }
        for point in Self.flatten(start, control1, control2, end) { line(to: point) }
    }

    /// A quarter of a circle is a cubic whose handles have this share of the radius (error under 0.03 %).
    static let quarterHandle = 0.5522847498307936

    /// Points of a cubic after its start; a quarter of a circle keeps its area within half a percent.
    static func flatten(_ a: Point, _ b: Point, _ c: Point, _ d: Point) -> [Point] {
        let length = (b - a).length + (c - b).length + (d - c).length
        let count = Int((length.squareRoot() * 2).rounded(.up)) + 6
        return (1...count).map { step in
            let t = Double(step) / Double(count)
            let u = 1 - t
            return a * (u * u * u) + b * (3 * u * u * t) + c * (3 * u * t * t) + d * (t * t * t)
        }
    }

    /// The same outline in the other direction, to cut a hole.
    var reversed: Path {
        var out = Path()
        out.contours = contours.map { $0.reversed() }
        return out
    }

    mutating func add(_ other: Path) { contours += other.contours }

    static func polygon(_ points: [Point]) -> Path {
        var out = Path()
        out.contours = [points]
        return out
    }

    static func rectangle(_ rect: Rect) -> Path {
        polygon([
            Point(rect.x, rect.y), Point(rect.maxX, rect.y), Point(rect.maxX, rect.maxY), Point(rect.x, rect.maxY),
        ])
    }

    static func rounded(_ rect: Rect, _ radius: Double) -> Path {
        let r = min(radius, rect.width / 2, rect.height / 2)
        guard r > 0 else { return rectangle(rect) }
        let h = r * (1 - quarterHandle)
        var out = Path()
        out.move(to: Point(rect.x + r, rect.y))
        out.line(to: Point(rect.maxX - r, rect.y))
        out.curve(to: Point(rect.maxX, rect.y + r), Point(rect.maxX - h, rect.y), Point(rect.maxX, rect.y + h))
        out.line(to: Point(rect.maxX, rect.maxY - r))
        out.curve(
            to: Point(rect.maxX - r, rect.maxY), Point(rect.maxX, rect.maxY - h), Point(rect.maxX - h, rect.maxY))
        out.line(to: Point(rect.x + r, rect.maxY))
        out.curve(to: Point(rect.x, rect.maxY - r), Point(rect.x + h, rect.maxY), Point(rect.x, rect.maxY - h))
        out.line(to: Point(rect.x, rect.y + r))
        out.curve(to: Point(rect.x + r, rect.y), Point(rect.x, rect.y + h), Point(rect.x + h, rect.y))
        return out
    }

    static func circle(_ centre: Point, _ radius: Double) -> Path {
        rounded(Rect(centre: centre, width: 2 * radius, height: 2 * radius), radius)
    }

    static func ring(_ centre: Point, outer: Double, inner: Double) -> Path {
        var out = circle(centre, outer)
        out.add(circle(centre, inner).reversed)
        return out
    }

    /// The border of a rounded rectangle, drawn inwards.
    static func border(_ rect: Rect, _ radius: Double, width: Double) -> Path {
        var out = rounded(rect, radius)
        out.add(rounded(rect.inset(width), max(0, radius - width)).reversed)
        return out
    }

    /// The rectangle around all points.
    var bounds: Rect {
        var (left, top) = (Double.infinity, Double.infinity)
        var (right, bottom) = (-Double.infinity, -Double.infinity)
        for point in contours.joined() {
            (left, right) = (min(left, point.x), max(right, point.x))
            (top, bottom) = (min(top, point.y), max(bottom, point.y))
        }
        return left <= right ? Rect(left, top, right - left, bottom - top) : Rect(0, 0, 0, 0)
    }
}
