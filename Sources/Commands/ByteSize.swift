import ArgumentParser

/// A size on the command line: `16K`, `1M`, or bytes. K and M are powers of 1024.
struct ByteSize: ExpressibleByArgument, Hashable {
    let bytes: Int

    init(bytes: Int) { self.bytes = bytes }

    var defaultValueDescription: String { bytes % 1024 == 0 ? "\(bytes / 1024)K" : "\(bytes)" }

    init?(argument: String) {
        let scales: [(suffix: String, bytes: Int)] = [
            ("KiB", 1024), ("MiB", 1 << 20), ("KB", 1024), ("MB", 1 << 20), ("K", 1024), ("k", 1024), ("M", 1 << 20),
            ("B", 1), ("", 1),
        ]
        let scale = scales.first { argument.hasSuffix($0.suffix) }!
        let digits = argument.dropLast(scale.suffix.count)
        guard let number = Int(digits), number >= 0, number <= (1 << 31) / scale.bytes else { return nil }
        bytes = number * scale.bytes
    }
}
