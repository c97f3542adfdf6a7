/// What comes before and behind compressed data: zlib's two bytes (RFC 1950, 2.2) or gzip's ten and more (RFC 1952, 2.3).
enum CompressionHeader {
    /// `deflate.AUTO`...; the numbers are the guest's.
    enum Format: UInt32 { case auto, raw, zlib, gzip }

    /// Reads one. nil: it is none of both, or wants what the reference cannot do; else what it is and the bits of its window.
    static func read(_ source: Inflater) throws(GuestException) -> (format: Format, windowBits: Int)? {
        let first = try source.byte()
        let flags = try source.byte()
        if first == 0x1F && flags == 0x8B { return try readGzip(source) ? (.gzip, 15) : nil }
        // A multiple of 31, method 8, a window of at most 32 KB, no dictionary.
        guard (256 * first + flags) % 31 == 0, first & 15 == 8, first >> 4 <= 7, flags & 0x20 == 0 else { return nil }
        return (.zlib, first >> 4 + 8)
    }

    private static func readGzip(_ source: Inflater) throws(GuestException) -> Bool {
        guard try source.byte() == 8 else { return false }
        let flags = try source.byte()
        guard flags & 0xE0 == 0 else { return false }
        for _ in 0..<6 { _ = try source.byte() }
        // FEXTRA. The reference takes the length with its high byte first, though it is stored last.
        if flags & 4 != 0 {
            let count = try source.byte() << 8 | source.byte()
            for _ in 0..<count { _ = try source.byte() }
        }
        // FNAME, FCOMMENT, FHCRC, which is not compared.
        if flags & 8 != 0 { while try source.byte() != 0 {} }
        if flags & 16 != 0 { while try source.byte() != 0 {} }
        if flags & 2 != 0 { for _ in 0..<2 { _ = try source.byte() } }
        return true
    }

    /// What the writer puts first. gzip's says: no time, fastest, unix.
    static func bytes(_ format: Format, windowBits: Int) -> [UInt8] {
        switch format {
        case .auto, .raw: return []
        case .zlib:
            let first = 0x08 | max(windowBits - 8, 1) << 4
            let flags = 0x80
            return [UInt8(first), UInt8(flags | (31 - (first * 256 + flags) % 31))]
        case .gzip: return [0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0, 4, 3]
        }
    }

    /// What the writer puts last.
    static func footer(_ format: Format, checksum: UInt32, count: UInt32) -> [UInt8] {
        switch format {
        case .auto, .raw: []
        case .zlib: (0..<4).map { UInt8(checksum >> (24 - 8 * $0) & 0xFF) }
        case .gzip: [~checksum, count].flatMap { word in (0..<4).map { UInt8(word >> (8 * $0) & 0xFF) } }
        }
    }
}
