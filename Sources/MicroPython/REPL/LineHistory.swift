/// The lines entered before, newest first. They are blocks of the guest's heap, as in the reference, and take its room.
struct LineHistory {
    private let vm: VM
    private let countMax: Int
    private var entries: [(address: GuestAddress, count: Int)] = []

    init(countMax: Int, _ vm: VM) {
        self.vm = vm
        self.countMax = countMax
    }

    var count: Int { entries.count }

    /// An entry's characters; 0 is the newest.
    func bytes(_ index: Int) -> UnsafeRawBufferPointer {
        vm.ram.bytes(entries[index].address, count: entries[index].count)
    }

    /// Remembers a line that is neither empty nor the same as the last. Where the heap has no room it is forgotten.
    mutating func add(_ line: UnsafeRawBufferPointer) {
        if line.isEmpty { return }
        if !entries.isEmpty && bytes(0).elementsEqual(line) { return }
        let address = vm.allocateMaybe(line.count + 1, .buffer)
        if address == 0 { return }
        vm.ram.copy(line, to: address)
        vm.ram[byte: address &+ UInt32(line.count)] = 0
        vm.retain(Value(address: address))
        entries.insert((address, line.count), at: 0)
        if entries.count > countMax, let oldest = entries.popLast() { vm.release(Value(address: oldest.address)) }
    }
}
