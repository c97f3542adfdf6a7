extension Token {
    private static let keywordBytes = keywords.map { Array($0.utf8) }

    /// The keyword that is written so.
    static func keyword(_ bytes: UnsafeRawBufferPointer) -> Token? {
        for (offset, word) in keywordBytes.enumerated() where word.count == bytes.count {
            if bytes.elementsEqual(word) { return Token(rawValue: kwFalse.rawValue + UInt8(offset)) }
        }
        return nil
    }

    static let operatorTable = OperatorTable()
}

/// Operators by their bytes. Every beginning of an operator is one too, but for `!=` and `...`; of these, `!` alone is
/// invalid and the lexer reads three dots itself.
struct OperatorTable: Sendable {
    struct Entry: Sendable {
        var token: Token
        fileprivate var byte: UInt8
        fileprivate var longer: [Entry] = []
    }

    private var starts: [Entry?] = Array(repeating: nil, count: 256)

    fileprivate init() {
        let spellings = [("!", Token.invalid)] + Token.operators.filter { $0.1 != .ellipsis }
        for (spelling, token) in spellings.sorted(by: { $0.0.utf8.count < $1.0.utf8.count }) {
            let bytes = Array(spelling.utf8)
            let first = Int(bytes[0])
            if bytes.count == 1 {
                starts[first] = Entry(token: token, byte: bytes[0])
            } else {
                OperatorTable.insert(bytes.dropFirst(), token, below: &starts[first]!)
            }
        }
    }

    private static func insert(_ bytes: ArraySlice<UInt8>, _ token: Token, below entry: inout Entry) {
        let byte = bytes[bytes.startIndex]
        if bytes.count == 1 {
            entry.longer.append(Entry(token: token, byte: byte))
        } else if let next = entry.longer.firstIndex(where: { $0.byte == byte }) {
            insert(bytes.dropFirst(), token, below: &entry.longer[next])
        }
    }

    func start(_ byte: UInt8) -> Entry? { starts[Int(byte)] }

    func longer(_ entry: Entry, _ byte: UInt8) -> Entry? { entry.longer.first { $0.byte == byte } }
}
