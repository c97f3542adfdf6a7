/// Deflates into a stream as the reference does, byte for byte: one block with the fixed codes, and always the longest match in the window, of several the
/// nearest (RFC 1951; lib/uzlib, v1.29). zlib would find the same file shorter and in other bytes.
///
/// All state lies in the guest's heap.
struct Deflater {
    /// `mp_obj_deflateio_write_t` of extmod/moddeflate.c with `uzlib_lz77_state_t`.
    static let byteCount = 44

    private enum Offset {
        static let window: UInt32 = 0
        static let inputCount: UInt32 = 4
        static let checksum: UInt32 = 8
        static let bits: UInt32 = 20
        static let bitCount: UInt32 = 24
        static let ring: UInt32 = 28
        static let ringSize: UInt32 = 32
        static let ringStart: UInt32 = 36
        static let ringCount: UInt32 = 40
    }

    private static let matchMin = 3
    /// One more than a code can say: the reference's loop counts so far.
    private static let matchMax = 259

    let vm: VM
    let address: GuestAddress
    let stream: Stream

    private func word(_ offset: UInt32) -> Int { Int(vm.ram[address &+ offset]) }
    private func set(_ offset: UInt32, _ value: Int) { vm.ram[address &+ offset] = vm.word(value) }

    /// Of what came in; CRC-32 is without its last complement.
    var checksum: UInt32 {
        get { vm.ram[address &+ Offset.checksum] }
        nonmutating set { vm.ram[address &+ Offset.checksum] = newValue }
    }
    var inputCount: UInt32 {
        get { vm.ram[address &+ Offset.inputCount] }
        nonmutating set { vm.ram[address &+ Offset.inputCount] = newValue }
    }

    func begin(window: GuestAddress, size: Int) {
        vm.ram.clear(address, count: Self.byteCount)
        vm.ram[address &+ Offset.window] = window
        vm.ram[address &+ Offset.ring] = window
        set(Offset.ringSize, size)
    }

    // MARK: Bits

    private func put(_ bits: Int, _ count: Int) throws(GuestException) {
        var waiting = word(Offset.bits) | bits << word(Offset.bitCount)
        var waitingCount = word(Offset.bitCount) + count
        while waitingCount >= 8 {
            let place = vm.ram.mutableBytes(address &+ 12, count: 1)
            place[0] = UInt8(waiting & 0xFF)
            if case .failed(let number) = try stream.writeOnce(UnsafeRawBufferPointer(place)) {
                throw vm.osError(number)
            }
            waiting >>= 8
            waitingCount -= 8
        }
        set(Offset.bits, waiting)
        set(Offset.bitCount, waitingCount)
    }

    /// A code begins with its highest bit.
    private func put(code: Int, _ count: Int) throws(GuestException) {
        var turned = 0
        for place in 0..<count where code & 1 << place != 0 { turned |= 1 << (count - 1 - place) }
        try put(turned, count)
    }

    /// The last block, with fixed codes.
    func startBlock() throws(GuestException) { try put(3, 3) }

    /// The end of the block, and zeros up to a whole byte.
    func finishBlock() throws(GuestException) { try put(0, 14) }

    // MARK: Codes

    /// RFC 1951, 3.2.6.
    private func put(symbol: Int) throws(GuestException) {
        switch symbol {
        case ..<144: try put(code: 0x30 + symbol, 8)
        case ..<256: try put(code: 0x190 + symbol - 144, 9)
        case ..<280: try put(code: symbol - 256, 7)
        default: try put(code: 0xC0 + symbol - 280, 8)
        }
    }

    private func put(distance: Int, length: Int) throws(GuestException) {
        var left = length
        while left > 0 {
            // What is left over must be long enough to be said.
            let piece = left > 260 ? 258 : left <= 258 ? left : left - 3
            left -= piece
            let code = piece == 258 ? 28 : (0..<28).last { Inflater.length($0).base <= piece } ?? 0
            try put(symbol: 257 + code)
            let (bits, base) = Inflater.length(code)
            if bits > 0 { try put(piece - base, bits) }
            let distanceCode = (0..<30).last { Inflater.distance($0).base <= distance } ?? 0
            try put(code: distanceCode, 5)
            let (distanceBits, distanceBase) = Inflater.distance(distanceCode)
            if distanceBits > 0 { try put(distance - distanceBase, distanceBits) }
        }
    }

    // MARK: Matches

    func deflate(_ bytes: UnsafeRawBufferPointer) throws(GuestException) {
        var place = 0
        while place < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[place...])
            let match = longestMatch(rest)
            if match.length == 0 {
                try put(symbol: Int(rest[0]))
            } else {
                try put(distance: match.distance, length: match.length)
            }
            let count = max(1, match.length)
            remember(UnsafeRawBufferPointer(rebasing: rest[..<count]))
            place += count
        }
    }

    /// The window, and behind it what is being written.
    private func longestMatch(_ bytes: UnsafeRawBufferPointer) -> (length: Int, distance: Int) {
        let (count, start, mask) = (word(Offset.ringCount), word(Offset.ringStart), word(Offset.ringSize) - 1)
        let ring = vm.ram.bytes(vm.ram[address &+ Offset.ring], count: mask + 1)
        let limit = min(Self.matchMax, bytes.count)
        var best = (length: 0, distance: 0)
        for search in 0..<count where ring[(start + search) & mask] == bytes[0] {
            var length = 1
            while length < limit {
                let place = search + length
                let byte = place < count ? ring[(start + place) & mask] : bytes[place - count]
                if byte != bytes[length] { break }
                length += 1
            }
            if length >= Self.matchMin && length >= best.length { best = (length, count - search) }
        }
        // A look at each byte of the window and some more, on a Cortex-M4: counted by hand.
        vm.owe(instructions: 12 * count + 40)
        return best
    }

    private func remember(_ bytes: UnsafeRawBufferPointer) {
        let ring = vm.ram[address &+ Offset.ring]
        let mask = word(Offset.ringSize) - 1
        var (start, count) = (word(Offset.ringStart), word(Offset.ringCount))
        for byte in bytes {
            vm.ram[byte: ring &+ vm.word((start + count) & mask)] = byte
            if count > mask { start = (start + 1) & mask } else { count += 1 }
        }
        set(Offset.ringStart, start)
        set(Offset.ringCount, count)
    }
}
