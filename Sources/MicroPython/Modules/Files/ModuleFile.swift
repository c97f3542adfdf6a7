/// A file or directory that `import` found (py/builtinimport.c and extmod/vfs_reader.c, v1.29).
struct ModuleFile {
    let path: String
    let isPackage: Bool

    // MARK: Finding

    /// Along the entries of `sys.path`.
    static func find(_ name: String, along path: Value, _ vm: VM) throws(GuestException) -> ModuleFile? {
        let entries = try GuestWords.of(path, vm)
        for index in 0..<entries.count {
            let entry = try vm.string(of: vm.ram.value(entries.at(index)))
            if let found = try find(entry.isEmpty ? name : entry + "/" + name, vm) { return found }
        }
        return nil
    }

    /// A package, a source or a compiled module.
    static func find(_ path: String, _ vm: VM) throws(GuestException) -> ModuleFile? {
        guard path.utf8.count + 4 < vm.firmware.pathBytesMax else { throw vm.error(.runtimeError, arguments: []) }
        // No frozen module is found by its path.
        if path.hasPrefix(".frozen/") { return nil }
        if try vm.kind(ofModule: path) == .directory { return ModuleFile(path: path, isPackage: true) }
        return try findFile(path, vm)
    }

    private static func findFile(_ path: String, _ vm: VM) throws(GuestException) -> ModuleFile? {
        for suffix in [".py", ".mpy"] where try vm.kind(ofModule: path + suffix) == .file {
            return ModuleFile(path: path + suffix, isPackage: false)
        }
        return nil
    }

    // MARK: Loading

    /// Runs the file, or a package's `__init__`, in a module.
    func load(_ module: Value, _ vm: VM) throws(GuestException) {
        guard isPackage else { return try loadFile(module, vm) }
        try vm.storeAttribute(module, Qstr(.__path__), vm.newStr(path))
        try ModuleFile.findFile(path + "/__init__", vm)?.loadFile(module, vm)
    }

    private func loadFile(_ module: Value, _ vm: VM) throws(GuestException) {
        let name = try vm.intern(path)
        let mark = vm.openScope()
        defer { vm.closeScope(mark) }
        vm.keep(module)
        let reader = try FileReader(name, vm)
        let globals = ModuleObject.globals(module.address, vm.ram)
        if path.hasSuffix(".mpy") {
            try vm.runCompiled(reader, name: name, in: module)
        } else {
            try vm.runSource(reader, name: name, in: globals)
        }
    }
}

/// A file of the guest's that is read to be compiled or loaded: opened through the mount table, then read in pieces into a
/// block of 32 bytes, 7 of them for the reader itself. Here it is read at once, before the lexer asks for it.
struct FileReader {
    let bytes: [UInt8]
    private let file: Value
    private let block: GuestAddress

    private static let headerBytes = 7
    private static let pieceBytesMax = 255

    init(_ name: Qstr, _ vm: VM) throws(GuestException) {
        let mode = Value(try vm.intern("rb"))
        let table = MountTable(vm: vm)
        let (place, rest) = try table.find(Value(name))
        file = try table.call(place, "open", [rest, mode])
        vm.keep(file)
        let stream = try vm.stream(file, for: .read)
        var pieceBytes = SourceReader.fileBlockByteCount - FileReader.headerBytes
        if case .done(let wanted) = try stream.actions.control?(vm, stream.object, .bufferSize, 0), wanted > 0 {
            pieceBytes = min(FileReader.pieceBytesMax, max(16 - FileReader.headerBytes, wanted))
        }
        block = try vm.allocate(FileReader.headerBytes + pieceBytes)
        vm.ram[block] = file.bits
        var bytes: [UInt8] = []
        while true {
            let piece = vm.ram.mutableBytes(block &+ UInt32(FileReader.headerBytes), count: pieceBytes)
            switch try stream.actions.read!(vm, stream.object, piece) {
            case .done(let count):
                bytes += piece[..<min(count, piece.count)]
                if count < pieceBytes {
                    self.bytes = bytes
                    return
                }
            case .failed(let number):
                // Later pieces that fail end the file, as there.
                if bytes.isEmpty { throw vm.osError(number) }
                self.bytes = bytes
                return
            }
        }
    }

    /// For the lexer, which closes the file. What `close` of a file in Python raises is dropped then.
    var source: SourceReader { SourceReader(bytes) { vm in try? close(vm) } }

    func close(_ vm: VM) throws(GuestException) {
        _ = try vm.stream(file, for: .control).ask(.close)
        vm.free(block)
    }
}

extension VM {
    /// What `import` sees at a path: of a file system in Python, `stat` says it.
    func kind(ofModule path: String) throws(GuestException) -> GuestFileKind {
        let table = MountTable(vm: self)
        let name = path.utf8.prefix { $0 != 0 }
        if name.isEmpty { return .missing }
        let (place, rest) = table.find(name)
        guard case .volume(let record) = place else { return .missing }
        let object = table.object(record)
        if isExactly(object, .volume) {
            return state.pointee.files.kind(of: try VolumeObject.path(self, object, rest, isImport: true))
        }
        let status: Value
        do throws(GuestException) {
            status = try table.call(place, "stat", [newStr(String(decoding: rest, as: UTF8.self))])
        } catch { return .missing }
        let words = try GuestWords.of(status, self)
        guard words.count == 10 else {
            throw error(
                .valueError, "requested length %d but object has length %d", .int(10), .int(words.count))
        }
        return try int(ram.value(words.at(0))) & FileStatus.directoryMode != 0 ? .directory : .file
    }
}
