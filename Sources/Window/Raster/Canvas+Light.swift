/// Soft things: light and shadow.
extension Canvas {
    /// Adds light that fades out towards `radius`, as a camera sees a lamp.
    mutating func glow(_ centre: Point, radius: Double, _ colour: Colour, strength: Double) {
        guard strength > 0 else { return }
        let rect = Rect(centre: centre, width: 2 * radius, height: 2 * radius).pixels
        let (red, green, blue) = (colour.rgb >> 16, colour.rgb >> 8 & 0xFF, colour.rgb & 0xFF)
        shade(rect) { x, y, under in
            let (dx, dy) = (x - centre.x, y - centre.y)
            let near = 1 - ((dx * dx + dy * dy).squareRoot() / radius)
            guard near > 0 else { return under }
            let weight = UInt32((near * near * strength * 256).rounded())
            // Screen: light adds to what is there and never overflows.
            func lit(_ shift: UInt32, _ light: UInt32) -> UInt32 {
                let base = under >> shift & 0xFF
                return (base + ((255 - base) * light * weight + 32_640) / 65_280) << shift
            }
            return lit(16, red) | lit(8, green) | lit(0, blue)
        }
    }

    /// The shadow of a rounded rectangle, `blur` pixels soft.
    mutating func shadow(_ rect: Rect, _ radius: Double, blur: Double, _ colour: Colour) {
        let (centre, halfWidth, halfHeight) = (rect.centre, rect.width / 2 - radius, rect.height / 2 - radius)
        let opacity = Double(colour.alpha) / 255
        shade(rect.inset(-blur).pixels) { x, y, under in
            let (dx, dy) = ((x - centre.x).magnitude - halfWidth, (y - centre.y).magnitude - halfHeight)
            let (ox, oy) = (max(0, dx), max(0, dy))
            let distance = (ox * ox + oy * oy).squareRoot() + min(0, max(dx, dy)) - radius
            let t = min(1, max(0, (blur - distance) / (2 * blur)))
            let weight = UInt32((t * t * (3 - 2 * t) * opacity * 256).rounded())
            return Colour.mix(under: under, over: colour.rgb, weight: weight)
        }
    }
}
