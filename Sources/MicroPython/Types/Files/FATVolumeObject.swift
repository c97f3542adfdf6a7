/// `vfs.VfsFat(device)`: a FAT file system on a block device of the guest's (extmod/vfs_fat.c, v1.29): `type, device, number, window`.
/// The number leads to the host's side in `VMState.fatVolumes`.
///
/// Not modelled: the buffers that FatFs takes from the heap for long names, `label`.
enum FATVolumeObject {
    /// As large as the reference's with sectors of up to 4096 bytes, which is what all ports here are built for.
    private static let byteCount = 4224

    enum Offset {
        static let device: UInt32 = 4
        static let number: UInt32 = 8
        static let view: UInt32 = 32
        static let window: UInt32 = 64
    }

    static func make(_ vm: VM, _ type: GuestAddress, _ arguments: Arguments) throws(GuestException) -> Value {
        try vm.checkArguments(arguments, 1, 1, keywords: false)
        let address = try vm.allocate(byteCount)
        vm.ram[address] = type
        vm.ram[address &+ Offset.device] = arguments[0].bits
        let volume = FATMount(try BlockDevice(vm, address))
        try look(vm, volume)
        vm.state.pointee.lastFATVolume += 1
        vm.state.pointee.fatVolumes[vm.state.pointee.lastFATVolume] = volume
        vm.ram[address &+ Offset.number] = vm.word(vm.state.pointee.lastFATVolume)
        return Value(address: address)
    }

    /// Looks for a file system; that there is none is no error yet.
    private static func look(_ vm: VM, _ volume: FATMount) throws(GuestException) {
        do throws(FileError) { volume.files = try FATFiles(volume.device) } catch {
            if error != .noDevice { throw raised(vm, volume, error) }
        }
    }

    private static func raised(_ vm: VM, _ volume: FATMount, _ error: FileError) -> GuestException {
        guard let device = volume.device as? BlockDevice, let raised = device.raised else {
            return vm.osError(error.number)
        }
        device.raised = nil
        return raised
    }

    private static func volume(_ vm: VM, _ object: Value) throws(GuestException) -> FATMount {
        let number = Int(vm.ram[object.address &+ Offset.number])
        guard let volume = vm.state.pointee.fatVolumes[number] else { throw vm.osError(FileError.noDevice.number) }
        return volume
    }

    /// Does something with the files; what they refuse becomes an OSError.
    private static func with<R>(
        _ vm: VM, _ object: Value, _ body: (FATFiles) throws(FileError) -> R
    ) throws(GuestException) -> R {
        let volume = try volume(vm, object)
        guard let files = volume.files else { throw vm.osError(FileError.noDevice.number) }
        do throws(FileError) { return try body(files) } catch { throw raised(vm, volume, error) }
    }

    private static func path(_ vm: VM, _ value: Value) throws(GuestException) -> String {
        String(decoding: try vm.cText(of: value), as: UTF8.self)
    }

    // MARK: Methods

    private static func format(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let object = try vm.call(NativeType.fatVolume.value, [arguments[0]])
        let volume = try volume(vm, object)
        do throws(FileError) { try FATFormatter.format(volume.device) } catch { throw raised(vm, volume, error) }
        return .none
    }

    private static func mount(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let volume = try volume(vm, arguments[0])
        if try vm.isTrue(arguments[1]) { volume.device.isReadOnly = true }
        if volume.files == nil {
            guard try vm.isTrue(arguments[2]) else { throw vm.osError(FileError.noDevice.number) }
            do throws(FileError) { try FATFormatter.format(volume.device) } catch { throw raised(vm, volume, error) }
            try look(vm, volume)
        }
        return .none
    }

    private static func open(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let name = try path(vm, arguments[1])
        // "x" alone of all letters makes a file that must be new.
        let isNew = try vm.cText(of: arguments[2]).contains(UInt8(ascii: "x"))
        return try FileObject.make(vm, mode: arguments[2], of: arguments[0]) { mode throws(GuestException) in
            try with(vm, arguments[0]) { files throws(FileError) in
                if isNew && files.kind(of: name) != .missing { throw .exists }
                return try files.open(name, isNew ? FileMode(reads: false, writes: true, creates: true) : mode)
            }
        }
    }

    private static func list(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let given = arguments.optional(1) ?? Value(.empty)
        let name = try path(vm, given)
        let entries = try with(vm, arguments[0]) { files throws(FileError) in try files.entries(in: name) }
        return try ListingIterator.make(vm, given, entries, byteCount: 52)
    }

    private static func status(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let name = try path(vm, arguments[1])
        let status = try with(vm, arguments[0]) { files throws(FileError) in try files.status(of: name) }
        let tuple = try TupleObject.make(vm, count: 10)
        let numbers = [status.mode, 0, 0, 0, 0, 0, status.size] + status.times.map { $0 - vm.firmware.epochSeconds }
        for (index, number) in numbers.enumerated() {
            TupleObject.setItem(tuple.address, index, try vm.newInt(number), vm.ram)
        }
        return tuple
    }

    private static func space(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let space = try with(vm, arguments[0]) { files throws(FileError) in try files.space(at: "/") }
        let numbers = [
            space.blockBytes, space.blockBytes, space.blocks, space.freeBlocks, space.freeBlocks, 0, 0, 0, 0,
            space.nameBytesMax,
        ]
        return try vm.newTuple(numbers.map { Value(smallInt: Int32(truncatingIfNeeded: $0)) })
    }

    private static func change(
        _ body: @escaping @Sendable (FATFiles, String) throws(FileError) -> Void
    ) -> MethodTable.Member {
        .fixed(2) { vm, arguments throws(GuestException) in
            let name = try path(vm, arguments[1])
            try with(vm, arguments[0]) { files throws(FileError) in try body(files, name) }
            return .none
        }
    }

    static let type = TypeSlots(
        name: "VfsFat", make: make,
        methods: [
            "mkfs": .staticMethod(.fixed(1, format)), "open": .fixed(3, open), "ilistdir": .range(1...2, list),
            "mkdir": change { files, path throws(FileError) in try files.makeDirectory(path) },
            "rmdir": change { files, path throws(FileError) in try files.removeDirectory(path) },
            "chdir": change { files, path throws(FileError) in try files.change(to: path) },
            "getcwd": .fixed(1) { vm, arguments throws(GuestException) in
                try vm.newStr(with(vm, arguments[0]) { files throws(FileError) in files.directory })
            },
            "remove": change { files, path throws(FileError) in try files.remove(path) },
            "rename": .fixed(3) { vm, arguments throws(GuestException) in
                let (old, new) = (try path(vm, arguments[1]), try path(vm, arguments[2]))
                try with(vm, arguments[0]) { files throws(FileError) in try files.rename(old, to: new) }
                return .none
            },
            "stat": .fixed(2, status), "statvfs": .fixed(2, space), "mount": .fixed(3, mount),
            "umount": .fixed(1) { _, _ throws(GuestException) in .none },
        ])
}
