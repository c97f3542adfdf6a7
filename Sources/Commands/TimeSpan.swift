import ArgumentParser
import Fabric

/// A length of time on the command line: `10s`, `250ms`, `2m`, `90us`; a bare number is milliseconds, as in wokwi-cli.
struct TimeSpan: ExpressibleByArgument, Hashable {
    let picoseconds: Picoseconds

    init(picoseconds: Picoseconds) { self.picoseconds = picoseconds }

    init?(argument: String) {
        let units: [(suffix: String, picoseconds: Double)] = [
            ("ms", 1e9), ("us", 1e6), ("ns", 1e3), ("s", 1e12), ("m", 60e12), ("h", 3600e12), ("", 1e9),
        ]
        let unit = units.first { argument.hasSuffix($0.suffix) }!
        let digits = argument.dropLast(unit.suffix.count)
        guard digits.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }), let number = Double(digits) else {
            return nil
        }
        let product = (number * unit.picoseconds).rounded()
        // 2^63 picoseconds are 106 days; a board's clock lasts for 213.
        guard product < 0x1p63 else { return nil }
        picoseconds = Picoseconds(product)
    }

    /// In the largest unit that says it in whole numbers: `30 s`.
    var description: String {
        let units: [(Picoseconds, String)] = [
            (1_000_000_000_000, "s"), (1_000_000_000, "ms"), (1_000_000, "us"), (1000, "ns"),
        ]
        for (size, name) in units where picoseconds % size == 0 { return "\(picoseconds / size) \(name)" }
        return "\(picoseconds) ps"
    }

    /// As it is typed: `30s`.
    var argument: String { description.filter { $0 != " " } }
}
