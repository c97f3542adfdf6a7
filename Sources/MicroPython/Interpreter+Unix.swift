extension Interpreter {
    /// An entry of the unix port's `sys.path`.
    public enum UnixPathEntry: Equatable, Sendable {
        /// A text that becomes an interned string.
        case interned(String)
        /// A folder below the user's own, put together on the heap.
        case home(String, below: String)

        var text: String {
            switch self {
            case .interned(let text): text
            case .home(let home, let below): home + below
            }
        }
    }

    /// A guest that was powered on as the unix port does for a program in `/home/user/python`, at the home of `/home/user`: folders take
    /// heap, so figures of memory are told for these.
    public static func forFigures(
        of program: String, firmware: Firmware = .unix32, heapBytes: Int,
        console: @escaping (UnsafeRawBufferPointer) -> Void
    ) throws -> Interpreter {
        var layout = RAMLayout.unix32
        layout.heapBytes = heapBytes
        let interpreter = try Interpreter(firmware: firmware, layout: layout)
        interpreter.setConsole(console)
        try interpreter.startAsUnix(
            folder: "/home/user/python",
            path: [
                .interned(".frozen"), .home("/home/user", below: "/.micropython/lib"),
                .interned("/usr/lib/micropython"),
            ], arguments: [program])
        return interpreter
    }

    /// Powers the guest on as the unix port does: its file system, search path and arguments take heap
    /// (ports/unix/main.c, v1.29).
    ///
    /// - Parameters:
    ///   - folder: the first entry of `sys.path`, which takes the place of an empty one.
    ///   - path: the other entries.
    public func startAsUnix(
        folder: String = "", path: [UnixPathEntry] = [], arguments: [String] = []
    ) throws(GuestException) {
        try initializeModules()
        try MountTable(vm: vm).mountFirmwareFiles(at: "/")
        try makePath(path)
        try ListObject.allocateItems(vm, MemoryMap.systemArguments)
        if !folder.isEmpty { ListObject.setItem(MemoryMap.systemPath, 0, Value(try vm.intern(folder)), vm.ram) }
        for argument in arguments {
            try ListObject.append(vm, Value(address: MemoryMap.systemArguments), Value(vm.intern(argument)))
        }
        vm.closeScope(0)
    }

    private func makePath(_ path: [UnixPathEntry]) throws(GuestException) {
        // There the list itself lies on the heap too.
        let object = try vm.allocate(16)
        vm.ram[object] = NativeType.list.address
        vm.retain(Value(address: object))
        let list = Value(address: MemoryMap.systemPath)
        try ListObject.allocateItems(vm, MemoryMap.systemPath)
        try ListObject.append(vm, list, Value(.empty))
        for entry in path {
            switch entry {
            case .interned(let text): try ListObject.append(vm, list, Value(vm.intern(text)))
            case .home:
                let text = try vm.printed(capacity: entry.text.utf8.count + 1) { printer throws(GuestException) in
                    try printer.write(text: entry.text)
                }
                try ListObject.append(vm, list, text)
            }
        }
    }
}
