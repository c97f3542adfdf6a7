/// A place in a file, as a compiler names it.
public struct TextPlace: Hashable, Sendable, CustomStringConvertible {
    /// The file, as it was given.
    public let file: String
    /// From 1.
    public let line: Int
    /// From 1, in characters.
    public let column: Int

    /// A place in a file.
    public init(file: String, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }

    /// `diagram.json:12:5`.
    public var description: String { "\(file):\(line):\(column)" }
}

/// Finds line and column of a byte of a text.
struct TextLines {
    let file: String
    private let bytes: [UInt8]
    private let starts: [Int]

    init(_ bytes: [UInt8], file: String) {
        self.file = file
        self.bytes = bytes
        starts = [0] + bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
    }

    func place(of offset: Int) -> TextPlace {
        var (low, high) = (0, starts.count - 1)
        while low < high {
            let middle = (low + high + 1) / 2
            if starts[middle] <= offset { low = middle } else { high = middle - 1 }
        }
        // Bytes 10xxxxxx go on with a character.
        let column = bytes[starts[low]..<min(max(offset, starts[low]), bytes.count)].count { $0 & 0xC0 != 0x80 }
        return TextPlace(file: file, line: low + 1, column: column + 1)
    }
}
