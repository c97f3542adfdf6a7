import Board

/// An sRGB colour with opacity; blending is done on the sRGB values, as screens' own toolkits do.
struct Colour: Sendable, Hashable {
    /// `0x00RRGGBB`.
    var rgb: UInt32
    /// Opacity, 0...255.
    var alpha: UInt32

    init(_ hex: UInt32, alpha: Double = 1) {
        rgb = hex & 0xFF_FFFF
        self.alpha = UInt32((min(1, max(0, alpha)) * 255).rounded())
    }

    init(_ colour: BoardColour, alpha: Double = 1) {
        self.init(UInt32(colour.red) << 16 | UInt32(colour.green) << 8 | UInt32(colour.blue), alpha: alpha)
    }

    func with(alpha: Double) -> Colour { Colour(rgb, alpha: alpha) }

    /// `self` at 0, `other` at 1.
    func mixed(_ other: Colour, _ share: Double) -> Colour {
        let t = UInt32((min(1, max(0, share)) * 256).rounded())
        var out = self
        out.rgb = Self.mix(under: rgb, over: other.rgb, weight: t)
        out.alpha = (alpha * (256 - t) + other.alpha * t + 128) >> 8
        return out
    }

    /// Two colours mixed, `weight` of 256 parts from `over`; red and blue share one multiplication.
    @inline(__always)
    static func mix(under: UInt32, over: UInt32, weight: UInt32) -> UInt32 {
        let rest = 256 &- weight
        let redBlue = ((over & 0xFF00FF) &* weight &+ (under & 0xFF00FF) &* rest &+ 0x800080) >> 8
        let green = ((over & 0x00FF00) &* weight &+ (under & 0x00FF00) &* rest &+ 0x008000) >> 8
        return (redBlue & 0xFF00FF) | (green & 0x00FF00)
    }

    /// Coverage (0...255) times opacity (0...255) as 256 parts.
    @inline(__always)
    static func weight(coverage: UInt32, alpha: UInt32) -> UInt32 {
        let product = coverage &* alpha &+ 128
        let share = (product &+ (product >> 8)) >> 8
        return share &+ (share >> 7)
    }
}
