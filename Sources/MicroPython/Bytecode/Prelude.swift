/// What stands before the instructions of a function (py/bc.h, v1.29): its signature, two sizes, its names, its line
/// table, and the locals that become cells.
struct Prelude: Equatable, Sendable {
    /// Six numbers, bit by bit among each other: `xSSSSEAA`, then `xFSSKAED` as long as bit 7 says that more follows.
    struct Signature: Equatable, Sendable {
        /// Slots of the frame: locals and stack.
        var stateCount = 1
        /// Blocks (`try`, `with`) that may be open at once.
        var exceptionCount = 0
        /// Generator 1, `**` 2, `*` 4, keyword defaults 8.
        var flags: UInt8 = 0
        /// Positional arguments, the closed-over cells before them included.
        var positionalCount = 0
        var keywordOnlyCount = 0
        var defaultCount = 0

        static let generator: UInt8 = 1
        static let keywordArguments: UInt8 = 2
        static let starArguments: UInt8 = 4
        static let keywordDefaults: UInt8 = 8

        var isGenerator: Bool { flags & Signature.generator != 0 }
        var takesKeywordArguments: Bool { flags & Signature.keywordArguments != 0 }
        var takesStarArguments: Bool { flags & Signature.starArguments != 0 }
        var hasKeywordDefaults: Bool { flags & Signature.keywordDefaults != 0 }
    }

    var signature: Signature
    /// Bytes of names and line table together, and of the list of cells.
    var infoByteCount: Int
    var cellCount: Int
    /// Where the names start, in bytes from the start of the prelude.
    var nameOffset: Int
    /// Where the line table starts: behind the function's own name and those of its arguments.
    var lineOffset: Int

    /// Where the cells' slots stand, one byte each; the line table ends there.
    var cellOffset: Int { nameOffset + infoByteCount }
    /// Where the instructions start.
    var codeOffset: Int { cellOffset + cellCount }
    /// Names before the line table: the function's own, then its arguments'.
    var nameCount: Int { 1 + signature.positionalCount + signature.keywordOnlyCount }
}

extension Prelude {
    /// Reads the prelude at the start of `byteCount` bytes; nil when it does not fit into them or contradicts itself.
    static func decode(_ code: UnsafePointer<UInt8>, byteCount: Int) -> Prelude? {
        var offset = 0
        guard let signature = Signature.decode(code, &offset, end: byteCount),
            let sizes = decodeSizes(code, &offset, end: byteCount)
        else { return nil }
        let nameOffset = offset
        let cellOffset = nameOffset + sizes.info
        guard cellOffset + sizes.cells <= byteCount else { return nil }
        for _ in 0...(signature.positionalCount + signature.keywordOnlyCount) {
            guard VarInt.decode(code, &offset, end: cellOffset) != nil else { return nil }
        }
        return Prelude(
            signature: signature, infoByteCount: sizes.info, cellCount: sizes.cells, nameOffset: nameOffset,
            lineOffset: offset)
    }

    /// The indices of the function's name (first) and its arguments' names in the module's table.
    func nameIndices(_ code: UnsafePointer<UInt8>) -> [Int] {
        var offset = nameOffset
        return (0..<nameCount).compactMap { _ in VarInt.decode(code, &offset, end: cellOffset) }
    }

    /// `xIIIIIIC`, as long as bit 7 says that more follows.
    static func encodeSizes(infoByteCount: Int, cellCount: Int, _ write: (UInt8) -> Void) {
        var info = infoByteCount
        var cells = cellCount
        repeat {
            let byte = UInt8((info & 0x3f) << 1 | cells & 1)
            cells >>= 1
            info >>= 6
            write(cells | info != 0 ? byte | 0x80 : byte)
        } while cells | info != 0
    }

    private static func decodeSizes(
        _ code: UnsafePointer<UInt8>, _ offset: inout Int, end: Int
    ) -> (info: Int, cells: Int)? {
        var info = 0
        var cells = 0
        for round in 0..<4 {
            guard offset < end else { return nil }
            let byte = Int(code[offset])
            offset += 1
            cells |= (byte & 1) << round
            info |= ((byte & 0x7e) >> 1) << (6 * round)
            if byte & 0x80 == 0 { return (info, cells) }
        }
        return nil
    }
}

extension Prelude.Signature {
    func encode(_ write: (UInt8) -> Void) {
        var state = stateCount - 1
        var exceptions = exceptionCount
        var flags = Int(flags)
        var positional = positionalCount
        var keywordOnly = keywordOnlyCount
        var defaults = defaultCount
        var byte = UInt8((state & 0xf) << 3 | (exceptions & 1) << 2 | positional & 3)
        state >>= 4
        exceptions >>= 1
        positional >>= 2
        while state | exceptions | flags | positional | keywordOnly | defaults != 0 {
            write(0x80 | byte)
            let high = (flags & 1) << 6 | (state & 3) << 4 | (keywordOnly & 1) << 3
            byte = UInt8(high | (positional & 1) << 2 | (exceptions & 1) << 1 | defaults & 1)
            state >>= 2
            exceptions >>= 1
            flags >>= 1
            positional >>= 1
            keywordOnly >>= 1
            defaults >>= 1
        }
        write(byte)
    }

    static func decode(_ code: UnsafePointer<UInt8>, _ offset: inout Int, end: Int) -> Prelude.Signature? {
        guard offset < end else { return nil }
        var byte = Int(code[offset])
        offset += 1
        var state = byte >> 3 & 0xf
        var exceptions = byte >> 2 & 1
        var flags = 0
        var positional = byte & 3
        var keywordOnly = 0
        var defaults = 0
        var round = 0
        while byte & 0x80 != 0 {
            // 16 bits of anything are more than a function can have.
            guard offset < end, round < 16 else { return nil }
            byte = Int(code[offset])
            offset += 1
            state |= (byte & 0x30) << (2 * round)
            exceptions |= (byte & 0x02) << round
            flags |= ((byte & 0x40) >> 6) << round
            positional |= (byte & 0x04) << round
            keywordOnly |= ((byte & 0x08) >> 3) << round
            defaults |= (byte & 0x01) << round
            round += 1
        }
        return Prelude.Signature(
            stateCount: state + 1, exceptionCount: exceptions, flags: UInt8(flags & 0xf), positionalCount: positional,
            keywordOnlyCount: keywordOnly, defaultCount: defaults)
    }
}
