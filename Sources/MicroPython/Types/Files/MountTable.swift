/// The mount table: which file system a path belongs to. Records of 16 bytes on the heap, `mount point's characters, their
/// count, file system, next record`; the root's is the last one (extmod/vfs.c, v1.29).
struct MountTable {
    let vm: VM

    /// What a path leads to.
    enum Place: Equatable {
        /// The root itself, which is above all file systems.
        case root
        /// Nothing is mounted there.
        case nowhere
        /// A record of the table.
        case volume(GuestAddress)
    }

    private enum Offset {
        static let text: UInt32 = 0
        static let count: UInt32 = 4
        static let object: UInt32 = 8
        static let next: UInt32 = 12
    }

    var first: GuestAddress { vm.root(.mountTable).address }
    func next(_ record: GuestAddress) -> GuestAddress { vm.ram[record &+ Offset.next] }
    func object(_ record: GuestAddress) -> Value { vm.ram.value(record &+ Offset.object) }
    func point(_ record: GuestAddress) -> UnsafeRawBufferPointer {
        vm.ram.bytes(vm.ram[record &+ Offset.text], count: Int(vm.ram[record &+ Offset.count]))
    }
    /// Mounted at `/`.
    func isRoot(_ record: GuestAddress) -> Bool { vm.ram[record &+ Offset.count] == 1 }
    /// The record of what is mounted at `/`; 0: nothing is.
    var rootRecord: GuestAddress {
        var record = first
        while record != 0 && !isRoot(record) { record = next(record) }
        return record
    }

    /// Where relative paths begin.
    var current: Place {
        get {
            switch vm.root(.currentVolume).bits {
            case 0: .root
            case 1: .nowhere
            case let record: .volume(record)
            }
        }
        nonmutating set {
            switch newValue {
            case .root: vm.setRoot(.currentVolume, .null)
            case .nowhere: vm.setRoot(.currentVolume, Value(bits: 1))
            case .volume(let record): vm.setRoot(.currentVolume, Value(address: record))
            }
        }
    }

    /// The file system of a path, and the path within it: a part of what was given, or a text of the firmware's.
    func find(_ path: UnsafeRawBufferPointer) -> (place: Place, rest: UnsafeRawBufferPointer) {
        let isAbsolute = path.first == UInt8(ascii: "/")
        guard isAbsolute || current == .root else { return (current, path) }
        let name = isAbsolute ? UnsafeRawBufferPointer(rebasing: path[1...]) : path
        if name.isEmpty { return (.root, name) }
        var record = first
        while record != 0 {
            if isRoot(record) { return (.volume(record), path) }
            let point = UnsafeRawBufferPointer(rebasing: point(record)[1...])
            if name.count >= point.count,
                GuestRAM.areSame(UnsafeRawBufferPointer(rebasing: name[..<point.count]), point)
            {
                if name.count == point.count { return (.volume(record), vm.text(Qstr(.slash))) }
                if name[point.count] == UInt8(ascii: "/") {
                    return (.volume(record), UnsafeRawBufferPointer(rebasing: name[point.count...]))
                }
            }
            record = next(record)
        }
        return (.nowhere, UnsafeRawBufferPointer(rebasing: name[..<0]))
    }

    /// As `find`, for a str or bytes of the guest: the path within the file system is of the same type.
    func find(_ path: Value) throws(GuestException) -> (place: Place, rest: Value) {
        let (place, rest) = find(try vm.cText(of: path))
        guard case .volume = place else { return (place, .null) }
        return (place, vm.isStr(path) ? try vm.newStr(rest) : try vm.newBytes(rest))
    }

    /// Calls a method of a file system.
    func call(_ place: Place, _ method: String, _ arguments: [Value]) throws(GuestException) -> Value {
        let volume = try volume(place)
        return try vm.call(vm.loadMethod(volume, vm.intern(method)), arguments)
    }

    /// The file system at a place.
    func volume(_ place: Place) throws(GuestException) -> Value {
        switch place {
        case .nowhere: throw vm.osError(19)  // ENODEV.
        case .root: throw vm.osError(FileError.notPermitted.number)
        case .volume(let record): return object(record)
        }
    }

    // MARK: Mounting

    func mount(
        _ object: Value, at point: Value, readOnly: Value, makesFileSystem: Value
    ) throws(GuestException) {
        let text = try vm.text(of: point)
        var object = object
        if try vm.loadMethodMaybe(object, vm.intern("mount")).isMissing {
            object = try fileSystem(on: object)
            vm.keep(object)
        }
        let record = try vm.allocate(16)
        vm.ram[record &+ Offset.text] = StrObject.data(vm, point)
        vm.ram[record &+ Offset.count] = vm.word(text.count)
        vm.ram[record &+ Offset.object] = object.bits
        _ = try call(.volume(record), "mount", [readOnly, makesFileSystem])
        if case .volume(let other) = find(try vm.cText(of: point)).place, isRoot(record) || !isRoot(other) {
            throw vm.osError(FileError.notPermitted.number)
        }
        insert(record)
    }

    /// What a block device has on it (mp_vfs_autodetect): a littlefs, of which any trouble is passed over, else FAT.
    private func fileSystem(on device: Value) throws(GuestException) -> Value {
        if !vm.firmware.absent.contains("vfs.VfsLfs2") {
            do throws(GuestException) {
                if try FlashBlockDevice.hasLittlefs(vm, device) {
                    return try vm.call(NativeType.littlefsVolume.value, [device])
                }
            } catch {
                // A device that cannot be read in pieces; but nothing catches the end of a run.
                if vm.engine.pointee.isStopping { throw error }
            }
        }
        return try vm.call(NativeType.fatVolume.value, [device])
    }

    /// In front of the root's record, behind all others.
    private func insert(_ record: GuestAddress) {
        var before: GuestAddress = 0
        var place = first
        while place != 0 && !isRoot(place) {
            before = place
            place = next(place)
        }
        vm.ram[record &+ Offset.next] = place
        link(before, to: record)
    }

    private func link(_ before: GuestAddress, to record: GuestAddress) {
        if before == 0 {
            vm.setRoot(.mountTable, record == 0 ? .null : Value(address: record))
        } else {
            vm.ram[before &+ Offset.next] = record
        }
    }

    /// By the file system itself, or by its mount point.
    func unmount(_ which: Value) throws(GuestException) {
        let text = vm.isStr(which) ? try vm.text(of: which) : nil
        var before: GuestAddress = 0
        var record = first
        while record != 0 {
            let isNamed = text.map { GuestRAM.areSame($0, point(record)) } ?? false
            if isNamed || object(record) == which { break }
            before = record
            record = next(record)
        }
        guard record != 0 else { throw vm.osError(FileError.invalid.number) }
        link(before, to: next(record))
        if current == .volume(record) { current = .root }
        _ = try call(.volume(record), "umount", [])
    }

    /// Mounts the firmware's files and makes them the current file system, as ports do when they start.
    func mountFirmwareFiles(at point: String) throws(GuestException) {
        let volume = try vm.call(NativeType.volume.value, [])
        let point = Value(vm.internInFlash(point))
        try mount(volume, at: point, readOnly: .false, makesFileSystem: .false)
        current = .volume(first)
    }
}
