/// What `os.ilistdir` gives: `(name, type, inode)` for each entry of a directory. Twenty bytes with a finaliser, `type, number,
/// 0, whether names are str, 0`; the number leads to the host's side in `VMState.listings` (extmod/vfs_posix.c, v1.29).
enum ListingIterator {
    static func make(_ vm: VM, _ given: Value, path: String) throws(GuestException) -> Value {
        let iterator = try make(vm, given, [])
        let entries = try vm.onDisk { files throws(FileError) in try files.entries(in: path) }
        vm.state.pointee.listings[vm.state.pointee.lastListing] = entries.reversed()
        return iterator
    }

    static func make(
        _ vm: VM, _ given: Value, _ entries: [FileEntry], byteCount: Int = 20
    ) throws(GuestException) -> Value {
        let address = try vm.allocateWithFinaliser(byteCount)
        vm.ram[address] = NativeType.listing.address
        vm.ram[address &+ 12] = vm.isStr(given) ? 1 : 0
        vm.state.pointee.lastListing += 1
        vm.state.pointee.listings[vm.state.pointee.lastListing] = entries.reversed()
        vm.ram[address &+ 4] = vm.word(vm.state.pointee.lastListing)
        return Value(address: address)
    }

    private static func next(_ vm: VM, _ iterator: Value) throws(GuestException) -> Value {
        let number = Int(vm.ram[iterator.address &+ 4])
        guard let entry = vm.state.pointee.listings[number]?.popLast() else {
            vm.state.pointee.listings[number] = nil
            return .stopIteration
        }
        let tuple = try TupleObject.make(vm, count: entry.size == nil ? 3 : 4)
        let isText = vm.ram[iterator.address &+ 12] != 0
        let name = isText ? try vm.newStr(entry.name) : try vm.newBytes(Array(entry.name.utf8))
        let kind = entry.kind == .directory ? FileStatus.directoryMode : FileStatus.fileMode
        TupleObject.setItem(tuple.address, 0, name, vm.ram)
        TupleObject.setItem(tuple.address, 1, Value(smallInt: Int32(kind)), vm.ram)
        TupleObject.setItem(tuple.address, 2, Value(smallInt: Int32(truncatingIfNeeded: entry.inode)), vm.ram)
        if let size = entry.size { TupleObject.setItem(tuple.address, 3, try vm.newInt(size), vm.ram) }
        return tuple
    }

    static let type = TypeSlots(
        name: "iterator", next: next,
        methods: [
            "__del__": .fixed(1) { vm, arguments throws(GuestException) in
                vm.state.pointee.listings[Int(vm.ram[arguments[0].address &+ 4])] = nil
                return .none
            }
        ])
}
