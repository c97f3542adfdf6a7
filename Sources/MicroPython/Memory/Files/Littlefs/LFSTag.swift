/// A tag of littlefs's metadata: what the bytes behind it are (littlefs SPEC.md 2.1, "Metadata tags").
struct LFSTag: Equatable {
    /// Types in full; those with a chunk of their own have it in their lowest eight bits.
    enum Kind {
        static let file = 0x001
        static let directory = 0x002
        static let superblock = 0x0FF
        static let directoryStruct = 0x200
        static let inlineStruct = 0x201
        static let listStruct = 0x202
        static let attribute = 0x300
        static let create = 0x401
        static let delete = 0x4FF
        static let checksum = 0x500
        static let forwardChecksum = 0x5FF
        static let softTail = 0x600
        static let hardTail = 0x601
        static let moveState = 0x7FF
    }

    /// Of nobody.
    static let noID = 0x3FF
    /// In place of a length: there is none any more.
    private static let deleted = 0x3FF

    let word: UInt32

    init(word: UInt32) { self.word = word }

    init(_ kind: Int, id: Int = noID, count: Int) { word = UInt32(kind << 20 | id << 10 | count) }

    var isValid: Bool { word >> 31 == 0 }
    var kind: Int { Int(word >> 20) & 0x7FF }
    /// The lowest eight bits of it do not count.
    var family: Int { kind & 0x700 }
    var isChecksum: Bool { kind & 0x780 == Kind.checksum }
    var id: Int { Int(word >> 10) & 0x3FF }
    var isDeletion: Bool { Int(word) & 0x3FF == Self.deleted }
    /// Bytes behind it.
    var count: Int { isDeletion ? 0 : Int(word) & 0x3FF }
}

extension [UInt8] {
    /// A number of four bytes, lowest first.
    func littleWord(_ place: Int) -> UInt32 { (0..<4).reduce(0) { $0 | UInt32(self[place + $1]) << (8 * UInt32($1)) } }
    static func little(_ words: UInt32...) -> [UInt8] {
        words.flatMap { word in (0..<4).map { UInt8(word >> (8 * UInt32($0)) & 0xFF) } }
    }
    static func big(_ word: UInt32) -> [UInt8] { little(word).reversed() }
}
