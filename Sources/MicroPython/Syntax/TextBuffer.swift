/// Growing text in the guest's heap, with MicroPython's steps: room for 16 more bytes than needed, rounded up to the
/// next multiple of 8 (py/vstr.c, v1.29).
struct TextBuffer {
    private(set) var address: GuestAddress
    private(set) var capacity: Int
    private(set) var count = 0

    init(capacity: Int, _ vm: VM) throws(GuestException) {
        self.capacity = max(capacity, 1)
        address = try vm.allocate(self.capacity, .buffer)
    }

    func bytes(_ vm: VM) -> UnsafeRawBufferPointer { vm.ram.bytes(address, count: count) }

    func byte(_ index: Int, _ vm: VM) -> UInt8 { vm.ram[byte: address &+ UInt32(index)] }

    mutating func removeAll() { count = 0 }

    mutating func truncate(to newCount: Int) { count = max(0, min(count, newCount)) }

    /// Takes bytes out of the middle; the capacity stays.
    mutating func remove(at position: Int, count removed: Int, _ vm: VM) {
        let place = address &+ UInt32(position)
        vm.ram.copy(from: place &+ UInt32(removed), to: place, count: count - position - removed)
        count -= removed
    }

    @inline(__always) mutating func append(_ byte: UInt8, _ vm: VM) throws(GuestException) {
        if count + 1 > capacity { try grow(by: 1, vm) }
        vm.ram[byte: address &+ UInt32(count)] = byte
        count += 1
    }

    mutating func append(_ text: StaticString, _ vm: VM) throws(GuestException) {
        try append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount), vm)
    }

    /// Room is asked for byte by byte, which can end in another capacity.
    mutating func append(_ text: StaticString, _ vm: VM, oneByOne: Bool) throws(GuestException) {
        for index in 0..<text.utf8CodeUnitCount { try append(text.utf8Start[index], vm) }
    }

    mutating func append(_ bytes: [UInt8], _ vm: VM) throws(GuestException) { try insert(bytes, at: count, vm) }

    mutating func insert(_ bytes: [UInt8], at position: Int, _ vm: VM) throws(GuestException) {
        let place = try makeRoom(bytes.count, at: position, vm)
        bytes.withUnsafeBytes { vm.ram.copy($0, to: place) }
    }

    /// The bytes must not lie in this buffer, which may move.
    mutating func append(_ bytes: UnsafeRawBufferPointer, _ vm: VM) throws(GuestException) {
        try insert(bytes, at: count, vm)
    }

    /// A character as UTF-8. Surrogates pass, as they do there.
    mutating func append(scalar: UInt32, _ vm: VM) throws(GuestException) {
        var encoded: (UInt8, UInt8, UInt8, UInt8) = (UInt8(truncatingIfNeeded: scalar), 0, 0, 0)
        var length = 1
        func tail(_ shift: UInt32) -> UInt8 { UInt8(scalar >> shift & 0x3F | 0x80) }
        if scalar >= 0x10000 {
            encoded = (UInt8(scalar >> 18 & 0x07 | 0xF0), tail(12), tail(6), tail(0))
            length = 4
        } else if scalar >= 0x800 {
            encoded = (UInt8(scalar >> 12 | 0xE0), tail(6), tail(0), 0)
            length = 3
        } else if scalar >= 0x80 {
            encoded = (UInt8(scalar >> 6 | 0xC0), tail(0), 0, 0)
            length = 2
        }
        // All at once: the room is asked for once.
        if count + length > capacity { try grow(by: length, vm) }
        withUnsafeBytes(of: encoded) {
            vm.ram.copy(UnsafeRawBufferPointer(rebasing: $0[..<length]), to: address &+ UInt32(count))
        }
        count += length
    }

    /// The bytes must not lie in this buffer, which may move.
    mutating func insert(_ bytes: UnsafeRawBufferPointer, at position: Int, _ vm: VM) throws(GuestException) {
        vm.ram.copy(bytes, to: try makeRoom(bytes.count, at: position, vm))
    }

    /// Makes the text longer; returns where the new bytes are to be written.
    mutating func add(_ byteCount: Int, _ vm: VM) throws(GuestException) -> GuestAddress {
        if count + byteCount > capacity { try grow(by: byteCount, vm) }
        defer { count += byteCount }
        return address &+ UInt32(truncatingIfNeeded: count)
    }

    /// Makes room for exactly so many bytes more.
    mutating func extend(by byteCount: Int, _ vm: VM) throws(GuestException) {
        address = try vm.reallocate(address, capacity + byteCount)
        capacity += byteCount
    }

    private mutating func makeRoom(_ byteCount: Int, at position: Int, _ vm: VM) throws(GuestException) -> GuestAddress
    {
        if count + byteCount > capacity { try grow(by: byteCount, vm) }
        let place = address &+ UInt32(position)
        vm.ram.copy(from: place, to: place &+ UInt32(byteCount), count: count - position)
        count += byteCount
        return place
    }

    /// MicroPython ends a word with a zero to compare it, which may take one byte more of heap.
    mutating func terminate(_ vm: VM) throws(GuestException) {
        if count == capacity {
            address = try vm.reallocate(address, capacity + 1)
            capacity += 1
        }
        vm.ram[byte: address &+ UInt32(count)] = 0
    }

    func free(_ vm: VM) { vm.free(address) }

    private mutating func grow(by extra: Int, _ vm: VM) throws(GuestException) {
        let newCapacity = ((count + extra + 16) & ~7) + 8
        address = try vm.reallocate(address, newCapacity)
        capacity = newCapacity
    }
}
