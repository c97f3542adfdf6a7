#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The curves of the parts' data sheets. The only place in Devices that names the C library.
enum Curves {
    /// `base` to the power of `exponent`.
    static func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }

    /// e to the power of `exponent`.
    static func exponential(_ exponent: Double) -> Double { exp(exponent) }

    /// Of base 10.
    static func logarithm(_ number: Double) -> Double { log10(number) }

    /// The angle of a vector in degrees, -180...180.
    static func degrees(y: Double, x: Double) -> Double { atan2(y, x) * 180 / .pi }

    /// The cosine of an angle in degrees.
    static func cosine(degrees: Double) -> Double { cos(degrees * .pi / 180) }
}
