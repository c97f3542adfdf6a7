/// Inflates what a stream gives, byte by byte, as far as the reader wants: it never takes more of the stream than it needs (RFC 1951).
///
/// All state lies in one block of the guest's heap, where the reference keeps it, and the window in another. zlib, which the host has, keeps both in memory of
/// its own and reads ahead; so it is written here.
struct Inflater {
    /// `mp_obj_deflateio_read_t` of extmod/moddeflate.c with `uzlib_uncomp_t` of lib/uzlib, v1.29.
    static let byteCount = 1296

    enum Offset {
        static let window: UInt32 = 0
        static let tag: UInt32 = 20
        static let bitCount: UInt32 = 24
        static let checksum: UInt32 = 40
        static let checksumKind: UInt32 = 44
        static let blockKind: UInt32 = 48
        static let isLast: UInt32 = 52
        static let left: UInt32 = 56
        static let source: UInt32 = 60
        static let ring: UInt32 = 64
        static let ringSize: UInt32 = 68
        static let ringPlace: UInt32 = 72
        static let literals: UInt32 = 76
        static let distances = literals + HuffmanTree.byteCount
        static let isEnded: UInt32 = 1292
    }

    /// What stands in the way.
    enum Outcome { case goesOn, ended, failed }

    enum ChecksumKind: UInt32 { case none, adler, crc }

    let vm: VM
    let address: GuestAddress
    let stream: Stream

    private var ram: GuestRAM { vm.ram }
    func word(_ offset: UInt32) -> Int { Int(Int32(bitPattern: ram[address &+ offset])) }
    func set(_ offset: UInt32, _ value: Int) { ram[address &+ offset] = UInt32(truncatingIfNeeded: value) }
    var literals: HuffmanTree { HuffmanTree(address: address &+ Offset.literals, ram: ram) }
    var distances: HuffmanTree { HuffmanTree(address: address &+ Offset.distances, ram: ram) }

    var isEnded: Bool {
        get { ram[address &+ Offset.isEnded] != 0 }
        nonmutating set { ram[address &+ Offset.isEnded] = newValue ? 1 : 0 }
    }

    func begin(checksum kind: ChecksumKind) {
        ram[address &+ Offset.checksumKind] = kind.rawValue
        ram[address &+ Offset.checksum] = kind == .crc ? ~0 : 1
    }

    func begin(window: GuestAddress, size: Int) {
        ram[address &+ Offset.window] = window
        ram[address &+ Offset.ring] = window
        set(Offset.ringSize, size)
        set(Offset.blockKind, -1)
    }

    // MARK: Bits

    /// The next byte of the stream; its end is too early always.
    func byte() throws(GuestException) -> Int {
        var byte: UInt8 = 0
        let pointer = vm.ram.mutableBytes(address &+ 4, count: 1)
        switch try stream.readOnce(into: pointer) {
        case .done(0): throw vm.error(.eofError, arguments: [])
        case .done: byte = pointer[0]
        case .failed(let number): throw vm.osError(number)
        }
        return Int(byte)
    }

    private func bit() throws(GuestException) -> Int {
        var count = word(Offset.bitCount)
        var tag = word(Offset.tag)
        if count == 0 {
            tag = try byte()
            count = 8
        }
        set(Offset.bitCount, count - 1)
        set(Offset.tag, tag >> 1)
        return tag & 1
    }

    func bits(_ count: Int, from base: Int = 0) throws(GuestException) -> Int {
        var value = 0
        for place in 0..<count { value |= try bit() << place }
        return base + value
    }

    /// nil: there is no such code.
    func symbol(_ tree: HuffmanTree) throws(GuestException) -> Int? {
        var (sum, code) = (0, 0)
        for length in 1...HuffmanTree.lengthMax {
            code = try 2 * code + bit()
            let count = tree.count(length)
            sum += count
            code -= count
            if code < 0 { return tree.symbol(sum + code) }
        }
        // The reference takes the bit before it sees that there is no such length.
        _ = try bit()
        return nil
    }

    // MARK: Blocks

    /// Fills the buffer as far as the stream goes, keeps the checksum, and compares it at the end.
    func inflate(into buffer: UnsafeMutableRawBufferPointer) throws(GuestException) -> (Outcome, count: Int) {
        var count = 0
        let outcome = try fill(buffer, &count)
        vm.owe(instructions: 90 * count)
        if outcome == .failed { return (.failed, count) }
        let kind = ChecksumKind(rawValue: ram[address &+ Offset.checksumKind]) ?? .none
        let written = UnsafeRawBufferPointer(rebasing: buffer[..<count])
        let before = ram[address &+ Offset.checksum]
        let sum = kind == .crc ? CRC32.add(written, to: before) : Adler32.add(written, to: before)
        ram[address &+ Offset.checksum] = sum
        guard outcome == .ended, kind != .none else { return (outcome, count) }
        var stored: UInt32 = 0
        for place in 0..<4 {
            let byte = UInt32(try byte())
            stored |= byte << UInt32(8 * (kind == .crc ? place : 3 - place))
        }
        if stored != (kind == .crc ? ~sum : sum) { return (.failed, count) }
        // The length, which nobody looks at.
        if kind == .crc { for _ in 0..<4 { _ = try byte() } }
        return (.ended, count)
    }

    private func fill(_ buffer: UnsafeMutableRawBufferPointer, _ count: inout Int) throws(GuestException) -> Outcome {
        repeat {
            if word(Offset.blockKind) == -1, try !beginBlock() { return .failed }
            while true {
                let outcome = try step(buffer, &count)
                if outcome == .failed { return .failed }
                guard outcome == .ended else { break }
                if word(Offset.isLast) != 0 { return .ended }
                if try !beginBlock() { return .failed }
            }
        } while count < buffer.count
        return .goesOn
    }

    private func beginBlock() throws(GuestException) -> Bool {
        set(Offset.isLast, try bit())
        let kind = try bits(2)
        set(Offset.blockKind, kind)
        if kind == 1 {
            literals.build(HuffmanTree.fixedLiterals[...])
            distances.build(HuffmanTree.fixedDistances[...])
        }
        return kind == 2 ? try readTrees() : true
    }

    private func step(_ buffer: UnsafeMutableRawBufferPointer, _ count: inout Int) throws(GuestException) -> Outcome {
        switch word(Offset.blockKind) {
        case 0: return try stepStored(buffer, &count)
        case 1, 2: return try stepCoded(buffer, &count)
        default: return .failed
        }
    }

    private func put(_ byte: UInt8, _ buffer: UnsafeMutableRawBufferPointer, _ count: inout Int) {
        buffer[count] = byte
        count += 1
        let ring = ram[address &+ Offset.ring]
        guard ring != 0 else { return }
        let place = word(Offset.ringPlace)
        ram[byte: ring &+ vm.word(place)] = byte
        set(Offset.ringPlace, place + 1 == word(Offset.ringSize) ? 0 : place + 1)
    }

    /// RFC 1951, 3.2.4: length, its complement, bytes.
    private func stepStored(
        _ buffer: UnsafeMutableRawBufferPointer, _ count: inout Int
    ) throws(GuestException) -> Outcome {
        if word(Offset.left) == 0 {
            let length = try byte() | byte() << 8
            guard try length == ~(byte() | byte() << 8) & 0xFFFF else { return .failed }
            set(Offset.left, length + 1)
            set(Offset.bitCount, 0)
        }
        set(Offset.left, word(Offset.left) - 1)
        if word(Offset.left) == 0 { return .ended }
        put(UInt8(try byte()), buffer, &count)
        return .goesOn
    }

    /// The next byte of a block with codes: a literal, or one of those that are repeated.
    private func stepCoded(
        _ buffer: UnsafeMutableRawBufferPointer, _ count: inout Int
    ) throws(GuestException) -> Outcome {
        if word(Offset.left) == 0 {
            // What is no code gives this byte in the reference, which takes its error -3 for a literal.
            let symbol = try symbol(literals) ?? 253
            if symbol < 256 {
                put(UInt8(symbol), buffer, &count)
                return .goesOn
            }
            if symbol == 256 { return .ended }
            guard try beginRepeating(symbol - 257) else { return .failed }
        }
        let ring = ram[address &+ Offset.ring]
        // After a bad header the reference goes on without a window; here nothing can be repeated then.
        guard ring != 0 else { return .failed }
        let source = word(Offset.source)
        put(ram[byte: ring &+ vm.word(source)], buffer, &count)
        set(Offset.source, source + 1 == word(Offset.ringSize) ? 0 : source + 1)
        set(Offset.left, word(Offset.left) - 1)
        return .goesOn
    }
}
