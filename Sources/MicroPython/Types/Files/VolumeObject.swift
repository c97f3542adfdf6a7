/// `vfs.VfsPosix(root)`: the firmware's files, or a folder of them, as a file system of the mount table: `type, root's buffer
/// (4 words), length of the root, read-only` (extmod/vfs_posix.c, v1.29).
///
/// The buffer holds the root's path, and grows for each path that is looked up below it. Not modelled: littlefs.
enum VolumeObject {
    static let byteCount = 28

    private enum Offset {
        static let capacity: UInt32 = 4
        static let count: UInt32 = 8
        static let data: UInt32 = 12
        static let rootCount: UInt32 = 20
        static let isReadOnly: UInt32 = 24
    }

    static func make(_ vm: VM, _ type: GuestAddress, _ arguments: Arguments) throws(GuestException) -> Value {
        try vm.checkArguments(arguments, 0, 1, keywords: false)
        let volume = try vm.allocate(byteCount)
        vm.ram[volume] = type
        vm.ram[volume &+ Offset.capacity] = 1
        vm.ram[volume &+ Offset.data] = try vm.allocate(1, .buffer)
        guard let argument = arguments.optional(0) else { return Value(address: volume) }
        let root = try vm.cText(of: argument)
        // A relative root means what the working directory says now.
        if let first = root.first, first != UInt8(ascii: "/") {
            let directory = Array(vm.state.pointee.workingDirectory.utf8)
            try directory.withUnsafeBufferPointer { bytes throws(GuestException) in
                try append(vm, volume, UnsafeRawBufferPointer(bytes))
            }
            try append(vm, volume, vm.text(Qstr(.slash)))
        }
        try append(vm, volume, vm.cText(of: argument))
        try append(vm, volume, vm.text(Qstr(.slash)))
        vm.ram[volume &+ Offset.rootCount] = vm.ram[volume &+ Offset.count]
        return Value(address: volume)
    }

    private static func append(
        _ vm: VM, _ volume: GuestAddress, _ bytes: UnsafeRawBufferPointer
    ) throws(GuestException) {
        let count = Int(vm.ram[volume &+ Offset.count])
        if count + bytes.count > Int(vm.ram[volume &+ Offset.capacity]) {
            let capacity = ((count + bytes.count + 16) & ~7) + 8
            vm.ram[volume &+ Offset.data] = try vm.reallocate(vm.ram[volume &+ Offset.data], capacity)
            vm.ram[volume &+ Offset.capacity] = vm.word(capacity)
        }
        vm.ram.copy(bytes, to: vm.ram[volume &+ Offset.data] &+ vm.word(count))
        vm.ram[volume &+ Offset.count] = vm.word(count + bytes.count)
    }

    /// A path of the guest's as seen from the root of the firmware's files.
    static func path(
        _ vm: VM, _ volume: Value, _ path: UnsafeRawBufferPointer, isImport: Bool = false
    ) throws(GuestException) -> String {
        let rootCount = vm.ram[volume.address &+ Offset.rootCount]
        let isAbsolute = path.first == UInt8(ascii: "/")
        guard rootCount > 0, isAbsolute || isImport else {
            return FilePath.join(vm.state.pointee.workingDirectory, String(decoding: path, as: UTF8.self))
        }
        vm.ram[volume.address &+ Offset.count] = rootCount &- (isAbsolute && !isImport ? 1 : 0)
        try append(vm, volume.address, path)
        let whole = vm.ram.bytes(
            vm.ram[volume.address &+ Offset.data], count: Int(vm.ram[volume.address &+ Offset.count]))
        return String(decoding: whole, as: UTF8.self)
    }

    private static func path(_ vm: VM, _ arguments: Arguments, _ index: Int = 1) throws(GuestException) -> String {
        try path(vm, arguments[0], vm.cText(of: arguments[index]))
    }

    private static func requireWritable(_ vm: VM, _ volume: Value) throws(GuestException) {
        if vm.ram[volume.address &+ Offset.isReadOnly] != 0 { throw vm.osError(FileError.readOnly.number) }
    }

    // MARK: Methods

    private static func mount(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        if try vm.isTrue(arguments[1]) { vm.ram[arguments[0].address &+ Offset.isReadOnly] = 1 }
        if try vm.isTrue(arguments[2]) { throw vm.osError(FileError.notPermitted.number) }
        return .none
    }

    /// `open(path, mode)`.
    static func open(_ vm: VM, _ volume: Value, _ path: Value, _ mode: Value) throws(GuestException) -> Value {
        let letters = try vm.cText(of: mode)
        if letters.contains(where: { "wa+".utf8.contains($0) }) { try requireWritable(vm, volume) }
        if path.isSmallInt { return try FileObject.make(vm, path: nil, number: path.smallInt, mode: mode) }
        var name = path
        let bytes = try vm.cText(of: path)
        let full = bytes.isEmpty ? "" : try Self.path(vm, volume, bytes)
        // Below a root of its own the reference makes a str of the whole path.
        if vm.ram[volume.address &+ Offset.rootCount] > 0 && bytes.first == UInt8(ascii: "/") {
            name = try vm.newStr(full)
        }
        vm.keep(name)
        return try FileObject.make(vm, path: full, mode: mode)
    }

    private static func changeDirectory(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let path = try path(vm, arguments)
        vm.state.pointee.workingDirectory = try vm.onDisk { files throws(FileError) in
            // The empty path is no directory.
            guard !vm.isEmptyPath(arguments[1]) else { throw .missing }
            return try files.resolve(directory: path)
        }
        return .none
    }

    private static func workingDirectory(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let rootCount = Int(vm.ram[arguments[0].address &+ Offset.rootCount])
        var path = Substring(vm.state.pointee.workingDirectory)
        if rootCount > 0 { path = Substring(String(decoding: path.utf8.dropFirst(rootCount - 1), as: UTF8.self)) }
        return try vm.newStr(String(path))
    }

    private static func status(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let path = try path(vm, arguments)
        let status = try vm.onDisk { files throws(FileError) in
            guard !vm.isEmptyPath(arguments[1]) else { throw .missing }
            return try files.status(of: path)
        }
        let tuple = try TupleObject.make(vm, count: 10)
        TupleObject.setItem(tuple.address, 0, Value(smallInt: Int32(truncatingIfNeeded: status.mode)), vm.ram)
        for (index, number) in (status.identity + [status.size] + status.times).prefix(9).enumerated() {
            let word = Int(UInt32(truncatingIfNeeded: number))
            TupleObject.setItem(tuple.address, 1 + index, try vm.newInt(word), vm.ram)
        }
        return tuple
    }

    private static func space(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let path = try path(vm, arguments)
        let space = try vm.onDisk { files throws(FileError) in
            guard !vm.isEmptyPath(arguments[1]) else { throw .missing }
            return try files.space(at: path)
        }
        let numbers = [
            space.blockBytes, space.blockBytes, space.blocks, space.freeBlocks, space.freeBlocks, space.files,
            space.freeFiles, space.freeFiles, space.flags, space.nameBytesMax,
        ]
        return try vm.newTuple(numbers.map { Value(smallInt: Int32(truncatingIfNeeded: $0)) })
    }

    /// A change of the disk: what it needs is found first.
    private static func change(
        _ vm: VM, _ arguments: Arguments, _ body: (any GuestFiles, String) throws(FileError) -> Void
    ) throws(GuestException) -> Value {
        try requireWritable(vm, arguments[0])
        let path = try path(vm, arguments)
        try vm.onDisk { files throws(FileError) in
            guard !vm.isEmptyPath(arguments[1]) else { throw .missing }
            try body(files, path)
        }
        return .none
    }

    private static func rename(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try requireWritable(vm, arguments[0])
        let old = try path(vm, arguments)
        let copy = try vm.allocate(old.utf8.count + 1, .buffer)
        let new = try path(vm, arguments, 2)
        vm.free(copy)
        try vm.onDisk { files throws(FileError) in
            guard !vm.isEmptyPath(arguments[1]), !vm.isEmptyPath(arguments[2]) else { throw .missing }
            try files.rename(old, to: new)
        }
        return .none
    }

    static let type = TypeSlots(
        name: "VfsPosix", make: make,
        methods: [
            "mount": .fixed(3, mount), "umount": .fixed(1) { _, _ throws(GuestException) in .none },
            "open": .fixed(3) { vm, arguments throws(GuestException) in
                try open(vm, arguments[0], arguments[1], arguments[2])
            },
            "chdir": .fixed(2, changeDirectory), "getcwd": .fixed(1, workingDirectory),
            "ilistdir": .fixed(2) { vm, arguments throws(GuestException) in
                try ListingIterator.make(vm, arguments[1], path: path(vm, arguments))
            },
            "mkdir": .fixed(2) { vm, arguments throws(GuestException) in
                try change(vm, arguments) { files, path throws(FileError) in try files.makeDirectory(path) }
            },
            "remove": .fixed(2) { vm, arguments throws(GuestException) in
                try change(vm, arguments) { files, path throws(FileError) in try files.remove(path) }
            },
            "rename": .fixed(3, rename),
            "rmdir": .fixed(2) { vm, arguments throws(GuestException) in
                try change(vm, arguments) { files, path throws(FileError) in try files.removeDirectory(path) }
            },
            "stat": .fixed(2, status), "statvfs": .fixed(2, space),
        ])
}

extension VM {
    /// Does something with the firmware's files; what they refuse becomes an OSError.
    func onDisk<R>(_ body: (any GuestFiles) throws(FileError) -> R) throws(GuestException) -> R {
        do throws(FileError) { return try body(state.pointee.files) } catch {
            state.pointee.lastFileError = error.number
            throw osError(error.number)
        }
    }

    /// The characters of a str or bytes up to the first zero, as C reads them.
    func cText(of value: Value) throws(GuestException) -> UnsafeRawBufferPointer {
        let text = try text(of: value)
        guard let end = ByteSearch.position(of: 0, text) else { return text }
        return UnsafeRawBufferPointer(rebasing: text[..<end])
    }

    /// A path without any character leads nowhere.
    func isEmptyPath(_ value: Value) -> Bool { (try? cText(of: value).isEmpty) ?? true }
}
