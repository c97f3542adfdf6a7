/// Numbers as the window writes them; Foundation's formatters follow the host's locale.
enum Numerals {
    /// With a fixed number of decimals, `1.65`.
    static func fixed(_ value: Double, _ decimals: Int) -> String {
        guard value.isFinite, value.magnitude < 1e12 else { return "–" }
        var factor = 1
        for _ in 0..<decimals { factor *= 10 }
        let whole = Int((value.magnitude * Double(factor)).rounded())
        let sign = value < 0 && whole > 0 ? "-" : ""
        guard decimals > 0 else { return "\(sign)\(whole)" }
        return "\(sign)\(whole / factor)." + padded(whole % factor, decimals)
    }

    static func padded(_ number: Int, _ digits: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }

    static func percent(_ share: Double) -> String { fixed(share * 100, 0) + "%" }

    /// `1:02:03.456`, hours only when there are some.
    static func clock(nanoseconds: UInt64) -> String {
        let milliseconds = Int(nanoseconds / 1_000_000)
        let (seconds, minutes, hours) = (milliseconds / 1000, milliseconds / 60_000, milliseconds / 3_600_000)
        let tail = padded(minutes % 60, 2) + ":" + padded(seconds % 60, 2) + "." + padded(milliseconds % 1000, 3)
        return hours > 0 ? "\(hours):" + tail : tail
    }

    /// Binary kilobytes, as board data sheets count RAM.
    static func kilobytes(_ bytes: Int) -> String {
        bytes < 1024 ? "\(bytes) B" : fixed(Double(bytes) / 1024, bytes < 102_400 ? 1 : 0) + " KB"
    }

    static func hertz(_ value: Double) -> String {
        value >= 10_000 ? fixed(value / 1000, 1) + " kHz" : fixed(value, 0) + " Hz"
    }

    /// `1×`, `0.25×`.
    static func speed(_ value: Double) -> String {
        let text = fixed(value, value < 1 ? 2 : value < 10 ? 1 : 0)
        return (text.hasSuffix(".0") ? String(text.dropLast(2)) : text) + "×"
    }
}
