/// `os`: files, through the mount table (extmod/modos.c and extmod/vfs.c, v1.29).
///
/// Not modelled: `dupterm`.
enum OSModule {
    static func members(_ firmware: Firmware) -> MethodTable {
        members + (firmware.hasFileNumbers ? unixMembers : boardMembers)
    }

    private static let members: MethodTable =
        [
            "sep": .constant { _ in Value(.slash) },
            "chdir": .fixed(1) { vm, arguments throws(GuestException) in
                try changeDirectory(vm, arguments[0])
                return .none
            },
            "getcwd": .fixed(0) { vm, _ throws(GuestException) in try workingDirectory(vm) },
            "listdir": .range(0...1, listDirectory), "mkdir": .fixed(1, makeDirectory), "remove": .fixed(1, remove),
            "rename": .fixed(2, rename),
            "rmdir": .fixed(1) { vm, arguments throws(GuestException) in try pass(vm, "rmdir", arguments[0]) },
            "unlink": .fixed(1, remove), "stat": .fixed(1, status), "statvfs": .fixed(1, space),
            "ilistdir": .range(0...1, listing),
            // Kept for old sketches.
            "mount": VFSModule.mount, "umount": VFSModule.unmount, "VfsPosix": .type(.volume),
            "VfsFat": .type(.fatVolume), "VfsLfs2": .type(.littlefsVolume),
        ]

    private static let remove: NativeFunction.Body = { vm, arguments throws(GuestException) in
        try pass(vm, "remove", arguments[0])
    }

    /// Hands a call on to the file system of its path.
    private static func pass(_ vm: VM, _ method: String, _ path: Value) throws(GuestException) -> Value {
        let table = MountTable(vm: vm)
        let (place, rest) = try table.find(path)
        return try table.call(place, method, [rest])
    }

    private static func changeDirectory(_ vm: VM, _ path: Value) throws(GuestException) {
        let table = MountTable(vm: vm)
        let (place, rest) = try table.find(path)
        if place == .root {
            // What is mounted at the root must begin there, too.
            let root = table.rootRecord
            if root != 0 { _ = try table.call(.volume(root), "chdir", [Value(.slash)]) }
        } else {
            _ = try table.call(place, "chdir", [rest])
        }
        table.current = place
    }

    private static func workingDirectory(_ vm: VM) throws(GuestException) -> Value {
        let table = MountTable(vm: vm)
        guard case .volume(let record) = table.current else { return Value(.slash) }
        let directory = try table.call(.volume(record), "getcwd", [])
        if table.isRoot(record) { return directory }
        let text = Array(try vm.cText(of: directory))
        let point = table.point(record)
        var buffer = try TextBuffer(capacity: point.count + text.count + 1, vm)
        try buffer.append(point, vm)
        if text != [UInt8(ascii: "/")] { try buffer.append(text, vm) }
        return try vm.newStr(adoptingUnchecked: &buffer)
    }

    private static func listing(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let path = arguments.optional(0) ?? Value(.empty)
        let table = MountTable(vm: vm)
        let (place, rest) = try table.find(path)
        if place == .root { return try MountListing.make(vm, table, isText: vm.isStr(path)) }
        return try table.call(place, "ilistdir", [rest])
    }

    private static func listDirectory(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let entries = try listing(vm, arguments)
        let list = try ListObject.make(vm)
        while true {
            let mark = vm.openScope()
            let entry = try vm.next(entries)
            if entry == .stopIteration { return list }
            try ListObject.append(vm, list, vm.subscripted(entry, Value(smallInt: 0), store: .sentinel))
            vm.closeScope(mark)
        }
    }

    private static func makeDirectory(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let table = MountTable(vm: vm)
        let (place, rest) = try table.find(arguments[0])
        let isThere: Bool
        switch place {
        case .root: isThere = true
        case .nowhere: isThere = false
        case .volume: isThere = GuestRAM.areSame(try vm.cText(of: rest), vm.text(Qstr(.slash)))
        }
        if isThere { throw vm.osError(FileError.exists.number) }
        return try table.call(place, "mkdir", [rest])
    }

    private static func rename(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let table = MountTable(vm: vm)
        let (oldPlace, oldRest) = try table.find(arguments[0])
        let (newPlace, newRest) = try table.find(arguments[1])
        guard oldPlace == newPlace else { throw vm.osError(FileError.notPermitted.number) }
        return try table.call(oldPlace, "rename", [oldRest, newRest])
    }

    private static func status(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let table = MountTable(vm: vm)
        let (place, rest) = try table.find(arguments[0])
        guard place == .root else { return try table.call(place, "stat", [rest]) }
        let zeros = [Value](repeating: Value(smallInt: 0), count: 9)
        return try vm.newTuple([Value(smallInt: Int32(FileStatus.directoryMode))] + zeros)
    }

    private static func space(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let table = MountTable(vm: vm)
        let (place, rest) = try table.find(arguments[0])
        guard place == .root else { return try table.call(place, "statvfs", [rest]) }
        let root = table.rootRecord
        if root != 0 { return try table.call(.volume(root), "statvfs", [Value(.slash)]) }
        let zeros = [Value](repeating: Value(smallInt: 0), count: 9)
        return try vm.newTuple(zeros + [Value(smallInt: 4096)])
    }
}
