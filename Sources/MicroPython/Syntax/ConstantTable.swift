/// Names that `const()` bound in this source, with their values. The table that MicroPython's map would have stands in
/// the guest's heap and keeps the values alive; it grows when it is full (py/map.c, v1.29).
struct ConstantTable {
    private var address: GuestAddress = 0
    private var capacity = 0
    private var count = 0
    private var positions: [Qstr: Int] = [:]

    /// Sizes that a map takes; beyond them, by half more.
    private static let capacities = [
        0, 2, 4, 6, 8, 10, 12, 17, 23, 29, 37, 47, 59, 73, 97, 127, 167, 223, 293, 389, 521, 691, 919, 1223, 1627,
        2161, 3229, 4831, 7243, 10861, 16273, 24407, 36607, 54907,
    ]

    func value(_ name: Qstr, _ vm: VM) -> Value? {
        guard count > 0, let position = positions[name] else { return nil }
        return Value(bits: vm.ram[address &+ UInt32(8 * position + 4)])
    }

    mutating func bind(_ name: Qstr, _ value: Value, _ vm: VM) throws(GuestException) {
        let position = positions[name] ?? count
        if position == capacity { try grow(vm) }
        vm.ram[address &+ UInt32(8 * position)] = Value(name).bits
        vm.ram[address &+ UInt32(8 * position + 4)] = value.bits
        positions[name] = position
        count = max(count, position + 1)
    }

    private mutating func grow(_ vm: VM) throws(GuestException) {
        let needed = capacity + 1
        let larger = ConstantTable.capacities.first { $0 >= needed } ?? (needed + needed / 2) | 1
        let moved = try vm.allocate(8 * larger, .compiler)
        vm.ram.copy(from: address, to: moved, count: 8 * count)
        vm.free(address)
        address = moved
        capacity = larger
    }

    func free(_ vm: VM) { vm.free(address) }
}
