#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The guest's 32-bit address space, flash and RAM. Trivially copyable: one pointer that lives in a CPU register.
///
/// The host reserves 4 GiB of addresses and a guard behind them, and touches only what the guest touches. All guest
/// arithmetic wraps in `UInt32`, so no guest word, however corrupt, reaches host memory.
struct GuestRAM: @unchecked Sendable {
    let base: UnsafeMutableRawPointer

    static let reservedBytes = 1 << 32
    static let guardBytes = 1 << 20

    /// Reserves the address space; nil where the host refuses (`ulimit -v`, strict overcommit).
    static func reserve() -> GuestRAM? {
        HostPages.reserve(reservedBytes + guardBytes).map { GuestRAM(base: $0) }
    }

    func release() { HostPages.release(base, byteCount: GuestRAM.reservedBytes + GuestRAM.guardBytes) }

    /// Has the host back the guest's memory before the guest runs: see `HostPages.back`.
    func back(_ start: GuestAddress, byteCount: Int) { HostPages.back(base + Int(start), byteCount: byteCount) }

    /// The word at a guest address. Objects are 4-byte aligned; other addresses work, slower.
    @inline(__always) subscript(address: GuestAddress) -> UInt32 {
        get { base.loadUnaligned(fromByteOffset: Int(address), as: UInt32.self) }
        nonmutating set { base.storeBytes(of: newValue, toByteOffset: Int(address), as: UInt32.self) }
    }

    @inline(__always) subscript(half address: GuestAddress) -> UInt16 {
        get { base.loadUnaligned(fromByteOffset: Int(address), as: UInt16.self) }
        nonmutating set { base.storeBytes(of: newValue, toByteOffset: Int(address), as: UInt16.self) }
    }

    @inline(__always) subscript(byte address: GuestAddress) -> UInt8 {
        get { base.load(fromByteOffset: Int(address), as: UInt8.self) }
        nonmutating set { base.storeBytes(of: newValue, toByteOffset: Int(address), as: UInt8.self) }
    }

    /// The word at a guest address, as a tagged value.
    @inline(__always) func value(_ address: GuestAddress) -> Value { Value(bits: self[address]) }

    @inline(__always) func pointer(_ address: GuestAddress) -> UnsafeMutableRawPointer { base + Int(address) }

    /// The guest's words from an address on, as the engine's slots.
    @inline(__always) func words(_ address: GuestAddress) -> UnsafeMutablePointer<UInt32> {
        (base + Int(address)).assumingMemoryBound(to: UInt32.self)
    }

    /// `count` bytes from an address on. A range that would leave the address space is cut at its end.
    /// The length of a text that a zero byte ends.
    func textLength(at address: GuestAddress) -> Int {
        var end = address
        while self[byte: end] != 0 { end &+= 1 }
        return Int(end &- address)
    }

    @inline(__always) func bytes(_ address: GuestAddress, count: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(mutableBytes(address, count: count))
    }

    @inline(__always) func mutableBytes(_ address: GuestAddress, count: Int) -> UnsafeMutableRawBufferPointer {
        let clamped = max(0, min(count, GuestRAM.reservedBytes - Int(address)))
        return UnsafeMutableRawBufferPointer(start: base + Int(address), count: clamped)
    }

    func clear(_ address: GuestAddress, count: Int) {
        memset(base + Int(address), 0, max(0, min(count, GuestRAM.reservedBytes - Int(address))))
    }

    /// Copies within the guest; the ranges may overlap.
    func copy(from source: GuestAddress, to target: GuestAddress, count: Int) {
        let room = GuestRAM.reservedBytes - Int(max(source, target))
        memmove(base + Int(target), base + Int(source), max(0, min(count, room)))
    }

    func copy(_ source: UnsafeRawBufferPointer, to target: GuestAddress) {
        guard let start = source.baseAddress, source.count > 0 else { return }
        memmove(base + Int(target), start, min(source.count, GuestRAM.reservedBytes - Int(target)))
    }

    /// Compares bytes of the guest with each other, eight at a time. What is read behind their end does not count.
    @inline(__always) func areSame(_ a: GuestAddress, _ b: GuestAddress, count: Int) -> Bool {
        let left = base + Int(a)
        let right = base + Int(b)
        let count = min(count, GuestRAM.reservedBytes - Int(max(a, b)))
        var offset = 0
        while offset &+ 8 <= count {
            let difference =
                left.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                ^ right.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            if difference != 0 { return false }
            offset &+= 8
        }
        if offset == count { return true }
        let rest =
            left.loadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian
            ^ right.loadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian
        return rest &<< UInt64(64 &- (count &- offset) &* 8) == 0
    }

    /// Compares short texts at once, by their first and last bytes; these may be the same ones.
    @inline(__always) static func areSame(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
        let count = a.count
        if count != b.count { return false }
        if count > 16 { return memcmp(a.baseAddress!, b.baseAddress!, count) == 0 }
        if count >= 8 {
            return a.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
                == b.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
                && a.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
                    == b.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
        }
        if count >= 4 {
            return a.loadUnaligned(fromByteOffset: 0, as: UInt32.self)
                == b.loadUnaligned(fromByteOffset: 0, as: UInt32.self)
                && a.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self)
                    == b.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self)
        }
        for index in 0..<count where a[index] != b[index] { return false }
        return true
    }
}
