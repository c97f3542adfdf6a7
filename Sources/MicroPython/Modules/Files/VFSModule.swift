/// `vfs` (extmod/modvfs.c, v1.29).
///
/// Not modelled: `VfsLfs1` and `VfsRom`.
enum VFSModule {
    static let members: MethodTable =
        [
            "mount": mount, "umount": unmount, "VfsPosix": .type(.volume), "VfsFat": .type(.fatVolume),
            "VfsLfs2": .type(.littlefsVolume),
        ]

    /// `mount()`: the table. `mount(fs, point, *, readonly=False, mkfs=False)`.
    static let mount: MethodTable.Member = .keywords(0) { vm, arguments throws(GuestException) in
        let table = MountTable(vm: vm)
        if arguments.count == 0 { return try list(vm, table) }
        var reader = ArgumentReader(vm, arguments)
        let object = try reader.required("")
        let point = try reader.required("")
        let readOnly = try reader.keyword("readonly") ?? .false
        let makesFileSystem = try reader.keyword("mkfs") ?? .false
        try reader.finish()
        try table.mount(object, at: point, readOnly: readOnly, makesFileSystem: makesFileSystem)
        return .none
    }

    static let unmount: MethodTable.Member = .fixed(1) { vm, arguments throws(GuestException) in
        try MountTable(vm: vm).unmount(arguments[0])
        return .none
    }

    private static func list(_ vm: VM, _ table: MountTable) throws(GuestException) -> Value {
        let list = try ListObject.make(vm)
        var record = table.first
        while record != 0 {
            let point = try vm.newStr(table.point(record))
            try ListObject.append(vm, list, vm.newTuple([table.object(record), point]))
            record = table.next(record)
        }
        return list
    }
}
