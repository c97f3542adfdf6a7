/// The columns of the open blocks, 16 bits each in the guest's heap: ten at first, then eight more at a time
/// (py/lexer.c, v1.29).
struct IndentStack {
    private var address: GuestAddress
    private var capacity = 10
    private var count = 1

    /// Starts with column 0.
    init(_ vm: VM) throws(GuestException) { address = try vm.allocate(2 * capacity, .compiler) }

    func top(_ vm: VM) -> Int { Int(vm.ram[half: address &+ UInt32(2 * (count - 1))]) }

    mutating func push(_ indent: Int, _ vm: VM) throws(GuestException) {
        if count >= capacity {
            address = try vm.reallocate(address, 2 * (capacity + 8))
            capacity += 8
        }
        vm.ram[half: address &+ UInt32(2 * count)] = UInt16(truncatingIfNeeded: indent)
        count += 1
    }

    mutating func pop() { count -= 1 }

    func free(_ vm: VM) { vm.free(address) }
}
