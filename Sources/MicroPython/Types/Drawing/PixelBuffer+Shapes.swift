/// Lines, ellipses and polygons: the same pixels as extmod/modframebuf.c, v1.29.
extension PixelBuffer {
    /// A line, both ends included (Bresenham); how many pixels it has.
    @discardableResult
    func line(from start: (x: Int, y: Int), to end: (x: Int, y: Int), _ color: Int) -> Int {
        let (stepX, stepY) = (end.x > start.x ? 1 : -1, end.y > start.y ? 1 : -1)
        let (lengthX, lengthY) = (abs(end.x - start.x), abs(end.y - start.y))
        let isSteep = lengthY > lengthX
        let (long, short) = isSteep ? (lengthY, lengthX) : (lengthX, lengthY)
        var (x, y) = start
        var error = 2 * short - long
        for _ in 0..<long {
            set(x, y, color)
            while error >= 0 {
                if isSteep { x += stepX } else { y += stepY }
                error -= 2 * long
            }
            if isSteep { y += stepY } else { x += stepX }
            error += 2 * short
        }
        set(end.x, end.y, color)
        return long + 1
    }

    /// Which quarters of an ellipse are drawn: bit 0 is the upper right one, the others follow counterclockwise.
    struct Quarters: OptionSet {
        let rawValue: Int
        static let upperRight = Quarters(rawValue: 1)
        static let upperLeft = Quarters(rawValue: 2)
        static let lowerLeft = Quarters(rawValue: 4)
        static let lowerRight = Quarters(rawValue: 8)
        static let all = Quarters(rawValue: 15)
    }

    /// An ellipse (J. Kennedy, "A Fast Bresenham Type Algorithm For Drawing Ellipses"): first from its sides to where the slope is 1, then from top
    /// and bottom; how many rows or points were drawn.
    func ellipse(
        center: (x: Int, y: Int), radius: (x: Int, y: Int), _ color: Int, isFilled: Bool, _ quarters: Quarters
    ) -> Int {
        if radius == (0, 0) {
            if !quarters.isEmpty { set(center.x, center.y, color) }
            return 1
        }
        let twiceSquare = (x: 2 * radius.x * radius.x, y: 2 * radius.y * radius.y)
        var count = 0
        var (x, y) = (radius.x, 0)
        var change = (x: radius.y * radius.y * (1 - 2 * radius.x), y: radius.x * radius.x)
        var error = 0
        var stop = (x: twiceSquare.y * radius.x, y: 0)
        while stop.x >= stop.y {
            drawPoints(center, (x, y), color, isFilled, quarters)
            count += 1
            y += 1
            stop.y += twiceSquare.x
            error += change.y
            change.y += twiceSquare.x
            if 2 * error + change.x > 0 {
                x -= 1
                stop.x -= twiceSquare.y
                error += change.x
                change.x += twiceSquare.y
            }
        }
        (x, y) = (0, radius.y)
        change = (x: radius.y * radius.y, y: radius.x * radius.x * (1 - 2 * radius.y))
        error = 0
        stop = (x: 0, y: twiceSquare.x * radius.y)
        while stop.x <= stop.y {
            drawPoints(center, (x, y), color, isFilled, quarters)
            count += 1
            x += 1
            stop.x += twiceSquare.y
            error += change.x
            change.x += twiceSquare.y
            if 2 * error + change.y > 0 {
                y -= 1
                stop.y -= twiceSquare.x
                error += change.y
                change.y += twiceSquare.x
            }
        }
        return count
    }

    /// The points of an ellipse that mirror each other, or the rows from them to the middle.
    private func drawPoints(
        _ center: (x: Int, y: Int), _ point: (x: Int, y: Int), _ color: Int, _ isFilled: Bool, _ quarters: Quarters
    ) {
        func draw(_ quarter: Quarters, left: Bool, top: Bool) {
            guard quarters.contains(quarter) else { return }
            let row = top ? center.y - point.y : center.y + point.y
            if isFilled {
                fill(left ? center.x - point.x : center.x, row, point.x + 1, 1, color)
            } else {
                set(left ? center.x - point.x : center.x + point.x, row, color)
            }
        }
        draw(.upperRight, left: false, top: true)
        draw(.upperLeft, left: true, top: true)
        draw(.lowerLeft, left: true, top: false)
        draw(.lowerRight, left: false, top: false)
    }

    /// The outline of a polygon; how many pixels it has.
    func outline(_ points: [(x: Int, y: Int)], at origin: (x: Int, y: Int), _ color: Int) -> Int {
        var count = 0
        var last = points[0]
        for point in points.reversed() {
            count += line(
                from: (origin.x + last.x, origin.y + last.y), to: (origin.x + point.x, origin.y + point.y), color)
            last = point
        }
        return count
    }

    /// A filled polygon, row by row; how many pixels that is. Lower edges need care, for an edge has no pixel where it ends.
    func fill(_ points: [(x: Int, y: Int)], at origin: (x: Int, y: Int), _ color: Int) -> Int {
        let top = max(points.map(\.y).min()!, -origin.y)
        let bottom = min(points.map(\.y).max()!, height - 1 - origin.y)
        guard top <= bottom else { return 0 }
        var count = 0
        for row in top...bottom {
            var crossings: [Int] = []
            var first = points[0]
            for second in points.reversed() {
                if first.y != second.y && (first.y > row) != (second.y > row) {
                    // Rounded in steps of a 32nd.
                    let offset = 32 * (second.x - first.x) * (row - first.y) / (second.y - first.y)
                    crossings.append((32 * first.x + offset + 16) / 32)
                } else if row == max(first.y, second.y) {
                    if first.y == second.y {
                        count += line(
                            from: (origin.x + first.x, origin.y + row), to: (origin.x + second.x, origin.y + row),
                            color)
                    } else {
                        let lower = first.y < second.y ? second : first
                        set(origin.x + lower.x, origin.y + lower.y, color)
                    }
                }
                first = second
            }
            crossings.sort()
            for pair in Swift.stride(from: 0, to: crossings.count - 1, by: 2) {
                let length = crossings[pair + 1] - crossings[pair] + 1
                count += fill(origin.x + crossings[pair], origin.y + row, length, 1, color)
            }
        }
        return count
    }
}
