#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The functions that the host's C library computes, all in one place: the only numbers of the guest whose last bit may
/// depend on the host. IEEE 754 prescribes `+ - * /`, square root, remainder and rounding; of these it only recommends
/// correct rounding, and C libraries (and one library on several processors) may differ in the last bit of a double.
/// In single precision, that of the boards, the result is a double rounded once more: there it is the correctly rounded
/// one but for about one case in a hundred million.
///
/// Not modelled: the last-bit errors of a board's own C library.
enum HostMath {
    @Sendable static func exp(_ x: Double) -> Double { hostExp(x) }
    @Sendable static func expm1(_ x: Double) -> Double { hostExpm1(x) }
    @Sendable static func log(_ x: Double) -> Double { hostLog(x) }
    @Sendable static func log2(_ x: Double) -> Double { hostLog2(x) }
    @Sendable static func log10(_ x: Double) -> Double { hostLog10(x) }
    @Sendable static func cosh(_ x: Double) -> Double { hostCosh(x) }
    @Sendable static func sinh(_ x: Double) -> Double { hostSinh(x) }
    @Sendable static func tanh(_ x: Double) -> Double { hostTanh(x) }
    @Sendable static func acosh(_ x: Double) -> Double { hostAcosh(x) }
    @Sendable static func asinh(_ x: Double) -> Double { hostAsinh(x) }
    @Sendable static func atanh(_ x: Double) -> Double { hostAtanh(x) }
    @Sendable static func cos(_ x: Double) -> Double { hostCos(x) }
    @Sendable static func sin(_ x: Double) -> Double { hostSin(x) }
    @Sendable static func tan(_ x: Double) -> Double { hostTan(x) }
    @Sendable static func acos(_ x: Double) -> Double { hostAcos(x) }
    @Sendable static func asin(_ x: Double) -> Double { hostAsin(x) }
    @Sendable static func atan(_ x: Double) -> Double { hostAtan(x) }
    @Sendable static func erf(_ x: Double) -> Double { hostErf(x) }
    @Sendable static func erfc(_ x: Double) -> Double { hostErfc(x) }
    @Sendable static func gamma(_ x: Double) -> Double { hostGamma(x) }
    @Sendable static func logGamma(_ x: Double) -> Double { hostLogGamma(x) }
    @Sendable static func atan2(_ y: Double, _ x: Double) -> Double { hostAtan2(y, x) }
    @Sendable static func pow(_ x: Double, _ y: Double) -> Double { hostPow(x, y) }
}

// Outside the enum, where the names are still those of the C library.
private func hostExp(_ x: Double) -> Double { exp(x) }
private func hostExpm1(_ x: Double) -> Double { expm1(x) }
private func hostLog(_ x: Double) -> Double { log(x) }
private func hostLog2(_ x: Double) -> Double { log2(x) }
private func hostLog10(_ x: Double) -> Double { log10(x) }
private func hostCosh(_ x: Double) -> Double { cosh(x) }
private func hostSinh(_ x: Double) -> Double { sinh(x) }
private func hostTanh(_ x: Double) -> Double { tanh(x) }
private func hostAcosh(_ x: Double) -> Double { acosh(x) }
private func hostAsinh(_ x: Double) -> Double { asinh(x) }
private func hostAtanh(_ x: Double) -> Double { atanh(x) }
private func hostCos(_ x: Double) -> Double { cos(x) }
private func hostSin(_ x: Double) -> Double { sin(x) }
private func hostTan(_ x: Double) -> Double { tan(x) }
private func hostAcos(_ x: Double) -> Double { acos(x) }
private func hostAsin(_ x: Double) -> Double { asin(x) }
private func hostAtan(_ x: Double) -> Double { atan(x) }
private func hostErf(_ x: Double) -> Double { erf(x) }
private func hostErfc(_ x: Double) -> Double { erfc(x) }
private func hostGamma(_ x: Double) -> Double { tgamma(x) }
private func hostLogGamma(_ x: Double) -> Double { lgamma(x) }
private func hostAtan2(_ y: Double, _ x: Double) -> Double { atan2(y, x) }
private func hostPow(_ x: Double, _ y: Double) -> Double { pow(x, y) }
