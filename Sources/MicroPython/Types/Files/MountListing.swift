/// What `os.ilistdir("/")` gives: the mount points, then what lies in the file system that is mounted at the root. 16 bytes:
/// `type, 0, record or iterator, flags` (extmod/vfs.c, v1.29).
enum MountListing {
    private enum Offset {
        static let place: UInt32 = 8
        /// Bit 0: names are str. Bit 1: the place is an iterator.
        static let flags: UInt32 = 12
    }
    private static let isText: UInt32 = 1
    private static let isIterator: UInt32 = 2

    static func make(_ vm: VM, _ table: MountTable, isText: Bool) throws(GuestException) -> Value {
        let address = try vm.allocate(16)
        vm.ram[address] = NativeType.mountListing.address
        vm.ram[address &+ Offset.place] = table.first
        vm.ram[address &+ Offset.flags] = isText ? Self.isText : 0
        return Value(address: address)
    }

    private static func next(_ vm: VM, _ listing: Value) throws(GuestException) -> Value {
        let place = listing.address &+ Offset.place
        let flags = vm.ram[listing.address &+ Offset.flags]
        if flags & isIterator != 0 { return try vm.next(vm.ram.value(place)) }
        let record = vm.ram[place]
        if record == 0 { return .stopIteration }
        let table = MountTable(vm: vm)
        vm.ram[place] = table.next(record)
        if table.isRoot(record) {
            vm.ram[listing.address &+ Offset.flags] = flags | isIterator
            let entries = try table.call(.volume(record), "ilistdir", [Value(.slash)])
            vm.ram[place] = entries.bits
            return try vm.next(entries)
        }
        let tuple = try TupleObject.make(vm, count: 3)
        let name = UnsafeRawBufferPointer(rebasing: table.point(record).dropFirst())
        TupleObject.setItem(
            tuple.address, 0, flags & isText != 0 ? try vm.newStr(name) : try vm.newBytes(name), vm.ram)
        TupleObject.setItem(tuple.address, 1, Value(smallInt: Int32(FileStatus.directoryMode)), vm.ram)
        TupleObject.setItem(tuple.address, 2, Value(smallInt: 0), vm.ram)
        return tuple
    }

    static let type = TypeSlots(name: "iterator", next: next)
}
