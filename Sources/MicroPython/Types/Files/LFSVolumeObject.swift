/// `vfs.VfsLfs2(device, readsize=32, progsize=32, lookahead=32, mtime=True)`: a littlefs on a block device of the guest's (extmod/vfs_lfsx.c, v1.29): `type,
/// device, number, buffers, current directory`. The number leads to the host's side in `VMState.littlefs`.
///
/// Not modelled: how the buffer of the current directory grows with long paths, the size that `stat` gives of a directory (chance there, 0 here).
enum LFSVolumeObject {
    /// `mp_obj_vfs_lfs2_t` with `lfs2_config` and `lfs2_t` of littlefs 2.11.
    private static let byteCount = 300
    /// `mp_obj_vfs_lfs2_file_t`, before its buffer.
    private static let fileBytes = 124

    private enum Offset {
        static let device: UInt32 = 4
        static let number: UInt32 = 8
        static let buffers: UInt32 = 12
        static let directory: UInt32 = 24
    }

    // MARK: Making

    private struct Settings {
        var device: Value
        var readBytes = 32
        var programBytes = 32
        var lookaheadBytes = 32
        var keepsTime = true
    }

    private static func settings(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Settings {
        var reader = ArgumentReader(vm, arguments)
        var settings = Settings(device: try reader.required(""))
        if let value = try reader.keyword("readsize") { settings.readBytes = try vm.int(value) }
        if let value = try reader.keyword("progsize") { settings.programBytes = try vm.int(value) }
        if let value = try reader.keyword("lookahead") { settings.lookaheadBytes = try vm.int(value) }
        if let value = try reader.keyword("mtime") { settings.keepsTime = try vm.isTrue(value) }
        try reader.finish()
        return settings
    }

    private static func device(_ vm: VM, _ settings: Settings) throws(GuestException) -> FlashBlockDevice {
        try FlashBlockDevice(
            vm, settings.device, readBytes: settings.readBytes, programBytes: settings.programBytes,
            lookaheadBytes: settings.lookaheadBytes)
    }

    private static func make(_ vm: VM, _ type: GuestAddress, _ arguments: Arguments) throws(GuestException) -> Value {
        let settings = try settings(vm, arguments)
        let address = try vm.allocate(byteCount)
        vm.ram.clear(address, count: byteCount)
        vm.ram[address] = type
        vm.ram[address &+ Offset.device] = settings.device.bits
        vm.ram[address &+ Offset.directory] = try vm.allocate(16, .buffer)
        let device = try device(vm, settings)
        vm.ram[address &+ Offset.buffers] = device.buffers.read
        vm.ram[address &+ Offset.buffers &+ 4] = device.buffers.program
        vm.ram[address &+ Offset.buffers &+ 8] = device.buffers.lookahead
        let files: LFSFiles
        do throws(FileError) { files = try LFSFiles(device) } catch { throw raised(vm, device, error) }
        vm.state.pointee.lastFATVolume += 1
        vm.state.pointee.littlefs[vm.state.pointee.lastFATVolume] = LFSMount(files, keepsTime: settings.keepsTime)
        vm.ram[address &+ Offset.number] = vm.word(vm.state.pointee.lastFATVolume)
        return Value(address: address)
    }

    private static func format(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let device = try device(vm, settings(vm, arguments))
        do throws(FileError) { try LFSFormatter.format(device) } catch { throw raised(vm, device, error) }
        return .none
    }

    private static func raised(_ vm: VM, _ device: any FlashDevice, _ error: FileError) -> GuestException {
        guard let device = device as? FlashBlockDevice, let raised = device.raised else {
            return vm.osError(error.number)
        }
        device.raised = nil
        return raised
    }

    // MARK: Methods

    /// Does something with the file system; what it refuses becomes an OSError.
    private static func with<R>(
        _ vm: VM, _ object: Value, _ body: (LFSMount) throws(FileError) -> R
    ) throws(GuestException) -> R {
        guard let mount = vm.state.pointee.littlefs[Int(vm.ram[object.address &+ Offset.number])] else {
            throw vm.osError(FileError.noDevice.number)
        }
        do throws(FileError) { return try body(mount) } catch { throw raised(vm, mount.files.device, error) }
    }

    private static func path(_ vm: VM, _ value: Value) throws(GuestException) -> String {
        String(decoding: try vm.cText(of: value), as: UTF8.self)
    }

    private static func change(
        _ body: @escaping @Sendable (LFSMount, String) throws(FileError) -> Void
    ) -> MethodTable.Member {
        .fixed(2) { vm, arguments throws(GuestException) in
            let name = try path(vm, arguments[1])
            try with(vm, arguments[0]) { mount throws(FileError) in try body(mount, name) }
            return .none
        }
    }

    private static func open(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let name = try path(vm, arguments[1])
        let letters = try vm.cText(of: arguments[2])
        guard letters.count(where: { "rwxa".utf8.contains($0) }) <= 1 else {
            throw vm.error(.valueError, arguments: [])
        }
        let isNew = letters.contains(UInt8(ascii: "x"))
        let cacheBytes = try with(vm, arguments[0]) { mount throws(FileError) in
            (mount.files.device as? FlashBlockDevice)?.cacheBytes ?? 0
        }
        return try FileObject.make(vm, mode: arguments[2], of: arguments[0], byteCount: fileBytes + cacheBytes) {
            mode throws(GuestException) in
            let mode = isNew ? FileMode(reads: mode.reads && mode.writes, writes: true, creates: true) : mode
            return try with(vm, arguments[0]) { mount throws(FileError) in
                try mount.files.open(mount.absolute(name), mode, keepsTime: mount.keepsTime, isNew: isNew)
            }
        }
    }

    private static func list(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let given = arguments.optional(1) ?? Value(.empty)
        let name = try path(vm, given)
        let entries = try with(vm, arguments[0]) { mount throws(FileError) in
            try mount.files.names(in: mount.absolute(name))
        }
        let items = entries.map { entry in
            FileEntry(
                name: String(decoding: entry.name, as: UTF8.self), kind: entry.isDirectory ? .directory : .file,
                size: entry.size)
        }
        return try ListingIterator.make(vm, given, items, byteCount: 72)
    }

    private static func status(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let name = try path(vm, arguments[1])
        let entry = try with(vm, arguments[0]) { mount throws(FileError) -> LFSPair.Entry? in
            switch try mount.files.find(mount.absolute(name)) {
            case .root: nil
            case .missing: throw .missing
            case .entry(let pair, let id): pair.entries[id]
            }
        }
        var time = 0
        if let stamp = entry?.attributes[LFSFile.timeAttribute], stamp.count == 8 {
            let nanoseconds = stamp.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            time = Int(nanoseconds / 1_000_000_000) - vm.firmware.epochSeconds
        }
        let isDirectory = entry?.isDirectory ?? true
        let mode = isDirectory ? FileStatus.directoryMode : FileStatus.fileMode
        let tuple = try TupleObject.make(vm, count: 10)
        for (index, number) in [mode, 0, 0, 0, 0, 0, entry?.size ?? 0, time, time, time].enumerated() {
            TupleObject.setItem(tuple.address, index, try vm.newInt(number), vm.ram)
        }
        return tuple
    }

    private static func space(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let numbers = try with(vm, arguments[0]) { mount throws(FileError) in
            let device = mount.files.device
            let free = try device.blockCount - mount.files.countBlocks()
            return [
                device.blockBytes, device.blockBytes, device.blockCount, free, free, 0, 0, 0, 0, LFSFiles.nameBytesMax,
            ]
        }
        return try vm.newTuple(numbers.map { Value(smallInt: Int32(truncatingIfNeeded: $0)) })
    }

    static let type = TypeSlots(
        name: "VfsLfs2", make: make,
        methods: [
            "mkfs": .staticMethod(.keywords(0, format)), "open": .fixed(3, open), "ilistdir": .range(1...2, list),
            "mkdir": change { mount, path throws(FileError) in try mount.files.makeDirectory(mount.absolute(path)) },
            "rmdir": change { mount, path throws(FileError) in try mount.files.remove(mount.absolute(path)) },
            "chdir": change { mount, path throws(FileError) in try mount.change(to: path) },
            "getcwd": .fixed(1) { vm, arguments throws(GuestException) in
                try vm.newStr(with(vm, arguments[0]) { mount throws(FileError) in mount.directory })
            },
            "remove": change { mount, path throws(FileError) in try mount.files.remove(mount.absolute(path)) },
            "rename": .fixed(3) { vm, arguments throws(GuestException) in
                let (old, new) = (try path(vm, arguments[1]), try path(vm, arguments[2]))
                try with(vm, arguments[0]) { mount throws(FileError) in
                    try mount.files.rename(mount.absolute(old), to: mount.absolute(new))
                }
                return .none
            },
            "stat": .fixed(2, status), "statvfs": .fixed(2, space),
            "mount": .fixed(3) { vm, arguments throws(GuestException) in
                let isReadOnly = try vm.isTrue(arguments[1])
                try with(vm, arguments[0]) { mount throws(FileError) in
                    if isReadOnly { mount.files.device.isReadOnly = true }
                }
                return .none
            },
            "umount": .fixed(1) { _, _ throws(GuestException) in .none },
        ])
}
