#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Memory that comes from the host's kernel in pages, of zeros, and takes none of the host's until it is touched.
enum HostPages {
    /// What the host maps at once where it can: 512 small pages.
    private static let hugePageBytes = 1 << 21

    /// Reserves addresses, at the start of a huge page; nil where the host refuses.
    static func reserve(_ byteCount: Int) -> UnsafeMutableRawPointer? {
        #if canImport(Darwin)
            let flags = MAP_PRIVATE | MAP_ANON | MAP_NORESERVE
        #else
            let flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE
        #endif
        let pages = mmap(nil, mappedBytes(byteCount) + hugePageBytes, PROT_READ | PROT_WRITE, flags, -1, 0)
        guard let pages, pages != MAP_FAILED else { return nil }
        let start = pages.alignedUp(toMultipleOf: hugePageBytes)
        let before = start - pages
        if before > 0 { munmap(pages, before) }
        if before < hugePageBytes { munmap(start + mappedBytes(byteCount), hugePageBytes - before) }
        return start
    }

    static func release(_ start: UnsafeMutableRawPointer, byteCount: Int) { munmap(start, mappedBytes(byteCount)) }

    /// Has the host back memory before it is used: met one by one in a running program, the small pages of 1 MB cost several times
    /// what one huge page does.
    static func back(_ start: UnsafeMutableRawPointer, byteCount: Int) {
        #if os(Linux)
            guard isWorthHugePages(byteCount) else { return }
            let first = UnsafeMutableRawPointer(bitPattern: UInt(bitPattern: start) & ~UInt(hugePageBytes - 1))!
            let end = (start + byteCount).alignedUp(toMultipleOf: hugePageBytes)
            guard madvise(first, end - first, MADV_HUGEPAGE) == 0 else { return }
            // The first touch of a huge page maps all of it. What lies behind it waits until somebody comes there.
            start.storeBytes(of: 0, as: UInt8.self)
        #endif
    }

    /// Less memory takes fewer small pages than clearing a huge one is worth.
    private static func isWorthHugePages(_ byteCount: Int) -> Bool { byteCount >= hugePageBytes / 8 }

    /// The kernel gives and takes whole pages: 64 KB are some on every host.
    private static func mappedBytes(_ byteCount: Int) -> Int {
        let pageBytes = isWorthHugePages(byteCount) ? hugePageBytes : 0x1_0000
        return (max(1, byteCount) + pageBytes - 1) / pageBytes * pageBytes
    }
}
