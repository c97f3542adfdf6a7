/// Hands out guest flash while the firmware's image is built; nothing in it is ever freed.
struct Flash {
    private(set) var next = MemoryMap.flashObjects

    /// `byteCount` bytes of flash, 16-byte aligned.
    mutating func allocate(_ byteCount: Int) -> GuestAddress {
        let address = next
        next += UInt32((byteCount + 15) & ~15)
        precondition(next <= MemoryMap.flashEnd, "the firmware's image does not fit its flash")
        return address
    }

    /// `byteCount` bytes for characters, unaligned.
    mutating func allocateText(_ byteCount: Int) -> GuestAddress {
        if text + UInt32(byteCount) > textEnd {
            text = allocate(max(4096, byteCount))
            textEnd = text + UInt32(max(4096, byteCount))
        }
        defer { text += UInt32(byteCount) }
        return text
    }

    private var text: GuestAddress = 0
    private var textEnd: GuestAddress = 0
}
