/// A place on the picture, in pixels; the centre of the first pixel is (0.5, 0.5).
struct Point: Sendable, Hashable {
    var x: Double
    var y: Double

    init(_ x: Double, _ y: Double) {
        self.x = x
        self.y = y
    }

    static func + (a: Point, b: Point) -> Point { Point(a.x + b.x, a.y + b.y) }
    static func - (a: Point, b: Point) -> Point { Point(a.x - b.x, a.y - b.y) }
    static func * (a: Point, scale: Double) -> Point { Point(a.x * scale, a.y * scale) }

    /// IEEE square root is exact to the last bit everywhere, `hypot` is not.
    var length: Double { (x * x + y * y).squareRoot() }
}

/// A rectangle in pixels, not necessarily on whole ones.
struct Rect: Sendable, Hashable {
    var x: Double
    var y: Double
    var width: Double
    var height: Double

    init(_ x: Double, _ y: Double, _ width: Double, _ height: Double) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    init(centre: Point, width: Double, height: Double) {
        self.init(centre.x - width / 2, centre.y - height / 2, width, height)
    }

    var maxX: Double { x + width }
    var maxY: Double { y + height }
    var centre: Point { Point(x + width / 2, y + height / 2) }

    /// The smallest rectangle around both.
    func union(_ other: Rect) -> Rect {
        let (left, top) = (min(x, other.x), min(y, other.y))
        return Rect(left, top, max(maxX, other.maxX) - left, max(maxY, other.maxY) - top)
    }

    func inset(_ by: Double) -> Rect { Rect(x + by, y + by, width - 2 * by, height - 2 * by) }

    func contains(_ p: Point) -> Bool { p.x >= x && p.x < maxX && p.y >= y && p.y < maxY }

    func intersects(_ other: Rect) -> Bool {
        x < other.maxX && other.x < maxX && y < other.maxY && other.y < maxY
    }

    /// The pixels that it touches.
    var pixels: PixelRect {
        PixelRect(
            left: Int(x.rounded(.down)), top: Int(y.rounded(.down)),
            right: Int(maxX.rounded(.up)), bottom: Int(maxY.rounded(.up)))
    }
}

/// A rectangle of whole pixels; right and bottom are outside.
struct PixelRect: Sendable, Hashable {
    var left: Int
    var top: Int
    var right: Int
    var bottom: Int

    var width: Int { right - left }
    var height: Int { bottom - top }
    var isEmpty: Bool { right <= left || bottom <= top }

    func intersection(_ other: PixelRect) -> PixelRect {
        PixelRect(
            left: max(left, other.left), top: max(top, other.top),
            right: min(right, other.right), bottom: min(bottom, other.bottom))
    }

    func union(_ other: PixelRect) -> PixelRect {
        PixelRect(
            left: min(left, other.left), top: min(top, other.top),
            right: max(right, other.right), bottom: max(bottom, other.bottom))
    }

    func intersects(_ other: PixelRect) -> Bool { !intersection(other).isEmpty }
}
