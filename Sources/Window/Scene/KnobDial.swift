/// Directions around a knob that turns 270°, from lower left over the top to lower right.
enum KnobDial {
    /// Steps of 1.5° from one end to the other.
    static let steps = 180

    /// Unit vectors, y down. Made by turning the first one again and again: products and sums are the same on every machine,
    /// `sin` and `cos` of the C library are not.
    static let directions: [Point] = {
        let (cosine, sine) = (0.9996573249755573, 0.026176948307873153)  // of 1.5°
        var at = Point(-0.7071067811865476, 0.7071067811865476)
        var out = [at]
        for _ in 0..<steps {
            at = Point(at.x * cosine - at.y * sine, at.x * sine + at.y * cosine)
            out.append(at)
        }
        return out
    }()

    static func direction(_ position: Double) -> Point {
        directions[Int((min(1, max(0, position)) * Double(steps)).rounded())]
    }

    /// The position whose direction is nearest to `offset` from the knob's centre.
    static func position(towards offset: Point) -> Double {
        var best = 0
        var bestProjection = -Double.infinity
        for (step, direction) in directions.enumerated() {
            let projection = direction.x * offset.x + direction.y * offset.y
            if projection > bestProjection { (best, bestProjection) = (step, projection) }
        }
        return Double(best) / Double(steps)
    }

    /// Points of the arc up to a position.
    static func arc(_ centre: Point, _ radius: Double, upTo position: Double) -> [Point] {
        let last = Int((min(1, max(0, position)) * Double(steps)).rounded())
        return stride(from: 0, to: last, by: 3).map { centre + directions[$0] * radius }
            + [centre + directions[last] * radius]
    }
}
