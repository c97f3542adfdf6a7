/// Finds bytes in a stream, one by one (Knuth, Morris and Pratt, SIAM Journal on Computing 6, 1977).
struct ByteMatch: Sendable {
    private let needle: [UInt8]
    /// For each length of what matches: that of the longest end of it that the needle begins with too.
    private let fallback: [Int]
    private var count = 0

    init(_ needle: [UInt8]) {
        self.needle = needle
        var fallback = [0, 0]
        var length = 0
        for index in needle.indices.dropFirst() {
            while length > 0 && needle[index] != needle[length] { length = fallback[length] }
            if needle[index] == needle[length] { length += 1 }
            fallback.append(length)
        }
        self.fallback = fallback
    }

    /// Whether this byte completes the needle.
    mutating func receive(_ byte: UInt8) -> Bool {
        while count > 0 && needle[count] != byte { count = fallback[count] }
        if needle[count] == byte { count += 1 }
        guard count == needle.count else { return false }
        count = fallback[count]
        return true
    }
}
