#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Searching and comparing bytes, by the C library's routines.
enum ByteSearch {
    /// Where `needle` first occurs at or behind `start`.
    @inline(__always) static func first(
        _ needle: UnsafeRawBufferPointer, in haystack: UnsafeRawBufferPointer, from start: Int = 0
    ) -> Int? {
        let room = haystack.count &- start
        if needle.count > room { return nil }
        guard let needleStart = needle.baseAddress, needle.count > 0 else { return start }
        let base = haystack.baseAddress!
        if needle.count == 1 {
            return memchr(base + start, Int32(needle[0]), room).map { UnsafeRawPointer($0) - base }
        }
        return find(needle, needleStart, in: base, from: start, to: haystack.count)
    }

    /// Goes from one first byte to the next; where the last byte stands too, all are compared.
    private static func find(
        _ needle: UnsafeRawBufferPointer, _ needleStart: UnsafeRawPointer, in base: UnsafeRawPointer, from start: Int,
        to end: Int
    ) -> Int? {
        let first = Int32(needle[0])
        let lastOffset = needle.count &- 1
        let last = needle[lastOffset]
        var position = start
        while position &+ lastOffset < end {
            guard let found = memchr(base + position, first, end &- lastOffset &- position) else { return nil }
            position = UnsafeRawPointer(found) - base
            if base.load(fromByteOffset: position &+ lastOffset, as: UInt8.self) == last
                && memcmp(base + position, needleStart, lastOffset) == 0
            {
                return position
            }
            position &+= 1
        }
        return nil
    }

    /// Where `needle` last occurs.
    static func last(_ needle: UnsafeRawBufferPointer, in haystack: UnsafeRawBufferPointer) -> Int? {
        var position = haystack.count - needle.count
        guard needle.count > 0 else { return position }
        let first = needle[0]
        while position >= 0 {
            if haystack[position] == first && same(haystack, at: position, needle) { return position }
            position &-= 1
        }
        return nil
    }

    /// Whether `needle` stands at a position; the caller knows that it fits.
    @inline(__always) static func same(
        _ haystack: UnsafeRawBufferPointer, at position: Int, _ needle: UnsafeRawBufferPointer
    ) -> Bool {
        guard needle.count > 0 else { return true }
        return memcmp(haystack.baseAddress! + position, needle.baseAddress!, needle.count) == 0
    }

    @inline(__always) static func equal(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
        GuestRAM.areSame(a, b)
    }

    /// Negative, 0 or positive, as the first bytes that differ; then the shorter one is less.
    static func order(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Int {
        let common = min(a.count, b.count)
        if common > 0 {
            let order = memcmp(a.baseAddress!, b.baseAddress!, common)
            if order != 0 { return Int(order) }
        }
        return a.count - b.count
    }

    /// The answer of a comparison operator; nil for other operators.
    static func compare(
        _ operation: BinaryOperator, _ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer
    ) -> Bool? {
        switch operation {
        case .equal: equal(a, b)
        case .less: order(a, b) < 0
        case .more: order(a, b) > 0
        case .lessEqual: order(a, b) <= 0
        case .moreEqual: order(a, b) >= 0
        default: nil
        }
    }
}

extension ByteSearch {
    static func contains(_ byte: UInt8, _ bytes: UnsafeRawBufferPointer) -> Bool {
        bytes.count > 0 && memchr(bytes.baseAddress!, Int32(byte), bytes.count) != nil
    }
}

extension ByteSearch {
    static func position(of byte: UInt8, _ bytes: UnsafeRawBufferPointer) -> Int? {
        withUnsafeBytes(of: byte) { first($0, in: bytes) }
    }
}
