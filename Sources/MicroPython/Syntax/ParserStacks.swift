/// A rule in progress: which one, where in it, and the line of its first token.
struct PendingRule {
    var rule: GrammarRule
    var position: Int
    var line: Int
}

/// The rules in progress, in the guest's heap: 8 bytes each, room for 64 at first and 16 more at a time (py/parse.c and
/// py/mpconfig.h, v1.29). Nested source costs heap, not host stack.
struct RuleStack {
    private var address: GuestAddress
    private var capacity = 64
    private(set) var count = 0

    init(_ vm: VM) throws(GuestException) { address = try vm.allocate(8 * capacity, .compiler) }

    @inline(__always) mutating func push(
        _ rule: GrammarRule, position: Int, line: Int, _ vm: VM
    ) throws(GuestException) {
        if count >= capacity { try grow(vm) }
        let entry = address &+ UInt32(8 * count)
        vm.ram[entry] = UInt32(truncatingIfNeeded: line) & 0xFF_FFFF | UInt32(truncatingIfNeeded: rule.rawValue) << 24
        vm.ram[entry &+ 4] = UInt32(truncatingIfNeeded: position)
        count += 1
    }

    private mutating func grow(_ vm: VM) throws(GuestException) {
        address = try vm.reallocate(address, 8 * (capacity + 16))
        capacity += 16
    }

    @inline(__always) mutating func pop(_ vm: VM) -> PendingRule {
        count -= 1
        let entry = address &+ UInt32(8 * count)
        let head = vm.ram[entry]
        return PendingRule(
            rule: unsafeBitCast(UInt8(head >> 24), to: GrammarRule.self), position: Int(vm.ram[entry &+ 4]),
            line: Int(head & 0xFF_FFFF))
    }

    /// The rule `depth` below the top.
    func rule(_ depth: Int, _ vm: VM) -> GrammarRule {
        unsafeBitCast(vm.ram[byte: address &+ UInt32(8 * (count - 1 - depth) + 3)], to: GrammarRule.self)
    }

    mutating func drop(_ number: Int) { count -= number }

    func free(_ vm: VM) { vm.free(address) }
}

/// The nodes that wait for their parent, in the guest's heap: room for 32 at first and 16 more at a time. What was
/// popped stays in the block until something is pushed over it, and keeps its object alive, as there.
struct ResultStack {
    private var address: GuestAddress
    private var capacity = 32
    private(set) var count = 0

    init(_ vm: VM) throws(GuestException) { address = try vm.allocate(4 * capacity, .compiler) }

    @inline(__always) mutating func push(_ node: ParseNode, _ vm: VM) throws(GuestException) {
        if count >= capacity { try grow(vm) }
        vm.ram[address &+ UInt32(4 * count)] = node.bits
        count += 1
    }

    private mutating func grow(_ vm: VM) throws(GuestException) {
        address = try vm.reallocate(address, 4 * (capacity + 16))
        capacity += 16
    }

    @inline(__always) mutating func pop(_ vm: VM) -> ParseNode {
        count -= 1
        return ParseNode(bits: vm.ram[address &+ UInt32(4 * count)])
    }

    mutating func drop(_ number: Int) { count -= number }

    /// The node `depth` below the top.
    func node(_ depth: Int, _ vm: VM) -> ParseNode {
        ParseNode(bits: vm.ram[address &+ UInt32(4 * (count - 1 - depth))])
    }

    func setNode(_ depth: Int, _ node: ParseNode, _ vm: VM) {
        vm.ram[address &+ UInt32(4 * (count - 1 - depth))] = node.bits
    }

    func free(_ vm: VM) { vm.free(address) }
}
