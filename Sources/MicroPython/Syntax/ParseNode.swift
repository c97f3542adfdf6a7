/// A node of the parse tree: one guest word (py/parse.h, v1.29).
///
/// - 0: no node
/// - bit 0 set: a small int, its value in the upper 31 bits
/// - low four bits 2, 6 or 10: an identifier, a string (both interned) or a token
/// - low two bits 0: the address of a block in a parse chunk: `line, rule | count << 8, children...`
struct ParseNode: Equatable, Sendable {
    var bits: UInt32

    static let null = ParseNode(bits: 0)

    /// Bytes of a block before its children.
    static let headerByteCount = 8

    private enum Tag {
        static let identifier: UInt32 = 0x2
        static let string: UInt32 = 0x6
        static let token: UInt32 = 0xA
    }

    init(bits: UInt32) { self.bits = bits }
    init(smallInt: Int32) { bits = UInt32(bitPattern: smallInt) << 1 | 1 }
    init(identifier: Qstr) { bits = identifier.id << 4 | Tag.identifier }
    init(string: Qstr) { bits = string.id << 4 | Tag.string }
    init(_ token: Token) { bits = UInt32(token.rawValue) << 4 | Tag.token }
    init(address: GuestAddress) { bits = address }

    var isNull: Bool { bits == 0 }
    var isLeaf: Bool { bits & 3 != 0 }
    var isBlock: Bool { bits != 0 && bits & 3 == 0 }
    var isSmallInt: Bool { bits & 1 != 0 }
    var isIdentifier: Bool { bits & 0xF == Tag.identifier }
    var isString: Bool { bits & 0xF == Tag.string }
    var isToken: Bool { bits & 0xF == Tag.token }
    func isToken(_ token: Token) -> Bool { self == ParseNode(token) }

    /// Of a small int leaf.
    var smallInt: Int32 { Int32(bitPattern: bits) >> 1 }
    /// Of an identifier or string leaf.
    var qstr: Qstr { Qstr(id: bits >> 4) }
    /// Of a token leaf.
    var token: Token { Token(rawValue: UInt8(truncatingIfNeeded: bits >> 4))! }
    /// Of a block.
    var address: GuestAddress { bits }
}

/// What a block holds; the node must be a block.
extension ParseNode {
    func line(_ ram: GuestRAM) -> Int { Int(ram[address]) }

    func rule(_ ram: GuestRAM) -> GrammarRule { GrammarRule(rawValue: Int(ram[address &+ 4] & 0xFF))! }

    func childCount(_ ram: GuestRAM) -> Int { Int(ram[address &+ 4] >> 8) }

    func child(_ index: Int, _ ram: GuestRAM) -> ParseNode { ParseNode(bits: ram[childAddress(index)]) }

    func setChild(_ index: Int, _ node: ParseNode, _ ram: GuestRAM) { ram[childAddress(index)] = node.bits }

    func childAddress(_ index: Int) -> GuestAddress { address &+ UInt32(ParseNode.headerByteCount + 4 * index) }

    /// The object of a `const_object` block.
    func constant(_ ram: GuestRAM) -> Value { Value(bits: ram[childAddress(0)]) }

    func setHeader(line: Int, rule: GrammarRule, childCount: Int, _ ram: GuestRAM) {
        ram[address] = UInt32(truncatingIfNeeded: line)
        ram[address &+ 4] = UInt32(truncatingIfNeeded: rule.rawValue) | UInt32(truncatingIfNeeded: childCount) << 8
    }

    /// Whether this is a block of that rule; any node may be asked.
    func isRule(_ rule: GrammarRule, _ ram: GuestRAM) -> Bool {
        isBlock && Int(ram[address &+ 4] & 0xFF) == rule.rawValue
    }

    /// The node seen as a list: the children when it is a block of that rule, else itself as the only element, or
    /// nothing when there is no node.
    func list(_ rule: GrammarRule, _ ram: GuestRAM) -> ParseNodeList {
        if isNull { return ParseNodeList(single: self, first: 0, count: 0) }
        if isRule(rule, ram) {
            return ParseNodeList(single: .null, first: childAddress(0), count: childCount(ram))
        }
        return ParseNodeList(single: self, first: 0, count: 1)
    }
}

/// Nodes that stand for a list: the children of one block, or one node alone.
struct ParseNodeList: Sendable {
    fileprivate let single: ParseNode
    fileprivate let first: GuestAddress
    let count: Int

    func node(_ index: Int, _ ram: GuestRAM) -> ParseNode {
        first == 0 ? single : ParseNode(bits: ram[first &+ UInt32(4 * index)])
    }
}
